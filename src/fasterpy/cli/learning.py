"""``--learn``: verified wins of ``optimize`` enter the user's own base, and later runs are advised from it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from fasterpy.config import Settings
    from fasterpy.records import KnowledgeEntry, Result, Source

SOURCE = "own"
"""Source of the entries; ``fasterpy kb forget --source own`` deletes them."""


def with_own_base(settings: Settings) -> Settings:
    """Settings that name the base that learning writes to; it is made, with the bundled patterns, when missing."""
    from fasterpy.cli.kb import fill
    from fasterpy.cli.stores import DEFAULT_BASE, make_embedder
    from fasterpy.knowledge import pattern_entries

    if not settings.learn:
        return settings
    named = settings if settings.kb else msgspec.structs.replace(settings, kb=str(DEFAULT_BASE))
    if "://" not in named.kb and not Path(named.kb).exists():
        fill(named.kb, make_embedder(named.embedder), pattern_entries())
    return named


def remember(settings: Settings, result: Result) -> KnowledgeEntry | None:
    """Put a verified win into the base. None when there is none, or nothing useful can be said about it.

    Raises StoreError when the base cannot be written.
    """
    from fasterpy.cli.stores import make_embedder, open_store, put

    entry = _entry(result)
    if entry is None:
        return None
    embedder = make_embedder(settings.embedder)
    with closing(open_store(settings.kb, embedder)) as store:
        put(store, embedder, [entry])
    return entry


def _entry(result: Result) -> KnowledgeEntry | None:
    from fasterpy.cli.describing import static_describer
    from fasterpy.records import Code, KnowledgeEntry

    best = result.best
    speedup = best.measurement.speedup if best is not None and best.measurement is not None else None
    if result.outcome != "improved" or best is None or speedup is None:
        return None
    slow, fast = _cleaned(result.source, result.targets), _cleaned(_after(result), result.targets)
    kind = "function" if result.targets else "program"
    name = result.targets[0] if result.targets else None
    versions = [Code(text=text, kind=kind, qualname=name) for text in (slow, fast)]  # type: ignore[arg-type]
    found = static_describer().describe(*versions)
    origin = best.candidate.origin
    labels = origin.removeprefix("rule:").split("+") if origin.startswith("rule:") else []
    rules = tuple(f"rule:{label.split('#')[0].split('@')[0]}" for label in labels)
    text = found.text or best.candidate.why
    if not text:
        return None
    return KnowledgeEntry(
        input=slow,
        target=fast,
        summary=text,
        rate=speedup.point,
        source=SOURCE,
        tags=tuple(dict.fromkeys((*found.tags, *rules))),
        verified=True,
        provenance="::".join((result.source.path, *result.targets)),
    )


def _cleaned(source: Source, targets: tuple[str, ...]) -> str:
    from fasterpy.preprocess.cleaner import TreeSitterPreprocessor

    return TreeSitterPreprocessor().clean(source, list(targets)).text


def _after(result: Result) -> Source:
    from fasterpy.records import Source

    return Source(path=result.source.path, raw=result.code.encode(), text=result.code)
