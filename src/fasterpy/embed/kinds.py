"""Cheap guesses of what kind of value a local name holds, from how it is made."""

from __future__ import annotations

import ast

_BY_CALL = {
    "list": "list", "sorted": "list", "dict": "dict", "set": "set", "frozenset": "set", "tuple": "tuple", "str": "str",
    "deque": "deque", "defaultdict": "dict", "Counter": "dict", "OrderedDict": "dict", "range": "range", "int": "num",
    "float": "num", "len": "num", "sum": "num", "abs": "num", "round": "num", "map": "iter", "filter": "iter",
    "zip": "iter", "enumerate": "iter", "iter": "iter", "input": "str", "open": "file", "split": "list",
    "join": "str", "replace": "str", "strip": "str", "lower": "str", "upper": "str", "readlines": "list", "read": "str",
    "readline": "str", "keys": "view", "values": "view", "items": "view", "array": "array", "zeros": "array",
    "ones": "array", "arange": "array", "empty": "array", "full": "array", "linspace": "array", "concatenate": "array",
    "DataFrame": "frame", "read_csv": "frame", "copy": "copy", "bytearray": "bytes", "bytes": "bytes",
    "compile": "regex", "format": "str", "dumps": "str", "chr": "str", "repr": "str", "bin": "str",
}  # fmt: skip
_BY_ANNOTATION = {
    "list": "list", "List": "list", "Sequence": "list", "dict": "dict", "Dict": "dict", "Mapping": "dict",
    "set": "set", "Set": "set", "frozenset": "set", "str": "str", "int": "num", "float": "num", "bool": "num",
    "tuple": "tuple", "Tuple": "tuple", "deque": "deque", "Iterable": "iter", "Iterator": "iter", "ndarray": "array",
    "DataFrame": "frame", "bytes": "bytes",
}  # fmt: skip


def last_name(node: ast.expr) -> str:
    """``f`` of ``f(...)``, ``g`` of ``x.y.g(...)``, else empty."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return ""


def kind_of(node: ast.expr | None, known: dict[str, str]) -> str:
    """Kind of an expression's value: list, dict, set, str, num, …; ``?`` when nothing is known."""
    if isinstance(node, ast.Name):
        return known.get(node.id, "?")
    if isinstance(node, (ast.List, ast.ListComp)):
        return "list"
    if isinstance(node, (ast.Dict, ast.DictComp)):
        return "dict"
    if isinstance(node, (ast.Set, ast.SetComp)):
        return "set"
    if isinstance(node, ast.JoinedStr):
        return "str"
    if isinstance(node, ast.Tuple):
        return "tuple"
    if isinstance(node, ast.GeneratorExp):
        return "iter"
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            return "str"
        return "num" if isinstance(node.value, (int, float, complex)) else "?"
    if isinstance(node, ast.Call):
        return _BY_CALL.get(last_name(node.func), "?")
    if isinstance(node, ast.BinOp):
        left, right = kind_of(node.left, known), kind_of(node.right, known)
        if isinstance(node.op, ast.Mult) and "list" in (left, right):
            return "list"
        return left if left != "?" else right
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return kind_of(node.value, known)
    if isinstance(node, ast.IfExp):
        return kind_of(node.body, known)
    return "?"


def _annotated(node: ast.expr | None) -> str:
    if isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _BY_ANNOTATION.get(node.value.split("[")[0].strip(), "?")
    return _BY_ANNOTATION.get(last_name(node), "?") if node is not None else "?"


def infer(tree: ast.AST) -> dict[str, str]:
    """Kinds of all names that are assigned anywhere in the tree.

    One table for the whole text: scopes matter less than speed here, and a wrong guess costs one feature.
    """
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            kind = kind_of(node.value, known)
            for target in node.targets:
                if isinstance(target, ast.Name) and kind != "?":
                    known.setdefault(target.id, kind)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            kind = _annotated(node.annotation)
            known.setdefault(node.target.id, kind if kind != "?" else kind_of(node.value, known))
        elif isinstance(node, ast.arg) and node.annotation is not None:
            kind = _annotated(node.annotation)
            if kind != "?":
                known[node.arg] = kind
        elif (
            isinstance(node, (ast.For, ast.comprehension))
            and isinstance(node.target, ast.Name)
            and kind_of(node.iter, known) == "range"
        ):
            known.setdefault(node.target.id, "num")
    return known
