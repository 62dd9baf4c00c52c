"""``fasterpy kb``: build, search and look into the knowledge base."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fasterpy.cli.kb_build import build
from fasterpy.cli.kb_bulk import bulk
from fasterpy.cli.kb_upkeep import compact, forget, index, verify
from fasterpy.cli.options import Number, dataset_options, json_option, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fasterpy.config import Settings
    from fasterpy.protocols import Embedder, KnowledgeStore, Progress
    from fasterpy.records import KnowledgeEntry

_BATCH = 512
kb_option = click.option("--kb", help="Path (*.db) or URI of a Milvus base; default: the bundled patterns.")
embedder_option = click.option("--embedder", help="structural (default), unixcoder or onnx:FOLDER.")


@click.group()
def kb() -> None:
    """Build, search and inspect the knowledge base."""


for _command in (build, bulk, compact, forget, index, verify):
    kb.add_command(_command)


@kb.command()
@click.argument("target", metavar="FILE.py[::QUALNAME]")
@click.option("--top", type=click.IntRange(1), default=5, show_default=True, help="Suggestions at most.")
@click.option("--threshold", type=Number(-1.0, 1.0), help="Least similarity of a suggestion (default 0.15).")
@click.option("--source", "sources", multiple=True, help="Only from this source; may be repeated.")
@click.option("--verified", is_flag=True, help="Only what our own tests and measurement stand behind.")
@click.option("--min-rate", type=Number(0.0), default=0.0, help="Only gains of at least this ratio.")
@click.option("--construct", "constructs", multiple=True, help="Only slow code with this construct, as nested-loop.")
@kb_option
@embedder_option
@json_option
def search(
    target: str, top: int, threshold: float | None, kb: str | None, embedder: str | None, json_out: str | None,
    sources: tuple[str, ...], verified: bool, min_rate: float, constructs: tuple[str, ...],
) -> None:  # fmt: skip
    """Show what the base advises for a file or one of its functions."""
    from fasterpy.cli.stores import make_retriever
    from fasterpy.cli.targets import split_target
    from fasterpy.preprocess.cleaner import TreeSitterPreprocessor
    from fasterpy.preprocess.reader import parse_ast, read_source
    from fasterpy.records import KnowledgeFilter

    path, qualname = split_target(target)
    source = read_source(path)
    parse_ast(source.text, source.path)
    cleaned = TreeSitterPreprocessor().clean(source, [qualname] if qualname else [])
    where = KnowledgeFilter(
        sources=sources, verified=verified or None, min_rate=min_rate, constructs=known_constructs(constructs)
    )
    settings = _settings(path.parent, kb=kb, embedder=embedder, threshold=threshold)
    retriever = make_retriever(settings, top, None if where == KnowledgeFilter() else where)
    with closing(retriever.store):
        suggestions = retriever.retrieve([cleaned])[0]
    if json_out != "-":
        rows = [(f"{s.distance:.2f}", f"{s.rate:.1f}×", f"{s.text}\n({s.source})") for s in suggestions]
        if rows:
            table(("similarity", "rate", "suggestion"), rows)
        else:
            click.echo("no suggestion is similar enough; lower --threshold to see more", err=True)
    document = [
        {"text": s.text, "tags": list(s.tags), "rate": s.rate, "distance": s.distance, "source": s.source}
        for s in suggestions
    ]
    write_json(json_out, _document(suggestions=document))


@kb.command()
@kb_option
@json_option
def info(kb: str | None, json_out: str | None) -> None:
    """Say what a base holds."""
    import msgspec

    with closing(_open(_settings(kb=kb).kb)) as store:
        found = store.info()
    if json_out != "-":
        rows = [
            ("location", found.location),
            ("backend", found.backend),
            ("format", str(found.format)),
            ("embedder", f"{found.embedder} ({found.dimensions} dimensions)"),
            ("sparse encoder", found.encoder or "none"),
            ("index", found.index or "none: exact search in memory"),
            ("entries", f"{found.entries:,}"),
            ("verified", f"{found.verified:,}"),
            *((f"from {name}", f"{count:,}") for name, count in found.sources.items()),
        ]
        table(("knowledge base", ""), rows)
    write_json(json_out, _document(**msgspec.to_builtins(found)))


@kb.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to", "location", metavar="PATH|URI", help="Path (*.db) or URI; default: the setting kb, or .fasterpy/kb.db."
)
@dataset_options
@embedder_option
@json_option
def import_(
    files: tuple[Path, ...],
    location: str | None,
    source: str,
    licence: str,
    rate_unit: str | None,
    embedder: str | None,
    json_out: str | None,
) -> None:
    """Add slow/fast pairs with advice, unchecked, from JSON lines or Parquet: input, target, rate, summary[, source …].

    Pairs without advice, or that are to be checked, go through  fasterpy kb build.
    """
    from fasterpy.cli.stores import DEFAULT_BASE, make_embedder
    from fasterpy.knowledge.dataset import read_dataset

    settings = _settings(kb=location, embedder=embedder)
    target = settings.kb or str(DEFAULT_BASE)
    dropped: Counter[str] = Counter()
    entries = (
        entry
        for file in files
        for entry in read_dataset(file, source or file.name.split(".")[0], licence, dropped, rate_unit or "")
    )
    added, known = fill(target, make_embedder(settings.embedder), entries)
    dropped.update(known)
    reasons = "; ".join(f"{count} {why}" for why, count in dropped.most_common())
    click.echo(f"{target}: {added} added" + (f"; left out: {reasons}" if reasons else ""), err=True)
    write_json(json_out, _document(location=target, added=added, dropped=dict(dropped)))


@kb.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@kb_option
def export(out: Path, kb: str | None) -> None:
    """Write a base as JSON lines; OUT may end in .gz, and - is standard output."""
    from fasterpy.knowledge.dataset import dataset_lines, write_dataset

    with closing(_open(_settings(kb=kb).kb)) as store:
        if str(out) == "-":
            for line in dataset_lines(store.export()):
                sys.stdout.write(line)
            return
        count = write_dataset(out, store.export())
    click.echo(f"{out}: {count} entries", err=True)


# ---------------------------------------------------------------------------------------------------------- internal


def _settings(start: Path | None = None, **options: Any) -> Settings:
    from fasterpy.config import load_settings

    return load_settings(start, options=options)


def known_constructs(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, checked. Raises UserError that lists the known ones."""
    from fasterpy.errors import UserError
    from fasterpy.knowledge.constructs import CONSTRUCTS

    for name in names:
        if name not in CONSTRUCTS:
            raise UserError(f"no construct {name!r}; known are {', '.join(CONSTRUCTS)}")
    return names


