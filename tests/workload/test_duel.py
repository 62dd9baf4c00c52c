"""Both versions in one process: what is compared, what is aimed at, what is found."""

from __future__ import annotations

import random

import pytest

from fasterpy.records import Code
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.functions.engine.aiming import aimed, lengthened
from fasterpy.workload.functions.engine.snapshot import snapshot
from fasterpy.workload.functions.engine.watch import Watch
from fasterpy.workload.functions.engine.wild import WORDS, constants_in, wild
from fasterpy.workload.functions.synthesis import duel


def ran(text: str, call: str) -> tuple[Watch, object]:
    watch = Watch()
    namespace: dict[str, object] = watch.names("")
    exec(watch.instrument(text), namespace)
    watch.begin()
    return watch, eval(call, namespace)


def test_watched_code_behaves_the_same_and_reports() -> None:
    text = "def f(n):\n    return 'a' if n == 5 else 'b' if not n else 'c' if 1 < n < 9 else 'd'\n"
    watch, result = ran(text, "f(4)")
    assert result == "c"
    assert watch.wanting() == [(4, 5)]
    assert watch.end()
    watch.begin()
    assert not watch.end()


@pytest.mark.parametrize(
    ("expression", "left", "right", "wanted"),
    [
        ("((4,), {})", 4, 1000003, "((1000003,), {})"),
        ("(([1, 2],), {})", 2, 500, "(([1, 2] * 251)[:499] + [1015],)"),
        ("(('ab',), {})", "ab", "elephant", "(('elephant',), {})"),
        ("(('x', 3), {})", "x", ["up", "down"], "(('up', 3), {})"),
        ("((-4,), {})", -4, 9, "-9"),
    ],
)
def test_what_is_compared_is_put_in(expression: str, left: object, right: object, wanted: str) -> None:
    assert any(wanted in text for text in aimed(expression, left, right))


def test_values_that_are_not_in_the_input_are_not_aimed_at() -> None:
    assert aimed("((4,), {})", 17, 1000003) == []
    assert aimed("no expression", 1, 2) == []


def test_long_inputs_end_in_something_new() -> None:
    made = [eval(text)[0][0] for text in lengthened("(([3, 1],), {})", [40])]
    assert made[0][:39] == ([3, 1] * 20)[:39]
    assert made[0][39] not in (3, 1)


def test_snapshots_tell_types_and_orders_apart() -> None:
    different = [1, 1.0, True, "1", (1,), [1], [1.0], {1: 2}, {1: 2.0}, {1}, frozenset({1}), None, iter([1]), 0.0, -0.0]
    shots = [repr(snapshot(value)) for value in different]
    assert len(set(shots)) == len(shots)
    assert snapshot({1: 1, 2: 2}) != snapshot({2: 2, 1: 1})
    assert snapshot({1, 2}) == snapshot({2, 1})
    assert snapshot(float("nan")) == snapshot(float("nan"))
    cycle: list[object] = []
    cycle.append(cycle)
    assert snapshot(cycle) == snapshot(cycle)


def test_bold_changes_stay_expressions() -> None:
    rng = random.Random(1)
    made = {wild("(([1, 2], 'ab', 0.5), {})", rng, list(WORDS), False, True, 70) for _ in range(200)}
    values = [eval(text) for text in made if text]
    assert len(values) > 100
    assert all(isinstance(args[0], list | tuple) and isinstance(args[1], str) for args, _kwargs in values)
    assert constants_in("x = 5\ny = 'ab' if x == 2.5 else None") == [5, "ab", 2.5]


@pytest.mark.parametrize(
    ("head", "original", "other"),
    [
        ("n: int", "n + 1", "n if n == 77123 else n + 1"),
        ("s: str", "len(s)", "0 if s == 'elephant' else len(s)"),
        ("xs: list[int]", "max(xs)", "max(xs[:1000])"),
    ],
    ids=["number", "text", "length"],
)
def test_rare_differences_are_found(executor: ZygoteExecutor, head: str, original: str, other: str) -> None:
    texts = [f"def f({head}):\n    return {body}\n" for body in (original, other)]
    one, two = (Code(text=text, kind="function", filename="t.py", qualname="f") for text in texts)
    seed = {"n": "((3,), {})", "s": "(('ab',), {})", "x": "(([2, 1],), {})"}[head[0]]
    parted, _fresh = duel(one, two, executor, 3.0, 1, [seed])
    assert parted


def test_equal_versions_do_not_part(executor: ZygoteExecutor) -> None:
    one = Code(
        text="def f(xs: list[int]) -> int:\n    return sum(xs)\n", kind="function", filename="t.py", qualname="f"
    )
    two = Code(
        text="def f(xs: list[int]) -> int:\n    s = 0\n    for x in xs:\n        s += x\n    return s\n",
        kind="function",
        filename="t.py",
        qualname="f",
    )
    assert duel(one, two, executor, 0.5, 1, ["(([1],), {})"])[0] == []
