"""Calls that caches and deep recursion get wrong: equal arguments of other types in turn, and very deep nesting."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from fasterpy.records import Case, Code, ExpressionCase
from fasterpy.syntax import syntax_tree
from fasterpy.verify.decisive import recursive
from fasterpy.verify.normal import functions_of

_VALUES = ("1", "1.0", "True", "0", "-0.0", "0.0", "False")
_FLOATS = ("1", "1.0", "0", "-0.0", "0.0")
_UNHASHABLE = "[1, 2]"
DEEP = "_fasterpy_deep"
_DEEP = """


def {name}(_depth):
    _value = []
    for _ in range(_depth):
        _value = [_value]
    _result = {target}(_value)
    return _result if isinstance(_result, (int, float, str, bytes, type(None))) else type(_result).__name__
"""
DEPTHS = (1500, 4000)


def equal_arguments(
    original: ast.Module, candidate: ast.Module, cases: Sequence[Case], qualname: str | None = None
) -> list[ExpressionCase]:
    """``f(1)``, ``f(1.0)``, ``f(True)`` where nobody says what the arguments are and the candidate keeps a table; and
    an argument that cannot be hashed."""
    target = functions_of(original).get(qualname or "")
    if not _keeps(candidate) or target is None:
        return []
    named = [*target.args.posonlyargs, *target.args.args]
    said = [getattr(arg.annotation, "id", "something") if arg.annotation is not None else "" for arg in named]
    made: dict[str, None] = {}
    for case in [case for case in cases if isinstance(case, ExpressionCase)][:3]:
        for value in (*_VALUES, _UNHASHABLE):
            tree = syntax_tree(case.expression, mode="eval").body
            args = tree.elts[0] if isinstance(tree, ast.Tuple) and tree.elts else tree
            changed = False
            for place, hint in enumerate(said if isinstance(args, ast.Tuple) else ()):
                if place < len(args.elts) and (not hint or (hint == "float" and value in _FLOATS)):  # type: ignore[attr-defined]
                    changed = _put(args, place, value) or changed  # type: ignore[arg-type]
            if changed:
                made[ast.unparse(tree)] = None
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in made]


def _put(args: ast.Tuple, place: int, value: str) -> bool:
    """Puts the value in the place of numbers in this argument, or of the argument when it is a plain value."""
    given = args.elts[place]
    if isinstance(given, ast.Constant) or (value != _UNHASHABLE and isinstance(given, ast.UnaryOp)):
        args.elts[place] = syntax_tree(value, mode="eval").body
        return True
    leaves = [n for n in ast.walk(given) if isinstance(n, ast.Constant) and type(n.value) in (int, float)]
    for leaf in leaves if value != _UNHASHABLE else ():
        leaf.value = ast.literal_eval(value)
    return bool(leaves) and value != _UNHASHABLE


def _keeps(tree: ast.Module) -> bool:
    """Whether something outlives a call: a cache by decorator, a table of the module, a default that is changed."""
    for node in ast.walk(tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if "cache" in name.lower() or "memo" in name.lower():
            return True
    return any(isinstance(part, ast.Assign) and isinstance(part.value, ast.Dict) for part in tree.body)


def deep_code(original: ast.Module, candidate: ast.Module, cases: Sequence[Case], *codes: Code) -> list[Code]:
    """Both versions with a function that calls the target on a list nested ``depth`` times; empty when of no use.

    Only where the candidate alone calls itself and one argument is a list with lists in it.
    """
    if not recursive(candidate) or recursive(original):
        return []
    calls = [case.expression for case in cases if isinstance(case, ExpressionCase)]
    if not any(_nested(text) for text in calls):
        return []
    made = []
    for code in codes:
        text = code.text + _DEEP.format(name=DEEP, target=code.qualname)
        made.append(Code(text=text, kind="function", filename=code.filename, qualname=DEEP, module=code.module))
    return made


def _nested(text: str) -> bool:
    """One argument, a list in which a list stands."""
    tree = syntax_tree(text, mode="eval").body
    if not isinstance(tree, ast.Tuple) or not isinstance(tree.elts[0], ast.Tuple) or len(tree.elts[0].elts) != 1:
        return False
    only = tree.elts[0].elts[0]
    return isinstance(only, ast.List) and any(isinstance(item, ast.List) for item in only.elts)
