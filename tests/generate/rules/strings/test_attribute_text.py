"""Text that an object's attribute collects in a loop."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import check_run, check_silent
from tests.generate.rules.tables import check

REPORT = """
class Report:
    def __init__(self, start):
        self.body = start
        self.log = ""
        self.count = 0

    def money(self, cents):
        return self.sign(cents) + str(cents)

    def sign(self, cents):
        self.count += 1
        return "-" if cents < 0 else ""

    def show(self):
        return self.body

    def add(self, rows):
        for name, cents in rows:
            if not cents:
                continue
            line = name + self.money(cents)
            self.body = line + "\\n" + self.body
            for word in name.split():
                self.log = self.log + word + ","
        return self.count


def trial(start, rows):
    report = Report(start)
    try:
        found = report.add(rows)
    except TypeError:
        found = "failed"
    return [found, report.body, report.log, report.count]
"""


def test_both_directions_and_exceptions() -> None:
    rows = "[('a b', 3), ('c', 0), ('d', -2)]"
    questions = [f"trial('', {rows})", f"trial('end', {rows})", f"trial('x', {rows[:-1]}, ('e', 'f'), ('g', 1)])"]
    check_run(("attribute-concat-to-join", REPORT, [*questions, "trial('x', [])", "trial('x', [(3, 4)])"]))


def test_text() -> None:
    check(
        (
            "attribute-concat-to-join",
            """
            def write(page, lines):
                for line in lines:
                    page.text += f"{line};"
            """,
            """
            def write(page, lines):
                text_parts = []
                try:
                    for line in lines:
                        text_parts.append(f"{line};")
                finally:
                    page.text += "".join(text_parts)
            """,
        )
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("self.money(cents)", "self.money(cents) + self.show()"),
        ("self.money(cents)", "self.unknown(cents)"),
        ("self.money(cents)", "str(self)"),
        ("self.count += 1", "self.count += len(self.body) + len(self.log)"),
        ("            if not cents:\n", "            if len(self.body) + len(self.log) > 9:\n"),
        ("            if not cents:\n", "            yield name\n            if not cents:\n"),
    ],
)
def test_silent_where_the_text_is_seen(old: str, new: str) -> None:
    row = REPORT.replace(old, new, 1)
    assert row != REPORT
    if "show" in new:  # the log is still collected by itself
        row = row.replace('self.log = self.log + word + ","', "pass")
    check_silent(("attribute-concat-to-join", row))


def test_silent_for_lists_and_both_ends() -> None:
    check_silent(("attribute-concat-to-join", "def f(a, b):\n    for x in b:\n        a.items += [x]\n"))
    both = "def f(a, b):\n    for x in b:\n        a.t = 'x' + a.t\n        a.t += 'y'\n"
    check_silent(("attribute-concat-to-join", both))
