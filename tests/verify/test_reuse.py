"""What a screening observed is not run again by the proof that follows it."""

from __future__ import annotations

from collections.abc import Sequence

from fasterpy.records import Code, ExpressionCase, Job, Observation, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier

OLD = "def f(xs):\n    total = 0\n    for x in xs:\n        if x > 2:\n            total += x\n    return total\n"
NEW = "def f(xs):\n    return sum(x for x in xs if x > 2)\n"


class Counting(ZygoteExecutor):
    """Remembers which texts were run on which inputs."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[tuple[str, object]] = []

    def execute(self, jobs: Sequence[Job]) -> list[Observation]:
        self.ran += [(job.code.text, job.case) for job in jobs]
        return super().execute(jobs)


def test_a_confirmation_goes_on_where_the_screening_stopped() -> None:
    lists = ([], [1, 2, 3], [5, 5, 1], [2, 3, -4, 9], [0], [10, 2, 2, 7], [3, 3, 3], [-1, -2], [4], [2])
    cases = tuple(ExpressionCase(expression=f"(({xs},), {{}})", source="typed") for xs in lists)
    old, new = (Code(text=text, kind="function", qualname="f", filename="m.py") for text in (OLD, NEW))
    with Counting() as executor:
        verifier = DifferentialVerifier(executor)
        first = verifier.screen(old, new, Workload(cases=cases), 20.0)
        executor.ran.clear()
        second = verifier.verify(old, new, Workload(cases=cases), 20.0)
        again = [case for text, case in executor.ran if text == NEW and case in cases]
    assert first.verdict == second.verdict == "equivalent"
    assert len(again) < len(cases) / 2, "only the runs with another seed are new"


def test_a_glance_tells_what_the_first_inputs_show_and_nothing_else() -> None:
    cases = tuple(ExpressionCase(expression=f"(({xs},), {{}})", source="typed") for xs in ([1, 2, 3], [5, 5, 1], []))
    old, new = (Code(text=text, kind="function", qualname="f", filename="m.py") for text in (OLD, NEW))
    wrong = Code(text=NEW.replace("> 2", "> 1"), kind="function", qualname="f", filename="m.py")
    with Counting() as executor:
        verifier = DifferentialVerifier(executor)
        assert verifier.glance(old, new, Workload(cases=cases), 5.0) is None
        found = verifier.glance(old, wrong, Workload(cases=cases), 5.0)
    assert found is not None
    assert found.verdict == "different"
    assert found.counterexample is not None
