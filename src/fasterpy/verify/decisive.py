"""What only one version decides by: constants in its conditions, and calls whose answer no input settles.

A rewrite that is wrong at ``n == 1000003`` or from ``len(xs) > 500`` on names that number: inputs can be aimed at it.
Constants elsewhere (table sizes, moduli of results) say little about inputs and are left alone.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator

Constant = int | float | str | bytes
_MODULES = frozenset({"time", "random", "secrets", "uuid", "datetime", "date", "os", "sys", "gc", "threading"})
_CLOCKS = {"time", "time_ns", "perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time", "now"}
_CLOCKS |= {"today", "utcnow", "localtime", "gmtime", "times", "thread_time"}
_LUCK = {"getrandbits", "randint", "random", "randrange", "shuffle", "choice", "choices", "sample", "uniform", "gauss"}
_LUCK |= {"token_bytes", "token_hex", "randbelow", "urandom", "uuid1", "uuid4"}
_SURROUNDINGS = {"getpid", "getppid", "getenv", "getrefcount", "get_count", "get_ident", "getloadavg"}
_CALLS = _CLOCKS | _LUCK | _SURROUNDINGS
_TABLE = 40


def constants_of_one(original: ast.Module, candidate: ast.Module) -> list[Constant]:
    """Constants that decide something in one version only; those of the candidate first."""
    ours, theirs = decisive(original), decisive(candidate)
    return [c for c in theirs if c not in ours] + [c for c in ours if c not in theirs]


def decisive(tree: ast.AST) -> dict[Constant, None]:
    """Constants in conditions, comparisons, ``match`` patterns and small tables with such keys, named ones included."""
    tree = spelled_out(tree)
    found: dict[Constant, None] = {}
    for node in ast.walk(tree):
        for part in _conditions(node):
            for value in _constants(part):
                if not isinstance(value, bool):
                    found[value] = None
            found.update(dict.fromkeys(_remainders(part)))
    return found


def spelled_out(tree: ast.AST) -> ast.AST:
    """A copy with the constant in the place of names and attributes that are bound once, to it (``LIMIT = 10**6``)."""
    bound: dict[str, list[ast.expr | None]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            bound.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            bound.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.arg):
            bound.setdefault(node.arg, []).append(None)
    stores = Counter(
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute) and not isinstance(node.ctx, ast.Load)
    )
    values = {
        name: worked_out(found[0]) for name, found in bound.items() if len(found) == 1 == stores[name] and found[0]
    }
    fixed = {name: value for name, value in values.items() if value is not None}
    return _Spelled(fixed).visit(copy.deepcopy(tree)) if fixed else tree


class _Spelled(ast.NodeTransformer):
    """Puts constants in the place of the names that stand for them."""

    def __init__(self, fixed: dict[str, Constant]) -> None:
        self.fixed = fixed

    def visit_Name(self, node: ast.Name) -> ast.expr:
        known = isinstance(node.ctx, ast.Load) and node.id in self.fixed
        return ast.copy_location(ast.Constant(self.fixed[node.id]), node) if known else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        owner = isinstance(node.value, ast.Name) and (node.value.id in ("self", "cls") or node.value.id[:1].isupper())
        if owner and isinstance(node.ctx, ast.Load) and node.attr in self.fixed:
            return ast.copy_location(ast.Constant(self.fixed[node.attr]), node)
        self.generic_visit(node)
        return node


def _conditions(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If | ast.While | ast.IfExp | ast.Assert):
        yield node.test
    elif isinstance(node, ast.Compare | ast.BoolOp | ast.MatchValue):
        yield node
    elif isinstance(node, ast.comprehension):
        yield from node.ifs
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Dict) and len(node.keys) <= _TABLE:
        yield from (key for key in node.keys if key is not None)
    elif isinstance(node, ast.Set) and len(node.elts) <= _TABLE:
        yield from node.elts
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max", "range"):
        yield from node.args  # where a rewrite clips or cuts into blocks
    elif isinstance(node, ast.Slice):
        yield from (part for part in (node.lower, node.upper, node.step) if part is not None)


def _constants(node: ast.AST) -> Iterator[Constant]:
    """Constants below, with ``10**6 + 3`` and ``-5`` worked out."""
    value = worked_out(node)
    if value is not None:
        yield value
        return
    for child in ast.iter_child_nodes(node):
        yield from _constants(child)


def worked_out(node: ast.AST) -> Constant | None:
    """The value of a constant, with ``10**6 + 3`` and ``-5`` worked out; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, int | float | str | bytes) else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = worked_out(node.operand)
        return -inner if isinstance(inner, int | float) else None
    if isinstance(node, ast.BinOp):
        left, right = worked_out(node.left), worked_out(node.right)
        if not isinstance(left, int | float) or not isinstance(right, int | float):
            return None
        if isinstance(node.op, ast.Add):
            return left + right
        if isinstance(node.op, ast.Sub):
            return left - right
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.Pow) and 0 <= right <= 64 and abs(left) <= 1000:
            return left**right
        if isinstance(node.op, ast.LShift) and isinstance(left, int) and isinstance(right, int) and 0 <= right <= 80:
            return left << right
    return None


