"""Workers and optimizers for tests; importable, since worker processes are spawned."""

import os
import time

from fasterpy.testing.synthetic_timing import SyntheticExecutor


class Doubler:
    def work(self, item):
        if item == "crash":
            os._exit(3)
        if item == "raise":
            raise ValueError("no")
        return item * 2, sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []

    def close(self):
        pass


def make_doubler():
    return Doubler()


class Shouter:
    """An optimizer that answers in capitals and counts itself through a folder."""

    def optimize(self, text, seconds):
        if "fail" in text:
            raise RuntimeError("cannot")
        return text.upper(), {"origin": "shouting"}

    def close(self):
        pass


def make_shouter():
    return Shouter()


def cost(text, case, index):
    return {"fast": 1e6, "slow": 4e6, "late": 1e6}.get(text.split()[0], 2e6)


def make_executor():
    return SyntheticExecutor(cost, noise=0.001)


class Sleeper:
    def work(self, item):
        time.sleep(item)
        return item

    def close(self):
        pass


def make_sleeper():
    return Sleeper()


class Holder:
    """Sleeps, and says in a folder that it began and that it gave back what it held."""

    def work(self, item):
        self.folder = item
        (item / "begun").touch()
        time.sleep(60)

    def close(self):
        (self.folder / "closed").touch()


def make_holder():
    return Holder()
