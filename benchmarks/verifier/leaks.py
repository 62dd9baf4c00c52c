"""Many verifications in one process: processes, descriptors, files and memory all along.

    python benchmarks/verifier/leaks.py [--count 10000] [--log leaks.jsonl]

A mix: right, wrong at a boundary, wrong exception, forking and leaving files open, a thread left behind, a daemon,
output without end, too much memory, exit, endless. Originals repeat (their runs are kept) and one in twenty is new.
Every hundred verifications one line of JSON goes to the log; with a log that exists the run goes on behind its last
line (in a new process, which then says so), so that a run that was cut off is not lost. The last line is the summary;
it ends with status 1 when something grew or a verdict was wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from fasterpy.records import Code, ExpressionCase, Workload
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.config import VerifyConfig
from fasterpy.verify.verifier import DifferentialVerifier

ORIGINAL = "def f(xs):\n    t = {k}\n    for x in xs:\n        if x > 2:\n            t += x\n    return t\n"
RIGHT = "def f(xs):\n    return {k} + sum(x for x in xs if x > 2)\n"
WRONG = (
    "def f(xs):\n    return {k} + sum(x for x in xs if x >= 2)\n",
    "def f(xs):\n    if 9 in xs:\n        raise ValueError(xs)\n    return {k} + sum(x for x in xs if x > 2)\n",
    "def f(xs):\n    import os\n    os.fork()\n    return open('left-behind', 'w')\n",
    "def f(xs):\n    import threading, time\n"
    "    threading.Thread(target=time.sleep, args=(9,)).start()\n    return 1\n",
    "def f(xs):\n    import os\n    if os.fork() == 0:\n        os.setsid()\n"
    "        while True:\n            pass\n    return {k}\n",
    "def f(xs):\n    import sys\n    sys.exit(3)\n",
    "def f(xs):\n    while True:\n        print('x' * 100_000)\n",
    "def f(xs):\n    return len([bytes(10**7) for _ in range(10**6)])\n",
)
ENDLESS = "def f(xs):\n    while True:\n        pass\n"
INPUTS = tuple(
    ExpressionCase(expression=f"(({xs!r},), {{}})", source="typed") for xs in ([3, 4], [], [1], [2], [2, 9, 2, 3])
)
CONFIG = VerifyConfig(
    mutants=4, mutant_cases=5, memory_mb=128, slack_s=0.1, rerun=1, shrink_runs=6, original_wall_s=1.0
)
_EVERY = 100
_WARM = 300
"""Verifications after which caches (32 originals) are full and growth counts."""
_NEAR = 5
"""So many lines at either end are looked at: the least of each counts."""
_ROOM_KB = 16 << 10
"""What `fasterpy.sandbox.child.compiled` keeps at most."""


def pair(i: int) -> tuple[Code, Code, bool]:
    """Original, candidate, and whether they are equivalent."""
    k = 1000 + i if i % 20 == 0 else i % 7
    right = i % 2 == 0
    text = RIGHT if right else ENDLESS if i % 50 == 49 else WRONG[i // 2 % len(WRONG)]
    original, candidate = (
        Code(text=part.replace("{k}", str(k)), kind="function", filename="target.py", qualname="f")
        for part in (ORIGINAL, text)
    )
    return original, candidate, right


def state() -> dict[str, int]:
    """What this process and those below it hold, less what the allocator has back already and only keeps."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
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
    kilobytes = [_resident(pid) for pid in mine - {me}]
    return {
        "processes": len(mine) - 1,
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "temporary": sum("fasterpy" in path.name for path in Path(tempfile.gettempdir()).iterdir()),
        "resident_kb": _resident(me),
        "children_kb": sum(kilobytes),
    }


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // 1024
    except OSError:
        return 0


def least(states: list[dict[str, int]]) -> dict[str, int]:
    """The least of each: the output of the last run (16 MB at most) and a process that is just starting come and go."""
    return {name: min(state[name] for state in states) for name in states[0]}


def grown(before: dict[str, int], after: dict[str, int]) -> list[str]:
    """What is more than it was; memory may vary by a tenth and ten megabytes, and a zygote fills its room for code."""
    slack = {"resident_kb": 10_000 + before["resident_kb"] // 10}
    slack["children_kb"] = 10_000 + before["children_kb"] // 10 + _ROOM_KB
    slack |= {"processes": 1, "temporary": 4}  # one zygote more, and those of other runs on this machine
    return [
        f"{name}: {before[name]} to {after[name]}" for name in before if after[name] > before[name] + slack.get(name, 0)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    lines = options.log.read_text().splitlines() if options.log and options.log.exists() else []
    first = max((json.loads(line).get("done", 0) for line in lines), default=0)
    log = options.log.open("a") if options.log else sys.stdout
    states: list[dict[str, int]] = []
    wrong = 0
    start = time.monotonic()
    with ZygoteExecutor() as executor:
        verifier = DifferentialVerifier(executor, config=CONFIG)
        for i in range(first, options.count):
            original, candidate, right = pair(i)
            found = verifier.verify(original, candidate, Workload(cases=INPUTS), 1.0)
            if (found.verdict == "equivalent") != right:
                wrong += 1
                print(json.dumps({"at": i, "verdict": found.verdict, "reason": found.reason}), file=log, flush=True)
            done = i + 1
            if done % _EVERY == 0 or done == options.count:
                states.append(state())
                each = (time.monotonic() - start) / (done - first)
                line = {"done": done, "since": first, "wrong": wrong, "ms_each": round(1000 * each), **states[-1]}
                print(json.dumps(line), file=log, flush=True)
    warm = states[min(_WARM, options.count // 3) // _EVERY :]
    more = grown(least(warm[:_NEAR]), least(warm[-_NEAR:])) if len(warm) > 1 else ["too few verifications to say"]
    summary = {"summary": not more and not wrong, "in_a_row": options.count - first, "wrong": wrong, "grown": more}
    print(json.dumps({**summary, "closed": state()}), file=log, flush=True)
    return 0 if summary["summary"] else 1


if __name__ == "__main__":
    sys.exit(main())
