"""``fasterpy optimize``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fasterpy.cli.options import inputs_option, json_option, sandbox_option, tuple_option


@click.command()
@click.argument("target", metavar="FILE.py[::QUALNAME]")
@click.option("--program", is_flag=True, help="The file is a program that reads stdin and writes stdout.")
@inputs_option
@click.option("--generators", callback=tuple_option, help="What proposes candidates, for example rules,llm.")
@click.option("--model", help="Language model at the endpoint.")
@click.option("--base-url", help="OpenAI-compatible endpoint, for example http://localhost:11434/v1.")
@click.option("--search", help="Search strategy: auto, single, best-of-n, compose, repair, evolve.")
@click.option("--samples", type=click.IntRange(1), help="Answers asked of the model.")
@click.option("--seconds", type=click.FloatRange(1.0), help="Time budget in seconds (default 60).")
@click.option("--min-speedup", type=click.FloatRange(1.0), help="Lower end of the interval to reach (default 1.10).")
@click.option("--max-memory-ratio", type=float, help="Refuse a candidate that needs more memory than this ratio.")
@click.option("--float-tolerance", type=float, help="Relative difference at which floats count as equal.")
@click.option("--allow", callback=tuple_option, help="Packages that a candidate may add, for example numpy,numba.")
@click.option("--max-cost", type=float, help="US dollars that the language model may cost.")
@click.option("--kb", help="Knowledge base: path or URI of a Milvus store.")
@sandbox_option
@click.option("--cache/--no-cache", default=None, help="Reuse generations, verdicts and measurements of earlier runs.")
@click.option("--apply", "apply_", is_flag=True, help="Write the result into the file; the original is kept beside it.")
@json_option
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write an HTML report here.")
@click.option("-v", "--verbose", is_flag=True, help="List every candidate.")
def optimize(
    target: str,
    program: bool,
    inputs: Path | None,
    apply_: bool,
    json_out: str | None,
    html: Path | None,
    verbose: bool,
    **options: Any,
) -> None:
    """Make a function or program faster, prove it, and print the patch; or keep the original."""
    from rich.console import Console

    from fasterpy.cli.compose import build_parts
    from fasterpy.cli.options import write_json
    from fasterpy.cli.progress import TerminalProgress
    from fasterpy.cli.targets import choose_target, runnable, split_target
    from fasterpy.config import load_settings
    from fasterpy.pipeline import Options
    from fasterpy.pipeline import optimize as run
    from fasterpy.preprocess.reader import read_source
    from fasterpy.preprocess.targets import list_targets
    from fasterpy.report.document import result_document
    from fasterpy.report.files import apply_result, write_atomic
    from fasterpy.report.terminal import print_result

    path, qualname = split_target(target)
    source = read_source(path)
    names = [] if program else [choose_target(path, qualname, [info.qualname for info in list_targets(source)])]
    settings = load_settings(path.parent, options=options)
    code = runnable(source, names[0] if names else None, program)
    console = Console(stderr=True, highlight=False)
    with TerminalProgress(console) as progress, build_parts(settings, inputs=inputs, progress=progress) as built:
        limits = Options(
            seconds=settings.seconds,
            min_speedup=settings.min_speedup,
            samples=settings.samples,
            allow=settings.allow,
            max_memory_ratio=settings.max_memory_ratio,
        )
        result = run(source, names, code, built.parts, limits)
    result = built.annotate(result)
    print_result(result, console, verbose)
    write_json(json_out, result_document(result))
    if html is not None:
        from fasterpy.report.html import render

        write_atomic(html, render(result).encode())
    if apply_ and result.outcome == "improved":
        backup = apply_result(source, result.code)
        console.print(f"applied to {path}; the original is in {backup}")
