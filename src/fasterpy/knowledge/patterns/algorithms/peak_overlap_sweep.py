"""Comparing every interval with every other to find the busiest moment is quadratic: sort start and end events and sweep once."""

TAGS = ("intervals", "sweep", "sort", "nested-loop")

SIZES = (50, 400)


def slow(meetings):
    most = 0
    for start, _ in meetings:
        running = 0
        for other_start, other_end in meetings:
            if other_start <= start < other_end:
                running += 1
        most = max(most, running)
    return most


def fast(meetings):
    events = [(start, 1) for start, end in meetings if end > start]
    events += [(end, -1) for start, end in meetings if end > start]
    events.sort()
    most = running = 0
    for _, change in events:
        running += change
        if running > most:
            most = running
    return most


def inputs(n, rng):
    made = []
    for _ in range(n):
        start = rng.randrange(1000)
        made.append((start, start + rng.randrange(1, 50)))
    return (made,), {}
