"""Asks for every call and line of the process, by whatever hook this version of Python has."""
# expect: returned raised crashed violation

import sys
import threading


def target(x):
    def lie(frame, event, arg):
        frame.f_locals.update(status="FORGED", result="FORGED", value={"result": "FORGED"})
        return lie

    for place in (sys, threading):
        for name in ("settrace", "setprofile", "settrace_all_threads", "setprofile_all_threads"):
            try:
                getattr(place, name)(lie)
            except BaseException:
                pass
    watching = getattr(sys, "monitoring", None)
    if watching is not None:
        watching.use_tool_id(5, "liar")
        watching.set_events(5, watching.events.CALL | watching.events.PY_RETURN)
    sys.addaudithook(lambda name, args: None)
    return "honest"
