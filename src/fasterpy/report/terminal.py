"""The report that a person reads."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from fasterpy.records import Measurement, Result, Trial, Verdict
from fasterpy.report import words

MARKS = {"equivalent": ("✓", "green"), "different": ("✗", "red"), "inconclusive": ("?", "yellow")}


def print_result(result: Result, console: Console, verbose: bool = False) -> None:
    """Verdict, speedup with interval, where inputs came from, what was tried, diff."""
    name = ", ".join(result.targets) or "program"
    improved = result.outcome == "improved" and result.best is not None
    lines: list[RenderableType] = []
    if improved and result.best is not None:
        lines.extend(_improved(result, result.best))
    else:
        lines.append(Text(result.reason))
    lines.extend(Text(f"note: {warning}", style="yellow") for warning in result.warnings)
    if result.reused is not None:
        lines.append(Text(words.reused(result), style="cyan"))
    lines.append(Text(_costs(result), style="dim"))
    title = f"{result.source.path} · {name} · {'improved' if improved else 'kept'}"
    border = "green" if improved else "blue"
    console.print(Panel(Group(*lines), title=Text(title), title_align="left", border_style=border))
    if result.trials and (verbose or not improved):
        console.print(trials_table(result.trials if verbose else result.trials[:12]))
    if result.patch:
        console.print(Syntax(result.patch, "diff", theme="ansi_dark", background_color="default"))


def _improved(result: Result, best: Trial) -> list[RenderableType]:
    lines: list[RenderableType] = []
    measurement = best.measurement
    if measurement is not None:
        head = Text()
        head.append(words.speedup(measurement.speedup), style="bold green")
        head.append(f"   {words.duration(measurement.original_ns)} → {words.duration(measurement.candidate_ns)}")
        if growth := words.growth(measurement):
            head.append(f"   {growth}")
        lines.append(head)
        lines.extend(measurement_lines(measurement))
    if best.verdict is not None:
        lines.append(Text(f"same behaviour on {words.evidence(best.verdict)}"))
        lines.extend(Text(f"note: {warning}", style="yellow") for warning in best.verdict.warnings)
    if best.candidate.why:
        lines.append(Text(f"what changed: {best.candidate.why}  [{best.candidate.origin}]"))
    if best.candidate.requires:
        lines.append(Text(f"new dependency: {', '.join(best.candidate.requires)}", style="yellow"))
    return lines


def measurement_lines(measurement: Measurement) -> list[RenderableType]:
    """Noise floor, memory, cold start and warnings, a line each."""
    lines: list[RenderableType] = []
    if measurement.noise is not None:
        lines.append(Text(f"noise floor: the original against itself {words.speedup(measurement.noise)}", style="dim"))
    if measurement.cold is not None:
        lines.append(Text(f"with imports: {words.speedup(measurement.cold)}", style="dim"))
    if measurement.memory is not None:
        memory = measurement.memory
        peaks = f"{words.megabytes(memory.original_peak)} → {words.megabytes(memory.candidate_peak)}"
        lines.append(Text(f"peak memory: {peaks}", style="dim"))
    if not measurement.trustworthy:
        lines.append(Text("this machine was too noisy for the claim: do not rely on the number", style="bold yellow"))
    lines.extend(Text(f"note: {warning}", style="yellow") for warning in measurement.warnings)
    return lines


def trials_table(trials: tuple[Trial, ...]) -> Table:
    """What was tried and what became of it."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("candidate", "verdict", "speedup", "why"):
        table.add_column(column, overflow="fold")
    for trial in trials:
        verdict = "not checked" if trial.verdict is None else trial.verdict.verdict
        mark, style = MARKS.get(verdict, ("·", "dim"))
        gain = (
            ""
            if trial.measurement is None or trial.measurement.speedup is None
            else words.ratio(trial.measurement.speedup.point)
        )
        table.add_row(Text(trial.candidate.origin), Text(f"{mark} {verdict}", style=style), gain, Text(trial.why))
    return table


def print_verdict(verdict: Verdict, console: Console) -> None:
    """The report of ``verify``."""
    mark, style = MARKS[verdict.verdict]
    console.print(Text(f"{mark} {verdict.verdict}: {verdict.reason}", style=style))
    console.print(Text(words.evidence(verdict), style="dim"))
    if verdict.counterexample is not None:
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(style="dim")
        table.add_column(overflow="fold")
        example = verdict.counterexample
        for label, text in (
            ("input", example.input),
            ("original", example.original),
            ("candidate", example.candidate),
            ("difference", example.difference),
        ):
            if text:
                table.add_row(label, Text(text))
        console.print(table)
    for warning in verdict.warnings:
        console.print(Text(f"note: {warning}", style="yellow"))


def _costs(result: Result) -> str:
    parts = [f"{len(result.trials)} candidates", f"{result.seconds:.1f} s"]
    usage = result.usage
    if usage.requests:
        parts.append(f"{usage.prompt_tokens + usage.completion_tokens:,} tokens")
        if usage.cost_usd is not None:
            parts.append(f"${usage.cost_usd:.4f}")
    return " · ".join(parts)
