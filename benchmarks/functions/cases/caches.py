"""Least recently used things and windows."""


def lru_hits(requests: list[int], size: int) -> int:
    """Hits of a cache that drops what was unused longest."""
    cache: list[int] = []
    hits = 0
    for request in requests:
        if request in cache:
            hits += 1
            cache.remove(request)
        elif len(cache) >= size and cache:
            cache.pop(0)
        if size > 0:
            cache.append(request)
    return hits


def distinct_in_windows(values: list[int], width: int) -> list[int]:
    """Number of distinct values in each window of a width of at least 1."""
    width = max(width, 1)
    return [len(set(values[i : i + width])) for i in range(len(values) - width + 1)]


def window_max(values: list[int], width: int) -> list[int]:
    """Largest value of each window of a width of at least 1."""
    width = max(width, 1)
    result = []
    for start in range(len(values) - width + 1):
        biggest = values[start]
        for value in values[start : start + width]:
            if value > biggest:
                biggest = value
        result.append(biggest)
    return result


def first_repeat(values):
    """The first value that was seen before; None when there is none."""
    seen = []
    for value in values:
        if value in seen:
            return value
        seen.append(value)
    return None


def fast_first_repeat(values: list[int]) -> int | None:
    """The first value that was seen before; None when there is none."""
    seen = set()
    add = seen.add
    for value in values:
        if value in seen:
            return value
        add(value)
    return None


class History:
    """The last few entries."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.entries: list[str] = []

    def add_all(self, entries: list[str]) -> list[str]:
        """Newest first, at most ``size``; an entry that is there moves to the front."""
        for entry in entries:
            if entry in self.entries:
                self.entries.remove(entry)
            self.entries.insert(0, entry)
            if len(self.entries) > self.size:
                self.entries.pop()
        return list(self.entries)
