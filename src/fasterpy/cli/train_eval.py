"""``fasterpy train eval``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fasterpy.cli.options import Number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fasterpy.bench.read import Program
    from fasterpy.bench.records import Row
    from fasterpy.config import Settings
    from fasterpy.protocols import Progress
    from fasterpy.train.answers import Answers, AskConfig

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("eval")
@click.option("--programs", type=FILE, required=True, help="PIE programs: JSON lines, .gz or not.")
@click.option("--cases", type=FILE, help="{problem_id: [{input, output}]}; without it answers are only made.")
@click.option("--base", help="Model to ask: hub id, folder, or .gguf file. Not needed with --answers.")
@click.option("--adapter", type=click.Path(exists=True), help="The tuned system: the base with this adapter.")
@click.option("--engine", type=click.Choice(["transformers", "llama"]), default="transformers", show_default=True)
@click.option("--answers", "stored", multiple=True, metavar="NAME=FILE", help="Answers made elsewhere; repeat.")
@click.option("--prompt", help="Default: the adapter's, else paper.")
@click.option("--kb", help="Base for the suggestions.")
@click.option("--limit", type=click.IntRange(1), help="A fixed sample of so many programs, drawn by --seed.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--samples", type=click.IntRange(0), default=8, show_default=True, help="Sampled answers per program.")
@click.option("--temperature", type=Number(0.0), default=0.6, show_default=True)
@click.option("--max-tokens", type=click.IntRange(1), default=1024, show_default=True)
@click.option("--together", type=click.IntRange(1), default=1, show_default=True, help="Programs asked about at once.")
@click.option("--seconds", type=Number(1.0), default=6.0, show_default=True, help="Choosing, per program.")
@click.option("--budget", type=Number(1.0), default=600.0, show_default=True, help="Seconds for scoring.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("train-eval"), show_default=True)
def evaluate(programs: Path, cases: Path | None, base: str | None, adapter: str | None, out: Path, **more: Any) -> None:
    """Score base and tuned model on PIE programs: greedy, and the best of several answers.

    The best is chosen by fasterpy's own verifier on inputs of its own; the benchmark's cases score alone. Interrupted
    runs resume in the same --out.
    """

    from fasterpy.bench.read import read_programs
    from fasterpy.cli.progress import TerminalProgress
    from fasterpy.config import load_settings
    from fasterpy.errors import ConfigError
    from fasterpy.report.console import plain_console
    from fasterpy.train.answers import AskConfig, by_program, read

    settings = load_settings(None, options={"kb": more["kb"]})
    rows = sample(read_programs(programs), more["limit"], more["seed"])
    names = [(row.problem_id, row.input) for row in rows]
    config = AskConfig(
        samples=more["samples"], temperature=more["temperature"], max_tokens=more["max_tokens"], seed=more["seed"],
        together=more["together"],
    )  # fmt: skip
    with TerminalProgress(plain_console()) as progress:
        found: dict[str, Sequence[Answers]] = {}
        for item in more["stored"]:
            name, sign, path = item.partition("=")
            if not sign:
                raise ConfigError(f"--answers {item}: expected NAME=FILE")
            found[name] = by_program(read(Path(path)), names, Path(path))
        if base:
            found |= _ask(rows, base, adapter, settings, config, out, more, progress)
        if not found:
            raise ConfigError("nothing to evaluate: give --base (and --adapter), or --answers")
        if cases is None:
            click.echo(f"{out}: answers of {', '.join(found)} to {len(rows)} programs", err=True)
            return
        scored = _score(rows, cases, found, settings, out, more, progress)
    _report(scored, list(found), out)


def sample(rows: list[Program], limit: int | None, seed: int) -> list[Program]:
    """A fixed sample of the programs, in their order."""
    import random

    if limit is None or limit >= len(rows):
        return rows
    return [rows[place] for place in sorted(random.Random(seed).sample(range(len(rows)), limit))]


# ---------------------------------------------------------------------------------------------------------- internal


def _ask(
    rows: list[Program], base: str, adapter: str | None, settings: Settings, config: AskConfig, out: Path,
    more: dict[str, Any], progress: Progress,
) -> dict[str, Sequence[Answers]]:  # fmt: skip
    import msgspec

    from fasterpy.cli.train_eval_parts import chat_model, questions
    from fasterpy.generate.llm.prompt import digest
    from fasterpy.train import adapter as adapters
    from fasterpy.train.answers import ask
    from fasterpy.train.records import PromptNote

    known = adapters.find(adapter) if adapter else None
    note = known.prompt if known else PromptNote(name="paper", sha256=digest("paper"))
    if more["prompt"]:
        note = msgspec.structs.replace(note, name=more["prompt"])
    if known and (warning := adapters.check_prompt(known, note.name, digest(note.name))):
        click.echo(f"warning: {warning}", err=True)
    asked = questions(rows, settings, note)
    found: dict[str, Sequence[Answers]] = {}
    for name, lora in [("base", ""), *([("tuned", adapter)] if adapter else [])]:
        model = chat_model(more["engine"], base, lora, settings)
        salt = f"{more['engine']}|{base}|{_stamp(lora)}"
        found[name] = ask(model, asked, config, salt, out / f"answers-{name}.jsonl", progress)
    return found


def _stamp(adapter: str) -> str:
    """What tells the adapter's weights apart."""
    import hashlib

    path = Path(adapter) / "adapter_model.safetensors" if adapter and Path(adapter).is_dir() else Path(adapter)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if adapter else ""


