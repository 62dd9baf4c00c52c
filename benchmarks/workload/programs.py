"""How good are the inputs that are made up for programs?

    python benchmarks/workload/programs.py [--programs shared/data/pie/dev.jsonl.gz] [--cases F] [--sample N]

Per program: how many valid inputs, branch coverage, time. The sample inputs of the problems serve for scoring alone: is
the sample of the shape that was inferred?
"""

# ruff: noqa: E501
from __future__ import annotations

import argparse
import gzip
import json
import random
import statistics
import time
from pathlib import Path

from fasterpy.records import Code, Job
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.select import OUTSIDE


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", default="../shared/data/pie/dev.jsonl.gz")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--field", default="input")
    parser.add_argument("--one-per-problem", action="store_true")
    parser.add_argument("--target", action="store_true", help="also compare with the human reference")
    parser.add_argument("--seconds", type=float, default=2.0)
    options = parser.parse_args()
    with gzip.open(Path(options.programs), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    if options.one_per_problem:
        rows = list({row.get("problem_id", i): row for i, row in enumerate(rows)}.values())
    if options.sample:
        rows = random.Random(0).sample(rows, min(options.sample, len(rows)))
    counts, times, _coverage, agree = [], [], [], []
    with ZygoteExecutor(workers=1) as executor:
        builder = CombinedWorkloadBuilder()
        for number, row in enumerate(rows):
            code = Code(text=row[options.field], kind="program")
            start = time.monotonic()
            workload = builder.build(code, executor, options.seconds)
            spent = time.monotonic() - start
            valid = [case for case in workload.cases if case.source != OUTSIDE]
            seen = executor.execute([Job(code=code, case=case, coverage=True) for case in valid[:40]])
            arcs = {arc for one in seen for arc in one.arcs}
            outputs = len({one.stdout for one in seen})
            counts.append(len(valid))
            times.append(spent)
            note = ""
            if options.target:
                other = Code(text=row["target"], kind="program")
                their = executor.execute([Job(code=other, case=case) for case in valid[:40]])
                bad = [
                    (c, a, b)
                    for c, a, b in zip(valid, seen, their, strict=False)
                    if a.status == "returned" and a.stdout.split() != b.stdout.split()
                ]
                agree.append(not bad)
                if bad:
                    case, a, b = bad[0]
                    note = f" DIFF {len(bad)} [{case.source}] {case.stdin[:80]!r} {a.stdout[-40:]!r} {b.status} {b.stdout[-40:]!r}{b.stderr[-80:]!r}"
            print(
                f"{number} {row.get('problem_id', '')} valid {len(valid)} outputs {outputs} arcs {len(arcs)} {spent:.2f}s {workload.notes}{note}",
                flush=True,
            )
    print(
        f"programs {len(counts)}; >=20 valid: {sum(c >= 20 for c in counts) / len(counts):.3f}; "
        f"none: {sum(c == 0 for c in counts)}; median time {statistics.median(times):.2f} s; mean {statistics.mean(times):.2f} s"
    )
    if agree:
        print(f"reference agrees: {sum(agree) / len(agree):.3f}")


if __name__ == "__main__":
    main()
