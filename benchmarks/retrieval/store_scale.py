"""Cost of the local Milvus base by size, next to exact search in numpy in the same run.

    python benchmarks/retrieval/store_scale.py [--entries 20000] [--json OUT]

Vectors are random directions, sparse vectors 150 random places out of 4,000 with a skew, as fingerprints have. Recall
is of dense search (the paper's) against exact search in numpy. Hybrid search is the default; its recall on random views
means nothing, since they know nothing of one another (the lab log has it for real code).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from fasterpy.knowledge import MilvusStore
from fasterpy.records import KnowledgeEntry


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rng = np.random.default_rng(0)

    def directions(count: int) -> np.ndarray:
        made = rng.normal(size=(count, 768)).astype(np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    def places(count: int) -> list[dict[int, float]]:
        drawn = (4000 * rng.random((count, 150)) ** 2).astype(int)
        return [{int(place): 1 / 150**0.5 for place in row} for row in drawn]

    base, queries = directions(options.entries), directions(100)
    terms, asked = places(options.entries), places(100)
    entries = [
        KnowledgeEntry(input=f"for i in range({i}): pass\n" * 20, summary=f"Advice {i}.", rate=1.5, source=f"pie:{i}")
        for i in range(options.entries)
    ]
    result: dict[str, float] = {"entries": options.entries}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kb.db"
        start = time.perf_counter()
        with MilvusStore(str(path), "test", 768, create=True) as store:
            for i in range(0, options.entries, 2000):
                store.insert(entries[i : i + 2000], base[i : i + 2000], terms[i : i + 2000])
        result["insert per second"] = options.entries / (time.perf_counter() - start)
        result["megabytes on disk"] = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
        start = time.perf_counter()
        with MilvusStore(str(path), "test", 768) as store:
            result["open s"] = time.perf_counter() - start
            store.search(queries[:1], 10)
            single = []
            found = []
            for query in queries:
                start = time.perf_counter()
                found += store.search(query[None], 10)
                single.append(time.perf_counter() - start)
            start = time.perf_counter()
            store.search(queries, 10)
            result["batch of 100, ms per query"] = (time.perf_counter() - start) * 10
            hybrid = []
            for query, row in zip(queries, asked, strict=True):
                start = time.perf_counter()
                store.search(query[None], 10, sparse=[row])
                hybrid.append(time.perf_counter() - start)
            start = time.perf_counter()
            store.search(queries, 10, sparse=asked)
            result["hybrid, batch of 100, ms per query"] = (time.perf_counter() - start) * 10
        result["hybrid p50 ms"] = statistics.median(hybrid) * 1e3
        result["hybrid p95 ms"] = sorted(hybrid)[94] * 1e3
        result["single p50 ms"] = statistics.median(single) * 1e3
        result["single p95 ms"] = sorted(single)[94] * 1e3
    exact_times = []
    agree = 0
    for query, hits in zip(queries, found, strict=True):
        start = time.perf_counter()
        order = np.argpartition(-(base @ query), 10)[:10]
        exact_times.append(time.perf_counter() - start)
        agree += len({f"pie:{i}" for i in order} & {hit.source for hit in hits})
    result["recall@10"] = agree / 1000
    result["numpy exact p50 ms"] = statistics.median(exact_times) * 1e3
    for name, value in result.items():
        sys.stdout.write(f"{name:28} {value:,.2f}\n")
    if options.json:
        options.json.write_text(json.dumps({"format": 1, **result}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
