"""What a screening observed is not run again by the proof that follows it."""

from __future__ import annotations

from collections.abc import Sequence

from fasterpy.records import Code, ExpressionCase, Job, Observation, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder

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


def test_what_the_builder_saw_the_original_do_is_not_run_again() -> None:
    old = Code(text="n = int(input())\nprint(n if n > 3 else -n)\n", kind="program", filename="m.py")
    new = Code(text="n = int(input())\nprint(-n if n <= 3 else n)\n", kind="program", filename="m.py")
    with Counting() as executor:
        workload = CombinedWorkloadBuilder().build(old, executor, 2.0)
        assert workload.seen
        executor.ran.clear()
        verdict = DifferentialVerifier(executor).screen(old, new, workload, 20.0)
        seen = {case for case, _run in workload.seen}
        again = [case for text, case in executor.ran if text == old.text and case in seen]
        theirs = {case for text, case in executor.ran if text == new.text and case in seen}
    assert verdict.verdict == "equivalent"
    assert len(theirs) > 20
    assert len(again) < len(theirs) / 2, "only to time a run, and with another seed"


def test_runs_that_limits_decided_are_made_again() -> None:
    code = Code(text=OLD, kind="function", qualname="f", filename="m.py")
    case = ExpressionCase(expression="(([],), {})", source="typed")
    with Counting() as executor:
        runs = DifferentialVerifier(executor).baseline(code).runs
        runs.know([(case, Observation(status="timeout"))])
        assert not runs.seen
        runs.know([(case, Observation(status="returned"))])
        assert runs.seen[case].status == "returned"
