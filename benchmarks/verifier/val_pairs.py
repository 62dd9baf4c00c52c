"""How many of the slow/fast pairs of PIE's validation problems are equivalent, by source.

    python benchmarks/verifier/val_pairs.py --data ../shared/data/pie --out out/val [--sample 200] [--workers 2]

Resumable: one line per pair in OUT/val.jsonl, with the pair's number, so that the knowledge base can keep the
equivalent ones.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pie import bare, judge, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=0, help="originals to draw; 0 is all")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=6.0)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    pairs = rows(options.data / "val_pairs.jsonl.gz")
    groups: dict[str, list[int]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        groups[pair["input"]].append(i)
    chosen = list(groups.items())
    if options.sample:
        chosen = random.Random(0).sample(chosen, min(options.sample, len(chosen)))
    path = options.out / "val.jsonl"
    done = {json.loads(line)["index"] for line in path.read_text().splitlines()} if path.exists() else set()
    start = time.monotonic()
    with ProcessPoolExecutor(options.workers) as pool, path.open("a") as out:
        futures = []
        for text, members in chosen:
            left = [(str(i), bare(pairs[i]["target"])) for i in members if i not in done]
            if left:
                futures.append(pool.submit(judge, (-1, text, left, options.seconds)))
        for n, future in enumerate(as_completed(futures)):
            for line in future.result():
                line["index"] = int(line.pop("system"))
                line["source"] = pairs[line["index"]]["source"]
                out.write(json.dumps(line) + "\n")
            out.flush()
            if n % 20 == 19:
                print(f"{n + 1}/{len(futures)} originals, {time.monotonic() - start:.0f} s", flush=True)
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for line in map(json.loads, path.read_text().splitlines()):
        table[line["source"]][line["verdict"]] += 1
    for source, counts in sorted(table.items()):
        total = sum(counts.values())
        shares = ", ".join(f"{verdict} {count} ({count / total:.0%})" for verdict, count in counts.most_common())
        print(f"{source:20s} {total:5d}: {shares}")


if __name__ == "__main__":
    main()
