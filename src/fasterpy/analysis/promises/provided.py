"""Whether a function provides for arguments that its docstring rules out."""

from __future__ import annotations

import ast
from typing import Any


def provides_for(function: ast.AST, kind: str, about: tuple[str, ...], bound: Any) -> bool:
    """Whether the body itself asks for the contrary of a promise, or puts right what breaks it."""
    name = about[0]
    if kind == "order":
        return any(_sorts(node, name) for node in ast.walk(function))
    if kind == "filled":
        return any(_asks_if_empty(node, name) for node in ast.walk(function))
    if kind == "distinct":
        return any(_collects(node, name) for node in ast.walk(function))
    if kind == "least":
        return any(_below(node, name, bound) for node in ast.walk(function))
    if kind == "chain":
        return (
            any(isinstance(node, (ast.Raise, ast.Assert)) for node in ast.walk(function))
            and any(_guards(node, set(about)) for node in ast.walk(function))
        ) or any(_below(node, one, low) for one in about for low in (0, 1) for node in ast.walk(function))
    return False


def _called(node: ast.AST) -> str:
    return getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""


def _is_name(args: list[ast.expr], name: str) -> bool:
    return bool(args) and isinstance(args[0], ast.Name) and args[0].id == name


def _collects(node: ast.AST, name: str) -> bool:
    """``set(name)``"""
    return isinstance(node, ast.Call) and _called(node) in ("set", "frozenset") and _is_name(node.args, name)


def _sorts(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if _called(node) == "sorted":
        return _is_name(node.args, name)
    func = node.func
    return isinstance(func, ast.Attribute) and func.attr == "sort" and _is_name([func.value], name)


def _tests(node: ast.AST) -> list[ast.expr]:
    """The parts of a test that leads a way of its own."""
    if not isinstance(node, (ast.If, ast.IfExp, ast.Assert, ast.While)):
        return []
    test = node.test
    return list(test.values) if isinstance(test, ast.BoolOp) else [test]


def _asks_if_empty(node: ast.AST, name: str) -> bool:
    """``if not name``, ``if len(name) == 0``, ``if len(name) < 2``"""
    for test in _tests(node):
        inner = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
        if isinstance(inner, ast.Name) and inner.id == name:
            return True
        if isinstance(inner, ast.Call) and _called(inner) == "len" and _is_name(inner.args, name):
            return True
        if isinstance(inner, ast.Compare) and isinstance(inner.left, ast.Call) and _called(inner.left) == "len":
            if _is_name(inner.left.args, name):
                return True
    return False


def _below(node: ast.AST, name: str, least: int) -> bool:
    """``if name < least``, ``if name <= least - 1``: the body has an answer for what lies below."""
    for test in _tests(node):
        match test:
            case ast.Compare(left=ast.Name(id=one), ops=[op], comparators=[ast.Constant(value=int() as limit)]):
                if one == name and (
                    (isinstance(op, (ast.Lt, ast.GtE)) and limit == least)
                    or (isinstance(op, (ast.LtE, ast.Gt, ast.Eq)) and limit == least - 1)
                ):
                    return True
    return False


def _guards(node: ast.AST, names: set[str]) -> bool:
    """A test of one of the names that ends in an exception."""
    if isinstance(node, ast.If) and any(isinstance(stmt, ast.Raise) for stmt in node.body):
        return bool(names & {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)})
    return isinstance(node, ast.Assert) and bool(names & {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)})
