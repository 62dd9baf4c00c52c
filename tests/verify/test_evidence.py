"""Which inputs of a program count: their format, and what the original's own behaviour says about them."""

from collections.abc import Iterator

import msgspec
import pytest

from fasterpy.records import Code, ExpressionCase, Job, Limits, StdinCase, Strength, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.baseline import Baseline
from fasterpy.verify.decisive import decisive
from fasterpy.verify.enough import thin, too_few
from fasterpy.verify.evidence import searched, starting_values
from fasterpy.verify.normal import parse
from fasterpy.verify.rare import multiples
from fasterpy.verify.reach import beyond_reach, in_reserve
from fasterpy.verify.strain import events, watched
from fasterpy.verify.structure import Structure
from fasterpy.verify.trial import Trial
from fasterpy.verify.verifier import DifferentialVerifier, VerifyConfig


@pytest.fixture(scope="module")
def executor() -> Iterator[ZygoteExecutor]:
    with ZygoteExecutor() as found:
        yield found


def program(text: str) -> Code:
    return Code(text=text, kind="program", filename="p.py")


LISTS = [
    f"{n} {k}\n{' '.join(str((7 * i + n) % n + 1) for i in range(n))}\n".encode() for n in range(2, 9) for k in (1, n)
]


@pytest.mark.parametrize(
    ("stdin", "whole"),
    [
        (b"3 2\n1 2 3\n", True),
        (b"3 2\n1 2 3 3\n", False),  # more than announced
        (b"4 2\n1 2 3\n", False),
        (b"3 2\n", False),
        (b"3 2\n1 2 3\n4\n", False),
        (b"3 0\n1 2 3\n", False),  # always positive so far
        (b"3 2\n1 0 3\n", False),
    ],
)
def test_structure_keeps_counts_and_signs(stdin: bytes, whole: bool) -> None:
    assert (Structure(LISTS).breaks(stdin) == "") is whole


def test_structure_asks_nothing_without_enough_inputs() -> None:
    assert Structure(LISTS[:3]).breaks(b"x\n") == ""


def test_structure_of_words_and_rows() -> None:
    words = Structure([f"{n}\n{'ab' * n}\n".encode() for n in range(1, 9)])
    assert not Structure([b"3\nabc\n"] * 8).breaks(b"3\nabd\n")
    assert words.breaks(b"2\nabababab\n")  # twice the number
    same = Structure([f"{n}\n{'a' * n}\n".encode() for n in range(1, 9)])
    assert same.breaks(b"3\nabc\n") == "" and same.breaks(b"3\nab\n")


@pytest.mark.parametrize(
    ("text", "stdin", "kinds"),
    [
        ("a = [1, 2]\nprint(a[int(input()) - 1])\n", b"0\n", {"wrap"}),
        ("a = [1, 2]\nprint(a[int(input()) - 1])\n", b"1\n", set()),
        ("a = [1, 2]\nprint(a[-int(input())], a[-1])\n", b"1\n", set()),
        ("a = {-1: 2}\nprint(a[int(input()) - 1])\n", b"0\n", set()),
        ("a = [1, 2]\na[int(input()) - 1] = 3\n", b"0\n", {"wrap"}),
        ("k = int(input())\nprint(sum([1, 2][:k]))\n", b"3\n", {"past"}),
        ("k = int(input())\nprint(sum([1, 2][:k]))\n", b"2\n", set()),
        ("k = int(input())\nfor i in range(k):\n    print(i)\n", b"-1\n", {"times"}),
        ("k = int(input())\nprint([0] * k, 3 * k)\n", b"-1\n", {"times"}),
        ("print(list(zip(input().split(), input().split())))\n", b"1 2\n1\n", {"zip"}),
        ("print(2 ** int(input()))\n", b"-1\n", {"power"}),
        ("print(input())\n", b"1\n2\n", set()),  # many programs stop reading when they know the answer
        ("from __future__ import annotations\nimport sys\nprint(len(sys.stdin.read()))\n", b"1\n2\n", set()),
    ],
)
def test_events_of_the_original(executor: ZygoteExecutor, text: str, stdin: bytes, kinds: set[str]) -> None:
    code = watched(program(text))
    assert code is not None
    case = StdinCase(stdin=stdin, source="test")
    runs = executor.execute([Job(code=one, case=case, limits=Limits()) for one in (program(text), code)])
    assert runs[0].stdout == runs[1].stdout and runs[0].exit_code == runs[1].exit_code
    assert {kind for kind, _site in events(runs[1].stderr)} == kinds


def test_starting_values_are_no_moduli() -> None:
    text = "M = 10**9 + 7\nINF = 10**10\nd = [[99999] * 3 for _ in range(3)]\nx = 5 % M\n"
    found = starting_values(parse(text))
    assert {10**10, 99999} <= found and 10**9 + 7 not in found and 5 not in found


ORIGINAL = """n, k = map(int, input().split())
a = list(map(int, input().split()))
best = sum(a[:k])
now = best
for i in range(k, n):
    now += a[i] - a[i - k]
    if now > best:
        best = now
print(best)
"""


