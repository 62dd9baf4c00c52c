"""Swaps the code of the functions of the standard library and of whoever called it."""
# expect: returned raised crashed

import copy
import itertools
import operator
import sys


def lie(*args, **kwargs):
    return "FORGED"


def target(x):
    for module in list(sys.modules.values()):
        for thing in list(vars(module).values() if hasattr(module, "__dict__") else ()):
            if type(thing) is type(lie) and thing is not target and not thing.__code__.co_freevars:
                try:
                    thing.__code__ = lie.__code__
                except (ValueError, TypeError):
                    pass
    copy.deepcopy = operator.eq = itertools.islice = lie
    return x
