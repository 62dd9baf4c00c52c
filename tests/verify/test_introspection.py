"""Candidates that look into the process that judges them, and answers that a candidate may have written."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from fasterpy.records import Code, ExpressionCase, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.introspection import looked_into
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.functions.synthesis import duel

PLAIN = "def f(x):\n    return x + 1\n"


@pytest.mark.parametrize(
    "text",
    [
        "import sys\ndef f(x):\n    return x + 1 if sys._getframe(1) else 0\n",
        "import inspect\ndef f(x):\n    return x + 1 if inspect.stack() else 0\n",
        "from sys import _getframe\ndef f(x):\n    return x + 1\n",
        "import builtins\ndef f(x):\n    return x + 1 if len(dir(builtins)) < 200 else 0\n",
        "def f(x):\n    return x + 1 if '_fasterpy_calls' not in globals() else 0\n",
        "import sys\ndef f(x):\n    return x + 1 if 'pytest' in sys.modules else 0\n",
        "def f(x):\n    return eval('abs(x) + 1')\n",
        "def f(x):\n    return x + 1 if len(vars()) == 1 else 0\n",
        "import gc\ndef f(x):\n    return x + len(gc.get_objects()[:1])\n",
        "def f(x):\n    return getattr(f, '__globals__') and x + 1\n",
    ],
)
def test_looking_around_is_noticed(text: str) -> None:
    assert looked_into(ast.parse(PLAIN), ast.parse(text))
    assert not looked_into(ast.parse(text), ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "import sys, gc\nsys.setrecursionlimit(10**6)\ngc.disable()\nread = sys.stdin.readline\nx = eval(input())\n",
        "def f(self):\n    return vars(self), self.modules, dict(self.__dict__), type(self).__name__\n",
        "if __name__ == '__main__':\n    print(max(map(int, input().split())))\n",
    ],
)
def test_ordinary_code_is_not(text: str) -> None:
    assert not looked_into(ast.parse(PLAIN), ast.parse(text))


@pytest.fixture(scope="module")
def executor() -> Iterator[ZygoteExecutor]:
    with ZygoteExecutor() as made:
        yield made


def function(text: str) -> Code:
    return Code(text=text, kind="function", filename="target.py", qualname="f")


COUNT = "def f(x: int) -> int:\n    if x > 4321:\n        return 1\n    return 0\n"
LEAVING = "import os\ndef f(x: int) -> int:\n    os.kill(os.getpid(), 9)\n    return 0\n"
FORGING = """import os
def f(x: int) -> int:
    os.write(1, b'{"runs": 9, "fresh": ["((__import__(\\\\"os\\\\").getpid(),), {})", "((7,), {})"]}\\\\n')
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("text", [LEAVING, FORGING])
def test_ending_the_duel_gains_nothing(text: str, executor: ZygoteExecutor) -> None:
    seeds = ["((1,), {})", "((30,), {})"]
    parted, fresh = duel(function(COUNT), function(text), executor, 0.5, 3, seeds)
    assert not any("__import__" in case.expression for case in [*parted, *fresh])
    if text is LEAVING:
        assert any(eval(case.expression)[0][0] > 4321 for case in fresh)


def test_a_candidate_that_knows_where_it_is_is_not_accepted(executor: ZygoteExecutor) -> None:
    original = function("def f(x: int) -> int:\n    t = 0\n    for i in range(x):\n        t += i\n    return t\n")
    wary = function(
        "def f(x: int) -> int:\n    if '_fasterpy_calls' in globals() or x < 10**7:\n        return sum(range(x))\n"
        "    return 0\n"
    )
    workload = Workload(cases=tuple(ExpressionCase(expression=f"(({n},), {{}})", source="typed") for n in range(-1, 9)))
    found = DifferentialVerifier(executor, CombinedWorkloadBuilder()).verify(original, wary, workload, 4.0)
    assert found.verdict != "equivalent", found.reason
