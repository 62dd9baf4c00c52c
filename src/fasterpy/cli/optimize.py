"""``fasterpy optimize``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fasterpy.cli.options import Number, inputs_option, json_option, output_option, sandbox_option, tuple_option

if TYPE_CHECKING:
    from rich.console import Console

    from fasterpy.config import Settings
    from fasterpy.records import Code, Result, Source


@click.command()
@click.argument("target", metavar="FILE.py[::QUALNAME] | FOLDER")
@click.option("--program", is_flag=True, help="The file is a program that reads stdin and writes stdout.")
@inputs_option
@click.option(
    "--profile",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Several targets: order them by this profile, written by python -m cProfile -o FILE.",
)
@click.option(
    "--most", type=click.IntRange(1), default=10, show_default=True, help="Several targets: try at most so many."
)
@click.option("--generators", callback=tuple_option, help="What proposes candidates, for example rules,llm.")
@click.option(
    "--model", help="Language model: a name at the endpoint, or of one pulled here; auto for any that is here."
)
@click.option("--base-url", help="OpenAI-compatible endpoint, for example http://localhost:11434/v1.")
@click.option("--prompt", help="Prompts for the model, with commas: focused, brief, plain, paper or .jinja files.")
@click.option("--search", help="Search strategy: auto, single, best-of-n, compose, repair, evolve.")
@click.option("--samples", type=click.IntRange(1), help="Answers asked of the model.")
@click.option("--seconds", type=Number(1.0), help="Time budget in seconds (default 60).")
@click.option("--min-speedup", type=Number(1.0), help="Lower end of the interval to reach (default 1.10).")
@click.option("--max-memory-ratio", type=Number(0.0), help="Refuse a candidate that needs more memory than this ratio.")
@click.option("--float-tolerance", type=Number(0.0), help="Relative difference at which floats count as equal.")
@click.option("--allow", callback=tuple_option, help="Packages that a candidate may add, for example numpy,numba.")
@click.option("--adapter", help="LoRA adapter for a model on this machine: folder of PEFT, or GGUF for llama.")
@click.option(
    "--max-cost", type=Number(0.0), help="US dollars that the language model may cost, for all targets together."
)
@click.option("--kb", help="Knowledge base: path or URI of a Milvus store.")
@click.option(
    "--learn/--no-learn", default=None, help="Let a verified win enter the base, where later runs find it as advice."
)
@sandbox_option
@click.option("--cache/--no-cache", default=None, help="Reuse outcomes of earlier runs where nothing changed.")
@click.option("--apply", "apply_", is_flag=True, help="Write the result into the file; the original is kept beside it.")
@json_option
@click.option("--html", type=click.Path(path_type=Path), callback=output_option, help="Write an HTML report here.")
@click.option("-v", "--verbose", is_flag=True, help="List every candidate.")
def optimize(
    target: str,
    program: bool,
    inputs: Path | None,
    profile: Path | None,
    most: int,
    apply_: bool,
    json_out: str | None,
    html: Path | None,
    verbose: bool,
    **options: Any,
) -> None:
    """Make a function or program faster, prove it, and print the patch; or keep the original.

    For a file with several functions, a class or a folder, the functions are ordered by what they may gain and tried
    one after the other, each with the whole time budget and a patch of its own. Ctrl-C and SIGTERM
    keep what is done (exit codes 130 and 143).
    """
    from fasterpy.cli.options import write_json
    from fasterpy.cli.project import Findings, optimize_many, print_summary, worth_while
    from fasterpy.cli.targets import split_target
    from fasterpy.report.console import plain_console
    from fasterpy.report.document import result_document

    console = plain_console()
    path, qualname = split_target(target)
    run = _Run(console, options, inputs, apply_, verbose)
    several = _several(path, qualname, program, profile)
    if several and html is not None:
        raise click.UsageError("--html shows one target: name it as FILE.py::NAME")
    run.settings(path if path.is_dir() else path.parent)
    if not several:
        try:
            result = run.one(path, qualname, program)
        except KeyboardInterrupt as stopped:
            stopped.args = ("nothing was written",)
            raise
        # What a script reads comes first: nothing that happens while a person is told can lose it.
        write_json(json_out, result_document(result))
        if html is not None:
            from fasterpy.report.files import write_atomic
            from fasterpy.report.html import render

            write_atomic(html, render(result).encode())
        run.finish(result)
        return
    found = Findings()
    try:
        optimize_many(worth_while(path, profile, most, console, qualname), run, console, found)
    finally:
        if found.done or found.failed or found.left:
            found.usage = run.purse.spent
            write_json(json_out, found.document())
            print_summary(found, console)


def _several(path: Path, qualname: str | None, program: bool, profile: Path | None) -> bool:
    """Whether the target is a whole file, a folder, or a class with several methods."""
    from fasterpy.preprocess.reader import read_source
    from fasterpy.preprocess.targets import list_targets

    if qualname is not None or program:
        if profile is not None:
            raise click.UsageError("--profile goes with neither --program nor ::NAME")
        known = [info.qualname for info in list_targets(read_source(path))] if qualname is not None else []
        return qualname not in known and any(name.startswith(f"{qualname}.") for name in known)
    return path.is_dir() or profile is not None or len(list_targets(read_source(path))) > 1


class _Run:
    """What all targets of one call have in common."""

    def __init__(
        self, console: Console, options: dict[str, Any], inputs: Path | None, apply: bool, verbose: bool
    ) -> None:
        from fasterpy.cli.purse import Purse

        self.console, self.options, self.inputs, self.apply, self.verbose = console, options, inputs, apply, verbose
        self.applied: set[Path] = set()
        self._settings: dict[Path, Settings] = {}
        self.purse = Purse(lambda line: console.print(line, style="yellow", markup=False, emoji=False, soft_wrap=True))

    def settings(self, folder: Path) -> Settings:
        """The settings for the files of a folder. Raises ConfigError for what can be known to be wrong without work."""
        from fasterpy.cli.upfront import check_settings
        from fasterpy.config import load_settings

        if folder not in self._settings:
            loaded = load_settings(folder, options=self.options)
            check_settings(loaded, self.inputs)
            self._settings[folder] = loaded
        return self._settings[folder]

    def one(self, path: Path, qualname: str | None, program: bool = False) -> Result:
        """Optimize one target of a file as it is now."""
        from fasterpy.cli.compose import make_cache
        from fasterpy.cli.learning import with_own_base
        from fasterpy.cli.remembered import outcomes
        from fasterpy.cli.targets import choose_target, is_program, runnable
        from fasterpy.preprocess.reader import read_source
        from fasterpy.preprocess.targets import list_targets

        source = read_source(path)
        known = [info.qualname for info in list_targets(source)]
        if not program and qualname is None and is_program(source, known):
            self.console.print(f"{path} has no function to target and reads stdin: taken as a program", style="dim")
            program = True
        names = [] if program else [choose_target(path, qualname, known)]
        settings = with_own_base(self.settings(path.parent))
        code = runnable(source, names[0] if names else None, program)
        earlier = outcomes(settings, make_cache(settings), source, code, self.inputs)
        result = earlier.find()
        if result is None:
            result = self._work(settings, source, names, code)
            earlier.keep(result)
        return result

    def finish(self, result: Result) -> None:
        """Print the report, learn from a win, and write it where the user asked for that."""
        from fasterpy.cli.learning import remember, with_own_base
        from fasterpy.report.files import apply_result
        from fasterpy.report.terminal import print_result

        path = Path(result.source.path)
        settings = with_own_base(self.settings(path.parent))
        print_result(result, self.console, self.verbose)
        if settings.learn and (entry := remember(settings, result)) is not None:
            self.console.print(f"learned in {settings.kb}: {entry.summary}", style="dim")
        if self.apply and result.outcome == "improved":
            backup = apply_result(result.source, result.code, keep_backup=path in self.applied)
            self.applied.add(path)
            self.console.print(f"applied to {path}; the original is in {backup}")

    def _work(self, settings: Settings, source: Source, names: list[str], code: Code) -> Result:
        from fasterpy.cli.compose import build_parts
        from fasterpy.cli.progress import TerminalProgress
        from fasterpy.pipeline import Options
        from fasterpy.pipeline import optimize as run

        limits = Options(
            seconds=settings.seconds,
            min_speedup=settings.min_speedup,
            samples=settings.samples,
            allow=settings.allow,
            max_memory_ratio=settings.max_memory_ratio,
        )
        affordable = self.purse.cut(settings)
        with (
            TerminalProgress(self.console) as progress,
            build_parts(affordable, inputs=self.inputs, progress=progress) as built,
        ):
            try:
                result = run(source, names, code, built.parts, limits)
            finally:
                self.purse.pay(built.parts.generators)
            return self.purse.mark(built.annotate(result), settings, affordable)
