"""What one run costs: the sandbox next to a subprocess per run, same machine, same moment.

    python benchmarks/sandbox/overhead.py [--runs 200] [--json OUT]

The two alternate, so that a busy machine burdens both. Reported are medians in milliseconds of the whole round trip as
the caller sees it, and of that less the own time of the code; processor time per run says what remains on a machine
with nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fasterpy.records import Code, ExpressionCase, Job, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor

_STARTED = 150
PROGRAMS = {
    "program, no imports": "print(int(input()) + 1)\n",
    "program, numpy": "import numpy as np\nprint(int(np.array([int(input())]).sum()) + 1)\n",
}
FUNCTIONS = {
    "function, no imports": "def target(x):\n    return x + 1\n",
    "function, numpy": "import numpy as np\ndef target(x):\n    return int(np.array([x]).sum()) + 1\n",
}


def sandboxed(executor: ZygoteExecutor, job: Job) -> tuple[float, float]:
    """(round trip, own time of the code) in ms."""
    start = time.perf_counter()
    seen = executor.execute([job])[0]
    took = time.perf_counter() - start
    if seen.status != "returned":
        raise SystemExit(f"unexpected: {seen}")
    return took * 1e3, seen.wall_ns / 1e6


def subprocessed(path: str) -> float:
    """Milliseconds of one run in an interpreter of its own."""
    start = time.perf_counter()
    subprocess.run([sys.executable, path], input=b"1\n", capture_output=True, check=True)
    return (time.perf_counter() - start) * 1e3


def processor_ms(job: Job, runs: int) -> float:
    """Processor time per run of everything involved, in ms: the difference between many runs and fewer.

    Both times there are enough runs for a second zygote to have started: its start is paid once, not per run.
    """

    def total(count: int) -> float:
        def now() -> float:
            return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

        before = now()
        with ZygoteExecutor() as executor:
            executor.execute([job] * count)
        return now() - before

    return (total(runs + _STARTED) - total(_STARTED)) / runs * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    with ZygoteExecutor() as executor, tempfile.TemporaryDirectory() as directory:
        for name, text in {**PROGRAMS, **FUNCTIONS}.items():
            kind = "program" if name in PROGRAMS else "function"
            if kind == "program":
                job = Job(code=Code(text=text, kind="program"), case=StdinCase(stdin=b"1\n", source="benchmark"))
            else:
                job = Job(
                    code=Code(text=text, kind="function", qualname="target"),
                    case=ExpressionCase(expression="((1,), {})", source="benchmark"),
                )
            path = str(Path(directory) / "program.py")
            Path(path).write_text(text if kind == "program" else text + "target(1)\n")
            sandboxed(executor, job)
            ours, own, theirs = [], [], []
            for number in range(options.runs):
                trip, inside = sandboxed(executor, job)
                ours.append(trip)
                own.append(inside)
                if number % 5 == 0:
                    theirs.append(subprocessed(path))
            rows.append(
                {
                    "what": name,
                    "sandbox_ms": statistics.median(ours),
                    "overhead_ms": statistics.median(trip - inside for trip, inside in zip(ours, own, strict=True)),
                    "lowest_ms": min(ours),
                    "processor_ms": processor_ms(job, options.runs),
                    "subprocess_ms": statistics.median(theirs),
                    "ratio": statistics.median(theirs) / statistics.median(ours),
                }
            )
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':<24}{'sandbox':>9}{'overhead':>10}{'lowest':>8}{'cpu':>7}{'subprocess':>12}{'ratio':>7}")
    for row in rows:
        print(
            f"{row['what']:<24}{row['sandbox_ms']:9.2f}{row['overhead_ms']:10.2f}{row['lowest_ms']:8.2f}"
            f"{row['processor_ms']:7.2f}{row['subprocess_ms']:12.2f}{row['ratio']:7.1f}"
        )
    if options.json:
        options.json.write_text(json.dumps({"format": 1, "load": os.getloadavg()[0], "rows": rows}, indent=2))


if __name__ == "__main__":
    main()
