"""Versions that look fast and are not: each is measured in the real sandbox and must earn nothing.

Every cheat is measured against an original that does the same work openly. What matters is that the lower end
of the interval stays below the gain that would be claimed; times themselves are not looked at.
"""

import pytest

from fasterpy.errors import SandboxError
from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.measurer import PairedMeasurer
from fasterpy.records import Code, GeneratorCase
from fasterpy.sandbox.executor import ZygoteExecutor

WORK = """
def work(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total
"""
PLAIN = WORK + "\ndef f(n, salt):\n    return work(n) + salt\n"
INPUTS = "def inputs(n, rng):\n    for _ in range(3):\n        yield (n, rng.randrange(10**9)), {}\n"
SAME_INPUTS = "def inputs(n, rng):\n    for _ in range(3):\n        yield (n, 5), {}\n"

CHEATS = {
    "patched clock": (
        WORK
        + """
import time
_start = time.perf_counter_ns()
time.perf_counter_ns = time.monotonic_ns = time.process_time_ns = time.time_ns = lambda: _start
time.perf_counter = time.monotonic = time.process_time = time.time = lambda: _start / 1e9
def f(n, salt):
    return work(n) + salt
"""
    ),
    "module memo": WORK
    + """
_memo = {}
def f(n, salt):
    if n not in _memo:
        _memo[n] = work(n)
    return _memo[n] + salt
""",
    "lru_cache across calls": WORK
    + """
import functools
@functools.lru_cache(maxsize=None)
def f(n, salt):
    return work(n) + salt
""",
    "detection of repeated inputs": WORK
    + """
_last = [None, None]
def f(n, salt):
    if _last[0] != (n, salt):
        _last[:] = [(n, salt), work(n) + salt]
    return _last[1]
""",
    "work moved to import": WORK
    + """
_table = {n: work(n) for n in (2000, 4000, 8000, 20000)}
def f(n, salt):
    return _table[n] + salt
""",
    "work moved to a thread": WORK
    + """
import threading
_done = []
def f(n, salt):
    threading.Thread(target=lambda: _done.append(work(n) + salt)).start()
    return salt
""",
    "work moved to atexit": WORK
    + """
import atexit
_done = []
def f(n, salt):
    atexit.register(lambda: _done.append(work(n) + salt))
    return salt
""",
}
# An iterator's work is its caller's to wait for, in the original too.
LAZY_ORIGINAL = WORK + "\ndef f(n, salt):\n    return iter([work(n) + salt])\n"
LAZY = WORK + "\ndef f(n, salt):\n    return (work(k) + salt for k in [n])\n"
COROUTINE = WORK + "\nasync def f(n, salt):\n    return work(n) + salt\n"


@pytest.fixture(scope="module")
def executor():
    try:
        made = ZygoteExecutor()
    except SandboxError as error:
        pytest.skip(f"no sandbox here: {error}")
    yield made
    made.close()


def code(text):
    return Code(text=text, kind="function", qualname="f", filename="target.py")


def cases(inputs=INPUTS, sizes=(2000, 4000, 8000)):
    return [GeneratorCase(text=inputs, filename="inputs.py", size=n, seed=i, index=0) for n in sizes for i in range(3)]


def measure(executor, original, candidate, given, seconds=3.0):
    config = MeasureConfig(memory=False, max_blocks=14)
    return PairedMeasurer(executor, config).measure(code(original), code(candidate), given, seconds)


@pytest.mark.parametrize("name", CHEATS)
def test_cheat_earns_nothing(executor, name):
    found = measure(executor, PLAIN, CHEATS[name], cases())
    assert found.speedup is None or found.speedup.low < 1.1, found


@pytest.mark.parametrize("name", ["module memo", "lru_cache across calls", "detection of repeated inputs"])
def test_caches_earn_nothing_on_short_calls_either(executor, name):
    """Calls of some ten microseconds are timed warm, many to a process; equal inputs must not be timed twice."""
    found = measure(executor, PLAIN, CHEATS[name], cases(SAME_INPUTS, sizes=(300, 310)), seconds=4.0)
    assert found.speedup is None or found.speedup.low < 1.1, found


@pytest.mark.parametrize("candidate", [LAZY, COROUTINE], ids=["lazy iterator", "coroutine"])
def test_putting_work_off_earns_nothing(executor, candidate):
    found = measure(executor, LAZY_ORIGINAL, candidate, cases())
    assert found.speedup is None or found.speedup.low < 1.1, found


def test_an_honest_gain_is_found(executor):
    honest = "def f(n, salt):\n    return sum([i * i % 7 for i in range(n % 7)]) + (n // 7) * 14 + salt\n"
    found = measure(executor, PLAIN, honest, cases())
    assert found.speedup is not None
    assert found.speedup.point > 2, found
