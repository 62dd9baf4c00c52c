"""The way back: what changes, what stays byte for byte, what is refused."""

from __future__ import annotations

import ast
import textwrap

import pytest

from fasterpy.errors import SourceError, TargetError
from fasterpy.preprocess.cleaner import TreeSitterPreprocessor
from fasterpy.preprocess.reader import decode_source, source_from_text
from fasterpy.preprocess.restore import Restored
from fasterpy.records import CleanedCode

STAGE = TreeSitterPreprocessor()


def cleaned(text: str, *targets: str) -> CleanedCode:
    return STAGE.clean(source_from_text(textwrap.dedent(text)), targets)


def back(text: str, target: str, optimized: str) -> Restored:
    report = STAGE.restore_report(cleaned(text, target), textwrap.dedent(optimized))
    ast.parse(report.text)
    return report


FILE = """\
#!/usr/bin/env python
# -*- coding: utf-8 -*-
'''Doc.'''
from __future__ import annotations
import os

LIMIT   = 3   # odd spacing stays


class Box:
    '''A box.'''
    def __init__(self, xs): self.xs = xs
    # how many
    @property
    def total( self ):
        '''Sums
          up.'''
        out = 0
        for x in self.xs: out += helper( x )
        return out

    def other(self):   return  1


def helper(x):
    return x+LIMIT


def unrelated( a,b ):
    return a   # stays
"""


def test_unchanged_in_every_form() -> None:
    code = cleaned(FILE, "Box.total")
    for form in (
        code.text,
        FILE,
        code.text.replace("        return out", "        return  (out)  # why"),
        "class Box:\n    @property\n    def total(self):\n        '''Sums\n          up.'''\n        out = 0\n"
        "        for x in self.xs:\n            out += helper(x)\n        return out\n",
        "@property\ndef total(self):\n    '''Sums\n    up.'''\n    out = 0\n    for x in self.xs:\n"
        "        out += helper(x)\n"
        "    return out\n",
    ):
        assert STAGE.restore(code, form) == FILE


@pytest.mark.parametrize(
    "optimized",
    [
        "class Box:\n    @property\n    def total(self):\n        return sum(map(helper, self.xs))\n",
        "def total(self):\n    return sum(map(helper, self.xs))\n",
        "    @property\n    def total(self):\n        return sum(map(helper, self.xs))\n",
        "import sys\nclass Box:\n  def __init__(self, xs): self.xs = xs\n  def total(self):\n"
        "    return sum(map(helper, self.xs))\n"
        "print(Box([1]).total)\n",
    ],
)
def test_only_the_target_changes(optimized: str) -> None:
    report = STAGE.restore_report(cleaned(FILE, "Box.total"), optimized)
    start, end = FILE.index("    @property"), FILE.index("    def other")
    assert report.text == FILE[:start] + (
        "    @property\n    def total( self ):\n        return sum(map(helper, self.xs))\n\n" + FILE[end:]
    )
    assert report.replaced == ("Box.total",)
    assert not report.added


def test_imports_and_helpers_are_added_in_place() -> None:
    report = back(
        FILE,
        "Box.total",
        """
        from __future__ import annotations
        import os
        import sys, itertools as it
        from math import fsum, sqrt

        TABLE = [0] * 10
        for i in range(10):
            TABLE[i] = fast(i)

        def fast(x):
            return x + LIMIT

        class Box:
            CACHE = {}

            def _part(self):
                return it.chain(self.xs, self.CACHE)

            @property
            def total(self):
                return fsum(map(fast, self._part())) + TABLE[0]

        if __name__ == "__main__":
            print(sys.argv)
        """,
    )
    assert "import os\nimport itertools as it\nfrom math import fsum\n\nLIMIT   = 3" in report.text
    assert "sqrt" not in report.text
    assert "import sys" not in report.text
    assert "__main__" not in report.text
    lines = report.text.splitlines()
    assert lines.index("def fast(x):") < lines.index("class Box:")
    assert lines.index("TABLE = [0] * 10") < lines.index("for i in range(10):")
    assert lines.index("    def _part(self):") < lines.index("    # how many") + 2
    assert "    CACHE = {}" in lines
    assert report.text.endswith("def unrelated( a,b ):\n    return a   # stays\n")
    assert set(report.added) >= {"fast", "TABLE", "Box._part"}