def _score(
    rows: list[Program], cases: Path, found: dict[str, Sequence[Answers]], settings: Settings, out: Path,
    more: dict[str, Any], progress: Progress,
) -> list[Row]:  # fmt: skip
    from fasterpy.bench.optimize import optimize_programs
    from fasterpy.bench.pie import run_benchmark
    from fasterpy.bench.read import make_tasks, read_cases
    from fasterpy.bench.records import BenchConfig
    from fasterpy.cli.bench import scoring_executor
    from fasterpy.cli.train_eval_parts import choice_factory, code_of

    workers, seconds = more["workers"], more["seconds"]
    systems: dict[str, list[str]] = {}
    for name, answers in found.items():
        systems[f"{name} greedy"] = [code_of(row.greedy, row.slow_code_col) for row in answers]
        count = max(len(row.samples) for row in answers)
        if count:
            factory = choice_factory(settings, answers)
            path = out / f"chosen-{name}.jsonl"
            made = optimize_programs(rows, factory, path, seconds, workers, factory.salt(), progress)
            best = [row.model_generated_potentially_faster_code_col for row in made]
            systems[f"{name} best of {count + 1}"] = best
    config = BenchConfig(seconds=more["budget"])
    tasks = make_tasks(rows, read_cases(cases), systems, config.salt())
    return run_benchmark(tasks, scoring_executor, config, out, workers, progress)


def _report(scored: list[Row], names: list[str], out: Path) -> None:
    import msgspec

    from fasterpy import __version__
    from fasterpy.bench.intervals import FIGURES, differences, intervals
    from fasterpy.cli.bench_parts import environment
    from fasterpy.cli.kb import table
    from fasterpy.records import Interval
    from fasterpy.report.document import encode, envelope
    from fasterpy.report.files import write_atomic

    def shown(values: dict[str, Interval]) -> dict[str, str]:
        return {
            figure: f"{value.point:.2f} ({value.low:.2f} to {value.high:.2f})" if (value := values.get(figure)) else "-"
            for figure in FIGURES
        }

    figures = intervals(scored, "paired")
    systems = [(name, values) for name, values in figures.items() if values]
    pairs = [
        (f"tuned - base, {kind}", differences(scored, f"base {kind}", f"tuned {kind}", "paired"))
        for kind in sorted({name.partition(" ")[2] for name in figures if name.partition(" ")[0] in names})
        if f"base {kind}" in figures and f"tuned {kind}" in figures
    ]
    excluded = [{"program": row.problem_id, "why": row.excluded} for row in scored if row.excluded]
    document = envelope(
        programs=sum(not row.excluded for row in scored), excluded=excluded, environment=environment(),
        systems=[
            {"name": name, "shown": shown(values), "figures": msgspec.to_builtins(values)}
            for name, values in (*systems, *pairs)
        ],
    )  # fmt: skip
    write_atomic(out / "table.json", encode(document))
    table(("system", *FIGURES), [(name, *shown(values).values()) for name, values in (*systems, *pairs)])
    click.echo(f"fasterpy {__version__}: 95% intervals over programs; written to {out / 'table.json'}", err=True)
