"""A judge that remembers: the same pair of codes on the same inputs is checked and timed once."""

from __future__ import annotations

import hashlib
import math
import platform
import sys
from collections.abc import Sequence

import msgspec

from fasterpy import __version__
from fasterpy.protocols import Cache, Judge
from fasterpy.records import Candidate, Case, Code, Measurement, Verdict, Workload


class CachedJudge:
    """Wraps a ``Judge``. Only firm results are kept: equivalent or different, and trustworthy measurements."""

    def __init__(self, judge: Judge, cache: Cache, context: str) -> None:
        """``context`` stands for all that is fixed inside the judge; make it with ``judge_context``."""
        self._judge, self._cache, self._context = judge, cache, context

    def assemble(self, candidate: Candidate) -> Code:
        return self._judge.assemble(candidate)

    def smoke(self, code: Code, seconds: float) -> str:
        return self._judge.smoke(code, seconds)

    def glance(self, code: Code, seconds: float) -> Verdict | None:
        return self._judge.glance(code, seconds)

    def verify(self, code: Code, seconds: float) -> Verdict:
        key = self._key(code)
        known = self._cache.get("verdict", key)
        if known is not None:
            try:
                return msgspec.json.decode(known, type=Verdict)
            except msgspec.MsgspecError:
                pass  # written by another version
        verdict = self._judge.verify(code, seconds)
        if verdict.verdict != "inconclusive":
            self._cache.put("verdict", key, msgspec.json.encode(verdict))
        return verdict

    def measure(self, code: Code, seconds: float) -> Measurement:
        # A longer measurement says more: it is not answered with a shorter one.
        key = f"{self._key(code)}:{math.ceil(math.log2(max(seconds, 0.01)))}"
        known = self._cache.get("measurement", key)
        if known is not None:
            try:
                return msgspec.json.decode(known, type=Measurement)
            except msgspec.MsgspecError:
                pass
        measurement = self._judge.measure(code, seconds)
        if measurement.trustworthy and measurement.speedup is not None:
            self._cache.put("measurement", key, msgspec.json.encode(measurement))
        return measurement

    def _key(self, code: Code) -> str:
        return f"{self._context}:{hashlib.sha256(code.text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def judge_context(original: Code, workload: Workload, timing: Sequence[Case], settings: str = "") -> str:
    """A hash of what decides a verdict and a measurement besides the candidate: original, inputs, versions, machine.

    ``settings`` adds whatever else matters, for example the float tolerance.
    """
    machine = f"{__version__}|{sys.version}|{platform.node()}|{platform.machine()}|{settings}"
    digest = hashlib.sha256(machine.encode())
    for part in (original, workload.cases, workload.notes, tuple(timing)):
        digest.update(msgspec.msgpack.encode(part))
    return digest.hexdigest()
