"""Arguments for functions, with and without hints."""

from __future__ import annotations

import msgspec
import pytest

from fasterpy.records import Code, ExpressionCase, Job, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.select import OUTSIDE

TEXT = '''
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Callable, Literal, Optional, TypedDict

class Mode(Enum):
    A = 1
    B = 2

@dataclass
class Item:
    name: str
    price: float

class Row(TypedDict):
    key: str
    value: int

class Box:
    def __init__(self, items: list[int]):
        self.items = items
    def take(self, k: int) -> list[int]:
        if k < 0:
            raise ValueError("negative")
        return self.items[:k]

def total(items: list[Item], mode: Mode) -> float:
    return sum(i.price for i in items) if mode is Mode.A else 0.0

def pick(rows: list[Row], how: Literal["min", "max"], default: Optional[int] = None):
    if not rows:
        return default
    values = [r["value"] for r in rows]
    return min(values) if how == "min" else max(values)

def later(a: date, b: date) -> bool:
    return a > b

def mapped(f: Callable[[int], int], xs: list[int]) -> list[int]:
    return [f(x) for x in xs]

def words(text):
    out = {}
    for w in text.lower().split():
        out[w] = out.get(w, 0) + 1
    return out

def product(a, b):
    return [[sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))] for i in range(len(a))]

def reach(graph, start):
    seen = {start}
    stack = [start]
    while stack:
        for v in graph[stack.pop()]:
            if v not in seen:
                seen.add(v)
                stack.append(v)
    return sorted(seen)

def area(shapes):
    t = 0
    for w, h in shapes:
        if w == 77:
            t -= 1
        t += w * h
    return t

def documented(n):
    """Square.

    >>> x = 12
    >>> documented(x)
    144
    >>> documented(n=3)
    9
    """
    return n * n
'''


def build(executor: ZygoteExecutor, name: str) -> Workload:
    return CombinedWorkloadBuilder().build(Code(text=TEXT, kind="function", qualname=name), executor, 2.0)


@pytest.mark.parametrize("name", ["total", "pick", "later", "mapped", "words", "product", "reach", "area", "Box.take"])
def test_valid_and_varied(name: str, executor: ZygoteExecutor) -> None:
    workload = build(executor, name)
    cases = [case for case in workload.cases if case.source != OUTSIDE]
    assert len(cases) >= 12, workload.notes
    code = Code(text=TEXT, kind="function", qualname=name)
    seen = executor.execute([Job(code=code, case=case) for case in cases[:24]])
    assert all(one.status in ("returned", "raised") for one in seen)
    assert sum(one.status == "returned" for one in seen) >= 8
    assert len({repr(one.value) for one in seen}) >= 2


def test_exceptions_raised_on_purpose_are_inside_the_domain(executor: ZygoteExecutor) -> None:
    code = Code(text=TEXT, kind="function", qualname="Box.take")
    cases = [case for case in build(executor, "Box.take").cases if case.source != OUTSIDE]
    seen = executor.execute([Job(code=code, case=case) for case in cases])
    assert any(one.status == "raised" for one in seen)


def test_doctest_examples_come_first_with_their_assignments(executor: ZygoteExecutor) -> None:
    cases = [case for case in build(executor, "documented").cases if case.source == "doctest"]
    assert len(cases) == 2
    code = Code(text=TEXT, kind="function", qualname="documented")
    assert [one.status for one in executor.execute([Job(code=code, case=case) for case in cases])] == ["returned"] * 2


def test_sized_expressions_are_short_and_grow(executor: ZygoteExecutor) -> None:
    code = Code(text=TEXT, kind="function", qualname="mapped")
    cases = CombinedWorkloadBuilder().sized(code, Workload(cases=()), executor, [10, 1000, 20_000], seed=1)
    assert [case.size for case in cases] == [10, 1000, 20_000]
    assert all(isinstance(case, ExpressionCase) and len(case.expression) < 10_000 for case in cases)


def test_code_that_cannot_be_loaded_is_a_note(executor: ZygoteExecutor) -> None:
    code = Code(text="import no_such_module_anywhere\ndef f(x): return x", kind="function", qualname="f")
    workload = CombinedWorkloadBuilder().build(code, executor, 1.0)
    assert workload.cases == () and "no_such_module_anywhere" in workload.notes[0]


DUCKS = """
import re

def painted(renderer, items):
    out = []
    for item in items:
        if renderer.begin(item):
            out.append(item)
        renderer.emit(item, len(out))
    renderer.close()
    return out

def lines(cart):
    seen = []
    for line in cart.get_lines():
        if line not in seen:
            seen.append(line)
    return cart.rate * len(seen)

def hits(pattern, texts):
    return [text for text in texts if pattern.search(text)]

def cut(pattern: re.Pattern, texts: list[str]) -> list[str]:
    return [text for text in texts if pattern.match(text)]
"""


@pytest.mark.parametrize("name", ["painted", "lines", "hits", "cut"])
def test_objects_known_by_their_use_alone(name: str, executor: ZygoteExecutor) -> None:
    code = Code(text=DUCKS, kind="function", qualname=name)
    cases = CombinedWorkloadBuilder().build(code, executor, 4.0).cases
    assert len(cases) >= 20
    maker = "'compile'" if name in ("hits", "cut") else "stand_in("
    assert sum(maker in case.expression for case in cases if isinstance(case, ExpressionCase)) >= len(cases) // 2


def test_the_calls_of_a_stand_in_are_part_of_what_is_compared(executor: ZygoteExecutor) -> None:
    code = Code(text=DUCKS, kind="function", qualname="painted")
    fewer = msgspec.structs.replace(code, text=DUCKS.replace("    renderer.close()\n", ""))
    workload = CombinedWorkloadBuilder().build(code, executor, 4.0)
    verdict = DifferentialVerifier(executor).verify(code, fewer, workload, 4.0)
    assert verdict.verdict == "different"


def test_the_init_module_of_a_package(executor: ZygoteExecutor, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("project")
    (root / "shop").mkdir()
    (root / "shop" / "_tax.py").write_text("RATE = 2\n")
    text = "from ._tax import RATE\n\ndef gross(values):\n    return [value * RATE for value in values]\n"
    path = root / "shop" / "__init__.py"
    path.write_text(text)
    code = Code(
        text=text, kind="function", qualname="gross", filename=str(path), module="shop", search_path=(str(root),)
    )
    cases = CombinedWorkloadBuilder().build(code, executor, 4.0).cases
    assert len(cases) >= 20
