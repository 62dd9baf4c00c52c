"""``fasterpy measure``: how much faster is a candidate, and can the answer be believed?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fasterpy.cli.options import Number, inputs_option, json_option, sandbox_option

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("original", metavar="ORIGINAL.py", type=FILE)
@click.argument("candidate", metavar="CANDIDATE.py", type=FILE)
@click.option("--target", help="Function or Class.method that both files have.")
@click.option("--program", is_flag=True, help="The files are programs that read stdin and write stdout.")
@inputs_option
@click.option("--seconds", type=Number(1.0), default=20.0, show_default=True, help="Time budget.")
@click.option("--min-speedup", type=Number(1.0), help="The gain that is asked about (default 1.10).")
@click.option("--max-memory-ratio", type=Number(0.0), help="Warn when the candidate needs more memory than this ratio.")
@sandbox_option
@json_option
def measure(
    original: Path,
    candidate: Path,
    target: str | None,
    program: bool,
    inputs: Path | None,
    seconds: float,
    json_out: str | None,
    **options: Any,
) -> None:
    """Measure, in pairs, how much faster CANDIDATE.py is than ORIGINAL.py on the same inputs.

    Nothing is checked for equal results: that is what  fasterpy verify  is for.
    """

    from fasterpy.cli.compose import make_builder, open_executor
    from fasterpy.cli.options import write_json
    from fasterpy.cli.targets import choose_target, is_program, runnable
    from fasterpy.config import load_settings
    from fasterpy.errors import InputsError
    from fasterpy.measure.config import MeasureConfig
    from fasterpy.measure.measurer import PairedMeasurer
    from fasterpy.pipeline import PROGRAM_SIZES, SIZES
    from fasterpy.preprocess.reader import read_source
    from fasterpy.preprocess.targets import list_targets
    from fasterpy.report.console import plain_console
    from fasterpy.report.document import envelope, measurement_fields

    if program and target:
        raise click.UsageError("give --target NAME or --program, not both")
    sources = [read_source(original), read_source(candidate)]
    names = [info.qualname for info in list_targets(sources[0])]
    program = program or (target is None and is_program(sources[0], names))
    codes = []
    for path, source in zip((original, candidate), sources, strict=True):
        name = None if program else choose_target(path, target, [info.qualname for info in list_targets(source)])
        codes.append(runnable(source, name, program))
    settings = load_settings(original.parent, options=options)
    limit = settings.max_memory_ratio or None
    config = MeasureConfig(min_speedup=settings.min_speedup, max_memory_ratio=limit)
    readable = [path.resolve().parent for path in (original, candidate)]
    with open_executor(settings, readable=readable) as executor:
        builder = make_builder(settings, inputs)
        workload = builder.build(codes[0], executor, seconds * 0.15)
        if not workload.cases:
            raise InputsError("no usable input was found: give some with --inputs")
        cases = builder.sized(codes[0], workload, executor, PROGRAM_SIZES if program else SIZES, 0) or list(
            workload.cases
        )
        measurer = PairedMeasurer(
            executor, config, fresh=lambda sizes, seed: builder.sized(codes[0], workload, executor, sizes, seed + 1)
        )
        measurement = measurer.measure(codes[0], codes[1], cases, seconds)
    write_json(json_out, envelope(**measurement_fields(measurement)))
    _print(measurement, plain_console())


def _print(measurement: Any, console: Any) -> None:
    from rich.table import Table
    from rich.text import Text

    from fasterpy.report import words
    from fasterpy.report.terminal import measurement_lines

    head = Text()
    head.append(words.speedup(measurement.speedup), style="bold")
    if measurement.speedup is not None:
        head.append(f"   {words.duration(measurement.original_ns)} → {words.duration(measurement.candidate_ns)}")
        head.append(f"   {measurement.pairs} pairs")
    if growth := words.growth(measurement):
        head.append(f"   {growth}")
    console.print(head)
    if measurement.speedup is not None and not measurement.trustworthy:
        console.print(Text("not to be trusted on this machine now", style="bold yellow"))
    for line in measurement_lines(measurement):
        console.print(line)
    if len(measurement.sizes) > 1:
        table = Table("size", "original", "candidate", "speedup", box=None)
        for point in measurement.sizes:
            table.add_row(
                str(point.size),
                words.duration(point.original_ns),
                words.duration(point.candidate_ns),
                words.ratio(point.speedup),
            )
        console.print(table)
