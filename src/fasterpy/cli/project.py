"""``fasterpy optimize FILE.py`` and ``... FOLDER``: one target after the other, the most promising first."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from fasterpy.errors import FasterpyError, SourceError, UserError
from fasterpy.project.rank import Ranked
from fasterpy.records import Result, Source, Usage

if TYPE_CHECKING:
    from rich.console import Console


class Run(Protocol):
    """What is done with each target."""

    def one(self, path: Path, qualname: str) -> Result: ...

    def finish(self, result: Result) -> None: ...


@dataclass
class Findings:
    """What has been done so far; a person who interrupts keeps it."""

    done: list[tuple[Ranked, Result]] = field(default_factory=list)
    failed: list[tuple[Ranked, str]] = field(default_factory=list)
    left: int = 0
    """Targets that were not reached."""
    usage: Usage = field(default_factory=Usage)
    """Of all targets, the failed ones too."""
    seconds: float = 0.0
    """The same."""

    def document(self) -> dict[str, Any]:
        """The document of ``optimize --json`` for several targets."""
        from fasterpy.report.document import envelope, result_document

        return envelope(
            results=[{"target": one.qualname, "why": one.why, **result_document(result)} for one, result in self.done],
            failed=[{"path": one.path, "target": one.qualname, "reason": why} for one, why in self.failed],
            left=self.left,
            usage=msgspec.to_builtins(self.usage),
            seconds=self.seconds,
        )


def worth_while(
    path: Path, profile: Path | None, most: int, console: Console, owner: str | None = None
) -> tuple[Ranked, ...]:
    """The targets of a file, of its class ``owner`` or of a folder in the order in which they are tried.

    Of a class that was named the other methods follow. Raises UserError when there is none.
    """
    from fasterpy.cli.targets import listed
    from fasterpy.detect.detector import detect
    from fasterpy.preprocess.reader import read_source
    from fasterpy.preprocess.targets import list_targets
    from fasterpy.project.files import python_files
    from fasterpy.project.profile import read_profile
    from fasterpy.project.rank import rank

    shares = None if profile is None else read_profile(profile)
    sources: list[Source] = []
    for file in python_files(path) if path.is_dir() else (path,):
        try:
            sources.append(read_source(file))
        except SourceError as error:
            if not path.is_dir():
                raise
            if "is empty" not in str(error):
                console.print(f"left out: {error}", style="yellow", markup=False, emoji=False, soft_wrap=True)

    def targets(source: Source) -> list[tuple[str, int, int]]:
        prefix = f"{owner}." if owner is not None else ""
        found = [info for info in list_targets(source) if info.qualname.startswith(prefix)]
        return [(info.qualname, info.line, info.end_line) for info in found]

    ranked = rank(sources, targets, detect, shares)
    if owner is not None:
        taken = {one.qualname for one in ranked}
        ranked += tuple(
            Ranked(path=source.path, qualname=name, line=line, cost=0.0, why=f"a method of {owner}")
            for source in sources
            for name, line, _ in targets(source)
            if name not in taken and not name.endswith("__")
        )
    if not ranked:
        hint = "no function takes 1% of the profile" if shares is not None else "no loop or known slow pattern in it"
        names = (
            "" if path.is_dir() else f"; it has {listed([name for source in sources for name, *_ in targets(source)])}"
        )
        raise UserError(f"{path}: nothing worth trying was found ({hint}); name a target as FILE.py::NAME{names}")
    if len(ranked) > most:
        console.print(f"{len(ranked)} functions may gain; the {most} most promising are tried (--most)", style="dim")
    return ranked[:most]


def optimize_many(ranked: Sequence[Ranked], run: Run, console: Console, found: Findings) -> None:
    """Run every target in order, saying after each what became of it; ``found`` is filled as it goes."""
    found.left = len(ranked)
    for number, target in enumerate(ranked, 1):
        line = f"[{number}/{len(ranked)}] {target.path}::{target.qualname}  ({target.why})"
        console.print(line, markup=False, emoji=False, soft_wrap=True)
        began = time.monotonic()
        try:
            result = run.one(Path(target.path), target.qualname)
            found.done.append((target, result))
            found.left = len(ranked) - number
            run.finish(result)
        except FasterpyError as error:
            found.done[:] = [each for each in found.done if each[0] is not target]  # found, but not to be written
            found.failed.append((target, str(error)))
            console.print(f"  left alone: {error}", style="yellow", markup=False, emoji=False, soft_wrap=True)
            found.left = len(ranked) - number
        finally:
            found.seconds += time.monotonic() - began


def print_summary(found: Findings, console: Console) -> None:
    """A line per target that was improved, the counts, and what it took."""
    from rich.table import Table
    from rich.text import Text

    from fasterpy.report import words

    better = [(one, result) for one, result in found.done if result.outcome == "improved" and result.best is not None]
    table = Table(box=None, pad_edge=False, show_header=False)
    for one, result in better:
        measurement = result.best.measurement if result.best is not None else None
        gain = words.speedup(measurement.speedup) if measurement is not None else ""
        table.add_row(Text(f"{one.path}::{one.qualname}"), gain)
    if better:
        console.print(table)
    parts = [f"{len(better)} improved", f"{len(found.done) - len(better)} kept"]
    parts += [f"{len(found.failed)} left alone"] * bool(found.failed) + [f"{found.left} not reached"] * bool(found.left)
    console.print(", ".join(parts), style="bold")
    spent, tokens = [f"{found.seconds:.1f} s"], found.usage.prompt_tokens + found.usage.completion_tokens
    if found.usage.requests:
        spent += [f"{found.usage.requests} requests", f"{tokens:,} tokens"]
    if found.usage.cost_usd is not None:
        spent.append(f"${found.usage.cost_usd:.4f}")
    console.print("in all " + " · ".join(spent), style="dim", highlight=False)
