"""What stays with a target and what goes."""

from __future__ import annotations

import ast
import textwrap
from itertools import pairwise

import pytest

from fasterpy.errors import TargetError
from fasterpy.preprocess.cleaner import PreprocessConfig, TreeSitterPreprocessor
from fasterpy.preprocess.reader import source_from_text
from fasterpy.records import CleanedCode


def clean(text: str, *targets: str, **options: object) -> CleanedCode:
    config = PreprocessConfig(**options)  # type: ignore[arg-type]
    cleaned = TreeSitterPreprocessor(config).clean(source_from_text(textwrap.dedent(text)), targets)
    ast.parse(cleaned.text)
    preprocessor = TreeSitterPreprocessor(config)
    assert preprocessor.restore(cleaned, cleaned.text) == cleaned.source.text
    return cleaned


def defined(cleaned: CleanedCode) -> set[str]:
    """Everything that the cleaned text binds in modules and classes."""
    found = set()
    todo: list[tuple[str, ast.AST]] = [("", ast.parse(cleaned.text))]
    while todo:
        prefix, at = todo.pop()
        for node in ast.iter_child_nodes(at):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add(prefix + node.name)
                if isinstance(node, ast.ClassDef):
                    todo.append((f"{prefix}{node.name}.", node))
            elif isinstance(node, ast.Import | ast.ImportFrom):
                found |= {alias.asname or alias.name for alias in node.names}
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(prefix + node.id)
            else:
                todo.append((prefix, node))
    return found


def test_the_shape_of_figure_2() -> None:
    """The caller of the target stays with what it passes to the target; the helper that nobody needs goes."""
    cleaned = clean(
        """
        def classify(width, height, depth):
            # how big is the box
            volume = width*height*depth
            if volume > 1000: print("large")
            elif volume > 200: print("medium")
            else: print("small")
            return volume


        def in_inches(value):
            value = value / 2.54
            return value


        def in_feet(value):
            return value / 30.48



        def report():
            width = 12
            height = 30
            answer = classify(width, height, in_inches(height))
            print("Volume:", answer)
        """,
        "classify",
    )
    assert cleaned.text == textwrap.dedent(
        """\
        def classify(width, height, depth):
            # how big is the box
            volume = width * height * depth
            if volume > 1000:
                print("large")
            elif volume > 200:
                print("medium")
            else:
                print("small")
            return volume


        def in_inches(value):
            value = value / 2.54
            return value


        def report():
            width = 12
            height = 30
            answer = classify(width, height, in_inches(height))
            print("Volume:", answer)
        """
    )
    assert "-def in_feet(value):" in cleaned.patch
    assert "-def in_inches" not in cleaned.patch


def test_without_target_the_text_is_unchanged() -> None:
    source = source_from_text("x=1\r\n\r\n\r\n\r\ndef f( ): pass")
    assert TreeSitterPreprocessor().clean(source, ()).text == source.text


def test_methods_through_self_cls_super_and_instances() -> None:
    cleaned = clean(
        """
        import math, json
        import os

        class Base:
            unit = 1
            def area(self): return self.unit * self._side()
            def _side(self): return 1
            def noise(self): return os.getcwd()

        class Point:
            def __init__(self, x): self.x = x
            def norm(self): return math.hypot(self.x, 1)
            def __repr__(self): return "P"
            def unused(self): pass

        class Shape(Base):
            '''A shape.'''
            factor = 2
            def __init__(self, n):
                self.points = [Point(i) for i in range(n)]
                self.origin = Point(0)
            @classmethod
            def make(cls, n): return cls._build(n)
            @classmethod
            def _build(cls, n): return cls(n)
            @property
            def size(self): return self._count()
            @size.setter
            def size(self, value): self._n = value
            def _count(self): return len(self.points)
            def area(self):
                other = Point(3)
                return super().area() + self.size * self.factor + self.origin.norm() + other.norm()
            def unrelated(self): return json.dumps(1)
            def caller(self): return self.area() + 1
        """,
        "Shape.area",
    )
    names = defined(cleaned)
    assert {"Base.area", "Base._side", "Base.unit", "Point.norm", "Point.__init__", "Shape.__init__"} <= names
    assert {"Shape.size", "Shape._count", "Shape.area", "Shape.factor", "Shape.caller", "math"} <= names
    assert not names & {"Base.noise", "Point.unused", "Shape.unrelated", "os", "Shape._build", "Point.__repr__"}
    assert cleaned.text.count("def size") == 2
    built = defined(clean(cleaned.source.text, "Shape.make"))
    assert {"Shape.make", "Shape._build", "Shape.__init__", "Point"} <= built
    assert "Shape.area" not in built


