"""Shapes of single statements that tell a performance problem: what a loop runs over, what its body does."""

from __future__ import annotations

import ast

from fasterpy.embed.kinds import kind_of, last_name
from fasterpy.embed.vocabulary import API


def argument_shape(node: ast.expr, known: dict[str, str]) -> str:
    """Form of a call's argument."""
    if isinstance(node, ast.Call):
        name = last_name(node.func)
        return f"{name}()" if name in API else "call"
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return "slice"
    if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp, ast.Lambda, ast.BinOp)):
        return type(node).__name__
    if isinstance(node, ast.Name) and node.id in API:
        return node.id
    return kind_of(node, known)


def first_constant(call: ast.Call) -> str:
    """``(0)`` when the first argument is a small constant that decides the cost (``pop(0)``, ``insert(0, …)``)."""
    if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value in (0, -1, 1):
        return f"({call.args[0].value})"
    return ""


def _iteration(node: ast.expr, known: dict[str, str], outer: list[str]) -> list[str]:
    """What a ``for`` runs over."""
    found: list[str] = []
    if isinstance(node, ast.Call):
        name = last_name(node.func)
        if name == "range":
            forms = []
            for argument in node.args:
                if isinstance(argument, ast.Call) and last_name(argument.func) == "len":
                    forms.append("len")
                elif isinstance(argument, ast.Constant):
                    forms.append("c")
                else:
                    used = {item.id for item in ast.walk(argument) if isinstance(item, ast.Name)}
                    forms.append("outer" if used & set(outer) else "n")
            found.append("for:range")
            found.append(f"for:range({','.join(forms)})")
            if "outer" in forms:
                found.append("for:triangle")
        elif name in API:
            found.append(f"for:{name}()")
        else:
            found.append("for:call")
    else:
        kind = "slice" if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) else ""
        found.append(f"for:{kind or kind_of(node, known)}")
        if isinstance(node, ast.Name) and node.id in outer:
            found.append("for:inner-of-outer")
    return found


def loop_shapes(node: ast.For | ast.AsyncFor | ast.While, outer: list[ast.AST], known: dict[str, str]) -> list[str]:
    """Shapes of a loop: what it runs over, under what, and what a short body does."""
    found: list[str] = []
    targets: list[str] = []
    iterables: set[str] = set()
    for loop in outer:
        if isinstance(loop, (ast.For, ast.AsyncFor, ast.comprehension)):
            targets += [item.id for item in ast.walk(loop.target) if isinstance(item, ast.Name)]
            iterables.add(ast.dump(loop.iter))
    if isinstance(node, ast.While):
        found.append("while")
        test = node.test
        if isinstance(test, ast.Constant):
            found.append("while:true")
        elif isinstance(test, ast.Name):
            found.append(f"while:{known.get(test.id, 'name')}")
        elif isinstance(test, ast.Compare):
            found.append(f"while:{type(test.ops[0]).__name__}")
            if isinstance(test.left, ast.BinOp) and isinstance(test.left.op, (ast.Mult, ast.Pow)):
                found.append("while:square")
        elif isinstance(test, ast.Call):
            found.append(f"while:{last_name(test.func)}" if last_name(test.func) in API else "while:call")
    else:
        found.append("for")
        found += _iteration(node.iter, known, targets)
        if ast.dump(node.iter) in iterables:
            found.append("for:same-again")
    if outer:
        inner_kind = "while" if isinstance(node, ast.While) else "for"
        outer_kind = "while" if isinstance(outer[-1], ast.While) else "for"
        found.append(f"nest:{outer_kind}>{inner_kind}")
    found += [f"body:{shape}" for shape in _body(node.body, known)]
    return found


def _body(body: list[ast.stmt], known: dict[str, str]) -> list[str]:
    """What a loop's body does, when it is short."""
    if len(body) > 3:
        return []
    found = [_statement(statement, known) for statement in body]
    single = found[0] if len(found) == 1 else "+".join(found)
    return [single] if single == "+".join(found) and len(found) == 1 else [single, *found]


def _statement(node: ast.stmt, known: dict[str, str]) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        name = last_name(node.value.func)
        return name if name in API else "call"
    if isinstance(node, ast.If):
        inner = _statement(node.body[0], known)
        return f"if-{inner}" + ("-else" if node.orelse else "")
    if isinstance(node, ast.AugAssign):
        return f"aug{type(node.op).__name__}:{'item' if isinstance(node.target, ast.Subscript) else 'name'}"
    if isinstance(node, ast.Assign):
        return "setitem" if isinstance(node.targets[0], ast.Subscript) else "assign"
    return type(node).__name__.lower()


