"""Versions that look fast and are not: each is measured in the real sandbox and must earn nothing.

Every cheat is measured against an original that does the same work openly. What matters is that the lower end
of the interval stays below the gain that would be claimed; times themselves are not looked at.
"""

import pytest

from fasterpy.errors import SandboxError
from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.measurer import PairedMeasurer
from fasterpy.records import Code, ExpressionCase, GeneratorCase, Job
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
    "work moved to a finaliser": WORK
    + """
import weakref
class Later:
    pass
_later, _done = [], []
def f(n, salt):
    one = Later()
    weakref.finalize(one, lambda: _done.append(work(n) + salt))
    _later.append(one)
    return salt
""",
    "work moved to a process, not waited for": WORK
    + """
import os
def f(n, salt):
    if os.fork() == 0:
        work(n)
        os._exit(0)
    return salt
""",
    # The parent asks for the core all the time and does not get it: that must not pass for the queue of a busy machine.
    "work moved to a process while the parent yields": WORK
    + """
import os
import struct
def f(n, salt):
    read, write = os.pipe()
    os.set_blocking(read, False)
    child = os.fork()
    if child == 0:
        os.write(write, struct.pack("q", work(n) + salt))
        os._exit(0)
    while True:
        os.sched_yield()
        try:
            got = os.read(read, 8)
            break
        except BlockingIOError:
            pass
    os.close(read)
    os.close(write)
    os.waitpid(child, 0)
    return struct.unpack("q", got)[0]
""",
    "own priority raised and core chosen": WORK
    + """
import os
for take in (
    lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
    lambda: os.sched_setaffinity(0, range(os.cpu_count())),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
):
    try:
        take()
    except OSError:
        pass
def f(n, salt):
    return work(n) + salt
""",
}
# Knows the inputs before it is asked, from the frames of whoever collects garbage between making them and calling.
PEEKING = (
    WORK
    + """
import gc, sys
_memo = {}
def _peek(phase, info):
    frame = sys._getframe()
    while frame is not None:
        for args, _ in list(frame.f_locals.get("timed") or []):
            _memo[args] = work(args[0]) + args[1]
        frame = frame.f_back
gc.callbacks.append(_peek)
def f(n, salt):
    return _memo[n, salt] if (n, salt) in _memo else work(n) + salt
"""
)
# A list in name alone: its items are made when somebody looks at them.
LIST_ORIGINAL = WORK + "\ndef f(n, salt):\n    return [work(n) + salt]\n"
LAZY_LISTS = {
    "generator instead of a list": WORK + "\ndef f(n, salt):\n    return (work(k) + salt for k in [n])\n",
    "list that is filled when looked at": WORK
    + """
class Lazy(list):
    def __init__(self, n, salt):
        self.given = n, salt
    def __iter__(self):
        n, salt = self.given
        yield work(n) + salt
    def __len__(self):
        return 1
    def __getitem__(self, index):
        return list(self)[index]
    def __eq__(self, other):
        return list(self) == other
    __class__ = list
def f(n, salt):
    return Lazy(n, salt)
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


def test_precomputing_between_inputs_and_call_earns_nothing(executor):
    found = measure(executor, PLAIN, PEEKING, cases(sizes=(40_000,)))
    assert found.speedup is None or found.speedup.low < 1.1, found


@pytest.mark.parametrize("name", LAZY_LISTS)
def test_a_list_that_is_none_is_another_result(executor, name):
    """Here the stopwatch is no help: nobody looked at the items. Comparing results is what refuses it."""
    case = ExpressionCase(expression="((50, 3), {})", source="test")
    jobs = [Job(code=code(text), case=case) for text in (LIST_ORIGINAL, LAZY_LISTS[name])]
    original, candidate = executor.execute(jobs)
    assert original.status == candidate.status == "returned"
    assert original.value != candidate.value


def test_an_honest_gain_is_found(executor):
    honest = "def f(n, salt):\n    return sum([i * i % 7 for i in range(n % 7)]) + (n // 7) * 14 + salt\n"
    found = measure(executor, PLAIN, honest, cases())
    assert found.speedup is not None
    assert found.speedup.point > 2, found