def _remainders(node: ast.AST) -> Iterator[int]:
    """Numbers that ``n % m == r`` asks for."""
    if isinstance(node, ast.Compare) and isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.Mod):
        m, r = worked_out(node.left.right), worked_out(node.comparators[0])
        if isinstance(m, int) and isinstance(r, int) and m > 16:
            yield from (r + m, r + 3 * m)


def recursive(tree: ast.AST) -> bool:
    """Whether some function calls itself by name."""
    return any(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for call in ast.walk(node)
    )


def identities(tree: ast.AST) -> int:
    """How often identity of other things than None, True, False or ... is asked."""
    return sum(
        isinstance(op, ast.Is | ast.IsNot)
        and not isinstance(left, ast.Constant)
        and not isinstance(right, ast.Constant)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for left, op, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)
    )


def unsettled(original: ast.Module, candidate: ast.Module) -> str:
    """A call of the candidate's whose answer no input settles (clock, chance, addresses); empty when there is none."""
    new = sorted(_calls_of_chance(candidate) - _calls_of_chance(original))
    return new[0] if new else ""


def _calls_of_chance(tree: ast.Module) -> set[str]:
    imported: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module in _MODULES):
            imported.update({alias.asname or alias.name: alias.name for alias in node.names})
    found: set[str] = set()
    keys = _keys_of_kept_objects(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "environ":
            found.add("os.environ")
        if not isinstance(node, ast.Call) or node in keys:
            continue
        if isinstance(node.func, ast.Name) and (node.func.id == "id" or imported.get(node.func.id) in _CALLS):
            if node.func.id != "id" or not _bound(tree, "id"):
                found.add(node.func.id)
        elif isinstance(node.func, ast.Attribute) and node.func.attr in _CALLS:
            base = node.func.value
            name = base.attr if isinstance(base, ast.Attribute) else base.id if isinstance(base, ast.Name) else ""
            if imported.get(name, name).rsplit(".", 1)[-1] in _MODULES:
                found.add(f"{name}.{node.func.attr}")
    return found


def _keys_of_kept_objects(tree: ast.Module) -> set[ast.expr]:
    """``id(x)`` as a key of tables that always keep ``x`` itself (``kept[id(x)] = x, …``): no other object gets its
    number while the table lives."""
    keeping: dict[str, bool] = {}
    used: list[tuple[str, ast.expr]] = []
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=ast.Name(id=table), slice=key) if _numbered(key):
                used.append((table, key))
            case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(id=table)]) if _numbered(
                key
            ):
                used.append((table, key))
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                        name = _numbered(target.slice)
                        parts = value.elts if isinstance(value, ast.Tuple) else []
                        kept = name and any(isinstance(part, ast.Name) and part.id == name for part in parts)
                        table = target.value.id
                        keeping[table] = keeping.get(table, True) and bool(kept)
    return {key for table, key in used if keeping.get(table, False)}


def _numbered(key: ast.expr) -> str:
    """``x`` of ``id(x)``; nothing else."""
    match key:
        case ast.Call(func=ast.Name(id="id"), args=[ast.Name(id=name)], keywords=[]):
            return name
    return ""


def _bound(tree: ast.Module, name: str) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return True
        if isinstance(node, ast.arg) and node.arg == name:
            return True
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store):
            return True
    return False
