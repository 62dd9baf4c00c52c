"""Calendars and durations."""

from datetime import datetime, timedelta


def days_between(pairs: list[tuple[str, str]]) -> list[int]:
    """Days between two ISO dates."""
    result = []
    for first, second in pairs:
        a = datetime.strptime(first, "%Y-%m-%d")
        b = datetime.strptime(second, "%Y-%m-%d")
        result.append((b - a).days)
    return result


def leap_years(start: int, end: int) -> int:
    """Leap years in [start, end)."""
    count = 0
    for year in range(start, end):
        if (year % 4 == 0 and year % 100 != 0) or year % 400 == 0:
            count += 1
    return count


def business_days(start: str, days: int, holidays: list[str]) -> list[str]:
    """The next ``days`` (at most 300) days from start that are neither weekend nor holiday."""
    result = []
    current = datetime.strptime(start, "%Y-%m-%d")
    while len(result) < min(days, 300):
        if current.weekday() < 5 and current.strftime("%Y-%m-%d") not in holidays:
            result.append(current.strftime("%Y-%m-%d"))
        current = current + timedelta(days=1)
    return result


def format_duration(seconds: list[int]) -> list[str]:
    """Seconds as H:MM:SS."""
    out = []
    for value in seconds:
        hours = 0
        while value >= 3600:
            value -= 3600
            hours += 1
        minutes = 0
        while value >= 60:
            value -= 60
            minutes += 1
        out.append(str(hours) + ":" + str(minutes).zfill(2) + ":" + str(value).zfill(2))
    return out


def merge_intervals(intervals):
    """Overlapping or touching intervals joined, ascending."""
    merged = []
    for begin, end in sorted(intervals):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def covered(intervals: list[tuple[int, int]]) -> int:
    """How many whole units the intervals [a, b) cover together."""
    units = []
    for begin, end in intervals:
        for unit in range(begin, end):
            if unit not in units:
                units.append(unit)
    return len(units)


def birthdays(people: list[tuple[str, str]], month: int) -> list[str]:
    """Names (ISO birth dates) with a birthday in a month, sorted."""
    names = []
    for name, born in people:
        if int(born.split("-")[1]) == month:
            names.append(name)
            names.sort()
    return names
