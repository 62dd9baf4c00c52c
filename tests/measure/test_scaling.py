import math

import numpy as np
import pytest

from fasterpy.measure.scaling import UNKNOWN, growth, scaling
from fasterpy.records import SizePoint

SIZES = [8, 32, 128, 512, 2048, 8192, 32768]
LAWS = {
    "1": lambda n: 300.0,
    "log n": lambda n: 50 + 40 * math.log2(n),
    "n": lambda n: 400 + 20 * n,
    "n log n": lambda n: 400 + 9 * n * math.log2(n),
    "n^2": lambda n: 500 + 30 * n + 4 * n**2,
}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("noise", [0.0, 0.02])
def test_class_is_found(law, noise):
    rng = np.random.default_rng(4)
    right = 0
    for _ in range(20):
        times = [LAWS[law](n) * rng.lognormal(0, noise) for n in SIZES]
        right += growth(SIZES, times).name == law
    assert right >= 18


def test_cubic_on_small_sizes():
    sizes = [4, 8, 16, 32, 64, 128]
    assert growth(sizes, [200 + 3 * n**3 for n in sizes]).name == "n^3"


@pytest.mark.parametrize("base", [1.618, 2.0])
def test_exponential(base):
    sizes = [5, 8, 11, 14, 17, 20]
    assert growth(sizes, [300 + 90 * base**n for n in sizes]).name == "2^n"


def test_exponent_has_an_interval_that_covers():
    found = growth(SIZES, [3.0 * n**1.5 for n in SIZES]).exponent
    assert found is not None
    assert found.low <= 1.5 <= found.high
    assert found.point == pytest.approx(1.5, abs=0.01)


def test_chaos_is_unknown():
    assert growth(SIZES, [10, 9000, 12, 40_000, 15, 90_000, 11]).name == UNKNOWN


def test_few_sizes_are_unknown():
    assert growth([10, 20], [1, 2]).name == UNKNOWN
    assert scaling([SizePoint(size=1, original_ns=1, candidate_ns=1, speedup=1)]) is None


def test_both_versions():
    points = [SizePoint(size=n, original_ns=2.0 * n**2, candidate_ns=50.0 * n, speedup=1) for n in SIZES]
    found = scaling(points)
    assert found is not None
    assert (found.original, found.candidate) == ("n^2", "n")
