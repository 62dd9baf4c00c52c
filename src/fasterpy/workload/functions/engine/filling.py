"""Which methods of a class put something into its objects, and what they take."""

from __future__ import annotations

import ast
import typing
from typing import Any

from .guess import kinds
from .kinds import Kind
from .opened import filled
from .usage import Body

_PUTS = frozenset({"append", "add", "appendleft", "insert", "extend", "update", "setdefault", "heappush"})
_EMPTY = frozenset({"set", "list", "dict", "deque", "defaultdict", "Counter", "OrderedDict"})
_MOST = 2


def fillers(
    cls: type, target: ast.AST | None, tree: ast.Module, hints: Any, empty: bool = False
) -> dict[str, list[Kind]]:
    """Methods that put into attributes that the target reads, with the kinds of their arguments.

    ``empty``: only into those that every object has empty at first, as other content comes through the constructor.
    """
    node = next((n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == cls.__name__), None)
    if node is None or target is None:
        return {}
    methods = {item.name: item for item in node.body if isinstance(item, ast.FunctionDef)}
    read: set[str] = set()
    waiting = [target]
    while waiting:  # what it reads itself and through its other methods
        found_names = {
            n.attr
            for n in ast.walk(waiting.pop())
            if isinstance(n, ast.Attribute) and getattr(n.value, "id", "") == "self"
        }
        waiting += [methods[name] for name in found_names - read if name in methods]
        read |= found_names
    if empty:
        read &= _born_empty(methods.get("__init__"))
    found: dict[str, list[Kind]] = {}
    for method in node.body:
        if not isinstance(method, ast.FunctionDef) or method.name.startswith("_"):
            continue
        names = [arg.arg for arg in method.args.args[1:]]
        plain = not (method.decorator_list or method.args.vararg or method.args.kwonlyargs)
        if names and plain and _put_into(method) & read and len(found) < _MOST:
            found[method.name] = _taken(cls, method, names, tree, hints)
    return found


def _born_empty(maker: ast.AST | None) -> set[str]:
    """Attributes that the constructor makes empty containers: ``self.pending = []``, ``self.seen = set()``."""
    found: set[str] = set()
    for node in ast.walk(maker) if maker is not None else ():
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if not isinstance(target, ast.Attribute) or getattr(target.value, "id", "") != "self":
            continue
        made = isinstance(value, ast.Call) and getattr(value.func, "id", getattr(value.func, "attr", "")) in _EMPTY
        if made or (isinstance(value, (ast.List, ast.Dict)) and not ast.unparse(value).strip("[]{}")):
            found.add(target.attr)
    return found


def _put_into(method: ast.FunctionDef) -> set[str]:
    """Attributes of ``self`` that a method puts something into."""
    found: set[str] = set()
    for node in ast.walk(method):
        holder: ast.AST | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _PUTS:
            holder = node.args[0] if node.func.attr == "heappush" and node.args else node.func.value
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            holder = node.value
        while isinstance(holder, (ast.Subscript, ast.Call)):  # ``self.rows[key].append(row)``
            holder = holder.value if isinstance(holder, ast.Subscript) else holder.func
            holder = holder.value if isinstance(holder, ast.Attribute) and holder.attr in _PUTS else holder
        if isinstance(holder, ast.Attribute) and getattr(holder.value, "id", "") == "self":
            found.add(holder.attr)
    return found


def _taken(cls: type, method: ast.FunctionDef, names: list[str], tree: ast.Module, hints: Any) -> list[Kind]:
    try:
        said = typing.get_type_hints(getattr(cls, method.name))
    except Exception:
        said = {}
    body = Body(method, tree)
    made = []
    for name in names:
        usage = body.usage(name)
        kind = hints.kind(said[name], name) if name in said else None
        made.append(filled(kind, usage, name) if kind is not None else kinds(usage, name, 1)[0])
    return made
