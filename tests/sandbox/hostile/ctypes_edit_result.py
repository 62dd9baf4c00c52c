"""Edits objects in memory through ctypes: small integers, and the bytes of interned texts."""
# expect: returned raised crashed violation unusable timeout

import ctypes


def target(x):
    place = id(0) + ctypes.sizeof(ctypes.c_ssize_t) * 3
    ctypes.memset(place, 1, 1)
    text = "returned"
    ctypes.memmove(id(text) + 48, b"FORGED!!", len(text))
    return x
