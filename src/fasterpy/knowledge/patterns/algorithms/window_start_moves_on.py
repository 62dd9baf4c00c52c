"""Testing all earlier rows for whether they are recent enough is quadratic: in rows sorted by time the first recent one only moves on."""

TAGS = ("window", "time", "two-pointers", "sort")
RULE = "moving-window-start"

SIZES = (100, 2000)


def slow(events, window):
    events = sorted(events)
    rates = []
    for i, (now, _) in enumerate(events):
        recent = [status for ts, status in events[: i + 1] if now - ts < window]
        rates.append(sum(1 for status in recent if status >= 500) / len(recent))
    return rates


def fast(events, window):
    events = sorted(events)
    rates = []
    start = 0
    for i, (now, _) in enumerate(events):
        while start <= i and now - events[start][0] >= window:
            start += 1
        recent = [status for _, status in events[start : i + 1]]
        rates.append(sum(1 for status in recent if status >= 500) / len(recent))
    return rates


def inputs(n, rng):
    return ([(rng.randrange(10 * n), rng.choice((200, 200, 404, 500))) for _ in range(n)], 100), {}
