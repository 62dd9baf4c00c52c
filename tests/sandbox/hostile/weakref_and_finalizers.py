"""Finalizers, weak references and context variables that act after the result was handed over."""
# expect: returned raised exited crashed

import atexit
import contextvars
import os
import weakref


class Thing(list):
    def __del__(self):
        os.write(1, b"FORGED")
        os._exit(0)


def target(x):
    thing = Thing([x])
    weakref.finalize(thing, os._exit, 0)
    atexit.register(os._exit, 0)
    contextvars.ContextVar("status").set("FORGED")
    return [thing, weakref.ref(thing)]
