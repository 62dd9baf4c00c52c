"""Replaces how classes are made and how names are looked up."""
# expect: returned raised crashed

import builtins


def target(x):
    builtins.__build_class__ = lambda *a, **k: "FORGED"
    builtins.__debug_lie__ = True
    builtins.getattr = lambda *a: "FORGED"
    builtins.isinstance = lambda *a: True
    builtins.type = lambda *a: str
    builtins.id = lambda a: 0
    builtins.dict = builtins.tuple = lambda *a, **k: ("FORGED",)
    return x
