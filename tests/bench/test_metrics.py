import math

import pytest

from fasterpy.bench import metrics


def test_runtime_drops_the_first_run_of_each_case():
    """Eq. 2."""
    assert metrics.runtime([[100, 1, 2, 3], [50, 4, 4, 4]]) == pytest.approx((2 + 4) / 2)


def test_runtime_paired_takes_the_minimum():
    assert metrics.runtime_paired([[5, 3, 9], [10, 20, 30]]) == pytest.approx(6.5)


@pytest.mark.parametrize(
    ("got", "want", "share"),
    [
        ("1\n2\n", "1\n2\n", 1.0),
        ("1\n3\n", "1\n2\n", 0.5),
        ("1\n", "1\n2\n", 0.5),
        ("1\n2\n3\n", "1\n2\n", 1.0),
        ("", "1\n", 0.0),
        ("", "", 1.0),
        ("\n 1 \n\n", "1", 1.0),
        ("0.33333", "0.33340", 1.0),
        ("0.33", "0.34", 0.0),
        ("x 1.0 y", "x 1 y", 1.0),
        ("1e3", "1000.0", 1.0),
        ("12345678901234567891", "12345678901234567890", 0.0),
        ("Yes", "YES", 0.0),
        ("1 2", "1", 0.0),
        ("nan", "1", 0.0),
    ],
)
def test_line_accuracy(got, want, share):
    """Inner sum of Eq. 3."""
    assert metrics.line_accuracy(got, want) == pytest.approx(share)


def test_surplus_lines_are_seen():
    assert metrics.has_surplus("1\n2\n3\n", "1\n2\n")
    assert not metrics.has_surplus("1\n2\n\n", "1\n2")


def test_accuracy_is_the_mean_over_cases():
    """Eq. 3."""
    assert metrics.accuracy(["1", "2"], ["1", "3"]) == 0.5


ORIGINAL = [10.0, 20.0, 30.0, 40.0]
MODEL = [5.0, 19.0, None, 80.0]
CORRECT = [True, True, False, True]


def test_runtime_mean_is_over_correct_programs():
    """Eq. 4."""
    assert metrics.runtime_mean(MODEL, CORRECT) == pytest.approx((5 + 19 + 80) / 3)
    assert metrics.runtime_mean([1.0], [False]) is None


def test_pass_at_1():
    """Eq. 5."""
    assert metrics.pass_at_1(CORRECT) == 0.75


def test_at_speedup_is_a_ratio_of_means():
    """Eq. 6."""
    assert metrics.at_speedup(25.0, 10.0) == 2.5
    assert metrics.at_speedup(25.0, None) is None
    assert metrics.speedup_same(ORIGINAL, MODEL, CORRECT) == pytest.approx(70 / 104)


def test_optimized_is_over_all_programs_and_needs_ten_percent():
    """Eq. 7."""
    assert metrics.optimized(ORIGINAL, MODEL, CORRECT) == 0.25
    assert metrics.optimized([11.0], [10.0], [True]) == 0.0, "1.1 times is not more than 1.1 times"
    assert metrics.optimized([11.1], [10.0], [True]) == 1.0
    assert metrics.optimized([20.0], [1.0], [False]) == 0.0
    assert metrics.optimized(ORIGINAL, MODEL, CORRECT, 2.0) == 0.0


def test_geometric_mean():
    assert metrics.geometric_mean_speedup(ORIGINAL, MODEL, CORRECT) == pytest.approx(
        math.exp((math.log(2) + math.log(20 / 19) + math.log(0.5)) / 3)
    )
    assert metrics.geometric_mean_speedup([1.0], [None], [False]) is None


def test_ratios_of_the_least_times_and_of_rounds():
    """A machine that is half as fast for one round changes neither estimate."""
    by_least, by_round = metrics.ratios([[4.0, 8.0, 4.0]], [[2.0, 4.0, 2.0]])
    assert (by_least, by_round) == pytest.approx((2.0, 2.0))


def test_one_lucky_run_does_not_make_a_gain():
    original, model = [[4.0, 4.0, 4.0, 4.0, 4.0]], [[4.0, 4.0, 2.0, 4.0, 4.0]]
    by_least, by_round = metrics.ratios(original, model)
    assert by_least == pytest.approx(2.0)
    assert by_round == pytest.approx(1.0)
    assert metrics.cautious(by_least, by_round) == pytest.approx(1.0)


def test_ratios_look_only_at_rounds_that_both_took_part_in():
    assert metrics.ratios([[4.0, 4.0, 1.0]], [[8.0, 8.0]]) == pytest.approx((0.5, 0.5))


def test_ratios_weigh_cases_as_the_mean_run_time_does():
    assert metrics.ratios([[10.0], [1.0]], [[5.0], [2.0]]) == pytest.approx((11 / 7, 11 / 7))


@pytest.mark.parametrize(
    ("first", "second", "taken"), [(1.3, 1.2, 1.2), (0.5, 0.8, 0.8), (1.2, 0.9, 1.0), (1.0, 3.0, 1.0)]
)
def test_cautious(first, second, taken):
    assert metrics.cautious(first, second) == pytest.approx(taken)
