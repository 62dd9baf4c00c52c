"""Order functions by what speeding them up may be worth."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fasterpy.errors import SourceError
from fasterpy.project.profile import Place
from fasterpy.records import Code, Finding, Record, Source
from fasterpy.syntax import syntax_tree

LEAST_SHARE = 0.01
"""A function with less of the profiled time than this is not worth a look: removing it wholly gains 1%."""
_LEAST_COST = 0.25
_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)


class Ranked(Record, frozen=True):
    """A function that may be worth the time."""

    path: str
    qualname: str
    line: int
    cost: float
    """Share of the profiled time, or, without a profile, a number without unit from loops and findings."""
    why: str


def rank(
    sources: Sequence[Source],
    targets: Callable[[Source], Sequence[tuple[str, int, int]]],
    detect: Callable[[Code], Sequence[Finding]],
    shares: Mapping[Place, float] | None = None,
) -> tuple[Ranked, ...]:
    """The functions of ``sources``, the most promising first; those that cannot gain noticeably are left out.

    ``targets`` lists (qualified name, first line, last line) of a file. With ``shares`` a function counts with its
    share of the profiled time, findings decide among equals; without, its findings count, each with its relevance, and
    every level of nested loops with a tenth of one.
    """
    found = [one for source in sources for one in _of_file(source, targets(source), detect, shares)]
    return tuple(sorted(found, key=lambda one: (-one.cost, one.path, one.line)))


def _of_file(
    source: Source,
    targets: Sequence[tuple[str, int, int]],
    detect: Callable[[Code], Sequence[Finding]],
    shares: Mapping[Place, float] | None,
) -> list[Ranked]:
    try:
        tree = syntax_tree(source.text)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise SourceError(f"{source.path}: {error}") from error
    path = str(Path(source.path).resolve())
    found = []
    for qualname, first, last in targets:
        share = None if shares is None else shares.get((path, first), 0.0)
        if share is not None and share < LEAST_SHARE:
            continue
        code = Code(text=source.text, kind="function", filename=source.path, qualname=qualname)
        findings = [finding for finding in detect(code) if first <= finding.line <= last]
        static = sum(finding.weight for finding in findings) + 0.1 * _depth(tree, first, last)
        if share is None and static < _LEAST_COST:
            continue
        why = findings[0].why if findings else "loops" if static else "no finding"
        if share is not None:
            why = f"{share:.0%} of the profiled time; {why}"
        cost = static if share is None else share + 1e-3 * static
        found.append(Ranked(path=source.path, qualname=qualname, line=first, cost=cost, why=why))
    return found


def _depth(tree: ast.AST, first: int, last: int) -> int:
    """Deepest nesting of loops and comprehensions within the lines."""

    def deepest(node: ast.AST, level: int) -> int:
        here = level + isinstance(node, _LOOPS)
        return max((deepest(child, here) for child in ast.iter_child_nodes(node)), default=here)

    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    inside = (node for node in ast.walk(tree) if isinstance(node, functions) and first <= node.lineno <= last)
    return max((deepest(node, 0) for node in inside), default=0)