def test_a_changed_callee_is_replaced_and_reported() -> None:
    code = cleaned(FILE, "Box.total")
    report = STAGE.restore_report(code, code.text.replace("return x + LIMIT", "return LIMIT + x"))
    assert report.text == FILE.replace("return x+LIMIT", "return LIMIT + x")
    assert report.replaced == ("helper",)


def test_changes_that_the_target_does_not_need_are_left_out() -> None:
    text = "def target(x):\n    return x\n\ndef caller():\n    return target(1)\n"
    code = cleaned(text, "target")
    assert STAGE.restore(code, code.text.replace("target(1)", "target(2)")) == text


@pytest.mark.parametrize(
    ("optimized", "words"),
    [
        ("def unknown(): pass\n", "does not define Box.total; it defines unknown"),
        ("x = 1\n", "defines no function"),
        ("def total(self):\n    return unrelated(self)\ndef unrelated(x):\n    return x\n", "unrelated, a name that"),
        ("from x import LIMIT\ndef total(self):\n    return LIMIT\n", "LIMIT, which already means"),
        ("from math import *\ndef total(self):\n    return fsum(self.xs)\n", r"math import \*"),
        ("class Box:\n    def total(self):\n        return self.other()\n    def other(self): return 2\n", "Box.other"),
    ],
)
def test_refused(optimized: str, words: str) -> None:
    with pytest.raises(TargetError, match=words) as caught:
        STAGE.restore(cleaned(FILE, "Box.total"), optimized)
    assert "\n" not in str(caught.value)


def test_candidate_that_does_not_parse() -> None:
    with pytest.raises(SourceError, match=r"line 1, column"):
        STAGE.restore(cleaned(FILE, "Box.total"), "def total(self:\n  pass")


def test_a_changed_constant() -> None:
    text = "ALLOWED = [1, 2]\ndef target(x):\n    return x in ALLOWED\n"
    report = back(text, "target", text.replace("[1, 2]", "{1, 2}"))
    assert "ALLOWED = {1, 2}" in report.text
    shared = text + "def other():\n    return ALLOWED[0]\n"
    with pytest.raises(TargetError, match="ALLOWED"):
        back(shared, "target", shared.replace("[1, 2]", "{1, 2}"))


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_endings_bom_and_encoding(ending: str) -> None:
    text = "# coding: latin-1\n\ndef é(x):\n    y = 'ü'\n    return y + x\n\nz = 'ä'"
    raw = text.replace("\n", ending).encode("latin-1")
    source = decode_source(raw)
    code = STAGE.clean(source, ["é"])
    assert STAGE.restore(code, code.text) == source.text
    new = STAGE.restore(code, "def é(x):\n    return 'ü' + x\n")
    assert new.encode("latin-1") == (
        "# coding: latin-1\n\ndef é(x):\n    return 'ü' + x\n\nz = 'ä'".replace("\n", ending).encode("latin-1")
    )
    with pytest.raises(SourceError, match="iso-8859-1"):
        STAGE.restore(code, "def é(x):\n    return '€' + x\n")


def test_mixed_line_endings_around_stay() -> None:
    text = "a = 1\r\nb = 2\rdef f():\n    return 1\n\nc = 3\r\nd = 4"
    code = STAGE.clean(source_from_text(text), ["f"])
    assert STAGE.restore(code, "def f():\n    x = 1\n    return x") == text.replace("return 1", "x = 1\n    return x")


