"""Values that chance hardly makes: numbers at which a unit begins, trees nearly in order, texts that end in a line."""

from __future__ import annotations

import ast
import itertools
import random
from collections.abc import Sequence

from fasterpy.records import Case, ExpressionCase
from fasterpy.syntax import syntax_tree
from fasterpy.verify.probes import constants_in, naming

_FACTORS = 6
_ABSENT, _NESTED, _NODES = 3, 12, 40
_SCALES = (ast.Mult, ast.Div, ast.FloorDiv)
_COUNTED = 10**5
"""The largest number that may say how often something is done."""


def steps(original: ast.Module, candidate: ast.Module, cases: Sequence[Case], most: int = 48) -> list[ExpressionCase]:
    """Whole numbers at which a unit begins: powers and products of what the code multiplies and divides by.

    1024 three times over, 60 times 60: a logarithm or a division once too often is wrong there alone. Only where a
    number shrinks or grows by a factor in a loop are they large: elsewhere it may say how often something is done.
    """
    factors, scales = ({n for tree in (original, candidate) for n in found(tree)} for found in (_factors, _scales))
    some = sorted(factors | scales)[:_FACTORS]
    products = [one * other for one, other in itertools.combinations_with_replacement(some, 2)]
    powers = [scale**power for scale in sorted(scales)[:_FACTORS] for power in range(2, 7)]
    wanted = {number for number in (*some, *products) if number <= _COUNTED} | {n for n in powers if n < 2**62}
    numbers = [number + near for number in sorted(wanted) for near in (0, -1, 1)]
    calls = [case for case in cases if isinstance(case, ExpressionCase)] if wanted else []
    fitting = [case for case in calls if any(type(n.value) is int for n in constants_in(case.expression))]
    rng = random.Random(0)
    found: dict[str, None] = {}
    for number in sorted(numbers, key=lambda _: rng.random())[:most] if fitting else ():
        tree = syntax_tree(min(rng.choices(fitting, k=3), key=_length).expression, mode="eval")
        named = naming(tree)
        args = tree.body.elts[0] if isinstance(tree.body, ast.Tuple) and tree.body.elts else tree
        places = [n for n in ast.walk(args) if isinstance(n, ast.Constant) and type(n.value) is int]
        places = [node for node in places if id(node) not in named]
        if places:
            rng.choice(places[:2]).value = number
            found[ast.unparse(tree)] = None
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in found]


def _factors(tree: ast.Module) -> set[int]:
    """Whole numbers that something is divided by with a remainder."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.FloorDiv | ast.Mod):
            found |= _whole(node.right if isinstance(node, ast.BinOp) else node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "divmod":
            found |= _whole(*node.args)
    return found


def _scales(tree: ast.Module) -> set[int]:
    """Whole numbers by which a variable grows or shrinks from turn to turn, and bases of logarithms."""
    found: set[int] = set()
    for loop in ast.walk(tree):
        if isinstance(loop, ast.Call) and getattr(loop.func, "attr", getattr(loop.func, "id", "")) == "log":
            found |= _whole(*loop.args)
        for node in ast.walk(loop) if isinstance(loop, ast.While | ast.For) else ():
            if isinstance(node, ast.AugAssign) and isinstance(node.op, _SCALES):
                found |= _whole(node.value)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
                same = ast.unparse(node.targets[0]) == ast.unparse(node.value.left)
                found |= _whole(node.value.right) if same and isinstance(node.value.op, _SCALES) else set()
    return found


def _whole(*nodes: ast.expr) -> set[int]:
    values = {node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) is int}
    return {value for value in values if 2 < value <= _COUNTED}


def nearly_ordered(cases: Sequence[Case], most: int = 32) -> list[ExpressionCase]:
    """Nested nodes with absent ones among them, their numbers rising as they are written, and two of them exchanged.

    A search tree of three levels that is one, or is none for a node two levels down, does not come by chance.
    """
    nested = [case for case in cases if isinstance(case, ExpressionCase) and case.expression.count("None") > _ABSENT]
    rng = random.Random(0)
    found: dict[str, None] = {}
    for case in sorted(nested, key=_length, reverse=True)[:_NESTED]:
        for turn in range(4):
            tree = syntax_tree(case.expression, mode="eval")
            args = tree.body.elts[0] if isinstance(tree.body, ast.Tuple) and tree.body.elts else tree
            if not _deepen(args, rng):
                break
            numbers = [node for node in constants_at(args) if type(node.value) is int]
            if not 3 < len(numbers) <= _NODES:
                break
            values = [2 * place + 1 for place in range(len(numbers))]
            if turn:
                one, other = rng.sample(range(len(values)), 2)
                values[one], values[other] = values[other], values[one]
            for node, value in zip(numbers, values, strict=True):
                node.value = value
            found[ast.unparse(tree)] = None
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in [*found][:most]]


def _deepen(args: ast.AST, rng: random.Random) -> bool:
    """Put a copy of a node in the place of two absent ones inside it; False where no node holds another of its kind.

    In a list with gaps None is a value, and no place for a node.
    """
    root = next((node for node in getattr(args, "elts", ()) if isinstance(node, ast.Tuple)), None)
    nodes = [node for node in ast.walk(root) if isinstance(node, ast.Tuple)] if root is not None else []
    if root is None or len(nodes) < 2 or {len(node.elts) for node in nodes} != {len(root.elts)}:
        return False
    copies = ast.unparse(root)
    holders = [node for node in nodes if any(map(_absent, node.elts))]
    for holder in rng.sample(holders, min(2, len(holders))):
        place = rng.choice([at for at, part in enumerate(holder.elts) if _absent(part)])
        holder.elts[place] = syntax_tree(copies, mode="eval").body
    return True


def _absent(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def ended(original: ast.Module, candidate: ast.Module, cases: Sequence[Case], most: int = 24) -> list[ExpressionCase]:
    """Texts with a line's end behind them, where a pattern asks for the end: ``$`` is also before the last one."""
    asks = any(
        (isinstance(node, ast.Attribute) and node.attr == "fullmatch")
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "$" in node.value)
        for tree in (original, candidate)
        for node in ast.walk(tree)
    )
    calls = [case for case in cases if isinstance(case, ExpressionCase)] if asks else []
    found: dict[str, None] = {}
    for case in calls[:: max(1, len(calls) // most)]:
        tree = syntax_tree(case.expression, mode="eval")
        args = tree.body.elts[0] if isinstance(tree.body, ast.Tuple) and tree.body.elts else tree
        texts = [node for node in constants_at(args) if isinstance(node.value, str) and node.value]
        if texts:
            texts[-1].value = f"{texts[-1].value!s}\n"
            found[ast.unparse(tree)] = None
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in [*found][:most]]


def constants_at(args: ast.AST) -> list[ast.Constant]:
    """Constants in the order in which they are written."""
    named = naming(args)
    found: list[ast.Constant] = []
    waiting = [args]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant) and id(node) not in named:
            found.append(node)
        waiting.extend(reversed(list(ast.iter_child_nodes(node))))
    return found


def _length(case: ExpressionCase) -> int:
    return len(case.expression)
