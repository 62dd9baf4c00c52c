"""What single calls cannot show: calls in one process, very deep arguments, conditions that nothing decides."""

from __future__ import annotations

import ast
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fasterpy.records import Case, Code, ExpressionCase, Job, Limits, Verdict
from fasterpy.verify import words
from fasterpy.verify.alike import DEPTHS, deep_code, equal_arguments
from fasterpy.verify.compare import compare
from fasterpy.verify.instances import fails_inside, on_one_object
from fasterpy.verify.nodes import tag
from fasterpy.verify.sequence import call_sequence, calls_code, place_in_sequence
from fasterpy.verify.unmet import ENTRY, one_way, suspicious, watched

if TYPE_CHECKING:
    from fasterpy.verify.trial import Trial

_WATCHED = 240
_TOGETHER = 24
_HASTE = 0.3


def several(trial: Trial, tree: ast.Module) -> Verdict | None:
    """Several calls in one process, twice over: nothing may leak from one call into the next; then deep arguments."""
    baseline, config = trial.baseline, trial.config
    ours, theirs = calls_code(baseline.code), calls_code(trial.candidate)
    equal = equal_arguments(baseline.tree, tree, trial.agreed, baseline.code.qualname)
    alike = [case for case in equal if case not in trial.agreed]
    found = trial.batches(alike, trial.until(0.9)) if alike else None
    if found is not None:
        return found
    first: list[Case] = [case for case in (*trial.telling, *alike) if case in trial.agreed]
    cases = baseline.sequences([*first, *trial.agreed])
    if ours is None or theirs is None or not cases:
        return None
    watch = not trial.runs.complete
    jobs = [Job(code=theirs, case=case, limits=baseline.allowance(case), coverage=watch) for case in cases]
    for case, other in zip(cases, trial.executor.execute(jobs), strict=True):
        run = baseline.several[case]
        difference = compare(run, other, config.compare, baseline.names)
        if difference is not None and difference.kind == "different":
            if watch:  # it may have run out of time for being watched
                jobs = [Job(code=theirs, case=case, limits=baseline.allowance(case))]
                other = trial.executor.execute(jobs)[0]
                difference = compare(run, other, config.compare, baseline.names)
            if difference is None:
                continue
            text = "several calls in one process differ from the same calls of the original"
            shown = words.example(case, ours, run, other, difference)
            return trial.result("different", f"{text}: {difference}", counterexample=shown)
        trial.runs.more.update(other.arcs)
    return _one_object(trial, ours, theirs) or _deep(trial, tree)


def _one_object(trial: Trial, ours: Code, theirs: Code) -> Verdict | None:
    baseline = trial.baseline
    for case in on_one_object(trial.agreed):
        run = trial.executor.execute([Job(code=ours, case=case, limits=baseline.limits)])[0]
        if run.status != "returned" or fails_inside(run):
            continue
        other = trial.executor.execute([Job(code=theirs, case=case, limits=baseline.limits)])[0]
        difference = compare(run, other, trial.config.compare, baseline.names)
        if difference is not None and difference.kind == "different":
            shown = words.example(case, ours, run, other, difference)
            return trial.result("different", f"several calls on one object differ: {difference}", counterexample=shown)
    return None


