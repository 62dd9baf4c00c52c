"""How large may numbers be for the original? Asked where a candidate does not end in time, or runs past a table.

A program that counts up to a number is not meant for numbers on which the counting takes minutes, although it may
answer at once on some of them (an even one, say). Neighbours of the input tell: where the original itself does not end
on several of them, numbers of that size lie outside its domain. What the candidate does plays no part.

Tables are made a little longer than the largest number asks for (100,100 for numbers up to 100,000). What lies between
the round number and the end of the original's own table is reserve, and another version may keep less of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Job, Limits, StdinCase
from fasterpy.verify.compare import error_type

_NUMBER = re.compile(rb"(?<![\w.])\d+(?![\w.])")
_LARGE = 10**5
_TABLE = 1000
_STEPS = (1, -1, 2, 3, -3, 7, 12, -10)
_ENOUGH = 2
"""Of eight neighbours; one alone may be bad luck on a crowded machine."""


def in_reserve(case: Case, code: Code, executor: Executor, limits: Limits) -> str:
    """Why the largest number of the input lies in what the original's tables hold in reserve, or nothing."""
    found = _largest(case.stdin) if isinstance(case, StdinCase) and code.kind == "program" else None
    if found is None or not isinstance(case, StdinCase):
        return ""
    number = int(found[0])
    round_one = int(str(number)[0]) * 10 ** (len(str(number)) - 1)
    if not _TABLE <= round_one < number <= round_one * 1.01:
        return ""
    beyond = str(round(round_one * 1.01) + 2).encode()
    stdin = case.stdin[: found.start()] + beyond + case.stdin[found.end() :]
    job = Job(code=code, case=StdinCase(stdin=stdin, source="probe", size=case.size), limits=limits)
    if error_type(executor.execute([job])[0]) != "IndexError":
        return ""
    return f"the original's tables end soon after {round_one}, and this is beyond it"


def _largest(stdin: bytes) -> re.Match[bytes] | None:
    return max(_NUMBER.finditer(stdin), key=lambda match: int(match[0]), default=None)


def neighbours(case: StdinCase) -> Iterator[StdinCase]:
    """The input with its largest number a little larger or smaller; none when it has no large one."""
    found = _largest(case.stdin)
    if found is None or int(found[0]) < _LARGE or len(found[0]) > 18:
        return
    for step in _STEPS:
        changed = str(int(found[0]) + step).encode()
        stdin = case.stdin[: found.start()] + changed + case.stdin[found.end() :]
        yield StdinCase(stdin=stdin, source="probe", size=case.size)


def beyond_reach(case: Case, code: Code, executor: Executor, limits: Limits) -> str:
    """Why numbers as large as those of the input are outside the original's domain, or nothing."""
    near = list(neighbours(case)) if isinstance(case, StdinCase) and code.kind == "program" else []
    late = 0
    for one in near:
        run = executor.execute([Job(code=code, case=one, limits=limits)])[0]
        late += run.status in ("timeout", "memory")
        if late == _ENOUGH:
            return "the original itself does not end in time on numbers of that size"
    return ""
