import math

import numpy as np
import pytest

from fasterpy.measure import sequential, stats


def test_hodges_lehmann_ignores_wild_values():
    values = np.array([0.1, 0.11, 0.09, 0.1, 0.1, 50.0, 0.1, 0.12, 0.08])
    assert stats.hodges_lehmann(values) == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize("n", [5, 8])
def test_signed_rank_matches_enumeration(n):
    """Exact null distribution, counted the slow way."""
    sums = sorted(sum(r for r in range(1, n + 1) if mask >> (r - 1) & 1) for mask in range(2**n))
    for alpha in (0.02, 0.1, 0.2):
        cut = stats.signed_rank_rank(n, alpha)
        missed = sum(s <= cut for s in sums) / 2**n if cut >= 0 else 0
        assert missed <= alpha / 2
        assert sum(s <= cut + 1 for s in sums) / 2**n > alpha / 2


def test_normal_approximation_continues_the_exact_ranks():
    exact = stats.signed_rank_rank(60, 0.05)
    beyond = stats.signed_rank_rank(61, 0.05)
    assert 0 < beyond - exact < 40


def test_too_few_values_give_no_rank_interval():
    assert stats.rank_interval(np.array([0.1, 0.2, 0.1]), 0.01) is None


def test_few_pairs_use_a_wide_interval():
    interval = stats.t_interval(np.log([2.0, 2.0, 2.0]))
    assert interval is not None
    _, low, high = interval
    assert low < math.log(2) - 0.2 < math.log(2) + 0.2 < high, "agreement of three pairs is no evidence of no noise"


def test_rank_interval_covers():
    rng = np.random.default_rng(1)
    missed = 0
    for _ in range(600):
        values = rng.standard_t(2, size=20) * 0.05 + 0.14
        interval = stats.rank_interval(values, 0.05)
        assert interval is not None
        missed += not interval[1] <= 0.14 <= interval[2]
    assert missed / 600 < 0.08


def test_bootstrap_agrees_with_ranks():
    values = np.random.default_rng(2).normal(0.2, 0.03, 40)
    _, low, high = stats.bootstrap_interval(values, 0.05)
    assert low < 0.2 < high
    assert high - low < 0.06


def test_weighted_log_ratio_leaves_out_empty_columns():
    original = np.array([[200.0, 0.0], [200.0, 300.0]])
    candidate = np.array([[100.0, 0.0], [100.0, 300.0]])
    weights = np.array([[1.0, 0.0], [1.0, 1.0]])
    pairs = stats.weighted_log_ratio(original, candidate, weights)
    assert pairs == pytest.approx([math.log(2), math.log(2) / 2])


def test_error_spent_over_all_looks_stays_below_the_rate():
    assert sum(sequential.spent(k, 0.02) for k in range(1, 10_000)) < 0.02


def test_looks_grow():
    found = [n for n, _ in zip(sequential.looks(), range(6), strict=False)]
    assert found[0] == sequential.FIRST_LOOK
    assert found == sorted(set(found))


def test_repeated_looks_rarely_claim_noise():
    """Pure noise of 20%, looked at up to nine times: stopping at the first good look claims almost nothing."""
    rng = np.random.default_rng(3)
    threshold, claims = math.log(1.1), 0
    for _ in range(300):
        values = rng.normal(0.0, 0.2, 240)
        for look, count in enumerate(sequential.looks(), start=1):
            if count > 240:
                break
            decision = sequential.decide(sequential.look_at(values[:count], look, 0.02), threshold)
            if decision == "not faster":
                break
            if decision == "faster":
                claims += 1
                break
    assert claims == 0


def test_decide():
    assert sequential.decide(None, 0.1) == "undecided"
    assert sequential.decide((0.2, 0.1, 0.3), 0.1) == "faster"
    assert sequential.decide((0.0, -0.1, 0.05), 0.1) == "not faster"
    assert sequential.decide((0.1, 0.05, 0.2), 0.1) == "undecided"


def test_stray_blocks_keep_their_level():
    from math import comb

    for n in range(1, 30):
        for alpha in (0.01, 0.005, 0.0025):
            k = stats.stray_blocks(n, alpha)
            tail = [sum(comb(n, i) * (1 / 3) ** (n - i) * (2 / 3) ** i for i in range(m + 1)) for m in range(n)]
            assert k == sum(value <= alpha for value in tail) - 1
    assert stats.stray_blocks(4, 0.005) == -1
    assert stats.stray_blocks(9, 0.005) == 1


def test_one_wild_block_does_not_move_the_bounds():
    leads = np.full(9, 1.7) + np.linspace(0, 0.05, 9)
    calm = stats.outrun_interval(leads, leads + 0.02, 0.005)
    wild = leads.copy()
    wild[4] = -3.0
    disturbed = stats.outrun_interval(wild, leads + 0.02, 0.005)
    assert calm is not None
    assert disturbed is not None
    assert disturbed[0] >= 1.7


def test_bounds_miss_no_more_than_their_level_under_wild_noise():
    """Three runs of the same code, with noise that no model has: heavy tails, another spread in every block."""
    rng = np.random.default_rng(5)
    missed = 0
    for _ in range(4000):
        spread = np.exp(rng.standard_normal(9))[:, None]
        runs = spread * rng.standard_cauchy((9, 3))
        ratios = runs[:, :2] - runs[:, 2:]
        bounds = stats.outrun_interval(ratios.min(axis=1), ratios.max(axis=1), 0.005)
        assert bounds is not None
        missed += bounds[0] > 0 or bounds[1] < 0
    assert missed <= 4000 * 0.01 * 1.3
