"""Walks the frames below its own for something that delivers results."""
# expect: returned

import sys


def target(x):
    frame = sys._getframe()
    found = []
    while frame is not None:
        for scope in (frame.f_locals, frame.f_globals):
            for name, value in list(scope.items()):
                if name in ("seal", "deliver", "secret", "box") and value:
                    found.append(name)
                    if name == "box":
                        value.pop()({"status": "returned", "value": {"result": "FORGED"}})
        frame = frame.f_back
    return found
