"""Scores one program: the job of a worker."""

from __future__ import annotations

import time

from fasterpy.bench.correctness import Outcome, candidate_limits, check, unusable
from fasterpy.bench.records import AGAIN, INPUT, REFERENCE, BenchConfig, Row, Scored, Task
from fasterpy.bench.timing import Timed, time_paired, time_paper
from fasterpy.protocols import Executor


def evaluate(executor: Executor, task: Task, config: BenchConfig, seconds: float) -> Row:
    """Check every distinct text once, time the correct ones. ``seconds`` is the budget for timing this program."""
    start = time.monotonic()
    reason, outcome = unusable(executor, task, config)
    if outcome is None:
        return Row(key=task.key, index=task.index, problem_id=task.problem_id, excluded=reason)
    limits = [candidate_limits(config, ns) for ns in outcome.wall_ns]
    known: dict[str, tuple[str, Outcome]] = {
        task.reference.strip(): (REFERENCE, Outcome(accuracy=1.0, why="", wall_ns=())),
        task.input.strip(): (INPUT, outcome),
    }
    outcomes: dict[str, Outcome] = {INPUT: outcome, REFERENCE: known[task.reference.strip()][1]}
    same: dict[str, str] = {}
    for variant in task.systems:
        twin = known.get(variant.text.strip())
        if twin is not None:
            same[variant.name], outcomes[variant.name] = twin
            continue
        outcomes[variant.name] = check(executor, variant.text, task.tests, limits)
        known[variant.text.strip()] = (variant.name, outcomes[variant.name])
    texts = {INPUT: task.input, AGAIN: task.input, REFERENCE: task.reference}
    outcomes[AGAIN] = outcome
    # In the paper's protocol equal texts are timed again: that they then differ is what the comparison shows.
    for variant in task.systems:
        if outcomes[variant.name].accuracy == 1.0 and (config.protocol == "paper" or variant.name not in same):
            texts[variant.name] = variant.text
    if config.protocol == "paper":
        timed = time_paper(executor, texts, task.tests, limits)
    else:
        timed = time_paired(executor, texts, task.tests, limits, config, seconds, task.key)
    versions = {
        name: _scored(name, outcomes[name], timed, same.get(name, ""))
        for name in (INPUT, AGAIN, REFERENCE, *(v.name for v in task.systems))
    }
    if versions[INPUT].runtime_ns is None:
        return Row(key=task.key, index=task.index, problem_id=task.problem_id, excluded=versions[INPUT].why)
    return Row(
        key=task.key,
        index=task.index,
        problem_id=task.problem_id,
        versions=versions,
        seconds=round(time.monotonic() - start, 3),
    )


def _scored(name: str, outcome: Outcome, timed: dict[str, Timed], same_as: str) -> Scored:
    own = timed.get(name) or timed.get(same_as)
    if outcome.accuracy < 1.0 or own is None:
        return Scored(accuracy=outcome.accuracy, why=outcome.why, same_as=same_as)
    if own.runtime_ns is None:
        # Right once, then failed or ran out of time: not a version that anybody can rely on.
        return Scored(accuracy=0.0, why=own.why, same_as=same_as)
    taken = same_as if name not in timed else ""
    return Scored(accuracy=1.0, runtime_ns=own.runtime_ns, rounds=own.rounds, same_as=taken)