def test_functions_as_values_aliases_decorators_defaults_recursion() -> None:
    cleaned = clean(
        """
        import functools

        def log(level):
            def wrap(f):
                return trace(f)
            return wrap
        def trace(f): return f
        def key(x): return -x
        def start(): return 0
        def even(n): return n == 0 or odd(n - 1)
        def odd(n): return n != 0 and even(n - 1)
        def real(x): return x
        alias = real
        square = lambda x: times(x, x)
        def times(a, b): return a * b
        def nobody(): pass
        other_alias = nobody

        @log(level=3)
        def target(xs, s=start(), *, fn=alias):
            def inner(x): return square(x)
            return sorted(map(inner, xs), key=key) if even(len(xs)) else fn(s)
        """,
        "target",
    )
    names = defined(cleaned)
    assert {"log", "trace", "key", "start", "even", "odd", "real", "alias", "square", "times"} <= names
    assert not names & {"nobody", "other_alias", "functools"}


def test_globals_constants_and_what_changes_them() -> None:
    cleaned = clean(
        """
        import re, string
        from os import path as p
        __all__ = ["target"]
        WIDTH = 3
        TABLE = {}
        for letter in string.ascii_lowercase:
            TABLE[letter] = ord(letter) * WIDTH
        TABLE["x"] = 0
        TABLE.update(extra())
        def extra(): return {"z": 1}
        NAMES = []
        NAMES.append("a")
        COUNT = 0
        def bump():
            global COUNT, LATE
            COUNT += 1
            LATE = 1
        a, (b, *c) = 1, (2, 3)
        x: int = 5
        y = z = x
        def target(q):
            WIDTH = 1
            return TABLE[q] + COUNT + LATE + b + y
        """,
        "target",
    )
    assert 'TABLE["x"] = 0' in cleaned.text
    assert "TABLE.update(extra())" in cleaned.text
    names = defined(cleaned)
    assert {"TABLE", "WIDTH", "extra", "string", "COUNT", "bump", "b", "x", "y"} <= names
    assert not names & {"__all__", "NAMES", "p"}


def test_local_names_hide_globals() -> None:
    cleaned = clean(
        """
        import json
        def helper(): pass
        def f2(): pass
        data = 1
        item = 2
        match_me = 3
        def target(json, xs):
            helper = 1
            total = [item for item in xs]
            with open("f") as data: pass
            match xs:
                case [match_me, *rest]: return rest
                case {"a": f2}: return f2
            return json, helper, (lambda data: data)
        """,
        "target",
        callers=False,
    )
    assert defined(cleaned) == {"target"}


def test_conditions_imports_with_fallback_overloads() -> None:
    cleaned = clean(
        """
        from __future__ import annotations
        import sys
        from typing import TYPE_CHECKING, overload
        if TYPE_CHECKING:
            from collections.abc import Sequence
        try:
            import numpy as np
        except ImportError:
            np = None
        try:
            import yaml
        except ImportError:
            yaml = None
        if sys.version_info >= (3, 8):
            def fast(x): return x
            def other(x): return x
        else:
            def fast(x): return -x

        @overload
        def target(x: int) -> int: ...
        @overload
        def target(x: Sequence) -> Sequence: ...
        def target(x):
            return fast(x) if np is None else np.sum(x)
        """,
        "target",
    )
    assert cleaned.text.count("def target") == 3
    assert cleaned.text.count("def fast") == 2
    assert "Sequence" in cleaned.text
    assert "yaml" not in cleaned.text
    assert "def other" not in cleaned.text


def test_a_class_or_clause_never_becomes_empty() -> None:
    cleaned = clean(
        """
        class Base:
            def gone(self): pass
        class Child(Base):
            def target(self): return 1
        try:
            def unused(): pass
        except ImportError:
            Base = object
        """,
        "Child.target",
    )
    assert "class Base:\n    pass" in cleaned.text


