"""The measurer over times from a formula: no processes, no clock."""

import msgspec
import pytest

from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.measurer import PairedMeasurer
from fasterpy.measure.plan import make_plan
from fasterpy.records import Code, ExpressionCase, GeneratorCase, StdinCase
from fasterpy.testing.synthetic_timing import SyntheticExecutor

SIZES = (10, 100, 1000, 10_000)


def function(text):
    return Code(text=text, kind="function", qualname="f")


def recipes(sizes=SIZES, each=2):
    return [
        GeneratorCase(text="", filename="i.py", size=n, seed=i, index=0, source="test")
        for n in sizes
        for i in range(each)
    ]


def ticking(step=0.01):
    """A clock that advances by ``step`` each time that it is read."""
    now = [0.0]

    def read():
        now[0] += step
        return now[0]

    return read


def measure(cost, cases=None, seconds=10.0, original="old", candidate="new", scaling=True, **options):
    executor = SyntheticExecutor(cost, **options)
    measurer = PairedMeasurer(executor, MeasureConfig(scaling=scaling), clock=ticking())
    return measurer.measure(function(original), function(candidate), cases or recipes(), seconds), executor


def by(factor):
    """New code is ``factor`` times faster at every size."""
    return lambda text, case, index: case.size * 10_000.0 / (factor if text == "new" else 1.0)


def test_gain_is_found_with_its_size():
    found, _ = measure(by(1.5), noise=0.03)
    assert found.speedup is not None
    assert found.speedup.low <= 1.5 <= found.speedup.high
    assert found.speedup.low >= 1.1
    assert found.trustworthy
    assert found.noise is not None
    assert found.noise.low <= 1.0 <= found.noise.high
    assert [p.size for p in found.sizes] == list(SIZES)
    assert found.scaling is not None
    assert found.scaling.original == "n"


@pytest.mark.parametrize("noise", [0.0, 0.05, 0.3])
def test_no_gain_is_not_claimed(noise):
    for seed in range(10):
        found, _ = measure(by(1.0), noise=noise, spikes=0.1, seed=seed)
        assert found.speedup is not None
        assert found.speedup.low < 1.1


def test_small_gain_is_found_within_the_budget():
    hits = 0
    for seed in range(40):
        found, _ = measure(by(1.15), noise=0.02, spikes=0.02, seed=seed)
        assert found.speedup is not None
        hits += found.speedup.low >= 1.1
    assert hits >= 38


def test_stops_early_when_the_answer_is_clear():
    clear, _ = measure(by(3.0), noise=0.02)
    close, _ = measure(by(1.11), noise=0.05, seconds=30)
    assert clear.pairs < close.pairs


def test_more_seconds_may_mean_more_blocks_instead_of_more_inputs():
    cases = [StdinCase(stdin=b"%d" % n, source="test", size=n) for n in (1, 3, 6, 12, 32, 128)]
    programs = [Code(text=text, kind="program", filename="p.py") for text in ("old", "new")]

    def inputs(plan_s, seconds):
        config = MeasureConfig(scaling=False, memory=False, cold=False, counters=False, plan_s=plan_s)
        executor = SyntheticExecutor(lambda text, case, index: 10_000_000.0, noise=0.02)
        return PairedMeasurer(executor, config, clock=ticking(0.001)).measure(*programs, cases, seconds).extra["inputs"]

    assert inputs(None, 2.0) < inputs(None, 8.0)
    assert inputs(2.0, 8.0) == inputs(None, 2.0)


def test_no_input_is_timed_twice_in_a_process():
    _, executor = measure(lambda text, case, index: case.size * 2.0, noise=0.02)
    assert any(len(job.cases) > 1 for job in executor.jobs), "short calls share processes"
    for job in executor.jobs:
        keys = [(c.seed, c.size) for c in (*job.warmup, *job.cases)]
        assert len(set(keys)) == len(keys)


def test_long_calls_have_a_process_of_their_own():
    _, executor = measure(by(2.0), scaling=False)
    assert all(len(job.cases) == 1 and not job.warmup for job in executor.jobs)


def test_every_block_brings_new_inputs():
    _, executor = measure(by(1.12), noise=0.05)
    seeds = {case.seed for job in executor.jobs for case in job.cases}
    assert len(seeds) > 50


