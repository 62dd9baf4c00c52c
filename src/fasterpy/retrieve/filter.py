"""Algorithm 2, suggestions filtering (paper §4.4), in the sense of Steps 3.1–3.4.

The paper's pseudo-code differs from its Steps in four places; we follow the Steps:

- line 8 takes the reference similarity after the closest record has been removed (so from the second closest);
- lines 10–12 return without the closest record (and compare with k−1 where k−1 records would still all fit);
- line 14 sorts the unfiltered R_m by rate, so that the filter of line 9 has no effect and the closest may come twice;
- line 15 fills a list that the closest record never entered.
"""

from __future__ import annotations

from collections.abc import Sequence

from fasterpy.records import KnowledgeHit


def filter_suggestions(hits: Sequence[KnowledgeHit], top_k: int, distance_range: float) -> list[KnowledgeHit]:
    """The closest hit, then at most ``top_k`` − 1 of those within ``distance_range`` of it, best rate first.

    Args:
        hits: R_m, in any order.
        top_k: k ≥ 0, how many suggestions to give at most. When no more than k hits are left once identical texts are
            merged, all are returned, closest first.
        distance_range: Δ ≥ 0, how much less similar than the closest a suggestion may be.
    """
    ordered = _distinct(sorted(hits, key=lambda hit: (-hit.distance, -hit.rate, hit.id)))
    if len(ordered) <= top_k:
        return ordered
    if top_k < 1:
        return []
    closest, others = ordered[0], ordered[1:]
    near = [hit for hit in others if hit.distance >= closest.distance - distance_range]
    near.sort(key=lambda hit: (-hit.rate, -hit.distance, hit.id))
    return [closest, *near[: top_k - 1]]


def _distinct(hits: Sequence[KnowledgeHit]) -> list[KnowledgeHit]:
    """Of hits with the same advice only the first, that is the closest."""
    seen: set[str] = set()
    kept = []
    for hit in hits:
        text = " ".join(hit.summary.split()).casefold().rstrip(".")
        if text not in seen:
            seen.add(text)
            kept.append(hit)
    return kept