def _open(location: str) -> KnowledgeStore:
    """A base to read, whichever embedder made it."""
    from fasterpy.cli.stores import make_embedder, open_store

    if location:
        from fasterpy.knowledge import MilvusStore

        return MilvusStore(location)
    return open_store("", make_embedder("structural"))


def fill(
    location: str,
    embedder: Embedder,
    entries: Iterable[KnowledgeEntry],
    progress: Progress | None = None,
) -> tuple[int, Counter[str]]:
    """Embed and insert in batches, any amount streams through. Gives how many were new, and the rest by reason."""
    from fasterpy.cli.stores import make_encoder, put
    from fasterpy.knowledge import MilvusStore
    from fasterpy.knowledge.milvus_index import choose

    added = 0
    left_out: Counter[str] = Counter()
    with MilvusStore(location, embedder.name, embedder.dimensions, create=True, encoder=make_encoder().name) as store:
        stream, before = iter(entries), store.count()
        while batch := list(islice(stream, _BATCH)):
            new = put(store, embedder, batch)
            added += new
            left_out["already there"] += len(batch) - new
            if progress is not None:
                progress.update("storing", added)
        if choose(before) != choose(before + added):  # it outgrew its index; one that a person chose stays otherwise
            store.reindex()
    return added, +left_out


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table; text folds, numbers stay whole."""
    from rich.table import Table
    from rich.text import Text

    from fasterpy.report.console import plain_console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(head):
        table.add_column(name, overflow="fold", no_wrap=number < max(2, len(head) - 1))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = plain_console(stderr=False)
    # A file or pipe has no width of its own; the usual guess of 80 would cut columns off.
    (console if console.is_terminal else plain_console(stderr=False, width=120)).print(table)


def _document(**fields: Any) -> dict[str, Any]:
    from fasterpy.report.document import envelope

    return envelope(**fields)