def test_strings_survive_reindentation() -> None:
    text = 'class A:\n\tclass B:\n\t\tdef m(self):\n\t\t\treturn """\n  two\n\t\tthree"""\n'
    code = cleaned(text, "A.B.m")
    optimized = 'def m(self):\n    if self:\n        x = f"""\n  two {\n  self!r}\n\t\tthree"""\n    return x\n'
    new = STAGE.restore(code, optimized)
    assert '\t\t\tif self:\n\t\t\t\tx = f"""\n  two {\n  self!r}\n\t\tthree"""\n\t\t\treturn x\n' in new


def test_overloads_setters_and_comments_stay() -> None:
    text = """\
class A:
    @property
    def x(self):
        return [self._x][0]

    @x.setter
    def x(self, v):
        self._x = v

    # why
    def y(self):  # how
        return  1
"""
    report = back(text, "A.x", "class A:\n    @property\n    def x(self):\n        return self._x\n")
    assert report.text == text.replace("[self._x][0]", "self._x")
    report = back(text, "A.y", "class A:\n    # because\n    def y(self):\n        return 2\n")
    assert report.text.endswith("    # because\n    def y(self):  # how\n        return 2\n")
    report = back(text, "A.y", "class A:\n    def y(self):\n        return 2\n")
    assert "    # why\n    def y(self):  # how\n        return 2\n" in report.text


def test_renamed_target_and_lambda() -> None:
    text = "def walk(n):\n    return 0 if n == 0 else 1 + walk(n - 1)\n\nf = lambda x: x + 0\n"
    report = back(text, "walk", "def walk_fast(n):\n    return n if n < 2 else 2 + walk_fast(n - 2)\n")
    assert report.text == "def walk(n):\n    return n if n < 2 else 2 + walk(n - 2)\n\nf = lambda x: x + 0\n"
    report = back(text, "f", "def f(x):\n    return x\n")
    assert report.text.endswith("\n\ndef f(x):\n    return x\n")


def test_decorated_with_a_cache() -> None:
    report = back(
        "def f(n):\n    return n\n", "f", "import functools\n@functools.lru_cache(None)\ndef f(n):\n    return n\n"
    )
    assert report.text == "import functools\n\n@functools.lru_cache(None)\ndef f(n):\n    return n\n"
    report = back(
        "'''D.'''\ndef f(n):\n    return n\n", "f", "from functools import cache\ndef _f(n): return n\nf = cache(_f)\n"
    )
    assert report.text.startswith("'''D.'''\n\nfrom functools import cache\n\n")
    assert "f = cache(_f)" in report.text


def test_helpers_that_need_later_names_come_after_them() -> None:
    text = "def target(x):\n    return slow(x)\n\ndef slow(x):\n    return x\n\nprint(target(1))\n"
    report = back(
        text,
        "target",
        "TABLE = [slow(i) for i in range(3)]\ndef target(x):\n    return TABLE[x]\ndef slow(x):\n    return x\n",
    )
    assert report.text.index("def slow") < report.text.index("TABLE = ") < report.text.index("print")


def test_several_targets() -> None:
    text = "def a():\n    return 1\n\ndef b():\n    return 2\n\ndef c():\n    return a() + b()\n"
    code = cleaned(text, "a", "b")
    new = STAGE.restore(code, "def b():\n    return 4\ndef a():\n    return 3\n")
    assert new == text.replace("return 1", "return 3").replace("return 2", "return 4")
    with pytest.raises(TargetError, match="does not define b"):
        STAGE.restore(code, "def a():\n    return 3\n")


