"""``detect``: run the table over one file, weigh what it finds, and keep the most relevant."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from itertools import chain

from fasterpy.detect import (
    algorithms,
    closed_forms,
    containers,
    copies,
    io,
    loops,
    micro,
    numeric,
    pandas,
    program,
    queues,
    recursion,
    scans,
    shapes,
    strings,
    text,
)
from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View
from fasterpy.errors import SourceError
from fasterpy.records import Code, Finding

LIMIT = 12
_DEPTH_FACTOR = (0.45, 0.8, 0.95, 1.0, 1.0)
_LEAST = 0.08
_MODULES = (
    containers, queues, copies, strings, text, loops, shapes, algorithms, scans, closed_forms, recursion, numeric,
    pandas, io, program, micro,
)  # fmt: skip
TABLE: tuple[Detector, ...] = tuple(chain.from_iterable(module.DETECTORS for module in _MODULES))


def detect(
    code: Code, hot_lines: Mapping[int, float] | None = None, table: Sequence[Detector] = TABLE
) -> tuple[Finding, ...]:
    """What could be slow in the target, most relevant first; at most 12, one per pattern and line.

    ``hot_lines`` maps line numbers (from 1) to their share of the run time in [0, 1]. Without a qualified name the
    whole file is looked at, otherwise the target and the functions of the file that it calls. Text that does not parse
    gives nothing.
    """
    try:
        view = View(code.text, program=code.kind == "program")
    except SourceError:
        return ()
    roots = _roots(view, code.qualname)
    best: dict[tuple[str, int], Finding] = {}
    for detector in table:
        for hit in detector.find(view):
            finding = _finding(view, detector, hit, roots, hot_lines)
            if finding is None:
                continue
            key = (finding.pattern, finding.line)
            if key not in best or best[key].weight < finding.weight:
                best[key] = finding
    found = sorted(best.values(), key=lambda finding: (-finding.weight, finding.line, finding.pattern))
    return tuple(found[:LIMIT])


def _roots(view: View, qualname: str | None) -> list[ast.AST] | None:
    """The target and all functions of the file that it reaches; None for the whole file."""
    first = view.scope_named(qualname) if qualname else None
    if first is None:
        return None
    callers: list[tuple[ast.AST, ast.AST]] = [
        (site, function) for function, sites in view.call_sites.items() for site in sites
    ]
    roots = [first]
    for root in roots:
        roots += [function for site, function in callers if function not in roots and view.inside(site, root)]
    return roots


def _finding(
    view: View, detector: Detector, hit: Hit, roots: list[ast.AST] | None, hot_lines: Mapping[int, float] | None
) -> Finding | None:
    node = hit.node
    if roots is not None and not any(view.inside(node, root) for root in roots):
        return None
    where = hit.where or node
    depth = view.depth(where)
    if depth < detector.loop:
        return None
    line = getattr(node, "lineno", 1)
    weight = detector.cost * hit.factor * _DEPTH_FACTOR[depth]
    if hot_lines:
        end = _last_line(node)
        share = max((hot_lines.get(number, 0.0) for number in range(line, end + 1)), default=0.0)
        weight *= 0.25 + 0.75 * min(1.0, share / max(hot_lines.values(), default=1.0)) if share else 0.25
    weight = round(min(1.0, weight), 3)
    if weight < _LEAST:
        return None
    words = {"line": str(line), "source": view.short(node), "often": view.often(where), **hit.words}
    return Finding(
        pattern=detector.key,
        line=line,
        end_line=_last_line(node),
        why=detector.why.format(**words),
        advice=f"line {line}: {detector.advice.format(**words)}",
        weight=weight,
    )


def _last_line(node: ast.AST) -> int:
    last = getattr(node, "end_lineno", None)
    return last if isinstance(last, int) else 1
