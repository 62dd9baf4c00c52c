"""When more inputs of a program would tell nothing new, and when too few have been tried."""

from __future__ import annotations

import ast
import re
import statistics
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fasterpy.protocols import WorkloadBuilder
from fasterpy.records import Case, ExpressionCase, StdinCase, Strength, Verdict
from fasterpy.syntax import syntax_tree
from fasterpy.verify.decisive import constants_of_one, recursive
from fasterpy.verify.domain import EMPTY, leaves_none
from fasterpy.verify.mutants import Mutant, carried
from fasterpy.verify.probes import consecutive
from fasterpy.verify.rare import multiples
from fasterpy.verify.signs import meant
from fasterpy.verify.worlds import uniform

if TYPE_CHECKING:
    from fasterpy.verify.trial import Trial

_PLENTY = 60
_FEWEST, _FAIR = 8, 24
"""Fewer distinct inputs say too little, unless there are no more to be had."""
_THIN = 12
"""Fewer distinct inputs than this have to reach all of a candidate that has more to reach than the original."""
_FEWEST_GIVEN = 3
"""So many suffice when a person chose them."""
_SETTLED = 80
_DEEP = (45, 1200, 3000)
"""Sizes at which recursion ends: of grids, and of lists."""
_QUICK_NS = 50_000_000
"""CPU time of a usual run below which a want of inputs is a want of the moment (a crowded machine), not of the code."""
_CUT = re.compile(r"time was up after (\d+) of (\d+) inputs")


def dense(trial: Trial, deadline: float) -> Verdict | None:
    """All small numbers, where one or two are the whole input of a program and few were tried."""
    if trial.baseline.code.kind != "program" or len(trial.agreed) >= _PLENTY:
        return None
    return trial.batches([case for case in consecutive(trial.agreed) if trial.baseline.fits(case)], deadline)


def doubtful(trial: Trial, tree: ast.Module) -> tuple[Verdict | None, Mutant | None]:
    """A fault that the candidate carries and that may yet be one; a verdict, where a look for it ends so.

    Some faults are none (a range that starts one earlier). Eighty inputs of a program that do not notice it settle
    that, all small numbers first where its input is one; for functions, whose inputs are less varied, nothing does.
    """
    baseline = trial.baseline
    carrying = [mutant for mutant in baseline.survivors() if carried(mutant, baseline.tree, tree)]
    if not carrying or baseline.code.kind != "program":
        return None, carrying[0] if carrying else None
    found = dense(trial, trial.until(1.2))  # where time was up before
    if found is not None:
        return found, None
    for mutant in carrying:
        deadline = max(trial.until(1.2), time.monotonic() + 0.1 * trial.seconds)
        tried = baseline.settle(mutant, trial.agreed, deadline)
        if tried < _SETTLED or mutant not in baseline.survivors():
            return None, mutant
    return None, None


def plenty(trial: Trial, mine: float | None, theirs: float | None, tree: ast.Module) -> bool:
    """Whether aimed inputs would tell nothing new: every branch taken, no constant that one version alone minds, no
    recursion that the original lacks."""
    enough = mine == theirs == 1.0 and len(trial.agreed) >= _PLENTY
    return enough and not constants_of_one(trial.baseline.tree, tree) and not deeper(trial, tree)


def deeper(trial: Trial, tree: ast.Module) -> bool:
    """Whether the candidate calls itself and the original does not."""
    return recursive(tree) and not recursive(trial.baseline.tree)


def deep(trial: Trial, builder: WorkloadBuilder, tree: ast.Module) -> list[Case]:
    """Large inputs for a program whose candidate alone calls itself; grids of one letter are the deepest."""
    code = trial.baseline.code
    if code.kind != "program" or not deeper(trial, tree):
        return []
    made = builder.sized(code, trial.workload, trial.executor, _DEEP, 1)
    return [*made, *uniform(made)]


def late(trial: Trial, deadline: float, cases: Sequence[Case]) -> bool:
    """Whether to stop before these inputs: at the deadline, or at the end of all time where a verdict lacks inputs; a
    fair number of them where the original's runs are known, or quick."""
    agreed = len(trial.agreed) + len(trial.along)
    known = all(case in trial.baseline.runs.seen for case in cases) or quick(trial)
    stop = trial.until(1.0) if agreed < (_FAIR if known else _FEWEST) else deadline
    return agreed > 0 and time.monotonic() > stop


def quick(trial: Trial) -> bool:
    """Whether the original's usual run is short: then a fair number of inputs is to be had on any machine."""
    runs = trial.baseline.runs.seen
    spent = [runs[case].cpu_ns for case in trial.agreed if case in runs]
    return bool(spent) and statistics.median(spent) < _QUICK_NS


def asked_for(trial: Trial, tree: ast.Module, deadline: float) -> Verdict | None:
    """The inputs that the text of a program asks for; a verdict, also where a quick one was not given most of them."""
    made: list[Case] = [*meant(trial.baseline.tree, trial.agreed, tree), *_nothing(trial)]
    cases = [case for case in made if trial.baseline.fits(case)]
    warned = len(trial.warnings)
    found = trial.batches(cases, deadline)
    if found is not None or len(trial.warnings) == warned or not quick(trial):
        return found
    cut = _CUT.match(trial.warnings[-1])
    if cut is None or 2 * int(cut[1]) >= int(cut[2]):
        return None
    return trial.inconclusive(f"{cut[0]} that the text of the original asks for")


