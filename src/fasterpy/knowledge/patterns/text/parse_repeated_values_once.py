"""The same few texts are parsed again and again: keep results of this call in a dict and parse each distinct text once."""

TAGS = ("cache", "parse", "repeat", "dict")

from datetime import datetime


def slow(rows):
    weekdays = []
    for day, amount in rows:
        weekdays.append((datetime.strptime(day, "%d.%m.%Y").weekday(), amount))
    return weekdays


def fast(rows):
    known = {}
    weekdays = []
    for day, amount in rows:
        weekday = known.get(day)
        if weekday is None:
            weekday = known[day] = datetime.strptime(day, "%d.%m.%Y").weekday()
        weekdays.append((weekday, amount))
    return weekdays


def inputs(n, rng):
    return ([(f"{rng.randrange(1, 28)}.{rng.randrange(1, 3)}.2024", rng.randrange(99)) for _ in range(n)],), {}
