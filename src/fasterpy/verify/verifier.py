"""Is a candidate equivalent to the original, on evidence? Cheap checks first; when in doubt, no."""

from __future__ import annotations

import ast
import time
import warnings
from collections import OrderedDict
from collections.abc import Callable

import msgspec

from fasterpy.protocols import Executor, WorkloadBuilder
from fasterpy.records import Code, Verdict, Workload
from fasterpy.verify.baseline import Baseline
from fasterpy.verify.config import VerifyConfig
from fasterpy.verify.normal import functions_of, parse, same_program
from fasterpy.verify.runs import Runs
from fasterpy.verify.trial import Trial

__all__ = ["DifferentialVerifier", "VerifyConfig"]
_BASELINES = 32
_CANDIDATES = 4
_GLANCE = 24


class DifferentialVerifier:
    """Implements ``protocols.Verifier``.

    Runs of an original, its coverage and its mutants are kept, so that many candidates of one original cost little;
    those of the last few candidates too, so that a confirmation goes on where the screening stopped.
    ``shaken`` gives an executor that differs in what a program must not depend on (the seed of string hashes); with it,
    originals that depend on the order of sets are found out. It is asked only for originals that use sets or hashes.
    """

    def __init__(
        self,
        executor: Executor,
        builder: WorkloadBuilder | None = None,
        config: VerifyConfig | None = None,
        shaken: Callable[[], Executor] | None = None,
    ) -> None:
        self.executor, self.builder, self.shaken = executor, builder, shaken
        self.config = config or VerifyConfig()
        self._baselines: OrderedDict[Code, Baseline] = OrderedDict()
        self._runs: OrderedDict[tuple[Code, Code], Runs] = OrderedDict()

    def verify(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        """A verdict within about ``seconds``. SandboxError when nothing can be run at all."""
        early = self._without_running(original, candidate)
        if early is not None:
            return early
        return self._trial(original, candidate, workload, seconds).verdict(self.builder)

    def screen(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        """Everything but inputs aimed at the candidate, which cost more than all the rest."""
        early = self._without_running(original, candidate)
        if early is not None:
            return early
        return self._trial(original, candidate, workload, seconds).verdict(None)

    def glance(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict | None:
        """A verdict where the first inputs, run alone, show a difference; None says nothing."""
        early = self._without_running(original, candidate)
        if early is not None:
            return early
        trial = self._trial(original, candidate, workload, seconds)
        found = trial.batches(list(dict.fromkeys(workload.cases))[:_GLANCE], trial.until(1.0))
        return found if found is not None and found.verdict == "different" else None

    def verify_fresh(self, original: Code, candidate: Code, seconds: float) -> Verdict:
        """The same with inputs of the builder's making; nothing is run when the texts decide it alone."""
        early = self._without_running(original, candidate)
        if early is not None:
            return early
        if self.builder is None:
            return Verdict(verdict="inconclusive", reason="no inputs were given and none can be made")
        start = time.monotonic()
        workload = self.builder.build(original, self.executor, seconds * self.config.build_share)
        left = seconds - (time.monotonic() - start)
        verdict = self.verify(original, candidate, workload, left)
        return msgspec.structs.replace(verdict, warnings=(*workload.notes, *verdict.warnings))

    def _trial(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Trial:
        """A trial that goes on from what earlier ones of the same pair observed (a screening, mostly)."""
        trial = Trial(self.baseline(original), candidate, self.executor, self.config, workload, seconds)
        key = original, candidate
        trial.runs = self._runs.setdefault(key, trial.runs)
        self._runs.move_to_end(key)
        while len(self._runs) > _CANDIDATES:
            self._runs.popitem(last=False)
        return trial

    def baseline(self, original: Code) -> Baseline:
        """What is known of this original."""
        found = self._baselines.get(original)
        if found is None:
            found = self._baselines[original] = Baseline(original, self.executor, self.config, self.shaken)
            while len(self._baselines) > _BASELINES:
                self._baselines.popitem(last=False)
        self._baselines.move_to_end(original)
        return found

    @staticmethod
    def _without_running(original: Code, candidate: Code) -> Verdict | None:
        try:
            ours = parse(original.text)
        except (SyntaxError, ValueError) as error:
            return Verdict(verdict="inconclusive", reason=f"the original does not parse: {error}")
        try:
            theirs = parse(candidate.text)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(candidate.text, candidate.filename, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return Verdict(verdict="different", reason=f"the candidate does not parse: {error}")
        if same_program(ours, theirs) and original.qualname == candidate.qualname:
            return Verdict(verdict="equivalent", reason="the same program but for layout and comments")
        name = candidate.qualname
        if candidate.kind == "function" and name and not _defines(theirs, name):
            return Verdict(verdict="different", reason=f"the candidate does not define {name}")
        return None


def _defines(tree: ast.Module, qualname: str) -> bool:
    """Whether some statement binds the name (a function, or an assignment such as ``f = lru_cache(g)``)."""
    if qualname in functions_of(tree):
        return True
    last = qualname.rsplit(".", 1)[-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == last:
            return True
        if isinstance(node, ast.alias) and (node.asname or node.name) == last:
            return True
    return False
