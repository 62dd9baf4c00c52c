"""Sources to the merged dataset OD, in three passes over files. Only the last holds texts in memory: the dataset.

collect   read all sources, leave out what is no optimization, merge what is the same      → pairs.jsonl
check     verifier and measurement, one pair after the other, a line each                  → checked.jsonl
entries   outcome, advice, near-duplicates merged                                          → the dataset

Each pass can be killed at any moment and be run again: the first and the last are deterministic, the middle one
remembers each pair. A check costs seconds, advice out of the change itself milliseconds: with such a describer, pairs
of which nothing useful can be said are not checked, since they would be left out afterwards.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from fasterpy.errors import UserError
from fasterpy.knowledge.builders.check import Checked
from fasterpy.knowledge.builders.journal import Journal
from fasterpy.knowledge.builders.near import NearDuplicates
from fasterpy.knowledge.builders.pair import Items, Left, Pair
from fasterpy.knowledge.builders.prepare import prepare
from fasterpy.knowledge.builders.report import BuildReport, Tally
from fasterpy.protocols import Progress
from fasterpy.records import KnowledgeEntry, Record

T = TypeVar("T")
Run = Callable[[Iterable[Pair]], Iterator[Checked]]
"""Checks pairs, in any order of its own; one Checked per pair."""
Describe = Callable[[list[Pair]], list[tuple[str, tuple[str, ...]]]]
"""Advice and tags per pair, both empty where nothing useful can be said."""
Advice = tuple[str, tuple[str, ...]]
_BATCH = 64
_SILENT = "nothing useful can be said about it"


class BuildConfig(Record, frozen=True):
    """What counts as an optimization."""

    min_rate: float = 1.10
    """Least gain that a source reports; the paper's %OPT rule (Eq. 7)."""
    min_speedup: float = 1.10
    """Least gain that our measurement has to show for ``verified``."""
    likeness: float = 0.9
    """Pairs this similar are merged (share of common shingles)."""
    seed: int = 0
    """Order of checking: whatever was checked when time ran out is a random sample of each source."""
    own_summaries: bool = True
    """Whether a summary that comes with a pair is used; otherwise advice is made anew."""


