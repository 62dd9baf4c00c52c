"""``fasterpy kb build``: sources in, a checked dataset and a base out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fasterpy.cli.options import Number, json_option, sandbox_option, write_json

if TYPE_CHECKING:
    from fasterpy.config import Settings
    from fasterpy.knowledge.builders import BuildReport, DatasetBuilder
    from fasterpy.knowledge.builders.builder import Describe
    from fasterpy.knowledge.builders.pair import Items
    from fasterpy.protocols import Progress
    from fasterpy.records import KnowledgeEntry

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", nargs=-1, type=FILE)
@click.option(
    "--to", "location", metavar="PATH|URI", help="Path (*.db) or URI; default: the setting kb, or .fasterpy/kb.db."
)
@click.option("--replace", is_flag=True, help="Delete a local base that is there, once the new one can be filled.")
@click.option("--git", "repositories", multiple=True, metavar="REPO", help="Also the history of a git repository.")
@click.option("--since", default="", help="Only commits after this date (as git understands it).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["pie", "mercury", "od", "pairs"]),
    help="Format of the files; default: told from the first row.",
)
@click.option(
    "--rate-unit",
    type=click.Choice(["ratio", "saved", "saved-percent"]),
    help="Unit of the rates in od and pairs files; default: told from the column.",
)
@click.option("--source", default="", help="Name of the source for rows that have none; default: the file's name.")
@click.option("--licence", default="", help="Licence of the data for rows that have none.")
@click.option("--patterns/--no-patterns", default=True, help="Put the bundled patterns in (default: yes).")
@click.option("--min-rate", type=Number(1.0), default=1.1, show_default=True, help="Least reported gain.")
@click.option(
    "--verify-seconds",
    type=Number(0.0),
    default=4.0,
    show_default=True,
    help="Time per pair to check that it is equivalent; half as much again for its gain. 0: take pairs as reported.",
)
@click.option(
    "--verify-budget",
    type=Number(0.0),
    default=0.0,
    help="Seconds for all checks of this run; run the same command again to go on. Default: no limit.",
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Checks at once.")
@click.option("--only-verified", is_flag=True, help="Leave out what could not be verified.")
@click.option(
    "--summaries",
    type=click.Choice(["auto", "static", "llm"]),
    default="auto",
    show_default=True,
    help="Advice for pairs: auto keeps what the source says and describes the rest from the change; static describes "
    "all from the change; llm asks the configured model.",
)
@click.option("--work", type=click.Path(file_okay=False, path_type=Path), help="Folder of a build that goes on.")
@click.option(
    "--dataset", type=click.Path(dir_okay=False, path_type=Path), help="Also write OD: .jsonl[.gz], .parquet."
)
@click.option("--embedder", help="structural (default), unixcoder or onnx:FOLDER.")
@sandbox_option
@json_option
def build(
    files: tuple[Path, ...], location: str | None, replace: bool, repositories: tuple[str, ...], json_out: str | None,
    work: Path | None, dataset: Path | None, embedder: str | None, sandbox: str | None, patterns: bool, **more: Any,
) -> None:  # fmt: skip
    """Make a base and fill it with the bundled patterns and the pairs of FILES (PIE, Mercury, OD, plain pairs).

    Pairs are checked with our own verifier and measurement: different or not faster ones are dropped, the others are
    marked verified or reported. Killed at any moment, the same command goes on where it was.
    """
    import msgspec

    from fasterpy.cli.describing import make_describer
    from fasterpy.cli.kb import fill
    from fasterpy.cli.progress import TerminalProgress
    from fasterpy.cli.stores import DEFAULT_BASE, make_embedder
    from fasterpy.config import load_settings
    from fasterpy.knowledge import pattern_entries
    from fasterpy.knowledge.milvus_lite import remove
    from fasterpy.report.console import plain_console
    from fasterpy.report.document import envelope

    settings = load_settings(None, options={"kb": location, "embedder": embedder, "sandbox": sandbox})
    target = settings.kb or str(DEFAULT_BASE)
    folder = work or Path(".fasterpy" if "://" in target else f"{target}.build")
    console = plain_console()
    found: Iterable[KnowledgeEntry] = ()
    report: BuildReport | None = None
    with TerminalProgress(console) as progress:
        if files or repositories:
            builder = _builder(folder, progress, more)
            builder.collect(_sources(files, repositories, more))
            describe = make_describer(settings, more["summaries"])
            _check(builder, settings, more, describe)
            path = dataset or folder / "od.jsonl.gz"
            _write(path, builder, describe, more)
            report = builder.report()
            found = _read(path)
        if replace and "://" not in target:
            remove(Path(target))
        entries = chain(pattern_entries() if patterns else (), found)
        added, dropped = fill(target, make_embedder(settings.embedder), entries, progress)
    if report is not None:
        show(report)
    click.echo(f"{target}: {added:,} added. Use it with  --kb {target}", err=True)
    fields = {} if report is None else {"report": msgspec.to_builtins(report)}
    write_json(json_out, envelope(location=target, added=added, dropped=dict(dropped), **fields))


def _builder(folder: Path, progress: Progress, more: dict[str, Any]) -> DatasetBuilder:
    from fasterpy.knowledge.builders import BuildConfig, DatasetBuilder

    own = more["summaries"] == "auto"
    return DatasetBuilder(folder, BuildConfig(min_rate=more["min_rate"], own_summaries=own), progress)


def _sources(files: tuple[Path, ...], repositories: tuple[str, ...], more: dict[str, Any]) -> Iterator[Items]:
    from fasterpy.knowledge.builders import read_file
    from fasterpy.knowledge.builders.history import read_history
    from fasterpy.preprocess.cleaner import TreeSitterPreprocessor

    for path in files:
        yield read_file(path, more["form"] or "", more["source"], more["licence"], more["rate_unit"] or "")
    for repository in repositories:
        yield read_history(Path(repository), TreeSitterPreprocessor(), more["licence"], more["since"])


def _check(builder: DatasetBuilder, settings: Settings, more: dict[str, Any], describe: Describe) -> None:
    from fasterpy.cli.checking import CheckOptions, context, make_runner

    seconds = more["verify_seconds"]
    if not seconds:
        return
    options = CheckOptions(seconds=seconds, workers=more["workers"], budget=more["verify_budget"])
    cheap = None if more["summaries"] == "llm" else describe
    builder.check(make_runner(settings, options), context(settings, options), cheap)


def _write(path: Path, builder: DatasetBuilder, describe: Describe, more: dict[str, Any]) -> None:
    from fasterpy.knowledge.dataset import write_dataset

    only = more["only_verified"]
    write_dataset(path, (entry for entry in builder.entries(describe) if entry.verified or not only))


def _read(path: Path) -> Iterator[KnowledgeEntry]:
    from collections import Counter

    from fasterpy.knowledge.dataset import read_dataset

    return read_dataset(path, "", "", Counter())


def show(report: BuildReport) -> None:
    from fasterpy.cli.kb import table
    from fasterpy.knowledge.builders.report import reasons
    from fasterpy.knowledge.builders.report import table as rows_of

    head, rows = rows_of(report)
    table(head, rows)
    table(("source", "left out because", "pairs"), reasons(report))
    if report.unchecked:
        click.echo(f"{report.unchecked:,} pairs are not checked yet: run the same command again to go on", err=True)
