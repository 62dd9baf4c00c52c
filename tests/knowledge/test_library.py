"""The generated files of the library are up to date, and a base built from it is searchable."""

from __future__ import annotations

from pathlib import Path

import pytest

from fasterpy.errors import StoreError
from fasterpy.generate.rules.registry import all_rules
from fasterpy.knowledge.gallery import gallery
from fasterpy.knowledge.library import load_patterns, load_rates, parse_pattern, pattern_entries
from fasterpy.knowledge.measure import MIN_RATE, measure_pattern
from fasterpy.knowledge.runner import Runnable, difference, digest

ROOT = Path(__file__).parents[2]
PATTERNS = load_patterns()
RATES = load_rates()


def test_every_pattern_has_a_rate_of_its_present_text() -> None:
    stale = [p.key for p in PATTERNS if p.key not in RATES.rates or RATES.rates[p.key].digest != digest(p)]
    assert not stale, "run  python -m fasterpy.knowledge.measure"
    assert set(RATES.rates) == {p.key for p in PATTERNS}


def test_every_pattern_gains() -> None:
    assert not [key for key, rate in RATES.rates.items() if rate.rate < MIN_RATE]


def test_the_gallery_is_up_to_date() -> None:
    page = ROOT / "docs" / "patterns.md"
    assert page.read_text() == gallery(PATTERNS, RATES), "run  python -m fasterpy.knowledge.gallery docs/patterns.md"


def test_entries_hold_slow_code_with_what_it_needs() -> None:
    entries = {entry.source: entry for entry in pattern_entries(PATTERNS)}
    assert len(entries) == len(PATTERNS) >= 120
    assert "import re" in entries["patterns:regex/compile_in_loop"].input
    assert "def _cost" in entries["patterns:caching/repeated_pure_call"].input
    assert "def fast" not in entries["patterns:regex/compile_in_loop"].input
    assert entries["patterns:programs/module_level_loop_in_function"].input.startswith("n = int(input())")
    assert all(entry.verified and entry.rate >= MIN_RATE and entry.licence for entry in entries.values())


def test_rules_that_patterns_name_exist() -> None:
    known = {rule.name for rule in all_rules()}
    assert not {p.key: p.rule for p in PATTERNS if p.rule and p.rule not in known}


def test_a_big_gain_is_measured_as_one() -> None:
    pattern = next(p for p in PATTERNS if p.key == "algorithms/two_sum_hash")
    assert measure_pattern(pattern, rounds=3).rate > 5


def test_a_file_that_is_no_pattern_is_named(tmp_path: Path) -> None:
    file = tmp_path / "odd.py"
    file.write_text("def slow(): pass\n")
    with pytest.raises(StoreError, match=r"odd\.py"):
        parse_pattern(file)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ([1, 2], [1, 2], True),
        ([1, 2], [1, 2.0], False),
        ([1], (1,), False),
        (True, 1, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        (float("nan"), float("nan"), True),
        (0.1 + 0.2, 0.3, False),
        ({1, 2}, {2, 1}, True),
    ],
)
def test_the_comparison_is_strict(a: object, b: object, same: bool) -> None:
    assert (difference(a, b) == "") is same


def test_a_wrong_pattern_would_be_noticed(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text(
        '"""Sorting a copy is slower than sorting in place, says this wrong pattern."""\n'
        'TAGS = ("sort", "copy", "wrong")\n'
        "def slow(xs):\n    return sorted(xs)\n"
        "def fast(xs):\n    xs.sort()\n    return xs\n"
        "def inputs(n, rng):\n    return ([rng.random() for _ in range(n)],), {}\n"
    )
    runnable = Runnable(parse_pattern(file))
    assert "result[1]" in difference(runnable.outcome("slow", 9, 1), runnable.outcome("fast", 9, 1))