class DatasetBuilder:
    """Builds in a folder of its own, ``work``. Raises UserError when that cannot be written."""

    def __init__(self, work: Path, config: BuildConfig | None = None, progress: Progress | None = None) -> None:
        self.config = config or BuildConfig()
        self.pairs_file = work / "pairs.jsonl"
        self.checked_file = work / "checked.jsonl"
        self._progress = progress
        self._tally = Tally()
        self._counts: dict[str, int] = {}
        self._checked: dict[str, Checked] = {}
        self._advice: dict[str, Advice] = {}
        self._unchecked = 0
        self._kept = (0, 0)
        try:
            work.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"cannot make {work}: {error.strerror}") from error

    def collect(self, sources: Iterable[Items]) -> int:
        """Read, clean and merge all sources; gives how many distinct pairs there are."""
        counts: dict[str, int] = {}
        temporary = self.pairs_file.with_name("pairs.part")
        try:
            with temporary.open("wb") as out:
                for number, item in enumerate((item for source in sources for item in source), 1):
                    self._tell("reading", number)
                    self._take(item, counts, out.write)
            temporary.replace(self.pairs_file)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise UserError(f"cannot write {self.pairs_file}: {error.strerror}; make room and run it again") from error
        self._counts = counts
        return len(counts)

    def _take(self, item: Pair | Left, counts: dict[str, int], write: Callable[[bytes], int]) -> None:
        tally = self._tally
        tally.passed(item.source, "read")
        identity = ""
        if isinstance(item, Pair):
            item, identity = prepare(item, self.config.min_rate)
        if isinstance(item, Left):
            tally.drop(item.source, item.reason)
            return
        tally.passed(item.source, "usable")
        counts[identity] = counts.get(identity, 0) + 1
        if counts[identity] > 1:
            tally.drop(item.source, "the same pair was met before (merged)")
            tally.merged += 1
            return
        tally.passed(item.source, "distinct")
        write(msgspec.json.encode([identity, item]) + b"\n")

    def pairs(self) -> Iterator[tuple[str, Pair]]:
        """What ``collect`` kept: identity and pair, in the order of the sources."""
        with self.pairs_file.open("rb") as lines:
            for line in lines:
                yield msgspec.json.decode(line, type=tuple[str, Pair])

    def check(self, run: Run, context: str, describe: Describe | None = None) -> None:
        """Check what has not been checked in this ``context`` (what a result depends on: versions, limits, time).

        ``run`` may stop early: what is left is reported as not checked, and is taken up the next time. With a cheap
        ``describe``, pairs that have no advice and get none are not checked.
        """
        todo = self._order([(pair.source, pair.key) for pair in self._worth_checking(describe)])
        with Journal(self.checked_file, Checked, context) as journal:
            missing = {key: place for place, key in enumerate(todo) if key not in journal.known}
            found: list[Pair | None] = [None] * len(todo)
            for _, pair in self.pairs():
                if pair.key in missing:
                    found[missing[pair.key]] = pair
            left = [pair for pair in found if pair is not None]
            done = len(todo) - len(left)
            self._tell("checking", done, len(todo))
            for checked in run(left):
                journal.add(checked.key, checked)
                done += 1
                self._tell("checking", done, len(todo), checked.verdict)
            self._checked = journal.known
        self._unchecked = len(todo) - done

    def _worth_checking(self, describe: Describe | None) -> Iterator[Pair]:
        for batch in _batches(pair for _, pair in self.pairs() if pair.fast):
            if describe is None:
                yield from batch
                continue
            self._advise(batch, describe)
            self._tell("describing", len(self._advice))
            yield from (pair for pair in batch if self._says(pair))

    def _says(self, pair: Pair) -> bool:
        return bool(pair.summary or self._advice.get(pair.key, ("",))[0])

    def _advise(self, pairs: Sequence[Pair], describe: Describe) -> None:
        """Advice for those that need one and have none yet."""
        own = self.config.own_summaries
        asked = [p for p in pairs if p.fast and p.key not in self._advice and not (own and p.summary)]
        if asked:
            self._advice.update(zip((pair.key for pair in asked), describe(asked), strict=True))

    def _order(self, found: list[tuple[str, str]]) -> list[str]:
        """Keys in a random order that takes from each source in turn, so that small sources are not left to the end."""
        by_source: dict[str, list[str]] = {}
        for source, key in found:
            by_source.setdefault(source, []).append(key)
        placed: list[tuple[int, str, str]] = []
        for source, keys in by_source.items():
            random.Random(f"{self.config.seed}:{source}").shuffle(keys)
            placed += [(turn, source, key) for turn, key in enumerate(keys)]
        return [key for _, _, key in sorted(placed)]

    def entries(self, describe: Describe) -> Iterator[KnowledgeEntry]:
        """The dataset. Of near-duplicates the one that is verified, else reported with the highest rate, stays."""
        groups = NearDuplicates(self.config.likeness)
        best: dict[int, KnowledgeEntry] = {}
        counts: dict[int, int] = {}
        for number, entry in enumerate(self._described(describe), 1):
            self._tell("merging", number)
            group = groups.add(entry.input, entry.target) if entry.target else groups.add(entry.input, entry.summary)
            counts[group] = counts.get(group, 0) + entry.count
            if group in best:
                first, second = sorted((best[group], entry), key=lambda e: (e.verified, e.rate), reverse=True)
                best[group] = first
                self._tally.drop(second.source.split(":")[0], "nearly the same as another pair (merged)")
                self._tally.merged += 1
            else:
                best[group] = entry
        self._kept = (len(best), sum(entry.verified for entry in best.values()))
        for group, entry in best.items():
            self._tally.passed(entry.source.split(":")[0], "kept")
            yield msgspec.structs.replace(entry, count=counts[group])

    def report(self) -> BuildReport:
        """Counts, complete when ``entries`` was read to its end."""
        return self._tally.report(*self._kept, self._unchecked)

    def _described(self, describe: Describe) -> Iterator[KnowledgeEntry]:
        for batch in _batches(self._entries()):
            self._advise([pair for pair, _ in batch], describe)
            for pair, entry in batch:
                summary, tags = self._advice.get(pair.key, ("", ()))
                summary = summary or entry.summary
                if not summary:
                    self._tally.drop(pair.source, _SILENT)
                    continue
                self._tally.passed(pair.source, "described")
                yield msgspec.structs.replace(entry, summary=summary, tags=tuple(dict.fromkeys((*entry.tags, *tags))))

    def _entries(self) -> Iterator[tuple[Pair, KnowledgeEntry]]:
        for identity, pair in self.pairs():
            entry = self._judged(pair, self._counts.get(identity, 1))
            if entry is not None:
                yield pair, entry

    def _judged(self, pair: Pair, count: int) -> KnowledgeEntry | None:
        """The pair as an entry, its advice still as the source gave it; None when it is dropped."""
        checked = self._checked.get(pair.key)
        outcome = checked.outcome(self.config.min_speedup) if checked else "reported"
        if checked is not None:
            self._tally.passed(pair.source, "checked")
            if checked.verdict == "equivalent":
                self._tally.passed(pair.source, "equivalent")
        if outcome in ("different", "not faster"):
            words = "is not equivalent" if outcome == "different" else "is not faster when measured"
            self._tally.drop(pair.source, f"the fast version {words}")
            return None
        measured = checked.speedup.point if checked and checked.speedup and outcome == "verified" else 0.0
        if measured:
            self._tally.passed(pair.source, "faster")
        return KnowledgeEntry(
            input=pair.slow, target=pair.fast, summary=pair.summary, rate=measured or pair.rate or 1.0,
            source=pair.source, tags=pair.tags, licence=pair.licence, verified=outcome == "verified",
            provenance=pair.provenance, count=count * pair.count, reported_rate=pair.rate if measured else 0.0,
        )  # fmt: skip

    def _tell(self, stage: str, done: int, total: int = 0, message: str = "") -> None:
        if self._progress is not None:
            self._progress.update(stage, done, total, message)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    steady = iter(items)
    while batch := list(islice(steady, _BATCH)):
        yield batch