def _nothing(trial: Trial) -> list[StdinCase]:
    """An input that announces no items, where the original asks whether there were any."""
    if trial.baseline.code.kind != "program" or not leaves_none(trial.baseline.code.text):
        return []
    counts = [case.stdin.partition(b"\n")[0] for case in trial.agreed if isinstance(case, StdinCase)]
    return [StdinCase(stdin=b"0\n", source=EMPTY)] if counts and all(map(bytes.isdigit, counts)) else []


def remainders(
    trial: Trial, mine: float | None, theirs: float | None
) -> tuple[Verdict | None, float | None, float | None]:
    """Where a program's branches are missed, inputs with remainders of zero; a verdict, and the coverage after them."""
    baseline = trial.baseline
    if baseline.code.kind != "program":
        return None, mine, theirs
    if min(mine or 1.0, theirs or 1.0) >= trial.config.min_coverage:
        return None, mine, theirs
    cases = [case for case in multiples(baseline.tree, trial.agreed) if baseline.fits(case)]
    found = trial.batches(cases, trial.until(0.7))
    return (found, *trial.cover()) if found is None and cases else (found, mine, theirs)


def too_few(trial: Trial) -> str:
    """Why the distinct inputs on which they agree are too few for any verdict in favour; empty when they are not."""
    agreed = {*trial.agreed, *trial.along}
    given = sum(case.source.startswith("inputs") for case in agreed)
    if len(agreed) >= _FEWEST or given >= _FEWEST_GIVEN or (agreed and all(map(_no_choice, agreed))):
        return ""
    late = next((warning for warning in trial.warnings if warning.startswith("time was up")), "")
    return f"they agree on {len(agreed)} inputs only, {_FEWEST} are asked for" + (f" ({late})" if late else "")


def thin(trial: Trial, strength: Strength) -> str:
    """Why few inputs vouch for nothing; empty when they do.

    Most of the inputs at hand were not tried in the time, of a function or of a quick program of which some small fault
    went unnoticed; or a candidate has branches of its own that none of them reaches.
    """
    agreed = {*trial.agreed, *trial.along}
    if any(case.source.startswith("inputs") for case in agreed) or all(map(_no_choice, agreed)):
        return ""
    all_told = strength.killed == strength.mutants >= _FEWEST  # every fault of a fair number was noticed
    if len(agreed) < _FAIR and (trial.baseline.code.kind == "function" or (quick(trial) and not all_told)):
        for cut in filter(None, map(_CUT.match, trial.warnings)):
            if 3 * int(cut[1]) < int(cut[2]) and int(cut[2]) >= _THIN:  # not one or two aimed ones
                return f"they agree on {len(agreed)} inputs only; {cut[0]}"
    firsts = {tuple(case.stdin.split(None, 1)[:1]) for case in agreed if isinstance(case, StdinCase)}
    if (
        len(firsts) == 1
        and len(agreed) < _FAIR
        and any(len(case.stdin.split()) > 1 for case in agreed if isinstance(case, StdinCase))
    ):
        return f"they agree on {len(agreed)} inputs only, which all begin with the same word: of one size, perhaps"
    mine, theirs = strength.coverage_original, strength.coverage_candidate
    if len(agreed) >= _THIN or theirs is None or theirs >= min(1.0, mine or 1.0):
        return ""
    if mine is not None and 0 < missed(trial, "candidate", theirs) <= missed(trial, "original", mine):
        return ""  # as many, of fewer branches in all
    return f"they agree on {len(agreed)} inputs only, which reach {theirs:.0%} of the branches of the candidate"


def unvaried(trial: Trial) -> str:
    """Why inputs on which a program always prints the same show nothing; empty when it does not, or reads nothing."""
    if trial.baseline.code.kind != "program" or all(map(_no_choice, trial.agreed)):
        return ""
    printed = {trial.baseline.seen(case).stdout for case in trial.agreed}
    return f"the original prints the same on all {len(trial.agreed)} inputs" if len(printed) == 1 else ""


def _no_choice(case: Case) -> bool:
    """Whether inputs like this are few: nothing read, no arguments, or truth values, None and enum members alone."""
    if isinstance(case, StdinCase):
        return not case.stdin
    if not isinstance(case, ExpressionCase):
        return False
    try:
        tree = syntax_tree(case.expression, mode="eval")
    except SyntaxError:
        return False
    plain = (ast.Tuple, ast.Dict, ast.Constant, ast.expr_context, ast.Attribute, ast.Name)
    keywords = _keywords(tree)
    return all(
        isinstance(node, plain) and not (isinstance(node, ast.Constant) and type(node.value) not in (bool, type(None)))
        for node in ast.walk(tree.body)
        if id(node) not in keywords
    )


def _keywords(tree: ast.Expression) -> set[int]:
    """Names of keyword arguments, which stand as keys of the second part."""
    body = tree.body
    if isinstance(body, ast.Tuple) and len(body.elts) == 2 and isinstance(body.elts[1], ast.Dict):
        return {id(key) for key in body.elts[1].keys}
    return set()


def missed(trial: Trial, who: str, share: float) -> int:
    """How many branch outcomes of that version no input reached: of three, one is a third."""
    runs = trial.baseline.runs if who == "original" else trial.runs
    return round((1 - share) * len(runs.goals.goals))
