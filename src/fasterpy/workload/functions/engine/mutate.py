"""Small changes of a valid expression: elements dropped, doubled, swapped, sorted; constants moved to boundaries."""

from __future__ import annotations

import ast
import copy
import random
from typing import Any

_BUILDERS = frozenset({"array", "series", "frame", "linked", "tree", "load", "graph", "ints", "floats", "text", "grid"})
_LONGEST = 20_000
"""Characters of an expression that is changed."""


def mutate(expression: str, rng: random.Random, constants: list[Any], other: str = "") -> str:
    """A changed expression, or "" when nothing could be changed."""
    if len(expression) > _LONGEST:  # parsing and writing these takes the time of hundreds of others
        return ""
    try:
        tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return ""
    if not isinstance(tree.body, ast.Tuple) or len(tree.body.elts) != 2:
        return ""
    args = tree.body.elts[0]
    inside = [node for part in (args, tree.body.elts[1]) for node in ast.walk(part)]
    lists = [n for n in inside if isinstance(n, (ast.List, ast.Set)) and n is not args]
    kept = fixed(tree)
    names = _names(inside)
    plain = [
        n
        for n in inside
        if isinstance(n, ast.Constant) and id(n) not in kept and not (isinstance(n.value, str) and id(n) in names)
    ]
    keys = {id(k) for n in inside if isinstance(n, ast.Dict) for k in n.keys if k is not None}
    choices = []
    if lists:
        choices += ["list"] * 3
    if plain:
        choices += ["constant"] * 3
    if isinstance(args, ast.Tuple) and len(args.elts) > 1 and other and len(other) <= _LONGEST:
        choices.append("cross")
    if not choices:
        return ""
    choice = rng.choice(choices)
    if choice == "list":
        _change_list(rng.choice(lists), rng, constants)
    elif choice == "constant":
        node = rng.choice(plain)
        if id(node) in keys and isinstance(node.value, str):
            return ""
        node.value = _change(node.value, rng, constants)
    else:
        try:
            donor = ast.parse(other, mode="eval").body
        except (SyntaxError, ValueError):
            return ""
        if (
            not isinstance(donor, ast.Tuple)
            or not isinstance(donor.elts[0], ast.Tuple)
            or not isinstance(args, ast.Tuple)
        ):
            return ""
        if len(donor.elts[0].elts) != len(args.elts):
            return ""
        place = rng.randrange(len(args.elts))
        args.elts[place] = donor.elts[0].elts[place]
    try:
        return ast.unparse(ast.fix_missing_locations(tree))
    except (ValueError, RecursionError):
        return ""


def fixed(args: ast.AST) -> set[int]:
    """The ids of constants that are no data: names for the builders (a dtype, a link), ``[:40]``, ``* 21``."""
    found: set[int] = set()
    for node in ast.walk(args):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _BUILDERS:
            inside = [*node.args, *(k.value for k in node.keywords)]
            inside += [key for part in inside if isinstance(part, ast.Dict) for key in part.keys if key is not None]
            found |= {id(part) for part in inside if isinstance(part, ast.Constant) and isinstance(part.value, str)}
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("date", "datetime"):
            found |= {id(part) for part in node.args[:1]}  # how a year like 3 is written depends on the machine
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            found.add(id(node.right))
        elif isinstance(node, ast.Slice):
            found |= {id(part) for part in ast.walk(node)}
    return found


def _names(inside: list[ast.AST]) -> set[int]:
    """Constants that name a thing if they are texts (an attribute in ``tree(…)``, a dtype, an enum member): no data."""
    found: set[int] = set()
    for parent in inside:
        if isinstance(parent, ast.Call):
            found.update(id(arg) for arg in parent.args)
        elif isinstance(parent, ast.Subscript):
            found.add(id(parent.slice))
        elif isinstance(parent, ast.keyword) and parent.arg in ("order", "keys", "dtype"):
            found.add(id(parent.value))
    return found


def _change_list(node: ast.List | ast.Set, rng: random.Random, constants: list[Any]) -> None:
    parts = node.elts
    if not parts:
        return
    action = rng.choice(("drop", "double", "swap", "reverse", "same", "one", "cut", "copy"))
    if action == "drop":
        parts.pop(rng.randrange(len(parts)))
        if isinstance(node, ast.Set) and not parts:
            parts.append(ast.Constant(0))
    elif action == "double":
        parts.insert(rng.randrange(len(parts) + 1), copy.deepcopy(rng.choice(parts)))
    elif action == "swap":
        i, j = rng.randrange(len(parts)), rng.randrange(len(parts))
        parts[i], parts[j] = parts[j], parts[i]
    elif action == "reverse":
        parts.reverse()
    elif action == "same":
        node.elts = [copy.deepcopy(parts[0]) for _ in parts]
    elif action == "one":
        node.elts = parts[:1]
    elif action == "cut":
        node.elts = parts[: len(parts) // 2 + 1]
    else:
        place = rng.randrange(len(parts))
        parts[place] = copy.deepcopy(rng.choice(parts))


def _change(value: Any, rng: random.Random, constants: list[Any]) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        near = [c + d for c in constants if type(c) is int for d in (-1, 0, 1)]
        options = [
            value + 1,
            max(0, value - 1),
            value * 2,
            0 if value >= 0 else -1,
            1,
            *rng.sample(near, min(2, len(near))),
        ]
        return abs(rng.choice(options))
    if isinstance(value, float):
        return rng.choice((value + 0.5, -value, 0.0, value * 10, round(value) if abs(value) < 1e300 else 1))
    if isinstance(value, str):
        words = [c for c in constants if type(c) is str]
        texts = [
            value + value[-1:],
            value[:-1],
            value[::-1],
            value.upper(),
            value + " ",
            value[:1],
            value * 2,
            *words[:6],
        ]
        return rng.choice(texts)
    if isinstance(value, bytes):
        return rng.choice((value + value[-1:], value[:-1], value[::-1]))
    return value
