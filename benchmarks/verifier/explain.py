"""Explain every rejected reference of a run of ``pie.py``: counterexample, kind of input, class; and count the classes.

    python benchmarks/verifier/explain.py --out out/pie [--notes benchmarks/verifier/explained.tsv] [--system human]

What the verdict itself shows: whether we failed to judge (*ours*), whether the candidate was too slow, which kind of
input told them apart and which traits it has. What only a reader can say stands in the notes, one line per program: its
number in the development set, a class (``valid``: the input is valid for the problem, the reference is another program
there; ``unstated``: the problem rules the input out, the code does not say so; ``ours``), and why.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

_WHOLE = re.compile(r"-?\d+")


def traits(stdin: str) -> list[str]:
    """What is unusual about an input, as far as its text shows."""
    found = []
    lines = [line.split() for line in stdin.splitlines()]
    head = [int(word) for word in (lines[0] if lines else []) if _WHOLE.fullmatch(word)]
    numbers = [int(word) for line in lines for word in line if _WHOLE.fullmatch(word) and len(word) < 400]
    if any(number == 0 for number in numbers):
        found.append("a zero")
    if any(number < 0 for number in numbers):
        found.append("a negative number")
    if any(abs(number) > 10**6 for number in numbers):
        found.append("a number beyond a million")
    if head[:1] == [1] and len(lines) > 1:
        found.append("one item announced")
    if len(head) > 1 and len(set(head)) < len(head):
        found.append("equal numbers on the first line")
    if len(head) > 1 and head[1] > head[0]:
        found.append("the second number is larger than the first")
    rows = [tuple(line) for line in lines[1:]]
    if len(rows) > 1 and len(set(rows)) < len(rows):
        found.append("the same line twice")
    return found


def kind(verdict: dict[str, Any]) -> str:
    """The class that the verdict itself shows."""
    reason = verdict["reason"]
    if verdict["verdict"] == "inconclusive":
        for part, what in (
            ("no usable input", "ours: no inputs"),
            ("branches", "ours: branches not reached"),
            ("small faults", "ours: too few faults noticed"),
            ("two runs of the original", "the original depends on chance"),
            ("they agree on", "most inputs lie outside the evident domain"),
            ("verifier:", "ours: the verifier failed"),
            ("builder:", "ours: the builder failed"),
        ):
            if part in reason:
                return what
        return "ours: undecided"
    if reason.startswith("too slow"):
        return "too slow on some input"
    if "the candidate raises" in reason:
        return "the candidate raises"
    return "another output"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--notes", type=Path, default=Path(__file__).with_name("explained.tsv"))
    parser.add_argument("--system", default="human")
    options = parser.parse_args()
    verdicts = [json.loads(line) for line in (options.out / "verdicts.jsonl").read_text().splitlines()]
    mine = [verdict for verdict in verdicts if verdict["system"] == options.system]
    notes: dict[int, tuple[str, str]] = {}
    for line in options.notes.read_text().splitlines() if options.notes.exists() else []:
        if line and not line.startswith("#"):
            index, name, why = line.split("\t")
            notes[int(index)] = name, why
    shown: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for verdict in sorted(mine, key=lambda one: one["index"]):
        if verdict["verdict"] == "equivalent":
            continue
        name, why = notes.get(verdict["index"], ("not read yet", ""))
        shown[kind(verdict)] += 1
        read[name] += 1
        source = re.search(r"input source: ([\w-]+)", verdict["reason"])
        print(f"{verdict['index']}: {verdict['verdict']}: {kind(verdict)} [{name}] {why}")
        print(f"    {verdict['reason'][:160]}")
        if verdict["counterexample"]:
            stdin, ours, theirs = (str(part) for part in verdict["counterexample"])
            try:
                text = str(ast.literal_eval(stdin))
            except (ValueError, SyntaxError):
                text = stdin
            listed = ", ".join(traits(text)) or "nothing unusual"
            print(f"    input ({source[1] if source else '?'}; {listed}): {text[:120]!r}")
            print(f"    original {ours[:80]!r}, candidate {theirs[:80]!r}")
    accepted = sum(verdict["verdict"] == "equivalent" for verdict in mine)
    print(f"{len(mine)} judged, {accepted} equivalent ({accepted / max(1, len(mine)):.1%})")
    for title, counts in (("as shown by the verdicts", shown), ("as read", read)):
        print(f"{title}: " + "; ".join(f"{name} {count}" for name, count in counts.most_common()))


if __name__ == "__main__":
    main()
