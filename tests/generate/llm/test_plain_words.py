import ast

from fasterpy.generate.llm.plain_words import about, bare, hints
from fasterpy.records import Suggestion

from .requests import request

TEXT = '''"""Module."""
import os


class A:
    """Class."""

    def f(self, x):
        """What it does: ``x``.

        >>> A().f(1)
        """
        return x


def lonely():
    """Nothing else."""


def crowded(): "one line"; return 1
'''


def test_docstrings_go_where_something_is_left() -> None:
    text = bare(TEXT)
    ast.parse(text)
    assert "Module." not in text and "Class." not in text and ">>>" not in text
    assert "Nothing else." in text and "one line" in text and "return x" in text
    assert bare("def f(:\n") == "def f(:\n"


def test_blank_lines_go_unless_they_are_part_of_a_text() -> None:
    assert bare("a = 1\n\n\nfor b in c:\n\n    d()\n") == "a = 1\nfor b in c:\n    d()\n"
    text = "a = 1\n\nb = '''x\n\ny'''\n"
    assert bare(text) == text


def test_what_the_target_is_about() -> None:
    assert about(TEXT, ("A.f",)) == "What it does: ``x``."
    assert about(TEXT, ("A",)) == "Class."
    assert about(TEXT, ("A.g",)) == about(TEXT, ()) == about("def f(:", ("f",)) == about(TEXT, ("os",)) == ""


def test_a_place_is_the_line_itself() -> None:
    suggestions = tuple(
        Suggestion(text="t", rate=1.0, distance=0.5, place=place) for place in ("line 2", "line 900", "")
    )
    asked = request(suggestions=suggestions)
    line = asked.code.text.split("\n")[1].strip()
    assert [each.place for each in hints(asked)] == [f"`{line}`" if line else "line 2", "line 900", ""]
