"""`list.pop(0)` moves every remaining element: use `collections.deque` and `popleft` for a queue."""

TAGS = ("queue", "deque", "pop")
RULE = "pop-front-to-deque"


def slow(jobs):
    pending = list(jobs)
    done = []
    while pending:
        job = pending.pop(0)
        done.append(job)
        if job > 1 and job % 2 == 0:
            pending.append(job // 2)
    return done


def fast(jobs):
    from collections import deque

    pending = deque(jobs)
    done = []
    while pending:
        job = pending.popleft()
        done.append(job)
        if job > 1 and job % 2 == 0:
            pending.append(job // 2)
    return done


SIZES = (1000, 50_000)


def inputs(n, rng):
    return ([rng.randrange(1000) for _ in range(n)],), {}
