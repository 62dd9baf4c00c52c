"""Small gains that count in inner loops."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def isinstance_chain(view: View) -> Iterator[Hit]:
    """``isinstance(x, A) or isinstance(x, B)``."""
    for node in view.nodes(ast.BoolOp):
        calls = [
            part for part in node.values
            if view.calls_builtin(part, "isinstance") and isinstance(part, ast.Call) and part.args
        ]  # fmt: skip
        if isinstance(node.op, ast.Or) and len(calls) >= 2 and len({ast.dump(call.args[0]) for call in calls}) == 1:
            yield Hit(node)


def equality_chain(view: View) -> Iterator[Hit]:
    """``x == 1 or x == 2 or x == 3``."""
    for node in view.nodes(ast.BoolOp):
        tests = [
            part for part in node.values
            if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq) and len(part.ops) == 1
            and isinstance(part.comparators[0], ast.Constant)
        ]  # fmt: skip
        if isinstance(node.op, ast.Or) and len(tests) >= 3 and len({ast.dump(test.left) for test in tests}) == 1:
            yield Hit(node, {"value": view.short(tests[0].left)})


def elif_chain(view: View) -> Iterator[Hit]:
    """``if x == "a": ... elif x == "b": ...`` with five or more branches."""
    for node in view.nodes(ast.If):
        above = view.parent(node)
        if isinstance(above, ast.If) and above.orelse == [node]:
            continue
        count, current, left = 0, node, ""
        while True:
            test = current.test
            if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)):
                break
            if not isinstance(test.comparators[0], ast.Constant) or (left and ast.dump(test.left) != left):
                break
            left, count = ast.dump(test.left), count + 1
            if len(current.orelse) != 1 or not isinstance(current.orelse[0], ast.If):
                break
            current = current.orelse[0]
        if count >= 5:
            yield Hit(node, {"count": str(count)})


def container_call(view: View) -> Iterator[Hit]:
    """``dict()`` and ``list()`` for empty containers in inner loops."""
    for call in view.builtins("dict", "list", "tuple"):
        if not call.args and not call.keywords:
            literal = {"dict": "{}", "list": "[]", "tuple": "()"}[call.func.id]  # type: ignore[attr-defined]
            yield Hit(call, {"literal": literal})


def lambda_map(view: View) -> Iterator[Hit]:
    """``map(lambda ...)`` and ``filter(lambda ...)``."""
    for call in view.builtins("map", "filter"):
        if call.args and isinstance(call.args[0], ast.Lambda):
            yield Hit(call)


def two_extreme(view: View) -> Iterator[Hit]:
    """``best = max(best, x)`` in a hot loop."""
    for call in view.builtins("max", "min"):
        parent = view.parent(call)
        if len(call.args) == 2 and isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
            if any(isinstance(arg, ast.Name) and arg.id == parent.targets[0].id for arg in call.args):
                yield Hit(call, {"name": parent.targets[0].id})


def small_function(view: View) -> Iterator[Hit]:
    """A one-line function of this file called in an inner loop."""
    for call in view.nodes(ast.Call):
        if len(view.around(call)) < 2:
            continue
        for function in view.callees(call):
            if isinstance(function, ast.FunctionDef) and not function.decorator_list:
                body = [s for s in function.body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]
                if len(body) == 1 and isinstance(body[0], ast.Return) and not view.inside(call, function):
                    yield Hit(call, {"name": function.name})


def attribute_method(view: View) -> Iterator[Hit]:
    """``self.items.append`` in an inner loop: two lookups per call."""
    seen: set[tuple[int, str]] = set()
    for node in view.nodes(ast.Attribute):
        if (
            isinstance(node.value, ast.Attribute)
            and isinstance(node.value.value, ast.Name)
            and node.value.value.id == "self"
        ):
            loop = view.loop(node)
            called = isinstance(parent := view.parent(node), ast.Call) and parent.func is node
            if loop is not None and called and (id(loop), view.short(node)) not in seen:
                seen.add((id(loop), view.short(node)))
                yield Hit(node)


def object_per_row(view: View) -> Iterator[Hit]:
    """A class without slots made in an inner loop."""
    classes = {node.name: node for node in view.nodes(ast.ClassDef)}
    for call in view.nodes(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in classes and view.around(call):
            node = classes[call.func.id]
            plain = (
                not node.bases
                and "__slots__" not in ast.dump(node)
                and "slots" not in ast.dump(ast.Tuple(elts=node.decorator_list, ctx=ast.Load()))
            )
            if plain:
                yield Hit(call, {"name": node.name})


def equality_in_class(view: View) -> Iterator[Hit]:
    """``__eq__`` without ``__hash__`` in a class whose objects are searched in lists."""
    for node in view.nodes(ast.ClassDef):
        names = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
        names |= {"__hash__" for part in node.body if "'__hash__'" in ast.dump(part)}
        if "__eq__" in names and "__hash__" not in names and not node.decorator_list:
            tests = [t for t in view.nodes(ast.Compare) if isinstance(t.ops[0], ast.In | ast.NotIn) and view.around(t)]
            if any(view.is_list(test.comparators[0]) for test in tests):
                yield Hit(node, {"name": node.name})


DETECTORS = (
    Detector(
        "isinstance_chain", "micro", isinstance_chain,
        "one call per class",
        "`{source}`: give isinstance a tuple of the classes",
        0.25,
    ),
    Detector(
        "equality_chain", "micro", equality_chain,
        "`{value}` is looked up and compared again for every constant",
        "`{source}`: test `in` a set of constants",
        0.2, "constant_container_in_loop",
    ),
    Detector(
        "elif_chain", "micro", elif_chain,
        "up to {count} comparisons per value",
        "replace the chain of {count} comparisons by a dict from value to result or function",
        0.4, "elif_chain_to_dict",
    ),
    Detector(
        "container_call", "micro", container_call,
        "a global lookup and a call for an empty container",
        "`{source}`: write `{literal}`",
        0.12, loop=2,
    ),
    Detector(
        "lambda_map", "micro", lambda_map,
        "one Python call per element",
        "`{source}`: a comprehension has the expression inline",
        0.3, "lambda_map_to_comprehension", loop=0,
    ),
    Detector(
        "two_extreme", "micro", two_extreme,
        "a call of a builtin to compare two values",
        "`{source}`: `if x > {name}: {name} = x` (or `<`) is several times faster in an inner loop",
        0.35,
    ),
    Detector(
        "small_function", "micro", small_function,
        "`{name}` is one expression, and a call costs more than it",
        "write the expression of `{name}` in place of the call, {often}",
        0.35, "function_call_in_hot_loop", loop=2,
    ),
    Detector(
        "attribute_method", "micro", attribute_method,
        "two attribute lookups per call",
        "bind `{source}` to a local name before the loop",
        0.2,
    ),
    Detector(
        "object_per_row", "classes", object_per_row,
        "an object with its own dict is made {often}",
        "give `{name}` `__slots__` (or dataclass(slots=True)), or use a tuple where nobody needs an object",
        0.35, "object_per_row_to_tuple",
    ),
    Detector(
        "equality_in_class", "classes", equality_in_class,
        "`{name}` compares but cannot be hashed, so lists of it can only be scanned",
        "give `{name}` a `__hash__` over the same fields and keep its objects in sets or dicts",
        0.6, "eq_scan_to_hash", loop=0,
    ),
)  # fmt: skip
