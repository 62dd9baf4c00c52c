"""What a build did: per source, how many pairs passed each step, and why the others did not."""

from __future__ import annotations

from collections import Counter

from fasterpy.records import Record

STEPS = ("read", "usable", "distinct", "checked", "equivalent", "faster", "described", "kept")
"""read: pairs that the source holds; usable: both versions parse, differ in what runs, and a gain is reported;
distinct: not met before; checked: by our verifier; faster: by our measurement; kept: in
the dataset, near-duplicates merged."""


class BuildReport(Record, frozen=True):
    """Counts of one build."""

    steps: dict[str, dict[str, int]]
    """Source → step → pairs."""
    dropped: dict[str, dict[str, int]]
    """Source → reason → pairs."""
    entries: int = 0
    verified: int = 0
    merged: int = 0
    """Pairs that went into another one, exactly or nearly equal."""
    unchecked: int = 0
    """Pairs for which there was no time; run the same command again to go on."""


class Tally:
    """Counts while a build runs."""

    def __init__(self) -> None:
        self.steps: dict[str, Counter[str]] = {}
        self.dropped: dict[str, Counter[str]] = {}
        self.merged = 0

    def passed(self, source: str, step: str, count: int = 1) -> None:
        """Pairs of a source passed a step."""
        self.steps.setdefault(source, Counter())[step] += count

    def drop(self, source: str, reason: str, count: int = 1) -> None:
        """Pairs of a source are left out."""
        self.dropped.setdefault(source, Counter())[reason] += count

    def report(self, entries: int, verified: int, unchecked: int) -> BuildReport:
        """The counts so far."""
        return BuildReport(
            steps={
                source: {step: counts[step] for step in STEPS if step in counts}
                for source, counts in sorted(self.steps.items())
            },
            dropped={source: dict(counts.most_common()) for source, counts in sorted(self.dropped.items())},
            entries=entries,
            verified=verified,
            merged=self.merged,
            unchecked=unchecked,
        )


def table(report: BuildReport) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Head and rows: one per source, then all together."""
    rows = [(source, *(_shown(counts, step) for step in STEPS)) for source, counts in report.steps.items()]
    if len(rows) > 1:
        total: Counter[str] = Counter()
        for counts in report.steps.values():
            total.update(counts)
        rows.append(("together", *(_shown(total, step) for step in STEPS)))
    return ("source", *STEPS), rows


def reasons(report: BuildReport) -> list[tuple[str, str, str]]:
    """(source, reason, pairs), the most frequent reason of each source first."""
    return [(source, why, f"{count:,}") for source, counts in report.dropped.items() for why, count in counts.items()]


def _shown(counts: dict[str, int] | Counter[str], step: str) -> str:
    return f"{counts.get(step, 0):,}"