def comprehension_shapes(node: ast.AST, generators: list[ast.comprehension], known: dict[str, str]) -> list[str]:
    """Shapes of a comprehension."""
    kind = type(node).__name__
    found = [f"comp:{kind}", f"comp:{len(generators)}"]
    outer: list[str] = []
    for generator in generators:
        found += _iteration(generator.iter, known, outer)
        outer += [item.id for item in ast.walk(generator.target) if isinstance(item, ast.Name)]
        if generator.ifs:
            found.append("comp:if")
    return found


def assign_shapes(node: ast.Assign, known: dict[str, str]) -> list[str]:
    """Rebinding (``x = x + …``), swaps, item assignment, literals made again and again."""
    found: list[str] = []
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Name):
        used = [item for item in ast.walk(value) if isinstance(item, ast.Name) and item.id == target.id]
        if used and isinstance(value, ast.BinOp):
            kind = kind_of(value, known)
            if kind == "?":
                kind = known.get(target.id, "?")
            found.append(f"grow:{kind}" if isinstance(value.op, ast.Add) else f"aug:{type(value.op).__name__}")
            found.append("rebind")
        elif used and isinstance(value, ast.Call):
            name = last_name(value.func)
            found.append(f"rebind:{name}" if name in API else "rebind:call")
        elif isinstance(value, (ast.List, ast.Dict, ast.Set)):
            found.append(f"new:{type(value).__name__}")
    elif isinstance(target, ast.Subscript):
        found.append("setitem")
        if isinstance(target.value, ast.Subscript):
            found.append("setitem2")
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        items = [item for item in target.elts if isinstance(item, ast.Subscript)]
        found.append("swap:items" if len(items) >= 2 else "swap:names")
    return found


def subscript_shapes(node: ast.Subscript, known: dict[str, str]) -> list[str]:
    """Indexing and slicing."""
    index = node.slice
    if isinstance(index, ast.Slice):
        form = "".join(
            "-" if part is None else ("c" if isinstance(part, ast.Constant) else "n")
            for part in (index.lower, index.upper, index.step)
        )
        kind = kind_of(node.value, known)
        found = ["sub:slice", f"sub:slice[{form}]"]
        if kind != "?":
            found.append(f"sub:slice:{kind}")
        if isinstance(node.value, ast.Call) and last_name(node.value.func) in API:
            found.append(f"sub:{last_name(node.value.func)}()[:]")
        return found
    found = ["sub:index"]
    if isinstance(node.value, ast.Subscript):
        found.append("sub:index2")
    if isinstance(node.value, ast.Call) and last_name(node.value.func) in API:
        found.append(f"sub:{last_name(node.value.func)}()[]")
    if isinstance(index, ast.BinOp):
        found.append(f"sub:{type(index.op).__name__}")
    elif isinstance(index, (ast.Constant, ast.UnaryOp)):
        found = ["sub:const", *found[1:]]
    elif isinstance(index, ast.Tuple):
        found.append("sub:tuple")
    return found


def _same(a: ast.AST, b: ast.AST) -> bool:
    return isinstance(a, ast.Name) and isinstance(b, ast.Name) and a.id == b.id


def if_shapes(node: ast.If, known: dict[str, str]) -> list[str]:
    """Tests that guard a well-known action: look up then add, count in a dict, keep the best."""
    found: list[str] = []
    test = node.test
    first = node.body[0]
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        found.append("if:not")
        test = test.operand
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        right = test.comparators[0]
        if isinstance(test.ops[0], (ast.In, ast.NotIn)):
            target = first.targets[0] if isinstance(first, ast.Assign) else getattr(first, "target", None)
            if isinstance(target, ast.Subscript) and _same(target.value, right):
                found.append("if:in-setitem")
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Call):
                function = first.value.func
                if isinstance(function, ast.Attribute) and _same(function.value, right):
                    found.append(f"if:in-{function.attr}" if function.attr in API else "if:in-method")
        elif (
            isinstance(test.ops[0], (ast.Lt, ast.Gt, ast.LtE, ast.GtE))
            and isinstance(first, ast.Assign)
            and ast.dump(first.targets[0]).replace("Store", "Load") in (ast.dump(test.left), ast.dump(right))
        ):
            found.append("if:track-best")
    chain, length = node, 1
    while len(chain.orelse) == 1 and isinstance(chain.orelse[0], ast.If):
        chain, length = chain.orelse[0], length + 1
    if length >= 4:
        found.append("elif")
    if isinstance(first, (ast.Return, ast.Break, ast.Continue)):
        found.append(f"if-{type(first).__name__.lower()}")
    return found
