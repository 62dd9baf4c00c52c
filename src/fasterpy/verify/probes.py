"""Inputs that general ones rarely give: tiny alphabets, and values aimed at what the candidate introduces.

``"²".isdigit()`` is true though ``"0" <= "²" <= "9"`` is not; ``n / 2`` loses digits of a large ``n``; ``max`` and a
loop treat NaN differently; overlaps, ties and repetitions need few letters and few numbers. Literals of inputs that
agree are replaced by such values.
"""

from __future__ import annotations

import ast
import copy
import random
from collections import Counter
from collections.abc import Iterator, Sequence

from fasterpy.records import Case, ExpressionCase

_TEXT = ("²", "٣1", "ßA", "İi", "ſ", "a\u2028b", "\x1c", "\u00a0x ", "½", " 1_0 ", "a  b\tc\n", "-3", "+4", "ǅ")
_WHOLE = (10**17 + 1, (10**9 + 7) ** 2 - 1, -(10**17) - 3, 2**63, 2**53 + 1)
_FRACTIONS = (0.5, 2.5, -2.5, -1.7, 3.999)
_FLOAT = ("float('nan')", "-0.0", "float('inf')", "0.1", "1e16", "2.5", "-1e16")
_TEXT_METHODS = frozenset(
    name
    for name in dir(str)
    if not name.startswith("_") and name not in ("encode", "format", "format_map", "expandtabs", "isascii")
)
_FLOAT_NAMES = frozenset(
    {"float", "sqrt", "pow", "log", "log2", "log10", "exp", "fsum", "floor", "ceil", "mean", "round"}
    | {"numpy", "np", "array", "int64"}
)
_ORDERING = frozenset(
    ["max", "min", "sorted", "sort", "nlargest", "nsmallest", "median", "fmax", "fmin", "maximum", "minimum"]
)
_MOST = 24
_BUILDERS = frozenset({"array", "series", "frame", "linked", "tree", "load", "graph", "ints", "floats", "text", "grid"})


def probes(original: ast.Module, candidate: ast.Module, cases: Sequence[Case]) -> list[Case]:
    """Inputs made from ``cases``; empty when the candidate introduces nothing that calls for them."""
    ours, theirs = _features(original), _features(candidate)
    changed = ours ^ theirs
    kinds: list[type] = []
    if changed & _TEXT_METHODS or ("Compare" in changed):
        kinds.append(str)
    if changed & (_FLOAT_NAMES | {"Div", "FloatConstant"}):
        kinds += [int, float]
    elif changed & _ORDERING or "Add0" in changed:
        kinds.append(float)
    # A loop that starts from an infinite value is made for fractions too, also where no hint says so.
    infinite = float in kinds and "float" in ours and bool(changed & _ORDERING) and not _hinted(original)
    rounds = bool(ours & {"round", "trunc"})  # then fractions are meant, also where the inputs so far have none
    if (rounds or infinite) and int not in kinds:
        kinds.append(int)
    expressions = [case for case in cases if isinstance(case, ExpressionCase)]
    found: dict[str, None] = {}
    known = {case.expression for case in expressions}
    for case in [*expressions[:2], *expressions[len(expressions) // 2 :][:3]]:
        for text in _replaced(case.expression, kinds, rounds, infinite):
            if text not in known:
                found[text] = None
    texts = list(found)
    stride = max(1, len(texts) // _MOST)
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in texts[::stride][:_MOST]]


def small_worlds(cases: Sequence[Case], most: int = 96) -> list[ExpressionCase]:
    """Many inputs with all texts over two letters, or all whole numbers from 0 to 3: overlaps, ties, repetitions.

    Every other text is over the characters that the texts so far hold most often: those that the code asks for.
    """
    expressions = [case for case in cases if isinstance(case, ExpressionCase)]
    known = {case.expression for case in expressions}
    rng = random.Random(0)
    found: dict[str, None] = {}
    for kind in (str, int):
        fitting = [case for case in expressions if any(type(n.value) is kind for n in _constants(case.expression))]
        before = len(found)
        often = Counter(
            "".join(n.value for case in fitting for n in _constants(case.expression) if type(n.value) is str)
        )
        letters = [letter for letter, _count in often.most_common(8)] or ["a"]
        for _ in range(3 * most if fitting else 0):
            case = rng.choice(fitting)
            tree = ast.parse(case.expression, mode="eval")
            length, top = rng.choice((0, 1, 2, 3, 3, 4)), rng.choice((1, 2, 3))
            alike, usual = rng.random() < 0.5, rng.random() < 0.5
            named = naming(tree)
            for node in list(ast.walk(tree)):
                if isinstance(node, ast.Constant) and type(node.value) is kind and id(node) not in named:
                    size = length if alike else rng.randint(0, 4)
                    text = "".join(rng.choice("aab" if usual else letters) for _ in range(size))
                    node.value = text if kind is str else rng.randint(0, top)
            text = ast.unparse(tree)
            if text not in known:
                found[text] = None
            if len(found) - before == most:
                break
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in found]


def _constants(expression: str) -> list[ast.Constant]:
    try:
        tree = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return []
    args = tree.elts[0] if isinstance(tree, ast.Tuple) and tree.elts else tree
    named = naming(args)
    return [node for node in ast.walk(args) if isinstance(node, ast.Constant) and id(node) not in named]


def naming(tree: ast.AST) -> set[int]:
    """The ids of texts that name things (a dtype, a link, a module) to the builders of inputs, and are no data."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") in _BUILDERS]
    inside = [part for call in calls for part in [*call.args, *(k.value for k in call.keywords)]]
    return {id(part) for part in inside if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _hinted(tree: ast.Module) -> bool:
    """Whether the arguments say what they are."""
    return any(isinstance(node, ast.arg) and node.annotation is not None for node in ast.walk(tree))


def _features(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.BinOp | ast.AugAssign):
            found.add(type(node.op).__name__)
        elif isinstance(node, ast.Constant) and type(node.value) is float:
            found.add("FloatConstant")
    return found


def _replaced(expression: str, kinds: list[type], rounds: bool, infinite: bool) -> Iterator[str]:
    try:
        tree = ast.parse(expression, mode="eval")
    except SyntaxError:
        return
    named = naming(tree)
    for place, node in enumerate(list(ast.walk(tree))):
        if not isinstance(node, ast.Constant) or type(node.value) not in kinds or id(node) in named:
            continue
        values: Sequence[object] = _TEXT if type(node.value) is str else _WHOLE
        if type(node.value) is float:
            values = _FLOAT
        elif type(node.value) is int and rounds:
            values = _FRACTIONS
        texts = [str(value) if type(node.value) is float else repr(value) for value in values]
        if infinite and type(node.value) is int:
            texts = [*_FLOAT[:3], *texts]
        for text in texts:
            changed = copy.deepcopy(tree)
            target = next(n for i, n in enumerate(ast.walk(changed)) if i == place)
            new = ast.parse(text, mode="eval").body
            yield ast.unparse(ast.fix_missing_locations(_Put(target, new).visit(changed)))


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)
