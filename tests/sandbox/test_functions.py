"""Calls of functions: what comes back, and how modules are loaded."""

from __future__ import annotations

import pickle

import msgspec
import pytest

from fasterpy.records import Code, GeneratorCase, Job, PickleCase
from fasterpy.sandbox.executor import ZygoteExecutor
from tests.sandbox.conftest import function


def test_result_arguments_globals_and_output(executor: ZygoteExecutor) -> None:
    text = """
SEEN = []
LIMIT = 3
def target(xs, y=1):
    SEEN.append(y)
    xs.append(y)
    print("out")
    return xs
"""
    seen = executor.execute([function(text, "(([1, 2],), {'y': 5})")])[0]
    assert seen.status == "returned" and seen.stdout == b"out\n"
    assert seen.value["args"] == ["tuple", 0, [["list", 1, [1, 2, 5]]]]
    assert seen.value["result"] == ["ref", 1], "the result is the argument itself"
    assert seen.value["globals"][2] == ["SEEN"], "only what changed"
    assert seen.wall_ns > 0 and seen.cpu_ns > 0 and seen.peak_kb > 0


def test_exception(executor: ZygoteExecutor) -> None:
    seen = executor.execute([function("def target(x):\n    x.clear()\n    return {}['k']", "(([1],), {})")])[0]
    assert seen.status == "raised" and seen.error[:4][2:] == ["KeyError", ["k"]]
    assert seen.value["args"] == ["tuple", 0, [["list", 1, []]]], "mutation before the exception shows"


@pytest.mark.parametrize(
    ("name", "expression", "result"),
    [
        ("C.plain", "((C(3), 4), {})", 7),
        ("C.static", "((4,), {})", 8),
        ("C.made", "((4,), {})", 12),
        ("C.prop", "((C(3),), {})", 9),
        ("C.cached", "((C(3),), {})", 10),
        ("outer", "((1,), {})", 2),
        ("coro", "((1,), {})", 5),
    ],
)
def test_every_kind_of_target(executor: ZygoteExecutor, name: str, expression: str, result: int) -> None:
    text = """
import functools
from dataclasses import dataclass

@dataclass
class C:
    x: int
    def plain(self, y): return self.x + y
    @staticmethod
    def static(y): return y * 2
    @classmethod
    def made(cls, y): return cls(y).x * 3
    @property
    def prop(self): return self.x ** 2
    @functools.cached_property
    def cached(self): return self.x + 7

@functools.lru_cache
def outer(x): return x + 1

async def coro(x):
    import asyncio
    await asyncio.sleep(0)
    return x + 4
"""
    seen = executor.execute([function(text, expression, name)])[0]
    assert seen.status == "returned" and seen.value["result"] == result, seen


def test_async_generator_and_generator(executor: ZygoteExecutor) -> None:
    text = "async def target(n):\n    for i in range(n):\n        yield i\ndef plain(n):\n    yield from range(n)"
    first, second = executor.execute([function(text, "((3,), {})"), function(text, "((3,), {})", "plain")])
    assert first.value["result"][2][1][2] == [0, 1, 2]
    assert second.value["result"][0] == "iter" and second.value["result"][3] == [0, 1, 2]


def test_cases(executor: ZygoteExecutor) -> None:
    code = Code(text="def target(*a, **k):\n    return [list(a), sorted(k)]", kind="function", qualname="target")
    inputs = "def inputs(n, rng):\n    for i in range(3):\n        yield ((n, i, rng.random() < 2), {'k': 1})\n"
    cases = [
        PickleCase(data=pickle.dumps(((1, 2), {"z": 3})), source="recorded"),
        GeneratorCase(text=inputs, filename="inputs.py", size=10, seed=1, index=2),
        GeneratorCase(text=inputs, filename="inputs.py", size=10, seed=1, index=3),
        PickleCase(data=b"broken", source="recorded"),
    ]
    seen = executor.execute([Job(code=code, case=case) for case in cases])
    assert seen[0].value["result"][2] == [
        ["list", seen[0].value["result"][2][0][1], [1, 2]],
        seen[0].value["result"][2][1],
    ]
    assert seen[1].value["args"] == ["tuple", 0, [10, 2, True]]
    assert [one.status for one in seen[2:]] == ["unusable", "unusable"]
    assert all(one.detail.startswith("input: ") for one in seen[2:])


