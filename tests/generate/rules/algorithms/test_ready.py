"""What is ready when everything it needs is done, looked for anew in every round."""

from __future__ import annotations

import random
import textwrap

import pytest

from tests.generate.rules.behaviour import Run, _value, check_run, check_silent
from tests.generate.rules.tables import rewritten

ORDER = """
    def f(requires):
        remaining = set(requires)
        done = set()
        order = []
        while remaining:
            ready = [p for p in remaining if all(name in done for name in requires[p])]
            if not ready:
                raise ValueError(f"cannot order {sorted(remaining)} after {order}")
            chosen = sorted(ready)[0]
            order.append(chosen)
            remaining.remove(chosen)
            done.add(chosen)
        return order
    """
SCHEDULE = """
    def f(tasks, given=()):
        done = list(given)
        while len(done) < len(tasks):
            ready = sorted(t for t, needs in tasks.items() if t not in done and needs <= set(done))
            if len(ready) == 0:
                return done, False
            task = ready[0]
            done.append(task)
        return done, True
    """
STEPS = """
    class Plan:
        def __init__(self, needs):
            self.needs = needs

        def order(self):
            left = list(self.needs)
            finished = set()
            steps = []
            for _ in range(len(left)):
                free = []
                for name in left:
                    if all([other in finished for other in self.needs.get(name, [])]) and self.needs[name] != [name]:
                        free.append(name)
                if not free:
                    break
                free.sort()
                step = free[0]
                left.remove(step)
                finished.add(step)
                steps.append((step, len(left)))
            return steps, left

    def f(needs):
        return Plan(needs).order()
    """
OPEN = """
    def f(needs):
        left = dict(needs)
        done = set()
        out = []
        while left:
            able = [task for task, wants in left.items() if set(wants).issubset(done)]
            if not able:
                return out, left
            task = min(able)
            del left[task]
            done.add(task)
            out.append(task)
        return out, left
    """
GRAPHS = ["{}", "{3: [], 1: [3, 3], 2: [1, 3], 0: []}", "{1: [2], 2: [1], 0: []}", "{1: [9], 0: []}", "{1: [1], 2: []}"]
ASKED = [f"f({graph})" for graph in GRAPHS]
SETS = [
    "f({})",
    "f({3: set(), 1: {3}, 2: {1, 3}, 0: set()})",
    "f({1: {2}, 2: {1}, 0: set()})",
    "f({1: {7}, 0: set()}, [7])",
]
RUNS: list[Run] = [
    ("ready-scan-to-heap", ORDER, ASKED),
    ("ready-scan-to-heap", ORDER.replace("set(requires)", "sorted(requires)"), ASKED),
    ("ready-scan-to-heap", ORDER.replace("requires[p]", "requires.get(p, ())"), ASKED),
    ("ready-scan-to-heap", SCHEDULE, SETS),
    ("ready-scan-to-heap", STEPS.replace("self.needs.get(name, [])", "self.needs[name]"), ASKED),
    ("ready-scan-to-heap", OPEN, ASKED),
]
SILENT = [
    # Something else changes what is waited for; the ready ones are used; the list may be empty; items may come twice.
    ("ready-scan-to-heap", ORDER.replace("done.add(chosen)", "done.add(chosen)\n            requires[chosen] = []")),
    ("ready-scan-to-heap", ORDER.replace("done.add(chosen)", "done.add(chosen)\n            done.add(3)")),
    ("ready-scan-to-heap", ORDER.replace("done.add(chosen)", "if chosen:\n                done.add(chosen)")),
    ("ready-scan-to-heap", ORDER.replace("order.append(chosen)", "if chosen in order:\n                continue")),
    ("ready-scan-to-heap", ORDER.replace("order.append(chosen)", "order.append(ready)")),
    ("ready-scan-to-heap", ORDER.replace("order.append(chosen)", "remaining.add(len(order))")),
    ("ready-scan-to-heap", ORDER.replace("order.append(chosen)", "chosen = max(ready)")),
    ("ready-scan-to-heap", ORDER.replace("sorted(ready)[0]", "ready[0]")),
    ("ready-scan-to-heap", ORDER.replace("sorted(ready)[0]", "sorted(ready, key=len)[0]")),
    ("ready-scan-to-heap", ORDER.replace("if not ready", "if len(order) > 9")),
    ("ready-scan-to-heap", ORDER.replace("set(requires)", "list(requires.values())")),
    ("ready-scan-to-heap", ORDER.replace("for name in requires[p])", "for name in requires[p]) and len(done) < 3")),
    ("ready-scan-to-heap", ORDER.replace("name in done", "name not in done")),
    ("ready-scan-to-heap", ORDER.replace("            remaining.remove(chosen)\n", "")),
    ("ready-scan-to-heap", SCHEDULE.replace("t not in done and ", "")),
    ("ready-scan-to-heap", SCHEDULE.replace("return done, True", "return done, ready")),
]


@pytest.mark.parametrize("row", RUNS)
def test_runs(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[str(at) for at in range(len(SILENT))])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


def test_the_same_order_on_chance_graphs() -> None:
    rng = random.Random(4)
    after = rewritten("ready-scan-to-heap", ORDER)
    assert after is not None
    for _ in range(60):
        size = rng.randrange(1, 12)
        graph = {n: [rng.randrange(size) for _ in range(rng.randrange(3))] for n in rng.sample(range(size), size)}
        for node in list(graph)[1:] if rng.random() < 0.7 else []:
            graph[node] = [other for other in graph[node] if other < node]
        assert _value(textwrap.dedent(ORDER), f"f({graph})") == _value(after, f"f({graph})")
