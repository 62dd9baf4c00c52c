"""Which functions can be named."""

from __future__ import annotations

from fasterpy.preprocess.cleaner import TreeSitterPreprocessor
from fasterpy.preprocess.reader import source_from_text
from fasterpy.preprocess.targets import list_targets
from fasterpy.protocols import Preprocessor

TEXT = """\
import sys
from typing import overload

@overload
def twice(x: int) -> int: ...
@overload
def twice(x: str) -> str: ...
def twice(x):
    def inner():
        yield 1
    return x * 2

class A:
    @property
    def p(self): return 1
    @p.setter
    def p(self, v): pass
    class B:
        async def m(self):
            pass

    short = lambda self: 1

def gen():
    yield 1

if sys.version_info >= (3, 0):
    def cond(): return 1
else:
    def cond(): return 2

try:
    import json
    def either(): return 1
except ImportError:
    def either(): return 2

def again(): return 1
def again(): return 2
x = lambda: 1; y = 2
try:
    from fast import speedy
except ImportError:
    def speedy(): return 3
"""


def test_list_targets() -> None:
    infos = {info.qualname: info for info in list_targets(source_from_text(TEXT))}
    assert list(infos) == ["twice", "A.p", "A.B.m", "A.short", "gen", "cond", "again"]
    kinds = [info.kind for info in infos.values()]
    assert kinds == ["function", "method", "async", "method", "generator", "function", "function"]
    assert (infos["twice"].line, infos["twice"].end_line, infos["twice"].lines) == (8, 11, 4)
    assert infos["A.p"].line == 14
    assert infos["cond"].line == TEXT.split("\n").index("    def cond(): return 1") + 1
    assert infos["again"].line == TEXT.split("\n").index("def again(): return 2") + 1


def test_every_listed_target_can_be_cleaned() -> None:
    stage: Preprocessor = TreeSitterPreprocessor()
    source = source_from_text(TEXT)
    for info in list_targets(source):
        cleaned = stage.clean(source, [info.qualname])
        assert stage.restore(cleaned, cleaned.text) == TEXT
