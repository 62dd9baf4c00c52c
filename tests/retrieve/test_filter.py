"""Algorithm 2 in the sense of Steps 3.1–3.4."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fasterpy.records import KnowledgeHit
from fasterpy.retrieve import filter_suggestions


def hit(number: int, distance: float, rate: float, text: str = "") -> KnowledgeHit:
    return KnowledgeHit(id=number, summary=text or f"advice {number}", rate=rate, distance=distance)


def ids(hits: list[KnowledgeHit]) -> list[int]:
    return [found.id for found in hits]


def test_the_closest_stays_and_the_best_rates_of_the_near_ones_follow() -> None:
    hits = [hit(1, 0.90, 1.2), hit(2, 0.85, 9.0), hit(3, 0.84, 20.0), hit(4, 0.60, 500.0), hit(5, 0.89, 3.0)]
    assert ids(filter_suggestions(hits, 3, 0.1)) == [1, 3, 2]


def test_the_tolerance_is_counted_from_the_closest_not_from_the_second() -> None:
    hits = [hit(1, 0.90, 1.2), hit(2, 0.82, 2.0), hit(3, 0.78, 9.0), hit(4, 0.5, 99.0)]
    assert ids(filter_suggestions(hits, 3, 0.1)) == [1, 2]


def test_no_more_than_k_are_all_returned_even_the_distant_ones() -> None:
    hits = [hit(1, 0.2, 1.5), hit(2, 0.9, 1.5)]
    assert ids(filter_suggestions(hits, 2, 0.0)) == [2, 1]
    assert filter_suggestions([], 3, 0.1) == []


def test_the_closest_is_not_returned_twice_when_it_has_the_best_rate() -> None:
    hits = [hit(1, 0.9, 50.0), hit(2, 0.88, 2.0), hit(3, 0.87, 3.0), hit(4, 0.86, 4.0)]
    assert ids(filter_suggestions(hits, 3, 0.1)) == [1, 4, 3]


def test_identical_texts_come_once_and_make_room() -> None:
    hits = [hit(1, 0.9, 2.0, "Use a set."), hit(2, 0.89, 9.0, "use  a set"), hit(3, 0.85, 1.5), hit(4, 0.84, 1.4)]
    assert ids(filter_suggestions(hits, 3, 0.1)) == [1, 3, 4]


HITS = st.lists(
    st.builds(hit, st.integers(0, 10**6), st.floats(-1, 1), st.floats(0.1, 100), st.sampled_from("abcdefghijkl")),
    max_size=14,
)


@given(HITS, st.integers(0, 6), st.floats(0, 1))
def test_properties(hits: list[KnowledgeHit], top_k: int, distance_range: float) -> None:
    found = filter_suggestions(hits, top_k, distance_range)
    texts = {h.summary for h in hits}
    assert len(found) <= top_k
    assert all(h in hits for h in found)
    assert len({h.summary for h in found}) == len(found)
    if len(texts) <= top_k:
        assert {h.summary for h in found} == texts
    if found:
        closest = max(h.distance for h in hits)
        assert found[0].distance == closest
        if len(texts) > top_k:
            assert all(h.distance >= closest - distance_range for h in found)
            assert [h.rate for h in found[1:]] == sorted((h.rate for h in found[1:]), reverse=True)
    assert filter_suggestions(hits[::-1], top_k, distance_range) == found or len({h.id for h in hits}) < len(hits)
