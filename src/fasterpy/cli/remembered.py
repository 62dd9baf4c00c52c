"""Outcomes of whole runs, kept by the hash of all that they depend on: a second run costs seconds."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from fasterpy.cli.identity import code_digest, digest, fasterpy_itself, given, machine, run_key, surroundings
from fasterpy.config import Settings
from fasterpy.errors import FasterpyError
from fasterpy.judge import StageJudge
from fasterpy.patch import unified_patch
from fasterpy.protocols import Cache, Executor, Judge
from fasterpy.records import Case, Code, Record, Result, Reuse, Source, Trial, Usage

KIND = "outcome"


class Entry(Record, frozen=True):
    """What is kept of a run."""

    measured: str
    budget: float
    after: str
    """What the resulting code can see: it may import what the original does not."""
    result: Result


@dataclass(frozen=True)
class Outcomes:
    """The outcome of one target: looked up before the work, kept after it."""

    cache: Cache
    identify: Callable[[], str]
    """Gives the hash; empty when what it depends on cannot be told: nothing is found and nothing is kept."""
    key: str
    """The hash at the start."""
    source: Source
    seconds: float
    """The budget of this run."""
    min_speedup: float = 1.0
    around: Callable[[str], str | None] = lambda text: ""
    """A hash of what a version of the file can see."""

    def find(self) -> Result | None:
        """The result of an earlier run that had at least this budget; None when the work has to be done."""
        began = time.monotonic()
        entry = self._entry()
        if entry is None or entry.budget < self.seconds or entry.after != self.around(entry.result.code):
            return None
        reuse = Reuse(measured=entry.measured, seconds=entry.result.seconds, budget=entry.budget)
        text = entry.result.code
        return msgspec.structs.replace(
            entry.result,
            source=self.source,
            patch=unified_patch(self.source.text, text, self.source.path),
            usage=Usage(),
            seconds=time.monotonic() - began,
            reused=reuse,
        )

    def keep(self, result: Result) -> None:
        """Keep a firm result, unless something changed meanwhile or one of a larger budget is there."""
        if not self.key or not firm(result, self.min_speedup) or self.identify() != self.key:
            return
        known = self._entry()
        if known is not None and known.budget > self.seconds:
            return
        after = self.around(result.code)
        if after is None:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = Entry(measured=now, budget=self.seconds, after=after, result=_light(result))
        self.cache.put(KIND, self.key, zlib.compress(msgspec.json.encode(entry)))

    def _entry(self) -> Entry | None:
        value = self.cache.get(KIND, self.key) if self.key else None
        if value is None:
            return None
        try:
            entry = msgspec.json.decode(zlib.decompress(value), type=Entry)
        except (zlib.error, msgspec.MsgspecError):
            return None
        return entry if entry.result.source.raw == self.source.raw else None


def outcomes(settings: Settings, cache: Cache, source: Source, code: Code, inputs: Path | None) -> Outcomes:
    """The place of a run's outcome."""

    def identify() -> str:
        try:
            return run_key(settings, source, code, inputs) or ""
        except FasterpyError:
            return ""  # the run itself will say what is wrong

    return Outcomes(
        cache=cache,
        identify=identify,
        key=identify() if settings.cache else "",
        source=source,
        seconds=settings.seconds,
        min_speedup=settings.min_speedup,
        around=lambda text: surroundings(msgspec.structs.replace(code, text=text)),
    )


def firm(result: Result, min_speedup: float) -> bool:
    """Whether another run would say the same: everything could work, and noise left nothing open."""
    if result.failed:
        return False
    if result.outcome == "improved":
        measurement = result.best.measurement if result.best is not None else None
        return measurement is not None and measurement.trustworthy
    if result.unfinished:  # answers that came are kept one by one: another run goes on from there
        return False
    return not any(_open(trial, min_speedup) for trial in result.trials)


def _open(trial: Trial, min_speedup: float) -> bool:
    """Whether it looked faster and could not be measured well; what did not even look faster, no run follows up."""
    measurement = trial.measurement
    if trial.verdict is None or trial.verdict.verdict != "equivalent" or measurement is None:
        return False
    return not measurement.trustworthy and (measurement.speedup is None or measurement.speedup.point >= min_speedup)


def _light(result: Result) -> Result:
    """Without the texts of what was not taken: a report shows only what became of it."""
    best = result.best

    def light(trial: Trial) -> Trial:
        if best is not None and trial.text == best.text:
            return trial
        return msgspec.structs.replace(trial, text="", candidate=msgspec.structs.replace(trial.candidate, text=""))

    return msgspec.structs.replace(result, trials=tuple(map(light, result.trials)))


def judging(settings: Settings, cache: Cache) -> Callable[[StageJudge], Judge]:
    """Wraps judges so that verdicts and measurements of single candidates are kept, too."""
    from fasterpy.search.cached_judge import CachedJudge, judge_context

    facts = f"{settings.float_tolerance}|{settings.min_speedup}|{settings.memory_mb}|{settings.timeout}"

    def wrap(judge: StageJudge) -> Judge:
        around = surroundings(judge.original) if settings.cache else None
        if around is None:
            return judge
        known = f"{facts}|{judge.thorough}|{around}|{fasterpy_itself()}"
        return CachedJudge(judge, cache, judge_context(judge.original, judge.workload, judge.timing, known))

    return wrap


def facts_measured(
    settings: Settings, cache: Cache, executor: Executor, inputs: Path | None
) -> Callable[[Code, Sequence[Case], float], Sequence[str]]:
    """Measures what a prompt tells of an original, once: a later run asks the model the same and need not pay."""
    from fasterpy.measure.facts import facts

    def measured(code: Code, cases: Sequence[Case], seconds: float) -> Sequence[str]:
        around = surroundings(code) if settings.cache else None
        told = given(settings, code, inputs) if around is not None else None
        if around is None or told is None:
            return facts(executor, code, cases, seconds)
        key = digest("|".join((code_digest(code), around, told, fasterpy_itself(), machine())).encode())
        known = cache.get("facts", key)
        if known is not None:
            try:
                return msgspec.json.decode(known, type=tuple[str, ...])
            except msgspec.MsgspecError:
                pass  # damaged
        found = facts(executor, code, cases, seconds)
        cache.put("facts", key, msgspec.json.encode(found))
        return found

    return measured
