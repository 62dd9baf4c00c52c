"""The verifier over the sandbox: one of everything, and the trap suite."""

import zlib
from collections.abc import Iterator

import pytest

from fasterpy.records import Case, Code, ExpressionCase, GeneratorCase, StdinCase, Verdict, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder
from tests.verify.traps.load import Trap, cases, traps

ALL = list(traps())


@pytest.fixture(scope="module")
def verifier() -> Iterator[DifferentialVerifier]:
    with ZygoteExecutor() as executor:
        yield DifferentialVerifier(executor)


def function(text: str) -> Code:
    return Code(text=text, kind="function", filename="target.py", qualname="f")


def calls(*expressions: str, source: str = "typed") -> Workload:
    return Workload(cases=tuple(ExpressionCase(expression=e, source=source) for e in expressions))


ORIGINAL = function("def f(xs):\n    t = 0\n    for x in xs:\n        if x > 2:\n            t += x\n    return t\n")
LISTS = calls(*(f"(({xs!r},), {{}})" for xs in ([], [1], [2], [3], [4, -1], [3, 3, 2, 9], [10**20, 5])))


def verdict(verifier: DifferentialVerifier, text: str, workload: Workload = LISTS) -> Verdict:
    return verifier.verify(ORIGINAL, function(text), workload, 10.0)


def test_equivalent(verifier: DifferentialVerifier) -> None:
    found = verdict(verifier, "def f(xs):\n    return sum(x for x in xs if x > 2)\n")
    assert found.verdict == "equivalent", found
    assert found.inputs.sources["typed"] == 7
    assert found.strength.killed > 4
    assert found.strength.coverage_original == 1.0


def test_counterexample_is_small(verifier: DifferentialVerifier) -> None:
    found = verdict(verifier, "def f(xs):\n    return sum(x for x in xs if x >= 2)\n")
    assert found.verdict == "different"
    assert found.counterexample is not None
    assert "[2]" in found.counterexample.input
    assert found.counterexample.original == "returns 0"
    assert found.counterexample.candidate == "returns 2"


@pytest.mark.parametrize(
    "text",
    [
        "def f(xs:\n",
        "def g(xs):\n    return 0\n",
        "def f(xs):\n    raise SystemExit(3)\n",
        "import os\ndef f(xs):\n    os._exit(0)\n",
        "def f(xs):\n    return [0] * 10**10\n",
        "import random\ndef f(xs):\n    return sum(x for x in xs if x > 2) + (random.random() < 0.4)\n",
        "raise ImportError\n",
        "def f(xs, seen=[]):\n    seen.extend(xs)\n    return sum(x for x in seen if x > 2)\n",
    ],
)
def test_never_equivalent(verifier: DifferentialVerifier, text: str) -> None:
    assert verdict(verifier, text).verdict == "different"


def test_inconclusive_when_inputs_are_weak(verifier: DifferentialVerifier) -> None:
    code = function(ORIGINAL.text.replace("> 2", "> 2000"))
    weak = calls("(([],), {})")
    found = verifier.verify(code, function("def f(xs):\n    return 0\n"), weak, 5.0)
    assert found.verdict == "inconclusive", found
    found = verdict(verifier, "def f(xs):\n    return 0\n", Workload(cases=()))
    assert found.verdict == "inconclusive"


def test_random_original_is_inconclusive(verifier: DifferentialVerifier) -> None:
    code = function("import random\ndef f(x):\n    return x + random.random()\n")
    other = function("import random\ndef f(x):\n    return random.random() + x\n")
    found = verifier.verify(code, other, calls("((1,), {})", "((2,), {})"), 5.0)
    assert found.verdict == "inconclusive"
    assert "differ" in found.reason


def test_functions_as_results_are_inconclusive(verifier: DifferentialVerifier) -> None:
    code = function("def f(n):\n    return lambda x: x + n\n")
    other = function("def f(n):\n    def add(x):\n        return n + x\n    return add\n")
    assert verifier.verify(code, other, calls("((1,), {})"), 5.0).verdict == "inconclusive"


def test_failures_outside_the_domain_do_not_condemn(verifier: DifferentialVerifier) -> None:
    code = function(
        "def f(xs):\n    best = xs[0]\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n"
    )
    other = function("def f(xs):\n    return max(xs)\n")
    inputs = [f"(({xs!r},), {{}})" for xs in ([], [1], [3, 2], [2, 3], [-1, -5, 0])]
    found = verifier.verify(code, other, calls(*inputs), 5.0)
    assert found.verdict == "equivalent", found
    assert found.warnings
    assert verifier.verify(code, other, calls(*inputs, source="doctest"), 5.0).verdict == "different"


