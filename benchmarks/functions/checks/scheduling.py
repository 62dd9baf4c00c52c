"""Inputs for the functions of ``cases/scheduling.py``."""

from benchmarks.functions.draw import ints, pairs, spans, word, words


def _tasks(r, n):
    names = [f"t{i}" for i in range(min(n, 15))]
    needs = [(r.choice(names), r.choice(names)) for _ in range(len(names))] if names else []
    if r.random() < 0.7:
        needs = [(max(a, b), min(a, b)) for a, b in needs if a != b]
    return names, needs


def _time(r):
    return f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}"


ARGS = {
    "overlapping": lambda r, n: (spans(r, n),),
    "rooms_needed": lambda r, n: (spans(r, n),),
    "task_order": _tasks,
    "free_slots": lambda r, n: (pairs(r, n, 0, 30), r.randint(-2, 10), r.randint(0, 40)),
    "round_robin": lambda r, n: (words(r, min(n, 12), 1),),
    "waiting_times": lambda r, n: (sorted(ints(r, n, 0, 3 * n + 1)), r.randint(0, 9)),
    "least_loaded": lambda r, n: (ints(r, n, 0, 9), r.randint(1, 7)),
    "shift_hours": lambda r, n: ([(word(r, 1), _time(r), _time(r)) for _ in range(n)],),
}
EDGES = {
    "least_loaded": [([], 0), ([1], 0), ([-1, -1], 3)],
    "task_order": [(["a", "a"], []), (["a"], [("a", "z")]), (["a", "b"], [("z", "a")])],
    "rooms_needed": [([(3, 3)],), ([(5, 1)],), ([(1, 2), (9, 3)],)],
}
