"""What a prompt is told of an original: true, short, and nothing where nothing was measured."""

from collections.abc import Sequence

import pytest

from fasterpy.measure.facts import facts, grown, hot_lines
from fasterpy.records import Case, Code, ExpressionCase, Job, Observation, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.testing.synthetic_timing import SyntheticExecutor

TEXT = """def f(xs, ys):
    found = []
    for x in xs:
        if x in ys:
            found.append(x)
    return found
"""
CODE = Code(text=TEXT, kind="function", qualname="f", filename="/tmp/f.py")


def cases(*sizes: int) -> list[Case]:
    return [
        ExpressionCase(expression=f"((list(range({n})), list(range({n}))), {{}})", source="typed", size=n)
        for n in sizes
    ]


class Watched(SyntheticExecutor):
    """Gives the same times of lines, with a disturbance on another line in each run."""

    def __init__(self, spent: dict[int, int], power: float = 2.0) -> None:
        super().__init__(lambda text, case, earlier: 2000.0 + 4.0 * case.size**power)
        self.spent, self.watched = spent, list[Job]()

    def execute(self, jobs: Sequence[Job]) -> list[Observation]:
        answers = []
        for job in jobs:
            self.watched.append(job)
            late = list(self.spent)[len(self.watched) % len(self.spent)]
            lines = tuple((line, ns + 10**9 * (line == late)) for line, ns in self.spent.items())
            answers.append(Observation(status="returned", lines=lines))
        return answers


def test_the_hot_lines_are_quoted_with_their_share_most_first() -> None:
    found = hot_lines(TEXT, {2: 10.0, 3: 140.0, 4: 830.0, 5: 20.0})
    assert found == [
        "85% of its time goes into this line: `if x in ys:`",
        "15% of its time goes into this line: `for x in xs:`",
    ]


@pytest.mark.parametrize("spent", [{}, {2: 0.0, 3: 0.0}, {2: 5.0}, {99: 5.0, 98: 1.0}])
def test_nothing_is_said_of_no_time_and_of_a_single_line(spent: dict[int, float]) -> None:
    assert hot_lines(TEXT, spent) == []


def test_what_is_said_stays_short() -> None:
    text = "\n".join(f"x = {'1 + ' * 200}{n}" for n in range(20))
    found = hot_lines(text, {line: 100.0 / (1 + line % 3) for line in range(1, 6)})
    assert 0 < len(found) <= 3 and all(len(line) < 160 for line in found)
    assert hot_lines(text, dict.fromkeys(range(1, 21), 5.0)) == [], "nothing stands out"


@pytest.mark.parametrize("power", [1, 2, 3])
def test_growth_is_told_with_its_exponent(power: int) -> None:
    sizes = [4, 16, 64, 256, 1024]
    [told] = grown(cases(*sizes), [10.0 * n**power for n in sizes])
    assert f"about as n^{power}.0" in told and "at n = 1,024" in told


@pytest.mark.parametrize(
    ("sizes", "times", "told"),
    [
        ([8, 64], [1e3, 9e5], ["It takes 900 µs at n = 64."]),
        ([4, 16, 64, 256], [3e6, 3e6, 3e6, 3e6], ["It takes 3 ms at n = 256."]),
        ([0, 0], [1e3, 2e3], []),
        ([], [], []),
    ],
)
def test_of_growth_that_is_not_known_only_the_time_is_told(
    sizes: list[int], times: list[float], told: list[str]
) -> None:
    assert grown(cases(*sizes), times) == told


def test_disturbances_of_single_runs_do_not_show() -> None:
    executor = Watched({3: 100, 4: 850, 5: 50})
    found = facts(executor, CODE, cases(4, 16, 64, 256, 1024), 5.0)
    assert found[0] == "85% of its time goes into this line: `if x in ys:`"
    assert "n^2.0" in found[-1] and "4 ms at n = 1,024" in found[-1]
    assert {job.case.size for job in executor.watched} == {1024} and all(job.lines for job in executor.watched)


def test_lines_are_watched_on_an_input_that_leaves_time_for_it() -> None:
    executor = Watched({3: 100, 4: 850}, power=3.0)
    facts(executor, CODE, cases(4, 16, 64, 256, 1024), 5.0)
    assert {job.case.size for job in executor.watched} == {64}


def test_without_inputs_or_where_the_original_fails_nothing_is_told() -> None:
    assert facts(SyntheticExecutor(lambda *_: 1.0), CODE, [], 1.0) == ()
    broken = SyntheticExecutor(lambda *_: 1.0, status=lambda _: "raised")
    assert facts(broken, CODE, cases(4, 16), 1.0) == ()


def test_a_real_function_and_a_real_program() -> None:
    program = "n = int(input())\ntotal = 0\nfor i in range(n):\n    total += sum(range(2000))\nprint(total)\n"
    with ZygoteExecutor(1) as executor:
        told = facts(executor, CODE, cases(16, 64, 256, 1024), 20.0)
        assert "`if x in ys:`" in told[0], told
        inputs: list[Case] = [StdinCase(stdin=f"{n}\n".encode(), source="inputs", size=n) for n in (10, 100)]
        told = facts(executor, Code(text=program, kind="program", filename="/tmp/p.py"), inputs, 20.0)
        assert "`total += sum(range(2000))`" in told[0], told