def workload() -> Workload:
    made = [
        f"{n} {k}\n{' '.join(str((i * i * 7 + n * k) % 11 + 1) for i in range(n))}\n".encode()
        for n in range(2, 9)
        for k in range(1, 11, 2)
    ]
    return Workload(cases=tuple(StdinCase(stdin=text, source="stdin-inferred") for text in made))


def test_where_the_original_runs_past_its_data_a_candidate_may_fail(executor: ZygoteExecutor) -> None:
    candidate = """n, k = map(int, input().split())
a = list(map(int, input().split()))
s = [0]
for x in a:
    s.append(s[-1] + x)
print(max(s[i + k] - s[i] for i in range(n - k + 1)))
"""
    found = DifferentialVerifier(executor).verify(program(ORIGINAL), program(candidate), workload(), 10.0)
    assert found.verdict == "equivalent", found
    assert any("slices beyond the end" in warning for warning in found.warnings)


@pytest.mark.parametrize("fault", ["range(n - k)", "range(1, n - k + 1)"])
def test_faults_inside_the_domain_are_still_found(executor: ZygoteExecutor, fault: str) -> None:
    candidate = f"""n, k = map(int, input().split())
a = list(map(int, input().split()))
s = [0]
for x in a:
    s.append(s[-1] + x)
print(max([s[i + k] - s[i] for i in {fault}] or [0]))
"""
    found = DifferentialVerifier(executor).verify(program(ORIGINAL), program(candidate), workload(), 10.0)
    assert found.verdict == "different", found
    assert found.counterexample is not None
    n, k = map(int, found.counterexample.input.split()[:2])
    assert k <= n, "the counterexample shown lies in the domain"


def test_what_the_original_always_does_is_no_sign(executor: ZygoteExecutor) -> None:
    """Neighbours on a circle: the index -1 is meant, so a candidate that forgets it is wrong."""
    original = program("a = list(map(int, input().split()))\nprint(sum(abs(a[i] - a[i - 1]) for i in range(len(a))))\n")
    candidate = program("a = list(map(int, input().split()))\nprint(sum(abs(x - y) for x, y in zip(a, a[1:])))\n")
    cases = [StdinCase(stdin=b"%d %d %d\n" % (i, i + 2, 9 - i), source="stdin-inferred") for i in range(8)]
    found = DifferentialVerifier(executor).verify(original, candidate, Workload(cases=tuple(cases)), 10.0)
    assert found.verdict == "different", found


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("best = min(sum((x - i) ** 2 for x in a) for i in range(1, 101))", [(1, 100)]),
        ("for i in range(-100, 101):\n    best = min(best, sum(abs(x - i) for x in a))", [(-100, 100)]),
        ("for i in range(n):\n    best = min(best, abs(x - i))", []),  # the input says how far
        ("for i in range(100):\n    total += abs(x - i)", []),  # no search
        ("for i in range(1, 10):\n    best = min(best, abs(x - i))", []),  # digits, moves: too few to be a domain
    ],
)
def test_ranges_in_which_the_best_is_looked_for(text: str, ranges: list[tuple[int, int]]) -> None:
    assert searched(parse(text)) == ranges


COUNTS = """k = int(input())
if k % 2 == 0:
    print(-1)
else:
    n = 0
    for i in range(k):
        n = (n * 3 + 1) % 1000003
    print(n)
"""


@pytest.mark.parametrize(("number", "domain"), [(400_000_000, False), (400_000, True)])
def test_numbers_on_whose_neighbours_the_original_does_not_end(
    executor: ZygoteExecutor, number: int, domain: bool
) -> None:
    """Even numbers are answered at once, but the original is not meant for numbers so large."""
    case = StdinCase(stdin=b"%d\n" % number, source="stdin-inferred")
    found = beyond_reach(case, program(COUNTS), executor, Limits(wall_s=0.8, cpu_s=0.8))
    assert (found == "") is domain


def test_remainders_of_zero_are_tried() -> None:
    made = multiples(parse("print(a % 2019, b % 7)"), [StdinCase(stdin=b"5000 12\n", source="stdin-inferred")])
    numbers = [[int(word) for word in case.stdin.split()] for case in made]
    assert numbers and all(any(number % 2019 == 0 for number in line) for line in numbers)
    assert made == multiples(
        parse("M = 2019\nprint(a % M, b % 7)"), [StdinCase(stdin=b"5000 12\n", source="stdin-inferred")]
    )
    assert not multiples(parse("print(a % 7)"), [StdinCase(stdin=b"5000 12\n", source="stdin-inferred")])


def test_both_ends_of_a_range_move_to_a_remainder_of_zero() -> None:
    made = multiples(parse("print(a % 2019)"), [StdinCase(stdin=b"3\n5000 5012\n", source="stdin-inferred")])
    assert b"3\n4038 4050\n" in {case.stdin for case in made}


