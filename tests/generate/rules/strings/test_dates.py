"""Dates: formatted from their fields, parsed once per text."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import rewritten

RUNS: list[Run] = [
    (
        "strftime-to-fields",
        """
        from datetime import date, datetime, timedelta

        FORM = "%d.%m.%Y %H:%M:%S"

        def days(start, n):
            out = []
            for i in range(n):
                day = start + timedelta(days=i)
                if day.strftime("%a") not in ("Sat", "Sun") and day.strftime("%A") != "Monday":
                    out.append((day.strftime("%Y-%m-%d"), int(day.strftime("%m")), day.strftime(FORM)))
            return out
        """,
        ["days(datetime(2024, 2, 27, 3, 4, 5), 9)", "days(datetime(999, 12, 30), 3)"],
    ),
    (
        "parse-repeated-text-once",
        """
        from datetime import datetime

        def per_day(rows, form):
            counts = {}
            for row in rows:
                day = datetime.strptime(row["at"], form).date()
                counts[day] = counts.get(day, 0) + 1
            return sorted(counts.items())
        """,
        ["per_day([{'at': '01/02/2024'}, {'at': '03/02/2024'}, {'at': '01/02/2024'}], '%d/%m/%Y')",
         "per_day([{'at': 'x'}], '%d/%m/%Y')"],
    ),
    (
        "strptime-to-fields",
        """
        from datetime import datetime

        FORM = "%d/%m/%Y"

        def per_day(rows):
            return [datetime.strptime(row, FORM) for row in rows]
        """,
        ["per_day(['01/02/2024', '1/2/2024'])", "per_day(['x'])"],
    ),
]  # fmt: skip
SILENT = [
    # Names of months depend on the locale.
    ("strftime-to-fields", 'def f(days):\n    return [day.strftime("%d %B") for day in days]\n'),
    ("strftime-to-fields", 'import time\ndef f():\n    return time.strftime("%Y")\n'),
    # Two things decide the value.
    (
        "parse-repeated-text-once",
        "from datetime import datetime\ndef f(rows):\n    for a, b in rows:\n        print(datetime.strptime(a, b))\n",
    ),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_meaning(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_not_twice(row: Run) -> None:
    once = rewritten(row[0], row[1])
    assert once is not None
    assert rewritten(row[0], once) is None
