import os
import signal
import threading
import time

import pytest

from fasterpy.pool import Crash, Pool, cores
from tests.bench.workers import make_doubler, make_holder


def test_answers_one_per_item_and_survives_crashes():
    items = [1, "crash", 2, "raise", 3]
    answers = dict(Pool(make_doubler, 2).run(items))
    assert set(answers) == set(items)
    assert [answers[i][0] for i in (1, 2, 3)] == [2, 4, 6]
    assert isinstance(answers["crash"], Crash)
    assert "exit code 3" in str(answers["crash"])
    assert "ValueError: no" in str(answers["raise"])


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system does not pin processes to cores")
def test_each_worker_has_a_core_of_its_own():
    seen = {tuple(affinity) for _, (_, affinity) in Pool(make_doubler, len(cores())).run(list(range(40)))}
    assert all(len(affinity) == 1 for affinity in seen)


def test_who_stops_waiting_leaves_no_worker_and_each_gives_back_what_it_held(tmp_path):
    def stop():
        while not (tmp_path / "begun").exists():
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGUSR1)

    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        threading.Thread(target=stop, daemon=True).start()
        with pytest.raises(KeyboardInterrupt):
            list(Pool(make_holder, 1).run([tmp_path]))
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert (tmp_path / "closed").exists()


def test_no_items_no_workers():
    assert list(Pool(make_doubler, 2).run([])) == []