def test_unusable_says_which(executor: ZygoteExecutor) -> None:
    bad = ["def target(:", "import nothing_of_the_kind\ndef target(): pass", "def other(): pass", "raise SystemExit"]
    for seen in executor.execute([function(text) for text in bad]):
        assert seen.status == "unusable" and seen.detail.startswith("code: ")


def test_package_with_relative_import(executor: ZygoteExecutor, tmp_path_factory: pytest.TempPathFactory) -> None:
    top = tmp_path_factory.mktemp("packages")
    (top / "pack").mkdir()
    (top / "pack/__init__.py").write_text("BASE = 1\n")
    (top / "pack/other.py").write_text("def add(x): return x + 1\n")
    text = "from . import BASE\nfrom .other import add\ndef target(x): return add(x) + BASE\n"
    code = Code(
        text=text, kind="function", qualname="target", module="pack.mod", filename=str(top / "pack/mod.py"),
        search_path=(str(top),),
    )  # fmt: skip
    seen = executor.execute([Job(code=code, case=PickleCase(data=pickle.dumps(((1,), {})), source="test"))])[0]
    assert seen.status == "returned" and seen.value["result"] == 3, seen


def test_module_is_proper(executor: ZygoteExecutor) -> None:
    text = """
import inspect, pickle, typing, sys
class Node:
    child: "Node"
def target():
    again = pickle.loads(pickle.dumps(Node()))
    hinted = typing.get_type_hints(Node)["child"] is Node
    source = "def target" in inspect.getsource(target)
    return [type(again) is Node, hinted, source, sys.modules[__name__].Node is Node]
"""
    seen = executor.execute([function(text)])[0]
    assert seen.status == "returned" and seen.value["result"][2] == [True] * 4, seen


def test_coverage(executor: ZygoteExecutor) -> None:
    text = "def target(x):\n    if x > 1:\n        y = 1\n    else:\n        y = 2\n    return y\n"
    high, low = executor.execute(
        [function(text, "((5,), {})", coverage=True), function(text, "((0,), {})", coverage=True)]
    )
    assert (2, 3) in high.arcs and (2, 5) not in high.arcs
    assert (2, 5) in low.arcs and (-1, 2) in low.arcs and (6, -1) in low.arcs


def test_the_time_of_each_line(executor: ZygoteExecutor) -> None:
    text = (
        "import json\n\n\ndef helper(x):\n    return x\n\n\ndef target(xs, text):\n    for x in xs:\n"
        "        if x in xs:\n            helper(x)\n    json.loads(text)\n    return (helper(x) for x in xs)\n"
    )
    job = msgspec.structs.replace(function(text, "((list(range(1000)), '[' + '1, ' * 1000 + '1]'), {})"), lines=True)
    seen = executor.execute([job] * 3)
    assert all(one.status == "returned" and not one.arcs for one in seen)
    least = {line: min(dict(one.lines)[line] for one in seen) for line, _ in seen[0].lines}
    assert set(least) - {4, 8} == {5, 9, 10, 11, 12, 13}
    assert max(least, key=lambda line: least[line]) == 10, least
    assert sum(least.values()) < 2 * min(one.wall_ns for one in seen), "the call, and the generator that it gave"
    assert executor.execute([function(text, "(([1], '1'), {})")])[0].lines == ()


def test_state_never_carries_over(executor: ZygoteExecutor) -> None:
    text = "import math\nN = []\ndef target():\n    N.append(1)\n    math.pi = 3\n    return len(N)\n"
    seen = executor.execute([function(text)] * 3)
    assert [one.value["result"] for one in seen] == [1, 1, 1]
    after = executor.execute([function("import math\ndef target():\n    return math.pi")])[0]
    assert after.value["result"] > 3.1
