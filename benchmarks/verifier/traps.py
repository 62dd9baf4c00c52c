"""The trap suite with inputs inferred from the code alone: false accepts, recall, seconds per pair.

    python benchmarks/verifier/traps.py [--only lists] [--seconds 6] [--given] [--parts 2 --part 0] [--folder DIR]

``--given`` takes the ready-made inputs of tests/verify/traps/load.py for functions instead of the workload stage.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.verify.traps.load import FOLDER, cases, traps

from fasterpy.records import Code, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--given", action="store_true")
    parser.add_argument("--parts", type=int, default=1, help="for several processes at once")
    parser.add_argument("--part", type=int, default=0, help="which of them (from 0)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the *.traps are")
    options = parser.parse_args()
    counts: dict[tuple[bool, str], int] = {}
    spent: list[float] = []
    whole: list[float] = []
    workloads: dict[Code, Workload] = {}
    numbers: dict[Code, int] = {}
    with ZygoteExecutor() as executor:
        builder = CombinedWorkloadBuilder()
        verifier = DifferentialVerifier(executor, builder)
        for trap in traps(options.folder):
            numbers.setdefault(trap.original, len(numbers))
            if options.only not in str(trap) or numbers[trap.original] % options.parts != options.part:
                continue
            start = time.monotonic()
            if trap.original not in workloads:
                ready = options.given and trap.described
                workloads[trap.original] = (
                    Workload(cases=tuple(cases(trap)))
                    if ready
                    else builder.build(trap.original, executor, options.seconds)
                )
            built = time.monotonic() - start
            start = time.monotonic()
            found = verifier.verify(trap.original, trap.candidate, workloads[trap.original], options.seconds)
            spent.append(time.monotonic() - start)
            whole.append(spent[-1] + built)
            accepted, right = found.verdict == "equivalent", trap.right(found)
            same = trap.same and (right or not accepted)  # accepted without a word of what is taken for granted: wrong
            counts[same, found.verdict] = counts.get((same, found.verdict), 0) + 1
            if not right:
                mark = "FALSE ACCEPT" if accepted else "MISSED" if trap.same else "unsure"
                print(f"{mark} {trap}: {found.verdict}: {found.reason}", flush=True)
                if found.counterexample is not None:
                    print(f"    {found.counterexample.input} | {found.counterexample.difference}", flush=True)
    same = sum(n for (is_same, _verdict), n in counts.items() if is_same)
    wrong = sum(n for (is_same, _verdict), n in counts.items() if not is_same)
    recall = counts.get((True, "equivalent"), 0) / max(1, same)
    accepted = counts.get((False, "equivalent"), 0)
    print(f"{same} equivalent pairs: recall {recall:.1%}; {wrong} wrong pairs: {accepted} accepted")
    print(f"inconclusive {counts.get((True, 'inconclusive'), 0)} + {counts.get((False, 'inconclusive'), 0)}")
    print(f"median {statistics.median(spent):.2f} s per pair, {statistics.median(whole):.2f} s with making the inputs")


if __name__ == "__main__":
    main()
