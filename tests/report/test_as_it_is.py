"""Paths, code, answers and messages are shown as they are: what looks like markup is text like any other."""

import io
import re
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from fasterpy.bench.records import SystemScore, Table
from fasterpy.cli import kb, measure, project
from fasterpy.cli.bench_parts import print_table
from fasterpy.cli.progress import TerminalProgress
from fasterpy.errors import UserError
from fasterpy.project.rank import Ranked
from fasterpy.records import (
    Candidate,
    Counterexample,
    Interval,
    Measurement,
    Result,
    SizePoint,
    Source,
    Suggestion,
    Trial,
    Verdict,
)
from fasterpy.report.console import plain_console
from fasterpy.report.terminal import print_result, print_verdict

ODD = "[/b][b]x[/b] :smile: [red]"
SOURCE = Source(path=f"{ODD}.py", raw=b"x = 1\n", text="x = 1\n")
GAIN = Interval(point=2.0, low=1.9, high=2.1)
POINTS = tuple(SizePoint(size=n, original_ns=2.0, candidate_ns=1.0, speedup=2.0) for n in (1, 2))
MEASURED = Measurement(speedup=GAIN, trustworthy=False, warnings=(ODD,), noise=GAIN, sizes=POINTS)
REFUTED = Verdict(
    verdict="different",
    reason=ODD,
    counterexample=Counterexample(input=ODD, original=ODD, candidate=ODD, difference=ODD),
    warnings=(ODD,),
)
TRIAL = Trial(
    candidate=Candidate(text="x = 2\n", origin=ODD, why=ODD, requires=(ODD,)),
    text="x = 2\n",
    verdict=REFUTED,
    measurement=MEASURED,
    why=ODD,
)
RESULT = Result(
    outcome="kept",
    reason=ODD,
    source=SOURCE,
    targets=(ODD,),
    code="x = 2\n",
    patch=f"-{ODD}\n+{ODD}\n",
    best=TRIAL,
    trials=(TRIAL,),
    suggestions=(Suggestion(text=ODD, rate=2.0, distance=1.0),),
    warnings=(ODD,),
)
RANKED = Ranked(path=f"{ODD}.py", qualname=ODD, line=1, cost=1.0, why=ODD)


def ordinary(terminal: bool = False) -> tuple[Console, io.StringIO]:
    """A console that takes markup for markup, as rich's own does."""
    out = io.StringIO()
    return Console(file=out, width=400, force_terminal=terminal), out


@pytest.mark.parametrize("outcome", ["improved", "kept"])
def test_a_result(outcome: str) -> None:
    console, out = ordinary()
    print_result(msgspec.structs.replace(RESULT, outcome=outcome), console, verbose=True)
    text = out.getvalue()
    assert f"{ODD}.py · {ODD}" in text
    row = next(line for line in text.splitlines() if "✗ different" in line)
    assert row.count(ODD) == 2, "origin and why"
    assert text.count(ODD) >= 8


def test_a_verdict() -> None:
    console, out = ordinary()
    print_verdict(REFUTED, console)
    assert out.getvalue().count(ODD) == 6


def test_a_measurement() -> None:
    console, out = ordinary()
    measure._print(MEASURED, console)
    assert f"note: {ODD}" in out.getvalue()


def test_what_is_said_of_several_targets() -> None:
    class Run:
        def one(self, path: Path, qualname: str) -> Result:
            if qualname == "fails":
                raise UserError(ODD)
            return msgspec.structs.replace(RESULT, outcome="improved")

        def finish(self, result: Result) -> None:
            if len(found.done) == 2:
                raise UserError(ODD)

    console, out = ordinary()
    found = project.Findings()
    others = [msgspec.structs.replace(RANKED, qualname=name) for name in ("fails", "unwritable")]
    project.optimize_many([RANKED, *others], Run(), console, found)
    project.print_summary(found, console)
    text = out.getvalue()
    assert [one.qualname for one, _ in found.done] == [ODD]
    assert ([one.qualname for one, _ in found.failed], found.left) == (["fails", "unwritable"], 0)
    assert f"[1/3] {ODD}.py::{ODD}  ({ODD})" in text
    assert text.count(f"left alone: {ODD}") == 2
    assert text.count(f"{ODD}.py::{ODD}") == 2, "in the summary, too"


def test_the_tables_of_bench_and_kb(capsys: pytest.CaptureFixture[str]) -> None:
    score = SystemScore(ODD, *[None] * (len(SystemScore.__struct_fields__) - 1))  # type: ignore[misc]
    console, out = ordinary()
    print_table(Table(protocol="paired", programs=1, excluded=((ODD, ODD),), scores=(score,)), console)
    assert f"excluded: {ODD}: {ODD}" in out.getvalue()
    kb.table((ODD, "b"), [(ODD, ODD)])
    shown = capsys.readouterr()
    assert ODD in shown.err
    assert shown.out.count(ODD) == 3


def test_what_is_under_way() -> None:
    console, out = ordinary(terminal=True)
    with TerminalProgress(console) as shown:
        shown.update(ODD, 1, 2, ODD)
        assert shown._status is not None
        console.print(shown._status.renderable)
    assert re.search(re.escape(f"{ODD} 1/2: {ODD}"), out.getvalue())


def test_every_command_prints_through_the_plain_console(capsys: pytest.CaptureFixture[str]) -> None:
    plain_console().print(ODD, style="dim")
    assert capsys.readouterr().err == f"{ODD}\n"
    commands = Path(kb.__file__).parent
    own = [path.name for path in commands.glob("*.py") if re.search(r"\bConsole\(", path.read_text())]
    assert not own, "use fasterpy.report.console.plain_console"
