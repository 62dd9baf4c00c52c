"""Inputs for the functions of ``cases/dates.py``."""

from benchmarks.functions.draw import ints, pairs, word


def _day(r):
    return f"{r.randint(1990, 2030)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"


ARGS = {
    "days_between": lambda r, n: ([(_day(r), _day(r)) for _ in range(n)],),
    "leap_years": lambda r, n: (r.randint(-10, 2100), r.randint(-10, 2500)),
    "business_days": lambda r, n: ("2024-12-20", n, [f"2024-12-{d}" for d in ints(r, n // 3, 20, 31)]),
    "format_duration": lambda r, n: (ints(r, n, -5, 99999),),
    "merge_intervals": lambda r, n: (pairs(r, n, 0, 3 * n + 1),),
    "covered": lambda r, n: (pairs(r, n, -20, 20),),
    "birthdays": lambda r, n: ([(word(r), _day(r)) for _ in range(n)], r.randint(1, 3)),
}
EDGES = {
    "days_between": [([("2024-1-5", "2024-02-29")],), ([("2023-02-29", "2024-01-01")],), ([("x", "y")],)],
    "business_days": [("2024-02-28", -1, []), ("2024-02-28", 400, ["2024-02-29"]), ("bad", 1, [])],
    "birthdays": [([("a", "2000-02-xx"), ("b", "x")], 2)],
    "leap_years": [(1900, 1901), (2000, 2001), (5, 1)],
}
