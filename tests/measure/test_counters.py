import multiprocessing
import os
import sys

import pytest

from fasterpy.measure import counters
from fasterpy.records import Code, ExpressionCase, Limits
from fasterpy.testing.synthetic_timing import SyntheticExecutor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="perf events are Linux's")


def _serve(pipe):
    """A zygote in small: forks a child per request, which burns as asked."""
    while True:
        rounds = pipe.recv()
        pid = os.fork()
        if pid == 0:
            total = 0
            for i in range(rounds):
                total += i * i
            os._exit(0)
        os.waitpid(pid, 0)
        pipe.send(True)


def test_work_of_forked_children_is_counted():
    if not counters.available(counters.TASK_CLOCK):
        pytest.skip("this kernel lets us count nothing")
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()

    def burn(rounds):
        def run():
            ours.send(rounds)
            return bool(ours.recv())

        return counters.count(counters.TASK_CLOCK, run)

    burn(10)
    few, many = burn(10_000), burn(3_000_000)
    process.kill()
    assert few is not None
    assert many is not None
    assert many > few > 0


def test_failed_run_counts_nothing():
    assert counters.count(counters.TASK_CLOCK, lambda: False) is None


def test_absent_counters_are_absent():
    code = Code(text="x", kind="function", qualname="f")
    executor = SyntheticExecutor(lambda text, case, index: 1000.0)
    found = counters.measure_counters(
        executor, [("original", code)], ExpressionCase(expression="1", source="t"), Limits()
    )
    assert all(value > 0 for value in found.values())
    if not counters.available():
        assert found == {}