def in_rows(trial: Trial, cases: Sequence[Case], deadline: float) -> Verdict | None:
    """Compare on many inputs, two dozen per process; one by one only where something differs."""
    baseline, config = trial.baseline, trial.config
    ours, theirs = calls_code(baseline.code), calls_code(trial.candidate)
    calls = [case for case in cases if isinstance(case, ExpressionCase)]
    if ours is None or theirs is None or len(calls) < len(cases):
        return trial.batches(cases, deadline)
    while calls and (time.monotonic() < deadline or not trial.agreed):
        chunk, calls = calls[:_TOGETHER], calls[_TOGETHER:]
        case = call_sequence(chunk)
        if case not in baseline.several:
            # One that never ends takes the others with it: none of these is worth waiting for.
            wall = baseline.limits.wall_s * (_HASTE if chunk[0].source == "probe" else 1) + 3 * baseline.setup_s
            limits = Limits(wall_s=wall, cpu_s=wall, memory_mb=config.memory_mb)
            baseline.several[case] = trial.executor.execute([Job(code=ours, case=case, limits=limits)])[0]
        run = baseline.several[case]
        place = None
        if run.status == "returned":  # else there is nothing to compare with, and the candidate might take long to end
            other = trial.executor.execute([Job(code=theirs, case=case, limits=baseline.allowance(case))])[0]
            differ = compare(run, other, config.compare, baseline.names)
            if differ is None:
                trial.along += chunk
                trial.rows.append(case)
                continue
            place = place_in_sequence(differ)
        if place is not None and place < len(chunk):  # those before it agree, those behind it are tried again
            trial.along += chunk[:place]
            chunk, calls = chunk[place : place + 1], [*chunk[place + 1 :], *calls]
        found = trial.batches(chunk, max(deadline, time.monotonic() + 0.2 * trial.seconds))
        if found is not None:
            return found
    return None


def _deep(trial: Trial, tree: ast.Module) -> Verdict | None:
    codes = deep_code(trial.baseline.tree, tree, trial.agreed, trial.baseline.code, trial.candidate)
    for depth in DEPTHS if codes else ():
        case = ExpressionCase(expression=f"(({depth},), {{}})", source="probe", size=depth)
        run, other = trial.executor.execute([Job(code=code, case=case, limits=trial.baseline.limits) for code in codes])
        difference = compare(run, other, trial.config.compare, trial.baseline.names)
        if run.status == "returned" and difference is not None and difference.kind == "different":
            text = f"on an argument nested {depth} times: {difference}"
            shown = words.example(case, codes[0], run, other, difference)
            return trial.result("different", text, counterexample=shown)
    return None


def undecided(trial: Trial, tree: ast.Module) -> str:
    """Why the inputs say too little about a condition that only the candidate has; empty when they do not."""
    candidate = trial.candidate
    if candidate.kind != "function" or not candidate.qualname or "<" in candidate.qualname:
        return ""
    conditions = suspicious(trial.baseline.tree, tree)
    calls = [case for case in trial.agreed if isinstance(case, ExpressionCase)]
    if not conditions or not calls:
        return ""
    chosen = [*calls[: _WATCHED // 2], *calls[-_WATCHED // 2 :]] if len(calls) > _WATCHED else calls
    code = Code(
        text=watched(candidate.text, candidate.qualname, conditions),
        kind="function",
        filename=candidate.filename,
        qualname=ENTRY,
        module=candidate.module,
        search_path=candidate.search_path,
    )
    jobs = [
        Job(code=code, case=call_sequence(chosen[at : at + 24]), limits=trial.baseline.limits)
        for at in range(0, len(chosen), 24)
    ]
    seen: list[tuple[int, bool]] = []
    for run in trial.executor.execute(jobs):
        seen += _pairs(run.value)
    test = one_way(conditions, seen)
    if test is None:
        return ""
    return f"no input decides `{ast.unparse(test)[:80]}` of the candidate (line {test.lineno}) both ways"


def _pairs(value: object) -> list[tuple[int, bool]]:
    """The report of `ENTRY`: a list of lists of a number and a truth value."""
    node = value.get("result") if isinstance(value, dict) else None
    found: list[tuple[int, bool]] = []
    if tag(node) == "list" and node is not None:
        for row in node[2]:
            if tag(row) == "list":
                site, outcome = row[2]
                found.append((int(_plain(site)), bool(_plain(outcome))))
    return found


def _plain(node: object) -> int:
    return int(node[-1]) if isinstance(node, list | tuple) else int(node)  # type: ignore[call-overload]