@pytest.mark.parametrize(("number", "domain"), [(100_050, False), (100_000, True), (90_000, True), (50_010, True)])
def test_the_reserve_of_a_table_is_no_domain(executor: ZygoteExecutor, number: int, domain: bool) -> None:
    code = program("n = int(input())\nt = [1] * 100100\nprint(t[n])\n")
    case = StdinCase(stdin=b"%d\n" % number, source="probe")
    assert (in_reserve(case, code, executor, Limits(wall_s=2, cpu_s=2)) == "") is domain


@pytest.mark.parametrize(
    ("agreed", "warnings", "enough_seen"),
    [(2, ["time was up after 2 of 9 inputs"], False), (7, [], False), (8, ["time was up after 8 of 9 inputs"], True)],
)
def test_too_few_inputs_say_nothing(
    executor: ZygoteExecutor, agreed: int, warnings: list[str], enough_seen: bool
) -> None:
    code = program("print(int(input()) + 1)\n")
    config = VerifyConfig()
    trial = Trial(Baseline(code, executor, config), code, executor, config, Workload(cases=()), 5.0)
    trial.agreed = [StdinCase(stdin=b"%d\n" % i, source="stdin-inferred") for i in range(agreed)]
    trial.warnings = warnings
    assert (too_few(trial) == "") is enough_seen
    assert all(warning in too_few(trial) for warning in ([] if enough_seen else warnings))


@pytest.mark.parametrize(
    ("agreed", "original", "candidate", "vouched"),
    [(9, 1.0, 0.8, False), (9, None, 0.8, False), (9, 1.0, 1.0, True), (9, 0.8, 0.8, True), (12, 1.0, 0.8, True)],
)
def test_few_inputs_do_not_vouch_for_branches_of_the_candidate_alone(
    executor: ZygoteExecutor, agreed: int, original: float | None, candidate: float, vouched: bool
) -> None:
    code = program("print(int(input()) + 1)\n")
    config = VerifyConfig()
    trial = Trial(Baseline(code, executor, config), code, executor, config, Workload(cases=()), 5.0)
    trial.agreed = [StdinCase(stdin=b"%d\n" % i, source="stdin-inferred") for i in range(agreed)]
    strength = Strength(mutants=20, killed=18, coverage_original=original, coverage_candidate=candidate)
    assert (thin(trial, strength) == "") is vouched
    trial.agreed = [msgspec.structs.replace(case, source="inputs") for case in trial.agreed]
    assert thin(trial, strength) == ""


@pytest.mark.parametrize(
    ("tried", "given", "agreed", "vouched"),
    [(3, 18, 13, False), (9, 18, 13, True), (3, 18, 24, True), (0, 1, 13, True)],
)
def test_a_function_whose_inputs_were_mostly_not_tried(
    executor: ZygoteExecutor, tried: int, given: int, agreed: int, vouched: bool
) -> None:
    code = Code(text="def f(x):\n    return x + 1\n", kind="function", filename="f.py", qualname="f")
    config = VerifyConfig()
    trial = Trial(Baseline(code, executor, config), code, executor, config, Workload(cases=()), 5.0)
    trial.agreed = [ExpressionCase(expression=f"(({i},), {{}})", source="typed") for i in range(agreed)]
    trial.warnings = [f"time was up after {tried} of {given} inputs"]
    assert (thin(trial, Strength(mutants=9, killed=9, coverage_original=1.0, coverage_candidate=1.0)) == "") is vouched


@pytest.mark.parametrize(("firsts", "vouched"), [("1", False), ("12", True)])
def test_few_inputs_of_one_size_do_not_vouch(executor: ZygoteExecutor, firsts: str, vouched: bool) -> None:
    code = program("n = int(input())\nprint(sum(map(int, input().split())))\n")
    config = VerifyConfig()
    trial = Trial(Baseline(code, executor, config), code, executor, config, Workload(cases=()), 5.0)
    trial.agreed = [
        StdinCase(stdin=f"{firsts[i % len(firsts)]}\n{i}\n".encode(), source="stdin-inferred") for i in range(13)
    ]
    assert (thin(trial, Strength(mutants=20, killed=18)) == "") is vouched


def test_constants_with_a_name_decide_as_well() -> None:
    text = "LIMIT = 10**6 + 3\nclass A:\n    TOP = 77\n    def f(self, n):\n        return n > LIMIT or n == self.TOP"
    assert list(decisive(parse(text))) == [1000003, 77]
    assert not decisive(parse("limit = 5\nlimit += 1\nprint(n > limit)")), "it changes"
    assert not decisive(parse("def f(n, limit):\n    return n > limit\nlimit = 5")), "another one"


def test_habits_of_a_slow_original_are_told_by_few_watched_runs(
    executor: ZygoteExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline = Baseline(program("print(int(input()) + 1)\n"), executor, VerifyConfig())
    asked: list[int] = []
    watch = baseline.evidence._watch
    monkeypatch.setattr("fasterpy.verify.evidence._WALL_S", 0.0)
    monkeypatch.setattr(baseline.evidence, "_watch", lambda cases: asked.append(len(cases)) or watch(cases))
    usual = [StdinCase(stdin=b"%d\n" % n, source="stdin-inferred") for n in range(1, 20)]
    assert len(baseline.evidence._usual(usual)) == sum(asked) == 3