def test_results_kept_between_calls_do_not_count():
    def cost(text, case, index):
        return 40_000.0 if text == "old" or index == 0 else 500.0

    found, _ = measure(cost, cases=recipes((10, 20), 8), noise=0.02)
    assert found.speedup is not None
    assert found.speedup.high < 1.1
    assert any("kept between calls" in w for w in found.warnings)


def test_work_moved_to_import_is_charged():
    found, _ = measure(
        by(10.0),
        cases=recipes((1000,), 3),
        noise=0.02,
        load=lambda text: 10_100_000.0 if text == "new" else 100_000.0,
    )
    assert found.speedup is not None
    assert found.speedup.high < 1.1
    assert any("moved to import" in w for w in found.warnings)
    assert found.extra["speedup_calls_alone"] == pytest.approx(10, rel=0.1)


def test_an_import_statement_more_is_not_charged():
    found, _ = measure(by(2.0), noise=0.02, load=lambda text: 150_000.0 if text == "new" else 100_000.0)
    assert found.speedup is not None
    assert found.speedup.point == pytest.approx(2.0, rel=0.05)


def test_work_that_only_the_parent_sees_is_charged():
    found, _ = measure(
        by(10.0), cases=recipes((1000,), 3), noise=0.02, hidden=lambda text: 9e6 if text == "new" else 0.0
    )
    assert found.speedup is not None
    assert found.speedup.high < 1.15
    assert any("outside the timed calls" in w for w in found.warnings)


def test_failing_candidate_is_unknown_not_faster():
    found, _ = measure(by(2.0), status=lambda text: "timeout" if text == "new" else "returned")
    assert found.speedup is None
    assert not found.trustworthy
    assert "the candidate gave no time: timeout" in found.warnings[-1]


def test_failing_original_leaves_no_input():
    found, _ = measure(by(2.0), status=lambda text: "crashed")
    assert found.speedup is None
    assert "no usable input" in found.warnings[0]


def test_few_long_runs_claim_only_large_gains():
    def cost(factor):
        return lambda text, case, index: 2e9 / (factor if text == "new" else 1.0)

    large = PairedMeasurer(SyntheticExecutor(cost(20.0), noise=0.02), clock=ticking(2.0))
    small = PairedMeasurer(SyntheticExecutor(cost(1.15), noise=0.02), clock=ticking(2.0))
    cases = [ExpressionCase(expression="1", source="test", size=5)]
    found = large.measure(function("old"), function("new"), cases, 10.0)
    assert found.pairs < 9
    assert found.speedup is not None
    assert found.speedup.low > 5
    found = small.measure(function("old"), function("new"), cases, 10.0)
    assert found.speedup is not None
    assert found.speedup.low < 1.1


def test_programs_are_measured_cold_too():
    def cost(text, case, index):
        return 1e6

    executor = SyntheticExecutor(cost, noise=0.01)
    cases = [StdinCase(stdin=b"x" * n, source="test", size=n) for n in (1, 10, 100)]
    found = PairedMeasurer(executor, clock=ticking()).measure(
        Code(text="old", kind="program"), Code(text="new", kind="program"), cases, 10.0
    )
    assert found.cold is not None
    assert any(job.cold_imports for job in executor.jobs)
    assert all(len(job.cases) == 1 and not job.warmup for job in executor.jobs)


def test_memory_is_measured_in_runs_of_its_own():
    found, executor = measure(by(2.0), noise=0.01, peak=lambda text: 50_000_000 if text == "new" else 1_000_000)
    assert found.memory is not None
    assert found.memory.candidate_peak == 50_000_000
    assert any("bought with memory" in w for w in found.warnings)
    assert sum(job.memory for job in executor.jobs) == 2


def test_losers_may_be_reported_in_brief():
    executor = SyntheticExecutor(by(0.5), noise=0.02)
    config = MeasureConfig(brief_losers=True)
    found = PairedMeasurer(executor, config, clock=ticking()).measure(function("old"), function("new"), recipes(), 10.0)
    assert found.speedup is not None
    assert found.speedup.high < 1.0
    assert found.memory is None
    assert found.scaling is None


def test_time_without_a_core_does_not_count():
    """Half of all runs share their core with something else, which takes up to as much again."""
    found, _ = measure(by(1.2), noise=0.02, crowded=0.5, scaling=False)
    assert found.speedup is not None
    assert found.speedup.low <= 1.2 <= found.speedup.high
    assert found.speedup.low >= 1.1
    assert found.extra["share_without_core"] > 0.1
    assert any("other processes had the core" in w for w in found.warnings)


