"""A judge that knows the answers: for tests of searches."""

from __future__ import annotations

from collections.abc import Callable

from fasterpy.errors import SourceError
from fasterpy.records import Candidate, Code, Counterexample, Interval, Measurement, Verdict
from fasterpy.testing.clock import FakeClock


class ScriptedJudge:
    """A ``Judge`` that gives each text the speedup of a function; None means that the text is wrong.

    Every step costs time on a ``FakeClock``, if one is given, and is written down in ``log`` as (step, text).
    """

    def __init__(
        self,
        original: Code,
        speedup: Callable[[str], float | None],
        clock: FakeClock | None = None,
        verify_s: float = 1.0,
        measure_s: float = 1.0,
        spread: float = 0.02,
        smoke: Callable[[str], str] | None = None,
    ) -> None:
        """``spread``: half of the interval's width, relative to the speedup."""
        self.original = original
        self.log: list[tuple[str, str]] = []
        self._speedup, self._clock, self._smoke = speedup, clock, smoke
        self._verify_s, self._measure_s, self._spread = verify_s, measure_s, spread

    def assemble(self, candidate: Candidate) -> Code:
        """The candidate's text as the file. Raises SourceError when it does not parse."""
        try:
            compile(candidate.text, "<candidate>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            raise SourceError(f"does not parse: {error}") from error
        original = self.original
        return Code(text=candidate.text, kind=original.kind, qualname=original.qualname)

    def smoke(self, code: Code, seconds: float) -> str:
        """What the function given as ``smoke`` says."""
        self.log.append(("smoke", code.text))
        return self._smoke(code.text) if self._smoke else ""

    def glance(self, code: Code, seconds: float) -> Verdict | None:
        """None: what is wrong shows only to ``verify``."""
        self.log.append(("glance", code.text))
        return None

    def verify(self, code: Code, seconds: float) -> Verdict:
        """Equivalent when the text has a speedup."""
        self._spend("verify", code, min(seconds, self._verify_s))
        if self._speedup(code.text) is not None:
            return Verdict(verdict="equivalent", reason="agrees on every input")
        example = Counterexample(input="f(1)", original="returned 1", candidate="returned 2", difference="value: 1, 2")
        return Verdict(verdict="different", reason="differs on f(1)", counterexample=example)

    def measure(self, code: Code, seconds: float) -> Measurement:
        """The function's speedup with an interval of the given spread."""
        self._spend("measure", code, min(seconds, self._measure_s))
        speedup = self._speedup(code.text)
        if speedup is None:
            return Measurement(speedup=None, trustworthy=False, warnings=("the candidate gave no time",))
        low, high = speedup * (1 - self._spread), speedup * (1 + self._spread)
        return Measurement(speedup=Interval(point=speedup, low=low, high=high), trustworthy=True, pairs=10)

    def steps(self, step: str) -> int:
        """How often a step was taken."""
        return sum(name == step for name, _ in self.log)

    def _spend(self, step: str, code: Code, seconds: float) -> None:
        self.log.append((step, code.text))
        if self._clock is not None:
            self._clock.advance(seconds)
