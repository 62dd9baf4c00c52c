"""``fasterpy bench``: score optimizers on a benchmark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fasterpy.cli.options import Number, tuple_option

if TYPE_CHECKING:
    from fasterpy.protocols import Executor

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def scoring_executor() -> Executor:
    """The sandbox of one worker; it stays on the worker's core."""
    from fasterpy.sandbox.executor import ZygoteExecutor

    return ZygoteExecutor()


@click.group()
def bench() -> None:
    """Run a benchmark of optimizers."""


@bench.command()
@click.option("--programs", type=FILE, required=True, help="PIE programs: JSON lines, .gz or not.")
@click.option("--cases", type=FILE, required=True, help="{problem_id: [{input, output}]} as JSON, .gz or not.")
@click.option("--generations", type=FILE, multiple=True, help="Stored answers of a system; repeat for more systems.")
@click.option("--optimize", is_flag=True, help="Run fasterpy on every program first; it never sees the cases.")
@click.option("--generators", callback=tuple_option, help="With --optimize: what proposes candidates.")
@click.option("--model", help="With --optimize: language model at the endpoint.")
@click.option("--base-url", help="With --optimize: OpenAI-compatible endpoint.")
@click.option("--seconds", type=Number(1.0), default=6.0, show_default=True, help="With --optimize: per program.")
@click.option(
    "--min-speedup",
    type=Number(1.0),
    default=1.0,
    show_default=True,
    help="With --optimize: least gain (lower end) of an answer on our own inputs; 1: surely not slower.",
)
@click.option(
    "--budget",
    type=Number(1.0),
    default=1100.0,
    show_default=True,
    help="Seconds that scoring may take; decides the number of rounds.",
)
@click.option("--protocol", type=click.Choice(["paired", "paper"]), default="paired", show_default=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("bench-pie"), show_default=True)
@click.option("--limit", type=click.IntRange(1), help="Only the first so many programs.")
@click.option("--workers", type=click.IntRange(1), help="Processes, each on a core of its own (default: one per core).")
def pie(
    programs: Path,
    cases: Path,
    generations: tuple[Path, ...],
    optimize: bool,
    seconds: float,
    budget: float,
    protocol: Any,
    out: Path,
    limit: int | None,
    workers: int | None,
    **options: Any,
) -> None:
    """Score systems on PIE programs (Eq. 2 to 7, a table like Table 7). Interrupted runs resume in the same --out."""

    from fasterpy import __version__
    from fasterpy.bench.optimize import OPTIMIZED, optimize_programs
    from fasterpy.bench.output import csv_text, document, heat_map
    from fasterpy.bench.pie import run_benchmark
    from fasterpy.bench.read import make_tasks, read_cases, read_generations, read_programs, system_name
    from fasterpy.bench.records import BenchConfig
    from fasterpy.bench.table import make_table
    from fasterpy.cli.bench_parts import PipelineOptimizerFactory, environment, print_table
    from fasterpy.cli.progress import TerminalProgress
    from fasterpy.cli.upfront import check_settings
    from fasterpy.config import load_settings
    from fasterpy.errors import MissingExtraError
    from fasterpy.pool import cores
    from fasterpy.report.console import plain_console
    from fasterpy.report.document import encode
    from fasterpy.report.files import write_atomic

    config = BenchConfig(protocol=protocol, seconds=budget)
    rows = read_programs(programs)
    tests = read_cases(cases)
    systems = {system_name(path): read_generations(path, rows)[:limit] for path in generations}
    rows = rows[:limit]
    count = workers or max(1, len(cores()))
    console = plain_console()
    out.mkdir(parents=True, exist_ok=True)
    with TerminalProgress(console) as progress:
        if optimize:
            settings = load_settings(Path.cwd(), options={**options, "seconds": seconds})
            check_settings(settings)
            factory = PipelineOptimizerFactory(settings=settings)
            store = out / "generations.jsonl"
            made = optimize_programs(rows, factory, store, seconds, count, factory.salt(), progress)
            systems[OPTIMIZED] = [row.model_generated_potentially_faster_code_col for row in made]
        tasks = make_tasks(rows, tests, systems, config.salt())
        scored = run_benchmark(tasks, scoring_executor, config, out, count, progress)
    table = make_table(scored, protocol, returned=(OPTIMIZED,) if optimize else ())
    write_atomic(out / "table.json", encode(document(table, config, __version__, environment())))
    write_atomic(out / "table.csv", csv_text(table).encode())
    print_table(table, console)
    try:
        heat_map(table, out / "table.png")
    except MissingExtraError as error:
        console.print(f"no heat map: {error}")
    console.print(f"written to {out}")
