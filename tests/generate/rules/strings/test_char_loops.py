"""Texts copied letter by letter."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

ESCAPE = """
    SEPARATOR = ";"

    def escape(text):
        out, special = "", False
        for char in text:
            if char == '"':
                out += '""'
                special = True
            else:
                out += char
                if char == SEPARATOR or char in "\\r\\n":
                    special = True
        return (out, special)
    """
HTML = """
    def html(text):
        out = ""
        for char in text:
            if char == "&":
                out += "&amp;"
            elif char == "<":
                out += "&lt;"
            elif char in ("'", '"'):
                continue
            else:
                out += char
        return out
    """
RUNS: list[Run] = [
    (
        "letters-until-to-partition",
        """
        def f(lines):
            out = []
            for line in lines:
                text = ""
                for letter in line:
                    if letter == "#":
                        break
                    text += letter
                out.append(text)
            return out
        """,
        ["f([])", "f(['a#b', '', '#', 'abc'])"],
    ),
    ("char-loop-to-translate", ESCAPE, ["escape('a;\"b\"')", "escape('')", "escape('plain')", "escape('x\\ny')"]),
    ("char-loop-to-translate", HTML, ["html('a&b<\"c\\'')", "html('')", "html('&&lt;')"]),
]
SILENT = [
    # Letters that are not named are changed or set a flag; the order of letters matters; more than one letter at once.
    ("char-loop-to-translate", HTML.replace("out += char", "out += char.upper()")),
    ("char-loop-to-translate", ESCAPE.replace("out += char\n", "out += char\n                special = False\n")),
    ("char-loop-to-translate", ESCAPE.replace("special = True\n            else", "special = 1\n            else")),
    ("char-loop-to-translate", HTML.replace('char == "&"', 'char == "&&"')),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{number}-{row[0]}" for number, row in enumerate(RUNS)])
def test_same_values(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=[f"{number}-{row[0]}" for number, row in enumerate(SILENT)])
def test_near_misses(row: tuple[str, str]) -> None:
    check_silent(row)
