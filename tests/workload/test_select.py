"""Which inputs are kept where there are more than wanted."""

from __future__ import annotations

import pytest

from fasterpy.records import Case, ExpressionCase, Observation
from fasterpy.workload.select import choose


@pytest.mark.parametrize("most", [1, 7, 30, 90])
def test_mostly_the_shortest_and_some_of_all_lengths(most: int) -> None:
    cases: list[Case] = [ExpressionCase(expression=f"(({n},), {{}})", source="typed", size=n) for n in range(100)]
    runs = [(case, Observation(status="returned", value={"result": 1})) for case in cases]
    kept, _ = choose(runs, most)
    assert len(kept) == len(set(kept)) == most
    sizes = [case.size for case in kept]
    assert sizes == sorted(sizes)
    if most > 3:
        assert sizes[: most // 2] == list(range(most // 2))
        assert sizes[-1] == 99
