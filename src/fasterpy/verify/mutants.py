"""Seeded mutants of the original: small faults that good inputs notice."""

from __future__ import annotations

import ast
import copy
import random
import warnings
import zlib
from collections.abc import Callable, Iterator

from fasterpy.records import Code, Record
from fasterpy.verify.normal import copied_on, live_parts, parse

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_BINARY: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.BitOr,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
}
_SYMMETRIC = frozenset({"min", "max", "gcd", "lcm", "zip", "isclose", "hypot", "add", "mul"})
_SILENT = frozenset(
    {"setrecursionlimit", "set_int_max_str_digits", "stack_size", "exit", "flush"}
    | {"debug", "info", "warning", "error", "log"}
)
_COPIES = frozenset({"list", "sorted", "tuple", "set", "reversed", "copy", "deepcopy"})

Edit = Callable[[ast.AST], ast.AST | None]


class Mutant(Record, frozen=True):
    """One faulty version."""

    code: Code
    line: int
    what: str


def mutants(code: Code, covered: frozenset[int] | None, most: int) -> list[Mutant]:
    """At most ``most`` different mutants of the live code, spread over lines and kinds; the same for the same code.

    Only lines in ``covered`` are touched (what no input reaches is coverage's matter); None: all.
    """
    tree = parse(code.text)
    nodes = list(ast.walk(tree))
    places: dict[int, int] = {id(node): i for i, node in enumerate(nodes)}
    parents = {id(child): node for node in nodes for child in ast.iter_child_nodes(node)}
    sites: list[tuple[int, int, str, Edit]] = []
    seen: set[int] = set()
    for part in live_parts(tree, code.qualname):
        for node in _walk_live(part):
            if id(node) in seen:
                continue
            seen.add(id(node))
            line = getattr(node, "lineno", 0)
            if covered is not None and line not in covered:
                continue
            for what, edit in _edits(node, parents.get(id(node))):
                sites.append((line, places[id(node)], what, edit))
    rng = random.Random(zlib.crc32(code.text.encode("utf-8", "surrogatepass")))
    rng.shuffle(sites)
    found: list[Mutant] = []
    texts = {ast.unparse(tree)}
    for line, place, what, edit in _spread(sites):
        if len(found) >= most:
            break
        text = _apply(tree, place, edit)
        if text is not None and text not in texts:
            texts.add(text)
            found.append(Mutant(code=_with(code, text), line=line, what=what))
    return found


def _with(code: Code, text: str) -> Code:
    return Code(
        text=text, kind=code.kind, filename=code.filename, qualname=code.qualname, module=code.module,
        search_path=code.search_path,
    )  # fmt: skip


def _spread(sites: list[tuple[int, int, str, Edit]]) -> Iterator[tuple[int, int, str, Edit]]:
    """Round robin over lines, so that a long expression does not take all places."""
    rows: dict[int, list[tuple[int, int, str, Edit]]] = {}
    for site in sites:
        rows.setdefault(site[0], []).append(site)
    while rows:
        for line in list(rows):
            yield rows[line].pop()
            if not rows[line]:
                del rows[line]


def _walk_live(part: ast.AST) -> Iterator[ast.AST]:
    """Nodes whose change can matter: no assertions, errors, logging, annotations, docstrings, nested definitions."""
    todo: list[ast.AST] = [part]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Assert | ast.Raise | ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.If) and any(
            isinstance(n, ast.Name) and n.id == "__name__" for n in ast.walk(node.test)
        ):
            todo.extend(node.body)
            continue
        if isinstance(node, ast.Expr) and (isinstance(node.value, ast.Constant) or _silent(node.value)):
            continue
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            todo.extend(node.body if node is part else [])
            todo.extend(node.args.defaults)
        elif isinstance(node, ast.AnnAssign):
            todo.extend(n for n in (node.target, node.value) if n is not None)
        else:
            todo.extend(ast.iter_child_nodes(node))


def _silent(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SILENT


def _edits(node: ast.AST, parent: ast.AST | None) -> Iterator[tuple[str, Edit]]:
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            for other in _COMPARE[type(op)]:
                yield "comparison", _set_op(i, other)
    elif isinstance(node, ast.BinOp | ast.AugAssign):
        for binary in _BINARY.get(type(node.op), ()):
            yield "operator", _replace_op(binary)
    elif isinstance(node, ast.BoolOp):
        yield "boolean", _replace_op(ast.Or if isinstance(node.op, ast.And) else ast.And)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "unary", lambda n: n.operand  # type: ignore[attr-defined]
    elif isinstance(node, ast.Constant):
        yield from _constants(node, parent)
    elif isinstance(node, ast.Call):
        yield from _calls(node, parent)
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load):
        if node.slice.lower is None and node.slice.upper is None and node.slice.step is None:
            yield "copy dropped", lambda n: n.value  # type: ignore[attr-defined]
    elif isinstance(node, ast.If | ast.IfExp):
        yield "negated condition", _negate
    elif isinstance(node, ast.Break | ast.Continue):
        yield "jump dropped", lambda n: ast.Pass()
    elif isinstance(node, ast.Return) and node.value is not None and not _none(node.value):
        yield "result dropped", lambda n: ast.Return(value=ast.Constant(None))
    elif isinstance(node, ast.Expr | ast.Assign) and not isinstance(parent, ast.ClassDef):
        yield "statement dropped", lambda n: ast.Pass()


