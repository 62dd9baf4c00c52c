"""Both protocols side by side: writes the section of docs/benchmark.md between its markers.

    python -m benchmarks.pie.tables --paired results-paired/table.json --paper results-paper/table.json [--docs FILE]

The tables are those that ``fasterpy bench pie --protocol paired`` and ``--protocol paper`` write; every figure in the
text comes from them. ``--docs -`` prints instead of writing.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- figures: begin (benchmarks/pie/tables.py) -->", "<!-- figures: end -->"
DOCS = Path(__file__).parents[2] / "docs" / "benchmark.md"
_COLUMNS = (("Mean, ms", "runtime_mean_ms", 1), ("%OPT", "opt", 3), ("@Speedup", "at_speedup", 2))
_MORE = (("geo mean", "geometric_mean", 2), ("≥2x", "at_least_2", 3))

_WIDTH = 130

Table = dict[str, Any]


def section(paired: Table, paper: Table) -> str:
    """Markdown between the markers. Raises ValueError when the tables do not belong together."""
    for table, protocol in ((paired, "paired"), (paper, "paper")):
        if table["protocol"] != protocol:
            raise ValueError(f"expected a table of protocol {protocol}, got {table['protocol']}")
    rows, others = ({score["name"]: score for score in table["scores"]} for table in (paired, paper))
    if rows.keys() != others.keys() or paired["programs"] != paper["programs"]:
        raise ValueError("the two tables are not about the same programs and systems")
    titles = ["version", "Pass@1", *(f"{title} {which}" for title, _, _ in _COLUMNS for which in ("paired", "paper"))]
    titles += [title for title, _, _ in _MORE]
    lines = [_line(titles), _line(["---"] * len(titles))]
    for name, row in rows.items():
        pairs = [_cell(side[field], digits) for _, field, digits in _COLUMNS for side in (row, others[name])]
        passed = [_cell(row["pass_at_1"], 3)]
        lines.append(_line([name, *passed, *pairs, *(_cell(row[field], digits) for _, field, digits in _MORE)]))
    texts = (_intro(paired, paper), _difference(rows, others, paired["programs"]))
    before, after = (textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False) for text in texts)
    return "\n\n".join((before, "\n".join(lines), after))


def _intro(paired: Table, paper: Table) -> str:
    loads = " and ".join(str(t["environment"].get("load", "unknown")) for t in (paired, paper))
    excluded = [f"{row['program']}: {row['reason']}" for row in paired["excluded"] + paper["excluded"]]
    return (
        f"{len(paired['scores']) - 3} stored systems and the human reference on {paired['programs']} development "
        f"programs, both protocols (load at the end: {loads}; excluded: {'; '.join(excluded) or 'none'}). "
        "The last columns are of `paired`."
    )


def _difference(rows: dict[str, Any], others: dict[str, Any], programs: int) -> str:
    again, other = rows["input again"], others["input again"]
    systems = [name for name in rows if name not in ("input", "input again")]
    most = max(systems, key=lambda name: abs(rows[name]["opt"] - others[name]["opt"]))
    speed = max(abs(rows[n]["at_speedup"] / others[n]["at_speedup"] - 1) for n in systems if others[n]["at_speedup"])
    same = "the same" if _order(rows, systems) == _order(others, systems) else "different"
    return (
        "**What pairing changes.** The input program measured as a system of its own is counted as optimized in "
        f"{other['opt']:.1%} of {programs} programs when versions run one after the other, and in {again['opt']:.1%} "
        "when they alternate and a gain has to show both in the least times and from round to round. A version that "
        "changes nothing gets that share, so every %OPT of `paper` may hold it. The largest change among the systems "
        f"is {most}: {others[most]['opt']:.3f} (paper) and {rows[most]['opt']:.3f} (paired); their order by %OPT is "
        f"{same} under both. The geometric mean of the input against itself is "
        f"{_cell(other['geometric_mean'], 3)} (paper) and {_cell(again['geometric_mean'], 3)} (paired). Pass@1 does "
        f"not depend on timing; @Speedup, which a few long programs decide, differs by at most {speed:.0%}."
    )


def _order(rows: dict[str, Any], systems: list[str]) -> list[str]:
    return sorted(systems, key=lambda name: -rows[name]["opt"])


def _cell(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def replaced(page: str, text: str) -> str:
    """``page`` with ``text`` between the markers. Raises ValueError without them."""
    if BEGIN not in page or END not in page:
        raise ValueError(f"the page lacks the markers {BEGIN} and {END}")
    return page[: page.index(BEGIN)] + f"{BEGIN}\n{text}\n" + page[page.index(END) :]


def main() -> None:
    """Write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paired", type=Path, required=True)
    parser.add_argument("--paper", type=Path, required=True)
    parser.add_argument("--docs", default=str(DOCS))
    options = parser.parse_args()
    text = section(json.loads(options.paired.read_text()), json.loads(options.paper.read_text()))
    if options.docs == "-":
        sys.stdout.write(text + "\n")
    else:
        path = Path(options.docs)
        path.write_text(replaced(path.read_text(), text))


if __name__ == "__main__":
    main()
