"""Runs and inputs in words, for people and for models that repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from fasterpy.records import Case, Code, Counterexample, ExpressionCase, GeneratorCase, Observation, StdinCase
from fasterpy.verify.compare import ended
from fasterpy.verify.difference import Difference
from fasterpy.verify.nodes import render

_LIMIT = 1200


def input_text(case: Case, code: Code) -> str:
    """The input as one would type it."""
    if isinstance(case, StdinCase):
        return _cut(case.stdin.decode("utf-8", "backslashreplace"))
    if isinstance(case, ExpressionCase):
        return _cut(f"{code.qualname}: (args, kwargs) = {case.expression}")
    if isinstance(case, GeneratorCase):
        return f"item {case.index} of inputs({case.size}, random.Random({case.seed})) in {case.filename}"
    return case.label or f"a recorded call ({case.source})"


def run_text(run: Observation) -> str:
    """What a run did: its result or how it ended, and what it printed."""
    parts: list[str] = []
    if run.status == "returned" and isinstance(run.value, dict) and "result" in run.value:
        parts.append(f"returns {render(run.value['result'], run.value, _LIMIT)}")
    elif run.status != "returned":
        parts.append(ended(run))
    if run.stdout:
        parts.append(f"prints:\n{_cut(run.stdout.decode('utf-8', 'backslashreplace'))}")
    return "\n".join(parts) or "prints nothing"


def example(case: Case, code: Code, original: Observation, candidate: Observation, found: Difference) -> Counterexample:
    """A counterexample in words; when the difference lies in neither result nor output, it says where."""
    before, after = run_text(original), run_text(candidate)
    return Counterexample(input=input_text(case, code), original=before, candidate=after, difference=str(found))


def _cut(text: str) -> str:
    if len(text) <= _LIMIT:
        return text
    return f"{text[: _LIMIT // 2]}\n… ({len(text)} characters) …\n{text[-_LIMIT // 3 :]}"


def no_inputs(runs: Iterable[Observation], unsure: Difference | None) -> str:
    """Why nothing could be compared."""
    known = list(runs)
    if unsure is not None:
        return f"values that cannot be compared: {unsure}"
    if not known:
        return "no usable input: none could be made; give some with --inputs"
    counts = ", ".join(f"{n} {status}" for status, n in Counter(run.status for run in known).items())
    return f"no usable input: the original {ended(known[0])} (runs: {counts}); give some with --inputs"


def excused(differences: Sequence[tuple[Case, str, str]]) -> str:
    """Differences outside the evident domain: (input, why it is outside, what differs)."""
    case, why, what = differences[0]
    shown = f", such as {case.stdin.decode('utf-8', 'replace')[:60]!r}" if isinstance(case, StdinCase) else ""
    return f"outside the original's evident domain they differ on {len(differences)} inputs{shown}: {why}; {what}"
