"""Whole numbers written as constants, and whether they decide how much work is done."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.source import FUNCTIONS

_SIZED = frozenset({"zeros", "ones", "full", "arange", "empty", "bytearray", "bytes", "repeat"})


def whole_number(node: ast.AST) -> int | None:
    """Value of an expression of constants: ``10**6 + 1``, ``1 << 20``, ``int(1e5)``; None for anything else."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() as value):
            return value
        case ast.Call(func=ast.Name(id="int"), args=[ast.Constant(value=float() as real)], keywords=[]):
            return int(real)
        case ast.Call(func=ast.Name(id="pow"), args=[base, power], keywords=[]):
            return whole_number(ast.BinOp(base, ast.Pow(), power))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            positive = whole_number(operand)
            return None if positive is None else -positive
        case ast.BinOp(left=left, op=op, right=right):
            a, b = whole_number(left), whole_number(right)
            return None if a is None or b is None else _calculated(a, op, b)
    return None


def _calculated(a: int, op: ast.operator, b: int) -> int | None:
    match op:
        case ast.Add():
            return a + b
        case ast.Sub():
            return a - b
        case ast.Mult():
            return a * b
        case ast.Pow() if 0 <= b <= 40 and abs(a) <= 100:
            return int(a**b)
        case ast.LShift() if 0 <= b <= 40 and abs(a) <= 100:
            return a << b
        case ast.FloorDiv() if b:
            return a // b
    return None


def constants(module: ParsedModule, least: int, most: int) -> Iterator[tuple[ast.expr, int]]:
    """The largest expressions of constants with a value between ``least`` and ``most``, in source order."""
    for node in module.nodes(ast.Constant, ast.BinOp, ast.Call):
        value = whole_number(node)
        if value is None or not least <= value <= most:
            continue
        above = module.parent(node)
        if above is None or whole_number(above) is None:
            yield node, value


def sets_work(module: ParsedModule, node: ast.expr, depth: int = 0) -> bool:
    """Whether a number is the end of a range, the length of a table or what a ``while`` compares with.

    Looks through names (as far as they mean that number) and parameters of the file's own functions.
    """
    below: ast.AST = node
    for above in module.ancestors(node):
        match above:
            case ast.BinOp(op=ast.Mult(), left=left, right=right) if _is_list(left) or _is_list(right):
                return True
            case ast.BinOp(op=ast.Mod(), right=right) if right is below:
                return False
            case ast.BinOp() | ast.UnaryOp() | ast.keyword() | ast.Tuple() | ast.Starred():
                pass
            # The next power of two: 2 ** (n - 1).bit_length().
            case ast.Attribute(attr="bit_length") | ast.Call(func=ast.Attribute(attr="bit_length")):
                pass
            case ast.Call(func=func) if module.is_builtin(func, "range") or _word(func) in _SIZED:
                return True
            case ast.Call(func=func) if module.is_builtin(func, "min", "max", "int", "list", "tuple"):
                pass
            case ast.Call() if depth < 3:
                return any(
                    sets_work(module, use, depth + 1)
                    for parameter in _parameters(module, above, below)
                    for use in _reads(module, parameter)
                )
            case ast.Slice():
                return depth > 0
            case ast.Compare():
                return isinstance(module.parent(above), ast.While)
            case ast.Assign(targets=[ast.Name() as name], value=value) if value is below and depth < 3:
                return _name_sets_work(module, name, depth)
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(), attr=attr)], value=value) if (
                value is below and depth < 3
            ):
                reads = [use for use in module.nodes(ast.Attribute) if isinstance(use.ctx, ast.Load)]
                return any(use.attr == attr and sets_work(module, use, depth + 1) for use in reads)
            case ast.arguments() if depth < 3:
                return any(sets_work(module, use, depth + 1) for use in _default_of(module, above, below))
            case _:
                return False
        below = above
    return False


def _name_sets_work(module: ParsedModule, name: ast.Name, depth: int) -> bool:
    loads = governed(module, name)
    modulus = any(
        isinstance(above := module.parent(use), ast.BinOp) and isinstance(above.op, ast.Mod) and above.right is use
        for use in loads
    )
    return not modulus and any(sets_work(module, use, depth + 1) for use in loads)


def governed(module: ParsedModule, name: ast.Name) -> list[ast.Name]:
    """Where a name that is bound here means this value: everywhere, or after its last binding; else nowhere."""
    loads = [use for use in module.uses(name) if isinstance(use.ctx, ast.Load)]
    bound = module.scope_of(name).bindings.get(name.id, [])
    if len(bound) == 1:
        return loads
    start, end = module.span(name)
    if module.loops(name) or any(not isinstance(other, ast.Name) or module.span(other)[0] > start for other in bound):
        return []
    return [use for use in loads if module.span(use)[0] > end]


def _is_list(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _is_list(node.left) or _is_list(node.right)
    return isinstance(node, ast.List | ast.Tuple) or (isinstance(node, ast.Constant) and isinstance(node.value, bytes))


def _word(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _parameters(module: ParsedModule, call: ast.Call, argument: ast.AST) -> Iterator[ast.arg]:
    """The parameters of the file's functions (or initialisers) that an argument of ``call`` may reach."""
    for function in [*module.callees(call), *_initialisers(module, call), *_methods(module, call)]:
        if not isinstance(function, ast.FunctionDef):
            continue
        names = function.args.args
        if names and names[0].arg == "self":
            names = names[1:]
        if isinstance(argument, ast.keyword):
            yield from (arg for arg in names if arg.arg == argument.arg)
        elif argument in call.args and (place := call.args.index(argument)) < len(names):
            yield names[place]


def _initialisers(module: ParsedModule, call: ast.Call) -> Iterator[ast.AST]:
    for definition in module.nodes(ast.ClassDef):
        if isinstance(call.func, ast.Name) and definition.name == call.func.id:
            yield from (
                item for item in definition.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"
            )


def _methods(module: ParsedModule, call: ast.Call) -> Iterator[ast.AST]:
    """Methods of the file's classes that ``something.name(...)`` may mean."""
    if isinstance(call.func, ast.Attribute) and not module.imported(call.func):
        for definition in module.nodes(ast.ClassDef):
            for item in definition.body:
                if isinstance(item, ast.FunctionDef) and item.name == call.func.attr:
                    yield item


def _reads(module: ParsedModule, parameter: ast.arg) -> list[ast.Name]:
    function = next(above for above in module.ancestors(parameter) if isinstance(above, FUNCTIONS))
    scope = module.scopes.by_node[function]
    return [use for use in module.scopes.uses(scope, parameter.arg) if isinstance(use.ctx, ast.Load)]


def _default_of(module: ParsedModule, arguments: ast.arguments, value: ast.AST) -> list[ast.Name]:
    if value not in arguments.defaults:
        return []
    place = arguments.defaults.index(value) - len(arguments.defaults)
    return _reads(module, arguments.args[place])
