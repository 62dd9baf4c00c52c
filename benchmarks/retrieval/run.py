"""Retrieval benchmark: for labelled slow code, does the pattern library give the advice that applies?

    python benchmarks/retrieval/run.py [--json OUT]

Queries (``queries/*.py``) are written by hand, none from the patterns' own examples; ``# wants:`` names the patterns
that apply. Queries with an even number were used while the embedder was made (tune), those with an odd number were not
(held out). recall@k: share of queries with an applicable pattern among the first k. nDCG@5 with binary relevance.
Intervals: 95%, bootstrap over queries. "in context" appends two other queries' code, as a file around a target would.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from fasterpy.cli.stores import advise, make_encoder, put
from fasterpy.embed import StructuralEmbedder
from fasterpy.embed.paths import paths
from fasterpy.knowledge import InMemoryStore, Pattern, load_patterns, pattern_entries
from fasterpy.records import CleanedCode, Source
from fasterpy.retrieve import VectorRetriever, VectorRetrieverConfig

CONTEXT = "\n\n# context\n"
HERE = Path(__file__).parent
Ranking = Callable[[str], list[str]]


def load_queries() -> list[tuple[str, frozenset[str], str]]:
    """(name, applicable patterns, code) of each query."""
    found = []
    for file in sorted((HERE / "queries").glob("*.py")):
        for part in re.split(r"^# wants: ", file.read_text(), flags=re.M)[1:]:
            wants, code = part.split("\n", 1)
            found.append(
                (f"{file.stem}-{len(found)}", frozenset(w.strip() for w in wants.split(",")), code.strip() + "\n")
            )
    return found


def bm25(documents: Sequence[Counter[str]], names: Sequence[str], analyse: Callable[[str], Counter[str]]) -> Ranking:
    """Okapi BM25, k1 = 1.2, b = 0.75."""
    frequency: Counter[str] = Counter(term for document in documents for term in document)
    lengths = [sum(document.values()) for document in documents]
    mean = sum(lengths) / len(lengths)
    weight = {t: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for t, n in frequency.items()}

    def rank(code: str) -> list[str]:
        query = analyse(code)
        scores = []
        for document, length in zip(documents, lengths, strict=True):
            norm = 1.2 * (0.25 + 0.75 * length / mean)
            scores.append(sum(weight[t] * document[t] * 2.2 / (document[t] + norm) for t in query if t in document))
        return [names[i] for i in sorted(range(len(names)), key=lambda i: -scores[i])]

    return rank


def tokens(code: str) -> Counter[str]:
    """Words and operators, as a text search would see them."""
    return Counter(re.findall(r"[A-Za-z_]+|\d+|[^\w\s]", code))


def syntax(code: str) -> Counter[str]:
    """Syntax paths tagged with loop depth."""
    return paths(ast.parse(code))


def embedded(embedder: StructuralEmbedder, names: Sequence[str], codes: Sequence[str]) -> Ranking:
    base = embedder.embed(codes)

    def rank(code: str) -> list[str]:
        scores = base @ embedder.embed([code])[0]
        return [names[i] for i in (-scores).argsort(kind="stable")]

    return rank


def retrieved(patterns: Sequence[Pattern], hybrid: bool) -> Ranking:
    """The whole retriever without Algorithm 2's cut: embedder, store, views; hybrid as ``kb search`` composes it."""
    embedder = StructuralEmbedder()
    store = InMemoryStore(embedder.name)
    entries = pattern_entries(patterns, {})
    put(store, embedder, entries)
    config = VectorRetrieverConfig(threshold=-1.0, candidates=len(entries), top_k=len(entries))
    more = {"encoder": make_encoder(), "advise": advise} if hybrid else {}
    retriever = VectorRetriever(embedder, store, config, **more)  # type: ignore[arg-type]

    def rank(code: str) -> list[str]:
        tree = ast.parse(code.split(CONTEXT)[0])
        targets = tuple(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
        query = CleanedCode(text=code, targets=targets, source=Source(path="q.py", raw=b"", text=code))
        return [suggestion.source.split(":")[1] for suggestion in retriever.retrieve([query])[0]]

    return rank


def score(ranked: list[str], wants: frozenset[str]) -> dict[str, float]:
    gains = [1.0 if name in wants else 0.0 for name in ranked[:5]]
    ideal = sum(1 / math.log2(i + 2) for i in range(min(5, len(wants))))
    return {
        "recall@1": float(ranked[0] in wants),
        "recall@3": float(any(name in wants for name in ranked[:3])),
        "recall@5": float(any(name in wants for name in ranked[:5])),
        "nDCG@5": sum(gain / math.log2(i + 2) for i, gain in enumerate(gains)) / ideal,
    }


def interval(values: Sequence[float], rng: random.Random) -> tuple[float, float]:
    means = sorted(sum(rng.choices(values, k=len(values))) / len(values) for _ in range(1000))
    return means[25], means[974]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--misses", action="store_true", help="list the tuning queries that structural misses")
    options = parser.parse_args(arguments)
    patterns = load_patterns()
    names, codes = [p.key for p in patterns], [p.slow for p in patterns]
    queries = load_queries()
    unknown = {want for _, wants, _ in queries for want in wants} - set(names)
    if unknown:
        sys.exit(f"no such patterns: {sorted(unknown)}")
    shuffle = random.Random(0)
    rankings: dict[str, Ranking] = {
        "random": lambda code: shuffle.sample(names, len(names)),
        "BM25, tokens": bm25([tokens(code) for code in codes], names, tokens),
        "BM25, syntax paths": bm25([syntax(code) for code in codes], names, syntax),
        "structural": embedded(StructuralEmbedder(), names, codes),
        "structural, by views": retrieved(patterns, hybrid=False),
        "hybrid, by views": retrieved(patterns, hybrid=True),
    }
    document: dict[str, object] = {"format": 1, "patterns": len(names), "queries": len(queries), "results": {}}
    sys.stdout.write(f"{len(names)} patterns, {len(queries)} queries\n")
    for part in ("tune", "held out", "held out, in context"):
        chosen = queries[part != "tune" :: 2]
        if part.endswith("context"):
            functions = [query for query in chosen if "def " in query[2]]
            codes_of = [code for _, _, code in functions]
            chosen = [
                (name, wants, CONTEXT.join([code, codes_of[i - 7], codes_of[i - 13]]))
                for i, (name, wants, code) in enumerate(functions)
            ]
        for name, rank in rankings.items():
            rows = [score(rank(code), wants) for _, wants, code in chosen]
            means = {key: sum(row[key] for row in rows) / len(rows) for key in rows[0]}
            low, high = interval([row["recall@3"] for row in rows], random.Random(1))
            document["results"][f"{part}: {name}"] = {**means, "recall@3 interval": [low, high]}  # type: ignore[index]
            line = "  ".join(f"{key} {value:.3f}" for key, value in means.items())
            sys.stdout.write(f"{part:20} {name:22} {line}  [{low:.2f}, {high:.2f}]\n")
    if options.misses:
        for name, wants, code in queries[::2]:
            ranked = rankings["structural"](code)
            if not set(ranked[:3]) & wants:
                place = min(ranked.index(want) for want in wants) + 1
                sys.stdout.write(f"{name}: {sorted(wants)[0]} at {place}; got {ranked[:3]}\n")
    if options.json:
        options.json.write_text(json.dumps(document, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
