"""What ruff's PERF rules, perflint and fasterpy's detectors say about the same functions.

    python -m benchmarks.functions.linters [--perflint /path/to/python] [--json OUT]

ruff comes from this environment; perflint wants its own (``pip install perflint`` in a virtual environment whose Python
is named). A function counts as detected when a finding lies on one of its lines.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.functions.run import CASES
from fasterpy.detect.detector import detect
from fasterpy.records import Code

Place = tuple[str, str, int]
"""File stem, code or pattern, line."""


def functions() -> Iterator[tuple[str, str, int, int]]:
    """(case, qualified name, first line, last line)."""
    for path in sorted(CASES.glob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                yield path.stem, node.name, node.lineno, node.end_lineno or 0
            elif isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and not part.name.startswith("__"):
                        yield path.stem, f"{node.name}.{part.name}", part.lineno, part.end_lineno or 0


def ruff() -> list[Place]:
    """ruff's performance rules, previews included."""
    command = [
        sys.executable, "-m", "ruff", "check", "--isolated", "--preview", "--select", "PERF",
        "--output-format", "json", str(CASES),
    ]  # fmt: skip
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    return [(Path(item["filename"]).stem, item["code"], item["location"]["row"]) for item in found]


def perflint(python: str) -> list[Place]:
    """perflint through pylint."""
    command = [
        python, "-m", "pylint", "--load-plugins=perflint", "--disable=all",
        "--enable=W8101,W8102,R8203,W8201,W8202,W8204,W8205,W8301,W8401,W8402,W8403", "--output-format=json",
        *map(str, sorted(CASES.glob("*.py"))),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [(Path(item["path"]).stem, item["message-id"], item["line"]) for item in json.loads(done.stdout or "[]")]


def ours() -> list[Place]:
    """fasterpy's detectors, function by function."""
    found = []
    for case, name, _first, _last in functions():
        code = Code(text=(CASES / f"{case}.py").read_text(), kind="function", qualname=name)
        found += [(case, finding.pattern, finding.line) for finding in detect(code)]
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--perflint", default="", help="a Python that has perflint; empty: left out")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    every = list(functions())
    tools = {"ruff PERF": ruff(), "perflint": perflint(args.perflint) if args.perflint else None, "fasterpy": ours()}
    print("| tool | slow functions with a finding | already fast with a finding | kinds | findings |")
    print("| --- | --- | --- | --- | --- |")
    for tool, places in tools.items():
        if places is None:
            print(f"| {tool} | not available here | | | |")
            continue
        hit = {
            (case, name) for case, name, first, last in every for place in places
            if place[0] == case and first <= place[2] <= last
        }  # fmt: skip
        fast = sum(case == "already_fast" for case, _ in hit)
        slow = sum(row[0] != "already_fast" for row in every)
        kinds = Counter(place[1] for place in places)
        print(
            f"| {tool} | {len(hit) - fast} of {slow} | {fast} of {len(every) - slow} | {len(kinds)} | {len(places)} |"
        )
        print(f"  {tool}: {dict(kinds.most_common())}", file=sys.stderr)
        if tool == "fasterpy":
            missed = [f"{case}.{name}" for case, name, *_ in every if (case, name) not in hit]
            print(f"  nothing found in: {', '.join(missed)}", file=sys.stderr)
            print(f"  already fast but found: {sorted(h for h in hit if h[0] == 'already_fast')}", file=sys.stderr)
    if args.json:
        args.json.write_text(json.dumps(tools))


if __name__ == "__main__":
    main()
