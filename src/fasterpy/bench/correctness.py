"""Does a version print what is expected? And can the program be scored on this machine at all?"""

from __future__ import annotations

from collections.abc import Sequence

from fasterpy.bench.metrics import has_surplus, line_accuracy
from fasterpy.bench.records import BenchConfig, Task, Test
from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Job, Limits, Observation, Record, StdinCase

_NEARLY = 0.999


class Outcome(Record, frozen=True):
    """One version on all its cases."""

    accuracy: float
    why: str
    wall_ns: tuple[int, ...]
    """Per case; what later limits and the number of rounds are derived from."""


def program_code(text: str) -> Code:
    """A program as the sandbox wants it."""
    return Code(text=text, kind="program", filename="program.py")


def stdin_case(test: Test) -> Case:
    """A test as an input."""
    data = test.input.encode()
    return StdinCase(stdin=data, source="benchmark", size=len(data))


def base_limits(config: BenchConfig, wall_s: float = 60.0) -> Limits:
    """Limits of one run; processor time only backs up the wall clock, since a program may use threads."""
    return Limits(wall_s=wall_s, cpu_s=2 * wall_s + 1, memory_mb=config.memory_mb)


def candidate_limits(config: BenchConfig, input_wall_ns: float) -> Limits:
    """A version may take a stated multiple of what the input program takes."""
    return base_limits(config, config.timeout_factor * input_wall_ns / 1e9 + config.timeout_extra_s)


def check(executor: Executor, text: str, tests: Sequence[Test], limits: Sequence[Limits]) -> Outcome:
    """Run every case once and compare line by line (Eq. 3)."""
    code = program_code(text)
    jobs = [Job(code=code, case=stdin_case(test), limits=own) for test, own in zip(tests, limits, strict=True)]
    seen = executor.execute(jobs)
    scores = []
    why = ""
    for test, observation in zip(tests, seen, strict=True):
        ended = _ended(observation)
        output = observation.stdout.decode("utf-8", "replace")
        score = line_accuracy(output, test.output)
        problem = ended or ("wrong output" if score < 1.0 else "")
        problem = problem or ("more output than expected" if has_surplus(output, test.output) else "")
        # Right lines do not make a run right that dies after them or goes on printing.
        scores.append(min(score, _NEARLY) if problem else score)
        why = why or problem
    accuracy = sum(scores) / len(scores) if scores else 0.0
    return Outcome(accuracy=accuracy, why=why, wall_ns=tuple(o.wall_ns for o in seen))


def _ended(observation: Observation) -> str:
    """Empty when the program ended well, else how it ended."""
    if observation.status == "returned" or (observation.status == "exited" and observation.exit_code == 0):
        return ""
    last = observation.stderr.decode("utf-8", "replace").strip().splitlines()
    detail = observation.detail or (last[-1] if last else "")
    return f"{observation.status}: {detail}"[:200] if detail else observation.status


def unusable(executor: Executor, task: Task, config: BenchConfig) -> tuple[str, Outcome | None]:
    """Paper §5.5: a program is left out when its input or reference version does not run or prints something else.

    Gives the reason (empty when usable) and the outcome of the input version.
    """
    if not task.tests:
        return "no test cases for this problem", None
    outcome = None
    for name, text in (("input", task.input), ("reference", task.reference)):
        checked = check(executor, text, task.tests, [base_limits(config)] * len(task.tests))
        if checked.accuracy < 1.0:
            return f"{name} program: {checked.why}", None
        outcome = outcome or checked
    return "", outcome
