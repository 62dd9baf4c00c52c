"""How many of the slow/fast pairs of PIE's validation problems are equivalent, and faster, by source.

    python benchmarks/verifier/val_pairs.py --data ../shared/data/pie/val_pairs.jsonl.gz --out out/kb [--sample 40]
        [--seconds 4] [--budget 100] [--workers 1] [--json OUT]

A stratified random sample: ``--sample`` pairs of each source, drawn without regard to the gain that is reported. The
check is the one of ``fasterpy kb build`` and shares its journal (give the build the same folder with ``--work`` and the
same seconds). Resumable: run it again until nothing is left; shares come with 95% intervals (Wilson).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from fasterpy.cli.checking import CheckOptions, context, make_runner
from fasterpy.config import Settings
from fasterpy.knowledge.builders import Checked, Left, Pair, read_file
from fasterpy.knowledge.builders.journal import Journal
from fasterpy.knowledge.builders.prepare import prepare

CLASSES = ("equivalent", "different", "inconclusive", "cosmetic", "unusable")
MIN_SPEEDUP = 1.10


def wilson(part: int, whole: int) -> tuple[float, float]:
    """95% interval of a share."""
    if not whole:
        return 0.0, 1.0
    z, share = 1.959964, part / whole
    centre, width = share + z * z / (2 * whole), z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole**2))
    return (centre - width) / (1 + z * z / whole), (centre + width) / (1 + z * z / whole)


def draw(path: Path, size: int, seed: int) -> tuple[dict[str, list[Pair | Left]], dict[str, int]]:
    """``size`` pairs of each source at random, prepared as the build does, whatever gain they report, of how many."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for item in read_file(path):
        if isinstance(item, Pair):
            groups[item.source].append(item)
    chosen: dict[str, list[Pair | Left]] = {}
    for source, pairs in sorted(groups.items()):
        random.Random(f"{seed}:{source}").shuffle(pairs)
        chosen[source] = [prepare(pair, 0.0)[0] for pair in pairs[:size]]
    sys.stdout.write(", ".join(f"{source} {len(pairs):,}" for source, pairs in sorted(groups.items())) + "\n")
    return chosen, {source: len(pairs) for source, pairs in groups.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--budget", type=float, default=0.0, help="seconds for this run; 0: until done")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    chosen, sizes = draw(options.data, options.sample, options.seed)
    settings = Settings()
    check = CheckOptions(seconds=options.seconds, workers=options.workers, budget=options.budget)
    # One of each source in turn, so that every source has its share whenever the run is stopped.
    turns = [
        (turn, source, item)
        for source, items in chosen.items()
        for turn, item in enumerate(items)
        if isinstance(item, Pair)
    ]
    turns.sort(key=lambda entry: entry[:2])
    start = time.monotonic()
    with Journal(options.out / "checked.jsonl", Checked, context(settings, check)) as journal:
        todo = [pair for _, _, pair in turns if pair.key not in journal.known]
        for number, found in enumerate(make_runner(settings, check)(todo), 1):
            journal.add(found.key, found)
            if number % 10 == 0:
                sys.stdout.write(f"{number} of {len(todo)} pairs, {time.monotonic() - start:.0f} s\n")
                sys.stdout.flush()
        known = journal.known
    report(reached(chosen, known), known, sizes, options.json)
    return 0


def reached(chosen: dict[str, list[Pair | Left]], known: dict[str, Checked]) -> dict[str, list[Pair | Left]]:
    """The part of each source's sample up to the last pair that was checked: what lies behind it was not asked."""
    cut: dict[str, list[Pair | Left]] = {}
    for source, items in chosen.items():
        places = [at for at, item in enumerate(items) if isinstance(item, Pair) and item.key in known]
        cut[source] = items[: max(places, default=-1) + 1]
    return cut


def report(
    chosen: dict[str, list[Pair | Left]], known: dict[str, Checked], sizes: dict[str, int], out: Path | None
) -> None:
    """Counts per source, shares with intervals, an estimate for all pairs, and why pairs were inconclusive."""
    whole = spread = 0.0
    document: dict[str, object] = {}
    why: Counter[str] = Counter()
    for source, items in chosen.items():
        counts: Counter[str] = Counter()
        for item in items:
            if isinstance(item, Left):
                counts["cosmetic" if item.reason.startswith("cosmetic") else "unusable"] += 1
                continue
            found = known.get(item.key)
            if found is None:
                continue
            counts[found.verdict] += 1
            if found.verdict == "inconclusive":
                why[found.reason.split(":")[0][:80]] += 1
            outcome = found.outcome(MIN_SPEEDUP)
            if found.verdict == "equivalent":
                counts["faster" if outcome == "verified" else outcome] += 1
        total = sum(counts[name] for name in CLASSES)
        same = counts["equivalent"] + counts["cosmetic"]
        share = same / max(1, total)
        whole += sizes[source] * share
        left = 1 - total / sizes[source]  # of a sample without replacement
        spread += sizes[source] ** 2 * share * (1 - share) / max(1, total) * max(0.0, left)
        low, high = wilson(same, total)
        fast_low, fast_high = wilson(counts["faster"], total)
        sys.stdout.write(
            f"{source:18} n {total:4d}: " + ", ".join(f"{name} {counts[name]}" for name in CLASSES) + "\n"
            f"{'':18} equivalent {same / max(1, total):.2f} [{low:.2f}, {high:.2f}], of these at least 1.10x "
            f"{counts['faster']} ({counts['faster'] / max(1, total):.2f} [{fast_low:.2f}, {fast_high:.2f}] of all), "
            f"not faster {counts['not faster']}, gain not shown {counts['reported']}\n"
        )
        document[source] = {
            "n": total,
            **counts,
            "equivalent share": [low, high],
            "faster share": [fast_low, fast_high],
        }
    sys.stdout.write(
        f"of all {sum(sizes.values()):,} about {whole:,.0f} ± {1.96 * math.sqrt(spread):,.0f} are equivalent\n"
    )
    for reason, count in why.most_common(8):
        sys.stdout.write(f"  inconclusive {count:4d}: {reason}\n")
    if out is not None:
        out.write_text(json.dumps({"format": 1, "sources": document}, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
