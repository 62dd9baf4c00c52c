"""Which share of a version's branches did the inputs reach?

A goal is one outcome of a branch (``if``, ``for``, ``while``, ``except``, ``case``). Goals that no input is meant to
reach do not count: assertions, raising an error, ``__main__`` guards, imports that fail, what the process's environment
or arguments decide (as long as the original does the same there). Nor does a handler that does what the whole original
does: what happens there is not in question.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from fasterpy.verify.normal import live_parts, parse

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Arcs = set[tuple[int, int]]
Goal = tuple[str, int, int, int, int]
"""(kind, first header line, last header line, first body line, last body line)"""


class Goals:
    """The goals of one version, found once. ``original``: what it is a rewrite of."""

    def __init__(self, text: str, qualname: str | None, original: ast.Module | None = None) -> None:
        tree = parse(text)
        # Short bodies (``return None``) are anybody's.
        known = ast.walk(original) if original is not None else ()
        whole = [n for n in known if isinstance(n, _FUNCTIONS) and any(map(_loops, ast.walk(n)))]
        self._whole = {_told(function.body) for function in whole}
        settings = ast.walk(original) if original is not None else ()
        self._settings = {_told(n.body) for n in settings if isinstance(n, ast.If) and _of_the_process(n.test)}
        self._judged = original is not None
        self.goals: list[Goal] = []
        for part in live_parts(tree, qualname):
            self._collect(part, nested=False)

    def _collect(self, node: ast.AST, nested: bool) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and nested:
            return  # live parts on their own account
        if isinstance(node, ast.If | ast.For | ast.While | ast.AsyncFor):
            self._branch(node)
        elif isinstance(node, ast.ExceptHandler) and _told(node.body) in self._whole:
            return
        elif isinstance(node, ast.Try):
            for handler in node.handlers:
                if _told(handler.body) in self._whole:
                    continue
                if not _raises(handler.body) and not _import_guard(node):
                    self._enter(handler.body, handler.lineno, handler.lineno)
        elif isinstance(node, ast.match_case):
            self._enter(node.body, node.pattern.lineno, node.pattern.lineno)
        for child in ast.iter_child_nodes(node):
            self._collect(child, nested=True)

    def _branch(self, node: ast.If | ast.For | ast.While | ast.AsyncFor) -> None:
        test = node.test if isinstance(node, ast.If | ast.While) else node.iter
        if isinstance(test, ast.Constant) or _main_guard(test):
            return
        if _of_the_process(test) and (not self._judged or _told(node.body) in self._settings):
            return
        last = test.end_lineno or node.lineno
        start, end = _span(node.body)
        if not _raises(node.body):
            self._enter(node.body, node.lineno, last)
        if start > last and not isinstance(node, ast.For | ast.AsyncFor) and not (node.orelse and _raises(node.orelse)):
            self.goals.append(("skip", node.lineno, last, start, end))

    def _enter(self, body: list[ast.stmt], first: int, last: int) -> None:
        start, end = _span(body)
        if start > last:  # a body on the header's line cannot be told apart by lines
            self.goals.append(("enter", first, last, start, end))

    def reached(self, arcs: Iterable[tuple[int, int]]) -> set[Goal]:
        """The goals that these arcs (from line, to line; to < 0 leaves the function) reach."""
        arcs = set(arcs)
        lines = {to for _from, to in arcs}
        leaving: dict[int, set[int]] = {}
        for source, to in arcs:
            leaving.setdefault(source, set()).add(to)
        found: set[Goal] = set()
        for goal in self.goals:
            kind, first, last, start, end = goal
            if kind == "enter":
                hit = start in lines
            else:
                targets = set().union(*(leaving.get(line, set()) for line in range(first, last + 1)))
                hit = any(not (start <= to <= end) and not (first <= to <= last) for to in targets)
            if hit:
                found.add(goal)
        return found

    def share(self, reached: set[Goal]) -> float:
        """In [0, 1]; 1 for code without branches."""
        return len(reached) / len(self.goals) if self.goals else 1.0

    def missing(self, reached: set[Goal]) -> list[int]:
        """Lines whose branches were not taken both ways."""
        return sorted({goal[1] if goal[0] == "skip" else goal[3] for goal in self.goals if goal not in reached})


def _loops(node: ast.AST) -> bool:
    return isinstance(node, ast.For | ast.While | ast.comprehension)


def _told(body: list[ast.stmt]) -> str:
    """What a body does: its statements without a docstring."""
    first = body[0]
    said = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return "\n".join(ast.dump(statement) for statement in (body[1:] if said else body))


def _span(body: list[ast.stmt]) -> tuple[int, int]:
    first = body[0]
    start = min([first.lineno, *(d.lineno for d in getattr(first, "decorator_list", []))])
    return start, max(s.end_lineno or s.lineno for s in body)


def _raises(body: list[ast.stmt]) -> bool:
    return isinstance(body[-1], ast.Raise | ast.Assert)


def _of_the_process(test: ast.expr) -> bool:
    """``os.getenv("LOCAL")``, ``len(sys.argv) > 1``: the same for all inputs."""
    return any(
        (isinstance(n, ast.Attribute) and n.attr in ("getenv", "environ", "argv", "platform"))
        or (isinstance(n, ast.Name) and n.id in ("getenv", "environ", "argv"))
        for n in ast.walk(test)
    )


def _main_guard(test: ast.expr) -> bool:
    return any(isinstance(n, ast.Name) and n.id == "__name__" for n in ast.walk(test))


def _import_guard(node: ast.Try) -> bool:
    return any(isinstance(s, ast.Import | ast.ImportFrom) for s in node.body)
