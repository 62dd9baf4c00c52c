"""Expressions for values of standard library classes."""

from __future__ import annotations

from typing import Any

DATES = {
    "date": [
        "lib_datetime.date(2024, 2, 29)",
        "lib_datetime.date(1999, 12, 31)",
        "lib_datetime.date(2000, 1, 1)",
        "lib_datetime.date(2023, 7, 14)",
    ],
    "datetime": [
        "lib_datetime.datetime(2024, 2, 29, 23, 59, 59)",
        "lib_datetime.datetime(2000, 1, 1)",
        "lib_datetime.datetime(2023, 7, 14, 12, 30, 1, 5)",
    ],
    "timedelta": [
        "lib_datetime.timedelta(0)",
        "lib_datetime.timedelta(days=1, seconds=3)",
        "lib_datetime.timedelta(seconds=-5)",
        "lib_datetime.timedelta(hours=30)",
    ],
    "time": ["lib_datetime.time(0, 0)", "lib_datetime.time(23, 59, 59)", "lib_datetime.time(12, 30)"],
    "timezone": ["lib_datetime.timezone.utc"],
}
PLAIN: dict[Any, str] = {
    "Decimal": "lib_decimal.Decimal",
    "Fraction": "lib_fractions.Fraction",
    "Path": "lib_pathlib.Path",
    "PurePath": "lib_pathlib.PurePath",
    "PosixPath": "lib_pathlib.Path",
    "StringIO": "lib_io.StringIO",
    "BytesIO": "lib_io.BytesIO",
    "TextIO": "lib_io.StringIO",
    "IOBase": "lib_io.StringIO",
    "BinaryIO": "lib_io.BytesIO",
    "TextIOBase": "lib_io.StringIO",
}
REGEXES = [
    f"load('re', 'compile')({pattern!r})"
    for pattern in ("a+", "[a-z]+", "\\d+", "(\\w+)", "", "b|ab", "\\s", "(a)(b)?", "^.", "[^a]$")
]
DECIMALS = ("0", "1.10", "-2.5", "100", "0.333", "1E+3", "7.005", "12.34", "123456.785", "99999999.995")
