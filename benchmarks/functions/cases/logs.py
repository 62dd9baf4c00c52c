"""Log files: filtering, counting, sessions."""

import re


def count_levels(lines: list[str]) -> dict[str, int]:
    """How often each level occurs; a level is the second word of a line."""
    levels = [line.split()[1] for line in lines if len(line.split()) > 1]
    counts = {}
    for level in levels:
        counts[level] = levels.count(level)
    return counts


def error_codes(lines: list[str]) -> list[str]:
    """Distinct codes such as E1234 in order of first appearance."""
    seen: list[str] = []
    for line in lines:
        for code in re.findall(r"\bE\d{4}\b", line):
            if code not in seen:
                seen.append(code)
    return seen


def strip_timestamps(lines):
    """Lines without their leading ``[...]`` part."""
    out = []
    for line in lines:
        pattern = re.compile(r"^\[[^\]]*\]\s*")
        out.append(pattern.sub("", line))
    return out


def sessions(events: list[tuple[int, int]], gap: int) -> int:
    """Number of sessions: events (user, time) of a user that are at most ``gap`` apart belong together."""
    total = 0
    users = list(set([user for user, _ in events]))
    for user in users:
        times = sorted([t for u, t in events if u == user])
        last = None
        for t in times:
            if last is None or t - last > gap:
                total += 1
            last = t
    return total


def tail_of_each(lines: list[str], count: int) -> dict[str, list[str]]:
    """The last ``count`` messages per source; a line is ``source: message``."""
    result: dict[str, list[str]] = {}
    for line in lines:
        source = line.split(":")[0]
        message = line.split(":")[1].strip() if ":" in line else ""
        if source not in result:
            result[source] = []
        result[source].append(message)
        if len(result[source]) > count:
            result[source].pop(0)
    return result


def matches_any(lines, words):
    """Lines that contain at least one of the words, ignoring case."""
    found = []
    for line in lines:
        hit = False
        for word in words:
            if word.lower() in line.lower():
                hit = True
        if hit:
            found.append(line)
    return found


def busiest_minute(times: list[int]) -> int:
    """The minute (seconds // 60) with most entries, the earliest on ties; -1 when empty."""
    minutes = [t // 60 for t in times]
    best, best_count = -1, 0
    for minute in sorted(set(minutes)):
        if minutes.count(minute) > best_count:
            best, best_count = minute, minutes.count(minute)
    return best