def test_program() -> None:
    source = source_from_text("print(1)\r\nprint(2)\r\n")
    code = STAGE.clean(source, ())
    assert STAGE.restore(code, "print(1)\n\nprint(2)") == source.text
    assert STAGE.restore(code, "print(1, 2)\n") == "print(1, 2)\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "async def target(x):\n    async for y in x:\n        yield await y\n",
        "def target(x): return 1\n",
        "def target(x):\n    if (n := len(x)) > 1: return n\n    return \\\n        0\n",
        "\x0c\ndef target(x):\n\x0c\n    return x\n",
        "def target(x):\n\tif x:\n\t\treturn 1\n\telse:\n\t\treturn 2",
        "class A:\n  def target(self): pass\ndef target(a, /, *, b=1, **k) -> 'int':\n  return a\n",
        "def target(p):\n    match p:\n        case [1, *r] if r: return r\n"
        "        case {'a': x, **k}: return x\n        case str() | None: return 0\n",
        "def target(x):\n    return x\ndel target\n",
        "if 1:\n    def target(x):\n        return x\n",
    ],
)
def test_round_trip_of_odd_shapes(text: str) -> None:
    code = cleaned(text, "target")
    assert STAGE.restore(code, code.text) == text
    new = STAGE.restore(code, "def target(x):\n    return 42\n")
    assert "return 42" in new
    ast.parse(new)


LAYOUT = """\
def target(xs,   ys=( 1,2 ),
           ):
    # what it does
    'Docs.'
    out=[]   # collects

    for x in xs:   # all

        y = x*2    # twice
        if y in ys : out.append( y )
        while y:
            y -=  1
    return (out
            )   # done
"""


def test_statements_that_did_not_change_keep_their_lines() -> None:
    code = cleaned(LAYOUT, "target")
    new = STAGE.restore(code, code.text.replace("y = x * 2", "y = x + x").replace("    ys=(1", "    *,\n    ys=(1"))
    assert new == LAYOUT.replace("        y = x*2    # twice", "        y = x + x  # twice").replace(
        "def target(xs,   ys=( 1,2 ),\n           ):\n    # what it does",
        "def target(\n    xs,\n    *,\n    ys=(1, 2),\n):\n    # what it does",
    )
    new = STAGE.restore(code, code.text.replace("    return out", "    print(1)\n    return out"))
    assert new == LAYOUT.replace("    return (out", "    print(1)\n    return (out")
    new = STAGE.restore(code, code.text.replace("            y -= 1\n", "            y = 0\n"))
    assert new == LAYOUT.replace("            y -=  1\n", "            y = 0\n")


def test_shebang_and_encoding_stay_on_top() -> None:
    text = "#!/usr/bin/python\n# coding: utf-8\n# about f\ndef f(x):\n    return x\n"
    report = back(text, "f", "import math\n# faster\ndef f(x):\n    return math.sqrt(x)\n")
    assert report.text == (
        "#!/usr/bin/python\n# coding: utf-8\n\nimport math\n\n# faster\ndef f(x):\n    return math.sqrt(x)\n"
    )


def test_first_line_without_its_indentation() -> None:
    text = "class A:\n    @property\n    def x(self):\n        return [1][0]\n"
    assert back(text, "A.x", "@property\n    def x(self):\n        return 1\n").text == text.replace("[1][0]", "1")


def test_new_classes_inside_and_outside() -> None:
    text = "class A:\n    def x(self):\n        return 1\n"
    report = back(
        text,
        "A.x",
        "class N:\n    def go(self):\n        return 1\n\n"
        "class A:\n    class In:\n        y = 1\n        def z(self):\n"
        "            return 2\n    def x(self):\n        return N().go() + A.In().z()\n",
    )
    assert report.text.index("class N") < report.text.index("class A") < report.text.index("    class In:")
    assert "        def z(self):\n            return 2\n" in report.text


def test_expressions_of_great_depth() -> None:
    total = " + ".join(["x"] * 700)
    text = f"def f(x):\n    y = [{total}]\n    return y[0]\n\ndef g(): return f(2)\n"
    code = cleaned(text, "f")
    assert STAGE.restore(code, code.text) == text
    assert "return y[-1]" in STAGE.restore(code, code.text.replace("y[0]", "y[-1]"))