def test_cold_runs_that_do_not_fit_are_left_out():
    now = [0.0]

    class Slow(SyntheticExecutor):
        def time(self, jobs):
            now[0] += sum(5.0 if job.cold_imports else 0.01 for job in jobs)
            return super().time(jobs)

    executor = Slow(lambda text, case, index: 1e6 if text == "old" else 5e5, noise=0.01)
    cases = [StdinCase(stdin=b"x" * n, source="test", size=n) for n in (1, 2, 3)]
    codes = [Code(text=text, kind="program") for text in ("old", "new")]
    found = PairedMeasurer(executor, clock=lambda: now[0]).measure(*codes, cases, 5.0)
    assert found.speedup is not None and found.speedup.low > 1.5
    assert found.cold is None
    assert sum(job.cold_imports for job in executor.jobs) == 1


def test_a_function_is_timed_where_it_takes_time_though_little_of_that_fits():
    """Two sizes cost next to nothing, the third more than a block's share of the budget: it is what counts."""
    cases = [*recipes((10, 20), each=1), *recipes((1000,), each=1)]
    times = [1_000.0, 2_000.0, 80_000_000.0]
    plan = make_plan(cases, times, program=False, ns=1e9, config=MeasureConfig())
    assert 1000 in plan.sizes
    assert dict(zip(plan.sizes, plan.weights, strict=True))[1000] > 0.9 * sum(plan.weights)


def test_on_a_crowded_machine_the_largest_input_is_timed_not_the_smallest():
    """Starting a process costs more than a block's share: short calls and small inputs make way."""
    sizes = (4, 16, 64, 256, 1024)
    cases = recipes(sizes, each=1)
    times = [3_000.0, 12_000.0, 60_000.0, 700_000.0, 9_000_000.0]
    plan = make_plan(cases, times, program=False, ns=1e9, config=MeasureConfig(), besides_ns=[60e6] * 5)
    assert plan.sizes == (1024,)


def test_with_time_enough_all_sizes_are_timed():
    sizes = (4, 16, 64, 256, 1024)
    times = [3_000.0, 12_000.0, 60_000.0, 700_000.0, 9_000_000.0]
    plan = make_plan(recipes(sizes, each=1), times, program=False, ns=1e10, config=MeasureConfig())
    assert plan.sizes == sizes


class OneBadBlock(SyntheticExecutor):
    """Disturbs the candidate's runs of one block by a factor of 60: the gain is gone there."""

    def __init__(self, cost, bad, **options):
        super().__init__(cost, **options)
        self.bad, self.blocks = bad, 0

    def time(self, jobs):
        timings = super().time(jobs)
        if len(jobs) == 1:
            return timings
        self.blocks += 1
        if self.blocks != self.bad:
            return timings
        return [
            msgspec.structs.replace(t, ns=tuple(60 * ns for ns in t.ns), wall_ns=t.wall_ns + 59 * sum(t.ns))
            if job.code.text == "new"
            else t
            for job, t in zip(jobs, timings, strict=True)
        ]


@pytest.mark.parametrize("bad", [1, 3, 5])
def test_one_disturbed_block_does_not_void_a_large_gain(bad):
    executor = OneBadBlock(by(5.7), bad, noise=0.02)
    measurer = PairedMeasurer(executor, MeasureConfig(scaling=False), clock=ticking())
    found = measurer.measure(function("old"), function("new"), recipes(each=1), 10.0)
    assert executor.blocks > bad
    assert found.trustworthy
    assert found.speedup is not None
    assert found.speedup.low >= 3.0


def test_growth_and_cold_runs_have_a_bounded_share_where_asked():
    def runs(share):
        executor = SyntheticExecutor(by(3.0), noise=0.02)
        config = MeasureConfig(extras_share=share)
        PairedMeasurer(executor, config, clock=ticking()).measure(function("old"), function("new"), recipes(), 30.0)
        return len(executor.jobs)

    assert runs(0.05) < runs(None)


def test_a_glimpse_does_not_decide_where_work_is_charged():
    """Six blocks tell little of what first calls and loading cost."""
    charged, _ = measure(by(3.0), noise=0.02, load=lambda text: 50_000.0 if text == "old" else 30_000_000.0)
    plain, _ = measure(by(3.0), noise=0.02)
    assert plain.pairs == 6
    assert charged.pairs >= 9
