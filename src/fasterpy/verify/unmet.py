"""Conditions that the candidate introduces and that no input decides both ways.

``if crc32(key) == 0x2E5F1A44`` is true for one text in four thousand million: that no input found it says nothing. The
conditions that ask for one value among many (equality, membership, a remainder) are watched while the calls are made.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from fasterpy.syntax import syntax_tree
from fasterpy.verify.normal import functions_of

WATCH = "_fasterpy_met"
_HEADER = """
{watch}_seen = set()

def {watch}(_site, _value):
    {watch}_seen.add((_site, bool(_value)))
    return _value
"""
_FOOTER = """

def {watch}_calls(_calls):
    import itertools as _itertools
    for _args, _kwargs in _calls:
        try:
            _result = {target}(*_args, **_kwargs)
            if hasattr(_result, "__await__"):
                import asyncio as _asyncio

                async def _finished(_waiting=_result):
                    return await _waiting

                _asyncio.run(_finished())
            elif hasattr(_result, "__next__"):
                list(_itertools.islice(_result, 500))
        except Exception:
            pass
    return [[_site, _value] for _site, _value in sorted({watch}_seen)]
"""
ENTRY = f"{WATCH}_calls"


def suspicious(original: ast.Module, candidate: ast.Module) -> list[ast.expr]:
    """Conditions of the candidate's alone that ask for one value among many, in order."""
    ours = {_nameless(test) for test in _tests(original)}
    return [test for test in _tests(candidate) if _nameless(test) not in ours and _rare(test)]


def _nameless(test: ast.expr) -> str:
    """A condition whatever its variables are called: ``row["kind"] == "buy"`` of another row is no new one."""
    return re.sub(r"Name\(id='\w+'", "Name(id='_'", ast.dump(test))


def watched(text: str, qualname: str, conditions: list[ast.expr]) -> str:
    """The candidate's text with these conditions reporting, and a function `ENTRY` that makes calls and reports."""
    wanted = {ast.dump(test): site for site, test in enumerate(conditions)}
    tree = _Watched(wanted).visit(syntax_tree(text))
    future = [part for part in tree.body if isinstance(part, ast.ImportFrom) and part.module == "__future__"]
    rest = [part for part in tree.body if part not in future]
    header = syntax_tree(_HEADER.format(watch=WATCH)).body
    made = ast.Module(body=[*future, *header, *rest], type_ignores=[])
    return ast.unparse(ast.fix_missing_locations(made)) + _FOOTER.format(watch=WATCH, target=qualname)


def one_way(conditions: list[ast.expr], seen: list[tuple[int, bool]]) -> ast.expr | None:
    """The first condition that came out one way only although it was asked."""
    for site, test in enumerate(conditions):
        outcomes = {value for where, value in seen if where == site}
        if len(outcomes) == 1:
            return test
    return None


def _tests(tree: ast.Module) -> Iterator[ast.expr]:
    for function in functions_of(tree).values():
        for node in ast.walk(function):
            if isinstance(node, ast.If | ast.While | ast.IfExp) and not _refuses(node):
                yield node.test
            elif isinstance(node, ast.comprehension):
                yield from node.ifs


def _refuses(node: ast.AST) -> bool:
    """Raising is no branch that inputs are meant to reach."""
    return isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise | ast.Assert)


def _rare(test: ast.expr) -> bool:
    """Whether it asks for one value among many, by a constant that is not among the ordinary ones."""
    for node in ast.walk(test):
        if not isinstance(node, ast.Compare):
            continue
        if any(_unusual(value) for side in (node.left, *node.comparators) for value in _values(side)):
            return True
    return False


def _values(node: ast.AST) -> Iterator[object]:
    """Constants in a side of a comparison; names of fields (``row["kind"]``, ``row.get("kind")``) are no values."""
    if isinstance(node, ast.Constant):
        yield node.value
    for child in ast.iter_child_nodes(node):
        field = isinstance(child, ast.Constant) and isinstance(child.value, str)
        named = (isinstance(node, ast.Subscript) and child is node.slice) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "get"
            and child in node.args[:1]
        )
        if not (field and named):
            yield from _values(child)


def _unusual(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return abs(value) > 16
    return isinstance(value, str | bytes) and len(value) > 1


class _Watched(ast.NodeTransformer):
    def __init__(self, wanted: dict[str, int]) -> None:
        self.wanted = wanted

    def _reporting(self, test: ast.expr, dumped: str) -> ast.expr:
        if dumped not in self.wanted:
            return test
        return ast.Call(ast.Name(WATCH, ast.Load()), [ast.Constant(self.wanted[dumped]), test], [])

    def _tested(self, node: ast.If | ast.While | ast.IfExp) -> ast.AST:
        dumped = ast.dump(node.test)
        self.generic_visit(node)
        node.test = self._reporting(node.test, dumped)
        return node

    visit_If = visit_While = visit_IfExp = _tested

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        dumped = [ast.dump(test) for test in node.ifs]
        self.generic_visit(node)
        node.ifs = [self._reporting(test, text) for test, text in zip(node.ifs, dumped, strict=True)]
        return node
