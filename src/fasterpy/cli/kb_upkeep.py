"""``fasterpy kb compact``, ``forget``, ``index`` and ``verify``: care for a base that exists."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fasterpy.cli.options import Number, json_option, sandbox_option, write_json

if TYPE_CHECKING:
    from fasterpy.config import Settings
    from fasterpy.records import KnowledgeEntry

KINDS = ("auto", "flat", "hnsw", "ivf-sq8", "diskann")
base_option = click.option("--kb", metavar="PATH|URI", help="The base; default: the setting kb, or .fasterpy/kb.db.")


@click.command()
@base_option
@click.option("--embedder", help="structural (default), unixcoder or onnx:FOLDER: encodes everything anew.")
@click.option("--likeness", type=Number(0.5, 1.0), default=0.9, show_default=True, help="Merge pairs so alike.")
@json_option
def compact(kb: str | None, embedder: str | None, likeness: float, json_out: str | None) -> None:
    """Rewrite a local base: the current format, the chosen embedder, near-duplicates merged with a count."""
    from fasterpy.report.document import envelope

    settings, path = _local(kb, embedder)
    before = _entries(path)
    after = list(_merged(before, likeness))
    _replace(path, settings, after)
    click.echo(f"{path}: {len(before):,} entries before, {len(after):,} after", err=True)
    write_json(json_out, envelope(location=str(path), before=len(before), after=len(after)))


@click.command()
@base_option
@click.option("--source", "sources", multiple=True, help="Entries from this source; yours are from  own.")
@click.option("--tag", "tags", multiple=True, help="Entries with this tag.")
@json_option
def forget(kb: str | None, sources: tuple[str, ...], tags: tuple[str, ...], json_out: str | None) -> None:
    """Delete entries: all from a source, or all with a tag."""
    from fasterpy.knowledge import MilvusStore
    from fasterpy.records import KnowledgeFilter
    from fasterpy.report.document import envelope

    settings = _settings(kb, None)
    with MilvusStore(settings.kb) as store:
        gone = store.forget(KnowledgeFilter(sources=sources, tags=tags))
    click.echo(f"{settings.kb}: {gone:,} entries forgotten", err=True)
    write_json(json_out, envelope(location=settings.kb, forgotten=gone))


@click.command()
@base_option
@click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="auto: by the size.")
@json_option
def index(kb: str | None, kind: str, json_out: str | None) -> None:
    """Choose how a base is searched: exactly (flat), through a graph (hnsw), compressed cells (ivf-sq8) or from disk.

    auto: exact up to 200,000 entries, a graph up to 20 million, then diskann, which only servers have. A base that
    outgrows its index while it is filled gets the next one by itself.
    """
    from fasterpy.knowledge import MilvusStore
    from fasterpy.report.document import envelope

    settings = _settings(kb, None)
    with MilvusStore(settings.kb) as store:
        before, after, entries = store.index, store.reindex(kind), store.count()
    click.echo(f"{settings.kb}: {entries:,} entries, index {before} before, {after} now", err=True)
    write_json(json_out, envelope(location=settings.kb, entries=entries, before=before, index=after))


@click.command()
@base_option
@click.option("--embedder", help="structural (default), unixcoder or onnx:FOLDER.")
@click.option("--verify-seconds", type=Number(0.1), default=4.0, show_default=True, help="Time per pair.")
@click.option("--verify-budget", type=Number(0.0), default=0.0, help="Seconds in all; run it again to go on.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Checks at once.")
@sandbox_option
@json_option
def verify(
    kb: str | None, embedder: str | None, verify_seconds: float, verify_budget: float, workers: int,
    sandbox: str | None, json_out: str | None,
) -> None:  # fmt: skip
    """Check the entries that are only reported: ours is then the rate; wrong or slow ones are dropped.

    Entries without a fast version stay as they are. Killed at any moment, the same command goes on where it was.
    """
    import msgspec

    from fasterpy.cli.checking import CheckOptions, context, make_runner
    from fasterpy.cli.describing import make_describer
    from fasterpy.cli.kb_build import show
    from fasterpy.cli.progress import TerminalProgress
    from fasterpy.knowledge.builders import DatasetBuilder, Pair
    from fasterpy.report.console import plain_console
    from fasterpy.report.document import envelope

    settings, path = _local(kb, embedder, sandbox)
    entries = _entries(path)
    doubtful = [entry for entry in entries if entry.target and not entry.verified]
    settled = [entry for entry in entries if not entry.target or entry.verified]
    options = CheckOptions(seconds=verify_seconds, workers=workers, budget=verify_budget)
    pairs = (
        Pair(
            slow=e.input, fast=e.target, source=e.source, provenance=e.provenance, rate=e.rate, summary=e.summary,
            licence=e.licence, tags=e.tags, count=e.count,
        )
        for e in doubtful
    )  # fmt: skip
    with TerminalProgress(plain_console()) as progress:
        builder = DatasetBuilder(path.with_name(f"{path.name}.build"), progress=progress)
        builder.collect([pairs])
        builder.check(make_runner(settings, options), context(settings, options))
        checked = list(builder.entries(make_describer(settings, "auto")))
        _replace(path, settings, [*settled, *checked])
    report = builder.report()
    show(report)
    write_json(json_out, envelope(location=str(path), report=msgspec.to_builtins(report)))


# ---------------------------------------------------------------------------------------------------------- internal


def _settings(kb: str | None, embedder: str | None, sandbox: str | None = None) -> Settings:
    import msgspec

    from fasterpy.cli.stores import DEFAULT_BASE
    from fasterpy.config import load_settings

    settings = load_settings(None, options={"kb": kb, "embedder": embedder, "sandbox": sandbox})
    return settings if settings.kb else msgspec.structs.replace(settings, kb=str(DEFAULT_BASE))


def _local(kb: str | None, embedder: str | None, sandbox: str | None = None) -> tuple[Settings, Path]:
    from fasterpy.errors import UserError

    settings = _settings(kb, embedder, sandbox)
    if "://" in settings.kb:
        raise UserError("a base on a server is not rewritten in place: export it, then build a new one from the file")
    return settings, Path(settings.kb)


def _entries(path: Path) -> list[KnowledgeEntry]:
    from fasterpy.knowledge import MilvusStore

    with closing(MilvusStore(str(path))) as store:
        return list(store.export())


def _merged(entries: Iterable[KnowledgeEntry], likeness: float) -> Iterable[KnowledgeEntry]:
    """Of entries with nearly the same code and the same source family, the verified one of highest rate."""
    import msgspec

    from fasterpy.knowledge.builders.near import NearDuplicates

    groups = NearDuplicates(likeness)
    best: dict[int, KnowledgeEntry] = {}
    for entry in sorted(entries, key=lambda entry: (not entry.verified, -entry.rate)):
        group = groups.add(entry.input, entry.target or entry.summary)
        kept = best.setdefault(group, entry)
        if kept is not entry:
            best[group] = msgspec.structs.replace(kept, count=kept.count + entry.count)
    return best.values()


def _replace(path: Path, settings: Settings, entries: list[KnowledgeEntry]) -> None:
    """A new base with these entries in the place of the old one; until it is complete the old one stays."""
    from fasterpy.cli.kb import fill
    from fasterpy.cli.stores import make_embedder
    from fasterpy.knowledge import MilvusStore
    from fasterpy.knowledge.milvus_lite import remove, swap

    new = path.with_name(f"{path.stem}.new.db")
    remove(new)
    with MilvusStore(str(path)) as store:
        index = store.index
    fill(str(new), make_embedder(settings.embedder), entries)
    if index != "flat":  # somebody chose it, or the size did
        with MilvusStore(str(new)) as store:
            store.reindex(index)
    swap(new, path)
