"""What constants of a program say about how large its inputs may be."""

from __future__ import annotations

import ast
import re
from typing import Any

LARGEST = 10**9


def largest(tree: ast.Module, text: str = "") -> int:
    """Most that a lone number should be. ``text`` may tell of more.

    A minimum that starts from a constant is made for values below it, and sums of a few as well; whole numbers of
    numpy wrap around in silence, so that squares and their sums must fit.
    """
    most = LARGEST
    numbers = named(tree)
    for node in ast.walk(tree):
        source = node.module if isinstance(node, ast.ImportFrom) else getattr(node, "name", None)
        if isinstance(node, (ast.ImportFrom, ast.alias)) and str(source).split(".")[0] == "numpy":
            most = min(most, 10**6)
    for node in ast.walk(tree):
        name = _lowered(node)
        if name and 1000 <= numbers.get(name, 0) <= LARGEST:
            most = min(most, numbers[name] // 4)
    return max(most, _told(text)) if most == LARGEST else most


def _told(text: str) -> int:
    """The largest power of ten that a comment or a docstring tells of (``up to 10**18``); 0 without one."""
    powers = re.findall(r"#[^\n]*?\b10\s*(?:\*\*|\^)\s*(\d{1,2})\b", text)
    powers += re.findall(r'^"""[^"]*?\b10\s*(?:\*\*|\^)\s*(\d{1,2})\b', text)
    return max((10 ** int(power) for power in powers if int(power) <= 18), default=0)


def named(tree: ast.Module) -> dict[str, int]:
    """Names that are given a whole number, the last where there are several; ``10**5 + 1`` worked out."""
    numbers: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            value = whole(node.value, numbers)
            if value is not None:
                numbers.update({target.id: value for target in node.targets if isinstance(target, ast.Name)})
    return numbers


def _lowered(node: ast.AST) -> str:
    """The name in ``x = min(x, …)`` and ``if v < x: x = v``."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        name, call = node.targets[0].id, node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "min":
            if any(isinstance(arg, ast.Name) and arg.id == name for arg in call.args):
                return name
    if isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
        less = isinstance(node.test.ops[0], (ast.Lt, ast.LtE))
        more = isinstance(node.test.ops[0], (ast.Gt, ast.GtE))
        side = node.test.comparators[0] if less else node.test.left
        if (less or more) and isinstance(side, ast.Name):
            for stmt in node.body:
                if isinstance(stmt, ast.Assign) and isinstance(stmt.targets[0], ast.Name):
                    if stmt.targets[0].id == side.id:
                        return side.id
    return ""


def whole(node: ast.expr, numbers: dict[str, int]) -> int | None:
    """The whole number that an expression of constants and such names comes to."""
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) is int else None
    if isinstance(node, ast.Name):
        return numbers.get(node.id)
    if isinstance(node, ast.BinOp):
        a, b = whole(node.left, numbers), whole(node.right, numbers)
        if a is None or b is None:
            return None
        if isinstance(node.op, ast.Add):
            return a + b
        if isinstance(node.op, ast.Sub):
            return a - b
        if isinstance(node.op, ast.Mult):
            return a * b
        if isinstance(node.op, ast.Pow) and 0 <= b <= 40 and abs(a) <= 1000:
            return int(a**b)
    return None


def literals(tree: ast.Module) -> dict[int, set[int]]:
    """Whole numbers written in comparisons and calls of ``min`` and ``max``, by line."""
    found: dict[int, set[int]] = {}
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("min", "max")
        if not called and not isinstance(node, ast.Compare):
            continue
        assert isinstance(node, (ast.Call, ast.Compare))
        for inner in ast.walk(node):
            value = inner.operand if isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.USub) else inner
            if isinstance(value, ast.Constant) and type(value.value) is int:
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    found.setdefault(line, set()).add(-value.value if value is not inner else value.value)
    return found


def group(tree: ast.Module) -> int:
    """How many tokens make one item where the whole input is one list: ``x[::2]``, ``zip(*[iter(x)] * 2)``,
    ``x.reshape(-1, 2)``; 1 when nothing says."""
    for node in ast.walk(tree):
        width: ast.expr | None = None
        if isinstance(node, ast.Slice) and node.step is not None and node.upper is None:
            width = node.step
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.left, ast.List):
            if any(isinstance(e, ast.Call) and getattr(e.func, "id", "") == "iter" for e in node.left.elts):
                width = node.right
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "reshape" and len(node.args) == 2:
            width = node.args[1]
        if isinstance(width, ast.Constant) and type(width.value) is int and 2 <= width.value <= 4:
            return width.value
    return 1


def fixed_counts(tree: ast.Module) -> list[int]:
    """What ``range`` is called with that is written out, from 2 to 30."""
    found: dict[int, None] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int() as count)]) if 2 <= count <= 30:
                found[count] = None
    return list(found)


def permutes(tree: ast.Module) -> bool:
    """Whether the program goes through permutations."""
    names = (getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(tree))
    return "permutations" in names


def clock_places(tree: ast.Module) -> int:
    """3 where texts are cut as ``12:30:05`` is, ``[0:2]``, ``[3:5]``, ``[6:8]``, 2 without the last, else 0."""
    cut: set[tuple[Any, Any]] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Slice) and node.step is None:
            ends = [end.value if isinstance(end, ast.Constant) else None for end in (node.lower, node.upper)]
            cut.add((ends[0] or 0, ends[1]))
    if not {(0, 2), (3, 5)} <= cut and not {(0, 2), (3, None)} <= cut:
        return 0
    return 3 if {(6, 8), (6, None)} & cut else 2


def held_equal(tree: ast.Module) -> set[str]:
    """Names that are asked whether they equal a difference, a distance or a remainder of data: zero is one of those."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
            for name, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
                if isinstance(name, ast.Name) and _may_be_zero(other):
                    found.add(name.id)
    return found


def _may_be_zero(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "abs"
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Mod, ast.BitXor, ast.BitAnd))


_LAYOUT = frozenset(
    {"split", "rsplit", "partition", "rpartition", "strip", "lstrip", "rstrip", "zfill", "ljust", "rjust", "startswith"}
)
"""Methods whose arguments say how words are put together."""


def letters(tree: ast.Module) -> str:
    """The letters of words and marks that the program holds its input against; empty when there are too few or many.

    What is only printed is not among them.
    """
    shown: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if getattr(node.func, "id", "") == "print":
                shown |= {id(said) for arg in node.args for said in _branches(arg)}
            elif getattr(node.func, "attr", "") in ("join", "format"):
                shown.add(id(getattr(node.func, "value", None)))
            if getattr(node.func, "attr", "") in _LAYOUT:
                shown |= {id(arg) for arg in node.args}
            shown |= {id(word.value) for word in node.keywords}
        elif isinstance(node, ast.BinOp):
            shown |= {id(node.left), id(node.right)}
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp):
            shown |= {id(said) for said in _branches(node.value)}
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in shown:
            if (len(node.value) <= 4 and node.value.isalnum()) or len(node.value) == 1:
                found |= {letter: None for letter in node.value if not letter.isspace()}
    return "".join(found) if 1 < len(found) <= 26 else ""


def _branches(node: ast.expr) -> list[ast.expr]:
    """What an expression may come out as: both sides of ``a if test else b``, the default of ``get``."""
    if isinstance(node, ast.IfExp):
        return [*_branches(node.body), *_branches(node.orelse)]
    return [node, *node.args[1:]] if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" else [node]


def quoted(text: str) -> str:
    """A text as an error message shows it, without the end of its line."""
    return re.sub(r"(\\[nrt])+$", "", text.strip()).strip()
