"""Recursive helpers that scan the object's records: inner functions, on which tables and caches can be built."""

from __future__ import annotations

import textwrap

import pytest

from fasterpy.generate.rules.generator import RulesGenerator
from fasterpy.records import CleanedCode, Code, GenerationRequest
from tests.generate.rules.tables import rewritten

CHART = """
class Chart:
    def __init__(self, rows):
        self.rows = rows

    def below(self, name):
        return [row for row in self.rows if row[1] == name]

    def size(self, name):
        return sum(1 + self.size(row[0]) for row in self.below(name))

    def report(self):
        found = {}
        for row in self.rows:
            found[row[0]] = self.size(row[0])
        return found
"""
QUESTIONS = [
    "Chart([('a', None), ('b', 'a'), ('c', 'a'), ('d', 'c')]).report()",
    "Chart([]).report()",
    "Chart([('x', 'y'), ('x', None)]).report()",
]


def run(text: str, question: str) -> object:
    space: dict[str, object] = {}
    exec(textwrap.dedent(text), space)
    return eval(question, space)


def test_helpers_go_inside() -> None:
    after = rewritten("helpers-to-closures", CHART, qualname="Chart.report")
    assert after is not None and after.count("def size") == 2 and after.count("self.size(") == 1
    for question in QUESTIONS:
        assert run(CHART, question) == run(after, question)


def test_what_is_inside_is_made_once() -> None:
    names = ("helpers-to-closures", "equality-scan-to-index", "memoise-recursion")
    found = RulesGenerator().compose(CHART, names, qualname="Chart.report")
    assert found is not None and "@cache" in found.text and "setdefault" in found.text
    for question in QUESTIONS:
        assert run(CHART, question) == run(found.text, question)


@pytest.mark.parametrize(
    "text",
    [
        CHART.replace("found[row[0]] = ", "self.rows = self.rows[1:]; found[row[0]] = "),  # the rows change
        CHART.replace("return sum(", "self.rows.append(name); return sum("),
        CHART.replace("self.size(row[0]) for", "2 for"),  # nothing recursive
        CHART.replace("for row in self.rows:", "for row in list(self.rows):\n            LIMIT = 3").replace(
            "return [row for", "return [LIMIT for"
        ),  # a name would mean something else inside
    ],
)
def test_silent(text: str) -> None:
    assert rewritten("helpers-to-closures", text, qualname="Chart.report") is None


def test_a_cache_of_its_own_only_over_what_stays() -> None:
    inner = """
    def target(rows):
        def count(n):
            return 1 if n < 2 else count(n - 1) + count(n - 2) + len(rows)
        return count(len(rows))
    """
    after = rewritten("memoise-recursion", inner, qualname="target")
    assert after is not None and "@cache\n    def count" in after
    changed = inner.replace("return count(len(rows))", "rows.append(1)\n        return count(len(rows))")
    assert "@cache\n    def count" not in (rewritten("memoise-recursion", changed, qualname="target") or "")


def test_a_composition_without_the_cache_that_hides_the_scan() -> None:
    text = """
    class Ledger:
        def __init__(self, rows):
            self.rows = rows

        def balance(self, name):
            return sum(value for key, value in self.rows if key == name)

        def all(self, names):
            return [self.balance(name) for name in names]
    """
    code = Code(text=textwrap.dedent(text), kind="function", qualname="Ledger.all", filename="t.py")
    request = GenerationRequest(code=code, cleaned=CleanedCode(text=code.text, targets=(), source=code.text))
    found = RulesGenerator().generate([request])[0]
    wholes = [one.origin for one in found if "+" in one.origin]
    assert any("helper-calls-to-cache" in one for one in wholes)
    assert any("equality" in one and "helper-calls-to-cache" not in one for one in wholes)
