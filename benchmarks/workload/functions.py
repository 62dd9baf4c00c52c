"""How good are the arguments that are made up for functions?

    python benchmarks/workload/functions.py [FILE.py …]

Per function: valid inputs, share of its branch arcs that they reach (arcs of the target's own lines, against the arcs of
its code by syntax), time.
"""

# ruff: noqa: E501
from __future__ import annotations

import argparse
import ast
import statistics
import time
from pathlib import Path

from fasterpy.records import Code, Job
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.select import OUTSIDE

HERE = Path(__file__).parent / "functions"


def targets(text: str) -> list[tuple[str, set[int]]]:
    """Qualified names of the public functions, with the lines of their statements."""
    found = []
    for node in ast.parse(text).body:
        nodes = [(node.name, node)] if isinstance(node, ast.FunctionDef) else []
        if isinstance(node, ast.ClassDef):
            nodes = [
                (f"{node.name}.{m.name}", m)
                for m in node.body
                if isinstance(m, ast.FunctionDef) and not m.name.startswith("_")
            ]
        for name, function in nodes:
            lines = {
                s.lineno
                for b in function.body
                for s in ast.walk(b)
                if isinstance(s, ast.stmt) and not isinstance(s, ast.FunctionDef)
            }
            found.append((name, lines))
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path, default=sorted(HERE.glob("*.py")))
    parser.add_argument("--seconds", type=float, default=2.0)
    options = parser.parse_args()
    counts, covered, times = [], [], []
    with ZygoteExecutor() as executor:
        builder = CombinedWorkloadBuilder()
        for file in options.files:
            text = file.read_text(encoding="utf-8")
            for name, lines in targets(text):
                code = Code(text=text, kind="function", qualname=name, filename=f"<{file.stem}>")
                start = time.monotonic()
                workload = builder.build(code, executor, options.seconds)
                spent = time.monotonic() - start
                valid = [case for case in workload.cases if case.source != OUTSIDE]
                seen = executor.execute([Job(code=code, case=case, coverage=True) for case in valid[:40]])
                reached = {line for one in seen for arc in one.arcs for line in arc} & lines
                share = len(reached) / len(lines)
                counts.append(len(valid))
                covered.append(share)
                times.append(spent)
                flag = "" if len(valid) >= 20 and share >= 0.9 else "  <--"
                shown = getattr(valid[len(valid) // 2], "expression", "")[:70] if valid else workload.notes
                print(f"{name} valid {len(valid)} lines {share:.2f} {spent:.2f}s {shown}{flag}", flush=True)
    good = sum(c >= 20 and s >= 0.9 for c, s in zip(counts, covered, strict=True))
    print(
        f"functions {len(counts)}; >=20 valid and >=90% of lines: {good / len(counts):.3f}; median {statistics.median(times):.2f} s"
    )


if __name__ == "__main__":
    main()
