"""Timing jobs through the sandbox: order, freshness, and cheats that must not pay."""

from __future__ import annotations

import pytest

from fasterpy.records import Code, ExpressionCase, Limits, StdinCase, TimingJob
from fasterpy.sandbox.executor import ZygoteExecutor

WORK = "sum(i * i for i in range(60_000))"


def timing(text: str, expressions: list[str], warmup: int = 0) -> TimingJob:
    cases = tuple(ExpressionCase(expression=e, source="test") for e in expressions)
    code = Code(text=text, kind="function", qualname="target", filename="module.py")
    return TimingJob(code=code, cases=cases[warmup:], warmup=cases[:warmup], limits=Limits(wall_s=10))


def test_one_time_per_case_in_order(executor: ZygoteExecutor) -> None:
    job = timing("def target(n):\n    return sum(range(n))", ["((10,), {})", "((3_000_000,), {})", "((10,), {})"])
    seen = executor.time([job])[0]
    assert seen.status == "returned" and len(seen.ns) == 3
    assert seen.ns[1] > 20 * max(seen.ns[0], seen.ns[2])
    assert seen.wall_ns >= sum(seen.ns) and seen.load_ns > 0


def test_put_off_work_counts(executor: ZygoteExecutor) -> None:
    honest = f"def target(x):\n    return {WORK}"
    cheats = [
        f"def target(x):\n    yield {WORK}",
        f"import threading\ndef target(x):\n    threading.Thread(target=lambda: {WORK}).start()",
        f"import time\ntime.perf_counter_ns = time.perf_counter = lambda: 0\ndef target(x):\n    return {WORK}",
        f"async def target(x):\n    return {WORK}",
    ]
    jobs = [timing(text, ["((1,), {})"] * 3) for text in [honest, *cheats]]
    # The least of several rounds: on a crowded machine a single one may wait for a core all the time.
    rounds = [[min(seen.ns) for seen in executor.time(jobs)] for _ in range(4)]
    base, *others = [min(times) for times in zip(*rounds, strict=True)]
    assert all(other > 0.5 * base for other in others), (base, others)


def test_nothing_is_remembered_between_runs(executor: ZygoteExecutor) -> None:
    text = f"MEMO = {{}}\ndef target(x):\n    if x not in MEMO:\n        MEMO[x] = {WORK}\n    return MEMO[x]"
    first, second = executor.time([timing(text, ["((1,), {})"])] * 2)
    assert second.ns[0] > first.ns[0] / 50, "a lookup would be thousands of times quicker"


def test_program_and_cold_imports(executor: ZygoteExecutor) -> None:
    code = Code(text="import decimal, json, argparse\nprint(input())", kind="program", filename="program.py")
    case = StdinCase(stdin=b"x\n", source="test")
    warm, cold = executor.time([TimingJob(code=code, cases=(case,), cold_imports=cold) for cold in (False, True)])
    assert warm.status == cold.status == "returned", (warm, cold)
    assert len(warm.ns) == len(cold.ns) == 1 and cold.ns[0] > 3 * warm.ns[0]


def test_failures_are_told(executor: ZygoteExecutor) -> None:
    jobs = [timing("def target(x):\n    return 1 / 0", ["((1,), {})"]), timing("def target(", ["((1,), {})"])]
    assert [seen.status for seen in executor.time(jobs)] == ["raised", "unusable"]


def test_an_asynchronous_call_is_timed_without_the_start_of_its_loop(executor: ZygoteExecutor) -> None:
    text = "async def f(n):\n    return n\n"
    code = Code(text=text, kind="function", qualname="f")
    cases = tuple(ExpressionCase(expression=f"(({n},), {{}})", source="typed") for n in range(3))
    answer = executor.time([TimingJob(code=code, cases=cases)])[0]
    assert answer.status == "returned"
    # The first call has no more to do than the later ones; starting a loop would cost it many times as much.
    assert answer.ns[0] < 20 * max(answer.ns[1:])


def test_time_without_a_core_is_told_and_is_not_work(executor: ZygoteExecutor) -> None:
    """A helper that burns the same core takes about half of it; a sleep is the code's own time."""
    burn = (
        "import os, time\ndef target(n):\n    pid = os.fork()\n    if not pid:\n        while True:\n            pass\n"
    )
    burn += "    try:\n        for _ in range(n):\n            pass\n    finally:\n        os.kill(pid, 9)\n"
    quiet = "def target(n):\n    for _ in range(n):\n        pass\n"
    lazy = "import time\ndef target(n):\n    time.sleep(0.05)\n"
    calls = ["((3_000_000,), {})"]
    crowded, alone, slept = executor.time([timing(text, calls) for text in (burn, quiet, lazy)])
    if not alone.queued:
        pytest.skip("this system does not tell how long a process waited for its core")
    assert crowded.status == alone.status == slept.status == "returned"
    assert 0 <= crowded.queued[0] <= crowded.ns[0]
    assert slept.own_ns[0] >= 40_000_000
    assert crowded.own_ns[0] < 3 * alone.own_ns[0]


def test_work_of_threads_is_not_taken_for_waiting(executor: ZygoteExecutor) -> None:
    text = "import threading, hashlib\nDATA = bytes(1 << 26)\ndef target(n):\n"
    text += "    worker = threading.Thread(target=lambda: hashlib.sha256(DATA).digest())\n    worker.start()\n"
    text += "    while worker.is_alive():\n        pass\n"
    plain = "import hashlib\nDATA = bytes(1 << 26)\ndef target(n):\n    hashlib.sha256(DATA).digest()\n"
    threaded, direct = executor.time([timing(source, ["((1,), {})"]) for source in (text, plain)])
    assert threaded.own_ns[0] > 0.8 * direct.own_ns[0]
