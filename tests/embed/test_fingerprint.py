"""Sparse vectors of hybrid retrieval."""

from __future__ import annotations

import math

import pytest

from fasterpy.embed.fingerprint import Fingerprint, FingerprintConfig, advice_block, code_block

SLOW = "def f(xs, ys):\n    return [x for x in xs if x in list(ys)]\n"


def dot(left: dict[int, float], right: dict[int, float]) -> float:
    return sum(value * right.get(place, 0.0) for place, value in left.items())


def test_blocks_have_length_one_and_do_not_meet() -> None:
    code, words = code_block(SLOW), advice_block("Use a set; sets hash, lists are searched.")
    assert math.sqrt(dot(code, code)) == pytest.approx(1.0, abs=1e-6)
    assert math.sqrt(dot(words, words)) == pytest.approx(1.0, abs=1e-6)
    assert not code.keys() & words.keys()
    assert all(0 <= place < 2**31 for place in (*code, *words))


def test_names_do_not_matter_and_structure_does() -> None:
    renamed = code_block(SLOW.replace("xs", "orders").replace("ys", "known"))
    assert dot(code_block(SLOW), renamed) == pytest.approx(1.0, abs=1e-6)
    assert dot(code_block(SLOW), code_block("def f(n):\n    return n + 1\n")) < 0.3


def test_weights_of_a_query_sum_to_one_with_and_without_advice() -> None:
    encoder = Fingerprint(FingerprintConfig(dense=1.0, fingerprint=2.0, advice=1.0))
    (entry,) = encoder.entries([SLOW], ["Use a set."])
    (factor, terms), (plain, alone) = encoder.queries([SLOW, SLOW], ["Use a set.", ""])
    assert (factor, plain) == pytest.approx((0.25, 1 / 3))
    assert factor + dot(terms, entry) == pytest.approx(1.0, abs=1e-6)
    assert plain + dot(alone, entry) == pytest.approx(1.0, abs=1e-6)


def test_text_that_does_not_parse_and_words_of_no_meaning() -> None:
    assert code_block("def f(:")
    assert advice_block("the of and") == {}
    assert Fingerprint().entries(["def f(:"], [""]) == [code_block("def f(:")]