def test_several_targets_nested_classes_star_imports_and_patterns() -> None:
    cleaned = clean(
        """
        from math import *
        class A:
            class B:
                LIMIT = 3
                def m(self): return sqrt(self.LIMIT) + A.C.make()
                def n(self): return 1
            class C:
                @staticmethod
                def make(): return 1
                def no(self): pass
        def one(): return two()
        def two(): return 2
        def three(): return 3
        """,
        "A.B.m",
        "one",
    )
    names = defined(cleaned)
    assert {"A.B.m", "A.B.LIMIT", "A.C.make", "one", "two", "*"} <= names
    assert not names & {"A.B.n", "A.C.no", "three"}


def test_comments_and_decorators_go_with_their_owner() -> None:
    cleaned = clean(
        """
        # A licence.

        # about gone
        @staticmethod
        def gone():
            "docs"
            # end of gone

        # about target
        # in two lines
        def target():
            "docs of target"
            # end of target
        # about gone two
        def gone_two(): pass
        """,
        "target",
    )
    assert "gone" not in cleaned.text
    assert "# about target\n# in two lines\ndef target" in cleaned.text
    assert "# end of target" in cleaned.text


def test_special_methods_that_operators_call() -> None:
    cleaned = clean(
        """
        class V:
            def __init__(self, x): self.x = x
            def __add__(self, o): return V(self.x + o.x)
            def __mul__(self, o): return V(self.x * o)
            def __enter__(self): return self
        def target(a: V, b: V): return a + b
        """,
        "target",
    )
    names = defined(cleaned)
    assert "V.__add__" in names
    assert not names & {"V.__mul__", "V.__enter__"}


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        ("def alpha(): pass\n", "alhpa", "did you mean alpha"),
        ("class K:\n    def go(self): pass\n", "go", "K.go"),
        ("class K:\n    def go(self): pass\n", "K", "is a class; name one of its methods, for example K.go"),
        ("def out():\n    def inn(): pass\n", "inn", "defined inside out; target out instead"),
        ("def out():\n    def inn(): pass\n", "out.inn", "defined inside out"),
        ("f = lambda: 1; x = 2\n", "f", "shares a line"),
        ("class K: f = lambda s: 1\n", "K.f", "K"),
        ("import a\nif a.x:\n    def f(): pass\nelse:\n    def f(): return 1\n", "f", "different conditions"),
        ("try:\n    def f(): pass\nexcept E:\n    def f(): return 1\n", "f", r"lines 4, 2|lines 2, 4"),
        ("from typing import overload\n@overload\ndef f(): ...\n", "f", "no implementation"),
        ("x = 1\n", "f", "no functions"),
    ],
)
def test_refusals(text: str, target: str, words: str) -> None:
    with pytest.raises(TargetError, match=words) as caught:
        TreeSitterPreprocessor().clean(source_from_text(text), [target])
    assert "\n" not in str(caught.value)


MANY = """
LIMIT = 7
BIG = {table}

def deep(x):
    '''Docs of deep.'''
    # a comment
    y = x + LIMIT
    return y

def near(x):
    '''Docs of near.'''
    return deep(x) + BIG[x]

def target(x):
    '''Docs of target.'''
    # stays
    return near(x)

def caller():
    '''Docs of caller.'''
    return target(3)
""".replace("{table}", repr(list(range(60))))


def test_budget_drops_in_the_stated_order() -> None:
    full = clean(MANY, "target", max_tokens=None)
    assert full.dropped == ()
    sizes = {}
    for budget in range(full.tokens + 60, 0, -10):
        sizes[clean(MANY, "target", max_tokens=budget).dropped] = budget
    stages = [stage for stage in sizes if stage]
    assert stages[0] == ("caller",)
    assert stages[-1][0] == "caller"
    assert "deep (body)" in stages[-1]
    assert stages[-1].index("deep (body)") < stages[-1].index("near (body)")
    for before, after in pairwise(stages):
        assert after[: len(before)] == before
    smallest = clean(MANY, "target", max_tokens=1)
    assert defined(smallest) == {"target"}
    assert "Docs of target" in smallest.text
    assert "# stays" in smallest.text


def test_bodies_that_go_leave_a_signature() -> None:
    full = clean(MANY, "target", max_tokens=None)
    for budget in range(full.tokens, 0, -5):
        cleaned = clean(MANY, "target", max_tokens=budget)
        if "deep (body)" in cleaned.dropped and "deep" not in cleaned.dropped:
            assert "def deep(x):\n    ...\n" in cleaned.text or "def deep(x): ...\n" in cleaned.text
            return
    pytest.fail("no budget left the signature alone")