def test_generator_inputs_and_programs(verifier: DifferentialVerifier) -> None:
    text = "def inputs(n, rng):\n    for _ in range(4):\n        yield ([rng.randint(-9, 9) for _ in range(n)],), {}\n"
    made: tuple[Case, ...] = tuple(
        GeneratorCase(text=text, filename="inputs.py", size=n, seed=1, index=i) for n in (1, 5) for i in range(4)
    )
    found = verifier.verify(
        ORIGINAL, function("def f(xs):\n    return sum(x for x in xs if x > 2)\n"), Workload(cases=made), 5.0
    )
    assert found.verdict == "equivalent", found
    program = Code(
        text="n = int(input())\na = list(map(int, input().split()))\nprint(sum(a[:n]) / n)\n", kind="program"
    )
    floor = Code(text=program.text.replace("/ n", "// n"), kind="program")
    stdin = Workload(cases=tuple(StdinCase(stdin=s, source="x") for s in (b"1\n5\n", b"2\n1 2\n", b"3\n1 1 2\n")))
    found = verifier.verify(program, floor, stdin, 5.0)
    assert found.verdict == "different"
    assert "output line 1" in found.reason


FUNCTIONS = [trap for trap in ALL if trap.described]
KNOWN = {
    "review_library/combos-same-itertools": "rejected: for a count of 10**8 it asks for memory, the original does not",
    "blind_functions_1/pixel_energy-same-histogram-of-values": "rejected: whole numbers of numpy wrap around",
    "blind_functions_1/parse_duration-same-running-integer": "rejected: int() takes no superscripts, which are digits",
    "blind_functions_1/spiral_order-same-four-bounds": "rejected: rows of different lengths",
    "blind_functions_2/in_network-same-shifted-integers": "rejected: texts that are no addresses",
    "blind_functions_2/blind_knapsack-same-one-row-from-the-right": "rejected: weights below zero",
    "blind_functions_2/blind_knapsack-same-pareto-states": "rejected: weights below zero",
    "blind_functions_2/rect_sums-same-summed-area-table": "rejected: corners below zero",
    "blind_functions_2/all_pairs-same-rows-hoisted": "rejected: a table that is not square",
    "blind_functions_2/distinct_typed-same-keyed-by-type-and-value": "rejected: values that cannot be hashed",
    "blind_functions_2/fill_template-same-split-at-the-open-braces": "rejected: braces that overlap",
    "blind_functions_2/partition_equal-same-bitset": "rejected: numbers below zero",
    "blind_functions_2/common_period-same-fold": "rejected: numbers below zero",
}
"""What is judged wrongly with inferred inputs, always or now and then, and why."""
FRESH = [
    pytest.param(trap, marks=[pytest.mark.xfail(reason=KNOWN[str(trap)])] if str(trap) in KNOWN else [], id=str(trap))
    for trap in ALL
    if trap.kinds == ("",)
]


def share(name: str, parts: int) -> bool:
    """Whether a trap belongs to the sample: by its name, so that new traps move no others in or out."""
    return zlib.crc32(name.encode()) % parts == 0


def test_the_suite_is_large_enough() -> None:
    assert len(ALL) >= 680
    assert sum(trap.same for trap in ALL) >= 260


@pytest.mark.parametrize("trap", [t for t in FUNCTIONS if share(str(t), 9)], ids=str)
def test_some_traps(verifier: DifferentialVerifier, trap: Trap) -> None:
    """A ninth of the suite with ready-made inputs; the slow tests and benchmarks/verifier/traps.py have all of it."""
    check(verifier, trap)


@pytest.mark.slow
@pytest.mark.parametrize("trap", FUNCTIONS, ids=str)
def test_all_traps(verifier: DifferentialVerifier, trap: Trap) -> None:
    check(verifier, trap)


def check(verifier: DifferentialVerifier, trap: Trap) -> None:
    found = verifier.verify(trap.original, trap.candidate, Workload(cases=tuple(cases(trap))), 10.0)
    assert trap.right(found), found


@pytest.mark.parametrize("trap", [p for p in FRESH if share(str(p.id), 30)])
def test_some_fresh_traps(trap: Trap) -> None:
    check_fresh(trap)


@pytest.mark.slow
@pytest.mark.parametrize("trap", FRESH)
def test_all_fresh_traps(trap: Trap) -> None:
    check_fresh(trap)


def check_fresh(trap: Trap) -> None:
    """With inputs inferred from the code alone. How much is found in the time depends on the machine; the side not."""
    with ZygoteExecutor() as executor:
        verifier = DifferentialVerifier(executor, CombinedWorkloadBuilder())
        found = verifier.verify_fresh(trap.original, trap.candidate, 10.0)
    assert found.verdict != ("different" if trap.same else "equivalent"), found
