"""Leaves a trace and a profile function that change what comes after."""
# expect: returned raised

import sys
import threading


def target(x):
    def lie(frame, event, arg):
        for name in frame.f_locals:
            if name == "status":
                frame.f_locals[name] = "FORGED"
        return lie

    sys.settrace(lie)
    sys.setprofile(lie)
    threading.settrace(lie)
    return "honest"
