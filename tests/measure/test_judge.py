from fasterpy.measure import judge
from fasterpy.records import Interval, SizePoint


def interval(point, low, high):
    return Interval(point=point, low=low, high=high)


def test_quiet_machine_is_trusted():
    good, reasons = judge.trustworthy(interval(1.5, 1.45, 1.55), interval(1.0, 0.99, 1.01), 1.1)
    assert good
    assert reasons == []


def test_biased_noise_floor_is_not():
    good, reasons = judge.trustworthy(interval(1.2, 1.15, 1.25), interval(1.12, 1.1, 1.14), 1.1)
    assert not good
    assert "1.12x against itself" in reasons[0]


def test_wide_noise_floor_is_not():
    good, reasons = judge.trustworthy(interval(1.2, 1.12, 1.3), interval(1.0, 0.8, 1.25), 1.1)
    assert not good
    assert any("noise floor" in reason for reason in reasons)


def test_a_gain_inside_the_floor_is_not():
    good, reasons = judge.trustworthy(interval(1.12, 1.1, 1.15), interval(1.05, 0.99, 1.13), 1.1)
    assert not good
    assert any("within the noise floor" in reason for reason in reasons)


def test_a_floor_narrower_than_the_gain_is_trusted():
    """The interval of the speedup has chance in it already."""
    good, _ = judge.trustworthy(interval(1.5, 1.3, 1.7), interval(1.0, 0.78, 1.25), 1.1)
    assert good


def test_large_gain_stands_out_of_a_wide_floor():
    good, _ = judge.trustworthy(interval(50.0, 30.0, 80.0), interval(1.0, 0.7, 1.4), 1.1)
    assert good


def test_untrusted_interval_is_stretched_by_the_noise_floor():
    wide = judge.widened(interval(2.7, 1.17, 6.2), interval(1.1, 0.5, 1.8))
    assert (wide.point, wide.low, wide.high) == (2.7, 1.17 / 2, 12.4)
    assert judge.widened(interval(2.7, 1.17, 6.2), None).low <= 0.5


def test_unknown_is_never_trusted():
    assert judge.trustworthy(None, None, 1.1)[0] is False


def points(*pairs):
    return [SizePoint(size=n, original_ns=s * 100, candidate_ns=100, speedup=s) for n, s in pairs]


def test_regression_at_small_sizes_is_said():
    warnings = judge.size_warnings(points((10, 0.6), (100, 1.0), (1000, 3.0)), 1.1)
    assert warnings == ["slower at small sizes: 0.60x at sizes up to 10"]


def test_gain_at_tiny_sizes_only_is_said():
    warnings = judge.size_warnings(points((10, 1.5), (100, 1.2), (1000, 1.0)), 1.1)
    assert warnings == ["faster only at small sizes (up to 100); 1.00x at size 1000"]


def test_steady_gain_needs_no_words():
    assert judge.size_warnings(points((10, 1.5), (1000, 1.6)), 1.1) == []


def test_imports():
    fast, none = interval(2, 1.8, 2.2), interval(1, 0.95, 1.05)
    assert "only with imports" in judge.cold_warnings(none, fast, 1.1)[0]
    assert "only without imports" in judge.cold_warnings(fast, none, 1.1)[0]
    assert judge.cold_warnings(fast, fast, 1.1) == []


def test_memory():
    assert "more than the 2x allowed" in judge.memory_warnings(1e6, 5e6, 2.0)[0]
    assert "bought with memory" in judge.memory_warnings(10e6, 50e6, None)[0]
    assert judge.memory_warnings(1e3, 5e3, None) == []


def test_a_gain_in_every_block_is_trusted_whatever_the_floor():
    gain, floor = interval(5.7, 3.9, 8.0), interval(0.9, 0.2, 2.6)
    assert not judge.trustworthy(gain, floor, 1.1, few=True)[0]
    assert judge.trustworthy(gain, floor, 1.1, few=True, outran=True) == (True, [])
