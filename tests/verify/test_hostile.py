"""No hostile program is ever judged equivalent, and judging it raises nothing and ends in time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fasterpy.records import Code, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder

FOLDER = Path(__file__).parents[1] / "sandbox" / "hostile"
PROGRAMS = sorted(FOLDER.glob("*.py"))
SECONDS = 3.0
FUNCTION = Code(
    text="def target(x: int) -> int:\n    total = 5\n    for i in range(x):\n"
    "        if i % 3:\n            total += i\n    return total\n",
    kind="function",
    qualname="target",
    filename="target.py",
)
PROGRAM = Code(text="n = int(input())\nprint(sum(i for i in range(n) if i % 3))\n", kind="program", filename="p.py")


class Judge:
    """One verifier and the inputs of both originals, made once."""

    def __init__(self, executor: ZygoteExecutor) -> None:
        builder = CombinedWorkloadBuilder()
        self.verifier = DifferentialVerifier(executor, builder)
        self.workloads: dict[Code, Workload] = {
            code: builder.build(code, executor, SECONDS) for code in (FUNCTION, PROGRAM)
        }


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with ZygoteExecutor() as executor:
        yield Judge(executor)


@pytest.mark.slow
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda p: p.stem)
def test_never_equivalent(path: Path, judge: Judge) -> None:
    text = path.read_text()
    original = FUNCTION if "\ndef target(" in text else PROGRAM
    candidate = Code(text=text, kind=original.kind, qualname=original.qualname, filename=original.filename)
    began = time.monotonic()
    found = judge.verifier.verify(original, candidate, judge.workloads[original], SECONDS)
    assert found.verdict != "equivalent", found.reason
    assert time.monotonic() - began < 5 * SECONDS + 15