def _none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _set_op(i: int, other: type[ast.cmpop]) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Compare)
        node.ops[i] = other()
        return node

    return edit


def _replace_op(other: type[ast.operator] | type[ast.boolop]) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        node.op = other()  # type: ignore[attr-defined]
        return node

    return edit


def _negate(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.If | ast.IfExp)
    node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
    return node


def _constants(node: ast.Constant, parent: ast.AST | None) -> Iterator[tuple[str, Edit]]:
    value = node.value
    if isinstance(parent, ast.FormattedValue | ast.JoinedStr):
        return
    if isinstance(value, bool):
        yield "constant", lambda n: ast.Constant(not value)
    elif isinstance(value, int):
        # The size of a table (10**5, 200005) is a margin, not behaviour: off by one there changes nothing.
        if abs(value) < 1000:
            yield "constant", lambda n: ast.Constant(value + 1)
            yield "constant", lambda n: ast.Constant(value - 1)
    elif isinstance(value, float):
        yield "constant", lambda n: ast.Constant(value + 1.0)
    elif isinstance(value, str):
        yield "constant", lambda n: ast.Constant(value + "~" if value else "~")


def _calls(node: ast.Call, parent: ast.AST | None) -> Iterator[tuple[str, Edit]]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if len(node.args) == 2 and name not in _SYMMETRIC and not any(isinstance(a, ast.Starred) for a in node.args):
        yield "arguments swapped", _swap
    if name == "range" and 1 <= len(node.args) <= 2:
        yield "range shortened", _shorten
    if name in _COPIES and len(node.args) == 1 and isinstance(node.func, ast.Name) and not copied_on(node, parent):
        yield f"{name}() dropped", lambda n: n.args[0]  # type: ignore[attr-defined]
    for i, keyword in enumerate(node.keywords):
        if keyword.arg in ("key", "reverse", "default", "start", "initial"):
            yield "keyword dropped", _drop_keyword(i)
    if name in ("min", "max") and isinstance(node.func, ast.Name):
        yield "min/max", _rename("max" if name == "min" else "min")
    if name in ("any", "all") and isinstance(node.func, ast.Name):
        yield "any/all", _rename("all" if name == "any" else "any")


def _swap(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Call)
    node.args.reverse()
    return node


def _shorten(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Call)
    node.args[-1] = ast.BinOp(left=node.args[-1], op=ast.Sub(), right=ast.Constant(1))
    return node


def _drop_keyword(i: int) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Call)
        del node.keywords[i]
        return node

    return edit


def _rename(name: str) -> Edit:
    def edit(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Call)
        node.func = ast.Name(id=name, ctx=ast.Load())
        return node

    return edit


class _Replace(ast.NodeTransformer):
    def __init__(self, target: ast.AST, edit: Edit) -> None:
        self.target, self.edit = target, edit

    def visit(self, node: ast.AST) -> ast.AST | None:
        return self.edit(node) if node is self.target else self.generic_visit(node)


def _apply(tree: ast.Module, place: int, edit: Edit) -> str | None:
    """Text of the tree with one node edited; None when the result does not compile."""
    changed = copy.deepcopy(tree)
    target = next(node for i, node in enumerate(ast.walk(changed)) if i == place)
    _Replace(target, edit).visit(changed)
    try:
        text = ast.unparse(ast.fix_missing_locations(changed))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<mutant>", "exec")
    except (SyntaxError, ValueError, TypeError, RecursionError):
        return None
    return text


def novel_expressions(tree: ast.Module, original: ast.Module) -> list[str]:
    """Dumps of the smallest expressions of ``tree`` that the original does not have, smallest first."""
    kinds = (ast.Compare, ast.BinOp, ast.Call, ast.Subscript, ast.BoolOp, ast.UnaryOp)
    known = {ast.dump(node) for node in ast.walk(original) if isinstance(node, kinds)}
    found = {ast.dump(node) for node in ast.walk(tree) if isinstance(node, kinds) and not _number(node)} - known
    return sorted(found, key=len)


def _number(node: ast.AST) -> bool:
    """``-1`` says nothing: it stands in every ``xs[::-1]``."""
    return isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)


def carried(mutant: Mutant, original: ast.Module, candidate: ast.Module) -> bool:
    """Whether the candidate holds, word for word, the fault of this mutant."""
    novel = novel_expressions(parse(mutant.code.text), original)
    return bool(novel) and novel[0] in novel_expressions(candidate, original)
