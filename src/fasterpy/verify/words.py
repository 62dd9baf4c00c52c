"""Runs and inputs in words, for people and for models that repair."""

from __future__ import annotations

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
