"""Writes docs/suggestions.md: random queries with the suggestions that they get, judged by stated criteria.

    python benchmarks/retrieval/page.py docs/suggestions.md [--count 50] [--seed 0] [--top 3]

Queries are drawn from the held-out half of the retrieval benchmark. A query is served when one of its suggestions is of
a pattern that the label names as applicable. Every printed text is checked besides: no renaming sold as an
optimization, no percentage, no text twice for one query. Exit status 1 when less than four fifths are served or any
text fails its check.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import sys
from pathlib import Path

from fasterpy.cli.stores import make_retriever
from fasterpy.config import Settings
from fasterpy.records import CleanedCode, Source, Suggestion

sys.path.insert(0, str(Path(__file__).parent))
from run import load_queries

RENAMING = re.compile(r"\b(renam\w*|variable names?|readab\w*|naming)\b", re.I)
HEAD = """# What the knowledge base suggests

Made by `python benchmarks/retrieval/page.py docs/suggestions.md`: {count} random queries of the held-out half of the
retrieval benchmark (seed {seed}), each with the first {top} suggestions of the bundled base as `kb search` gives them.
A query is *served* when one of its suggestions is a pattern that its label names as applicable; labels were written
before retrieval was made, by the author of the patterns, so the figure flatters. Rates are the patterns' own, measured
on their own examples.

**{served} of {count} queries served ({share:.0%})**; {texts} suggestions, {wrong} of them a renaming, a percentage or a
duplicate.
"""


def ask(codes: list[str], top: int) -> list[list[Suggestion]]:
    """Suggestions per query, from the bundled base with the defaults of the command line."""
    retriever = make_retriever(Settings(), top)
    queries = []
    for code in codes:
        names = tuple(node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef))
        queries.append(CleanedCode(text=code, targets=names, source=Source(path="q.py", raw=b"", text=code)))
    return retriever.retrieve(queries)


def fault(suggestion: Suggestion, earlier: list[Suggestion]) -> str:
    """What is wrong with a text, or empty."""
    if RENAMING.search(suggestion.text):
        return "renaming"
    if re.search(r"\d\s*%|\bper ?cent", suggestion.text):
        return "percentage"
    return "duplicate" if any(suggestion.text == other.text for other in earlier) else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--top", type=int, default=3)
    options = parser.parse_args()
    queries = random.Random(options.seed).sample(load_queries()[1::2], options.count)
    answers = ask([code for _, _, code in queries], options.top)
    served, wrong, parts = 0, 0, []
    for (name, wants, code), found in zip(queries, answers, strict=True):
        hit = [suggestion.source.split(":")[-1] in wants for suggestion in found]
        served += any(hit)
        wrong += sum(bool(fault(suggestion, found[:i])) for i, suggestion in enumerate(found))
        rows = [
            f"{number}. {'**applies**: ' if right else ''}{s.text} ({s.rate:.1f}×, similarity {s.distance:.2f})"
            for number, (s, right) in enumerate(zip(found, hit, strict=True), 1)
        ]
        listing = "\n".join(rows) or "Nothing is similar enough."
        parts.append(f"## {name}{'' if any(hit) else ' (not served)'}\n\n```python\n{code.strip()}\n```\n\n{listing}\n")
    texts = sum(map(len, answers))
    head = HEAD.format(
        count=options.count, seed=options.seed, top=options.top, served=served,
        share=served / options.count, texts=texts, wrong=wrong,
    )  # fmt: skip
    options.out.write_text("\n".join([head, *parts]))
    sys.stdout.write(f"{served} of {options.count} served, {wrong} of {texts} texts faulty\n")
    return int(served < 0.8 * options.count or wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
