"""Many verifications in one process: processes, descriptors, files and memory before and after.

python benchmarks/verifier/leaks.py [--count 1000]
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from pathlib import Path

from fasterpy.records import Code, ExpressionCase, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.verifier import DifferentialVerifier

ORIGINAL = "def f(xs):\n    t = {k}\n    for x in xs:\n        if x > 2:\n            t += x\n    return t\n"
CANDIDATES = (
    "def f(xs):\n    return {k} + sum(x for x in xs if x > 2)\n",
    "def f(xs):\n    return {k} + sum(x for x in xs if x >= 2)\n",
    "def f(xs):\n    import os\n    os.fork()\n    return open('left-behind', 'w')\n",
    "def f(xs):\n    while True:\n        pass\n",
)
INPUTS = tuple(
    ExpressionCase(expression=f"(({xs!r},), {{}})", source="typed") for xs in ([], [1], [2], [3, 4], [2, 9, 2, 3])
)


def function(text: str) -> Code:
    return Code(text=text, kind="function", filename="target.py", qualname="f")


def state() -> dict[str, int]:
    me = os.getpid()
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
    mine, grew = {me}, True
    while grew:
        more = {pid for pid, parent in parents.items() if parent in mine} - mine
        mine, grew = mine | more, bool(more)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "processes": len(mine) - 1,
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "temporary files": len(list(Path(tempfile.gettempdir()).iterdir())),
        "resident MB": pages * resource.getpagesize() // 1_000_000,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    with ZygoteExecutor() as executor:
        verifier = DifferentialVerifier(executor)
        for i in range(count):
            # One endless candidate in fifty: it costs a second and more.
            which = 3 if i % 50 == 49 else i % 3
            original, candidate = (function(text.format(k=i % 40)) for text in (ORIGINAL, CANDIDATES[which]))
            found = verifier.verify(original, candidate, Workload(cases=INPUTS), 2.0)
            if (found.verdict == "equivalent") != (which == 0):
                print(f"verification {i}: {found.verdict}: {found.reason}", flush=True)
            if i == min(50, count // 3):
                before = state()
            if i % 100 == 99:
                print(i + 1, state(), flush=True)
        after = state()
    print("before", before)
    print("after ", after)
    print("closed", state())


if __name__ == "__main__":
    main()
