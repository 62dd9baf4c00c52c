"""Sorting again after every insertion is quadratic and more: keep a heap, or insert in place with `bisect.insort`."""

TAGS = ("sort", "heap", "loop", "priority-queue")
RULE = "sort-in-loop-to-insort"


def slow(tasks):
    queue = []
    order = []
    for task in tasks:
        queue.append(task)
        queue.sort()
        if len(queue) > 50:
            order.append(queue.pop(0))
    while queue:
        order.append(queue.pop(0))
    return order


def fast(tasks):
    from heapq import heappush, heappushpop

    queue = []
    order = []
    for task in tasks:
        if len(queue) == 50:
            order.append(heappushpop(queue, task))
        else:
            heappush(queue, task)
    queue.sort()
    return order + queue


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n)],), {}
