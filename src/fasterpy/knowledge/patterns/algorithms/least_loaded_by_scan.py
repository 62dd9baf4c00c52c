"""Work that goes to whoever has the least of it: looking through all of them each time is quadratic, a heap of (value, place) tells at once."""

TAGS = ("minimum", "search", "loop", "heap")
RULE = "least-place-to-heap"

SIZES = (50, 500)


def slow(jobs, workers):
    load = [0] * workers
    given = []
    for minutes in jobs:
        who = load.index(min(load))
        load[who] += minutes
        given.append(who)
    return given, load


def fast(jobs, workers):
    from heapq import heapreplace

    load = [0] * workers
    by_load = [(0, who) for who in range(workers)]
    given = []
    for minutes in jobs:
        who = by_load[0][1]
        load[who] += minutes
        heapreplace(by_load, (load[who], who))
        given.append(who)
    return given, load


def inputs(n, rng):
    return ([rng.randrange(1, 90) for _ in range(n)], max(1, n // 4)), {}
