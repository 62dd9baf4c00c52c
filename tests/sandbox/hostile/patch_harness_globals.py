"""Patches the globals of the functions below it."""
# expect: returned raised crashed

import sys


def target(x):
    frame = sys._getframe().f_back
    while frame is not None:
        for name in ("portrait", "call", "deliver", "encode"):
            if name in frame.f_globals and callable(frame.f_globals[name]):
                frame.f_globals[name] = lambda *a, **k: "FORGED"
        frame = frame.f_back
    return "honest"
