"""Patches the harness through sys.modules."""
# expect: returned

import sys


def target(x):
    found = [name for name in sys.modules if name.startswith("fasterpy")]
    for name in found:
        for key in list(vars(sys.modules[name])):
            setattr(sys.modules[name], key, None)
    return found
