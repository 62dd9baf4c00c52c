"""Is a pair what it claims to be? Our verifier and our measurement decide, each pair on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from fasterpy.errors import FasterpyError
from fasterpy.knowledge.builders.pair import Pair
from fasterpy.protocols import Executor, Measurer, Verifier, WorkloadBuilder
from fasterpy.records import Case, Code, ExpressionCase, Interval, Record, Workload

Clock = Callable[[], float]
_BUILD_SHARE = 0.3
_VERIFY_SHARE = 0.7
_PROGRAM_SIZES = (1, 6, 32, 128, 512)
_SIZES = (4, 64, 256, 1024, 4096)


class Checked(Record, frozen=True):
    """What was found out about a pair."""

    key: str
    verdict: Literal["equivalent", "different", "inconclusive"]
    reason: str
    speedup: Interval | None = None
    """Time slow / time fast, when it was measured."""
    trustworthy: bool = False
    seconds: float = 0.0

    def outcome(self, min_speedup: float) -> Literal["verified", "reported", "different", "not faster"]:
        """What becomes of the pair: the lower end must show the gain, the upper end below it denies it."""
        if self.verdict == "different":
            return "different"
        if self.verdict == "inconclusive" or self.speedup is None:
            return "reported"
        if self.trustworthy and self.speedup.low >= min_speedup:
            return "verified"
        return "not faster" if self.speedup.high < min_speedup else "reported"


class PairChecker:
    """Checks one pair after the other, each within about ``seconds`` for equivalence and half as much for time."""

    def __init__(
        self,
        executor: Executor,
        builder: WorkloadBuilder,
        verifier: Verifier,
        measurer: Measurer | None,
        seconds: float,
        clock: Clock,
    ) -> None:
        """``measurer`` None: equivalence alone."""
        self.executor, self.builder, self.verifier, self.measurer = executor, builder, verifier, measurer
        self.seconds, self.clock = seconds, clock

    def check(self, pair: Pair) -> Checked:
        """Never raises for what the pair does: a failure of ours is inconclusive and says so."""
        start = self.clock()
        try:
            found = self._check(pair)
        except FasterpyError as error:
            found = Checked(key=pair.key, verdict="inconclusive", reason=f"{type(error).__name__}: {error}")
        except Exception as error:  # a defect of ours must show in the counts, not stop the build
            found = Checked(key=pair.key, verdict="inconclusive", reason=f"defect: {type(error).__name__}: {error}")
        return _timed(found, self.clock() - start)

    def _check(self, pair: Pair) -> Checked:
        slow, fast = _code(pair, pair.slow), _code(pair, pair.fast)
        given = [ExpressionCase(expression=text, source="example") for text in pair.examples]
        built = self.builder.build(slow, self.executor, self.seconds * _BUILD_SHARE)
        workload = Workload(cases=(*given, *built.cases), notes=built.notes)
        verdict = self.verifier.verify(slow, fast, workload, self.seconds * _VERIFY_SHARE)
        found = Checked(key=pair.key, verdict=verdict.verdict, reason=verdict.reason)
        if verdict.verdict != "equivalent" or self.measurer is None:
            return found
        cases = self._timing(slow, workload)
        measured = self.measurer.measure(slow, fast, cases, self.seconds * 0.5)
        reason = found.reason if measured.speedup else "; ".join(measured.warnings)[:200] or "no time was measured"
        return Checked(
            key=pair.key, verdict="equivalent", reason=reason, speedup=measured.speedup,
            trustworthy=measured.trustworthy,
        )  # fmt: skip

    def _timing(self, code: Code, workload: Workload) -> Sequence[Case]:
        sizes = _PROGRAM_SIZES if code.kind == "program" else _SIZES
        return self.builder.sized(code, workload, self.executor, sizes, 0) or workload.cases[:8]


def _code(pair: Pair, text: str) -> Code:
    if pair.kind == "program":
        return Code(text=text, kind="program", filename="main.py")
    return Code(text=text, kind="function", filename="target.py", qualname=pair.qualname, module="target")


def _timed(found: Checked, seconds: float) -> Checked:
    return Checked(
        key=found.key, verdict=found.verdict, reason=" ".join(found.reason.split())[:300], speedup=found.speedup,
        trustworthy=found.trustworthy, seconds=round(seconds, 2),
    )  # fmt: skip
