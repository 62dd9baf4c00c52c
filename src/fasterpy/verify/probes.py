"""Inputs that general ones rarely give: tiny alphabets, and values aimed at what the candidate introduces.

``"²".isdigit()`` is true though ``"0" <= "²" <= "9"`` is not; ``n / 2`` loses digits of a large ``n``; ``max`` and a
loop treat NaN differently; overlaps, ties and repetitions need few letters and few numbers. Literals of inputs that
agree are replaced by such values.
"""

from __future__ import annotations

import ast
import copy
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product, zip_longest

from fasterpy.records import Case, ExpressionCase, StdinCase
from fasterpy.syntax import syntax_tree

_TEXT = ("²", "٣1", "ßA", "İi", "ſ", "a\u2028b", "\x1c", "\u00a0x ", "½", " 1_0 ", "a  b\tc\n", "-3", "+4", "ǅ")
_WHOLE = (
    300_007,
    1_000_003,
    94_906_267,
    10**17 + 1,
    2**53 - 1,
    (10**9 + 7) ** 2 - 1,
    10**15 - 1,
    -(10**17) - 3,
    2**63,
    2**53 + 1,
)
"""Roots, logarithms and divisions in floating point are wrong next to powers and beyond 2^53."""
_NUMBER = re.compile(rb"(?<![^\s])\d+(?!\S)")
_OPEN_HINTS = frozenset({"list", "tuple", "set", "dict", "object", "Any", "List", "Tuple", "Iterable", "Sequence"})
_FILLED = re.compile(r"\[[^\]\[]")
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
    | {"int8", "int16", "int32", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "intc"}
)
_ORDERING = frozenset(
    ["max", "min", "sorted", "sort", "nlargest", "nsmallest", "median", "fmax", "fmin", "maximum", "minimum"]
)
_MOST = 24
_TELLING = frozenset({"str", "repr", "type", "isinstance", "format", "bool", "id"})
_LIKE = ("1", "True", "1.0", "'1'", "0", "False", "2", "None")
_TWINS = (
    ("1", "True"),
    ("1", "1.0"),
    ("'1'", "1"),
    ("False", "0"),
    ("'True'", "True"),
    ("None", "'None'"),
    ("1.0", "'1.0'"),
)
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
    infinite = float in kinds and "float" in ours and bool(changed & _ORDERING) and not hinted(original)
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
    texts = sorted(found, key=len)  # a loop ends on the smaller ones
    # Where NaN stands decides; of numbers that are only large some will do.
    unordered = [text for text in texts if "nan" in text][: _MOST // 2]
    rest = [text for text in texts if text not in unordered]
    few = _MOST - len(unordered)
    kept = [*unordered, *sorted(random.Random(0).sample(rest, min(few, len(rest))), key=len)]
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in kept]


def small_worlds(cases: Sequence[Case], most: int = 96) -> list[ExpressionCase]:
    """Many inputs with all texts over two letters, or all whole numbers from 0 to 3: overlaps, ties, repetitions.

    Every other text is over the characters that the texts so far hold most often: those that the code asks for.
    """
    expressions = [case for case in cases if isinstance(case, ExpressionCase)]
    known = {case.expression for case in expressions}
    rng = random.Random(0)
    found: dict[str, None] = {}
    for kind in (str, int):
        fitting = [case for case in expressions if any(type(n.value) is kind for n in constants_in(case.expression))]
        before = len(found)
        often = Counter(
            "".join(n.value for case in fitting for n in constants_in(case.expression) if type(n.value) is str)
        )
        letters = [letter for letter, _count in often.most_common(8)] or ["a"]
        letters += ["0"] if any(map(str.isdigit, letters)) and "0" not in letters else []
        for _ in range(3 * most if fitting else 0):
            case = rng.choice(fitting)
            tree = syntax_tree(case.expression, mode="eval")
            length, top = rng.choice((0, 1, 2, 3, 3, 4)), rng.choice((1, 2, 3))
            alike, usual = rng.random() < 0.5, rng.random() < 0.5
            named = naming(tree)
            for node in list(ast.walk(tree)):
                if isinstance(node, ast.Constant) and type(node.value) is kind and id(node) not in named:
                    size = length if alike else rng.randint(0, 4)
                    text = "".join(rng.choice("aab" if usual else letters) for _ in range(size))
                    if rng.random() < 0.12:
                        text = _nested(rng.choice(letters), rng)
                    node.value = text if kind is str else rng.randint(0, top)
            text = ast.unparse(tree)
            if text not in known:
                found[text] = None
            if len(found) - before == most:
                break
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in found]


def consecutive(cases: Sequence[Case], most: int = 100) -> list[StdinCase]:
    """All small numbers, for programs whose inputs are one number, or all small pairs, where they are two."""
    streams = [case for case in cases if isinstance(case, StdinCase)]
    words = {tuple(_NUMBER.split(case.stdin)) for case in streams}
    if len(words) != 1 or len(streams) != len(cases) or not 2 <= len(apart := words.pop()) <= 3:
        return []
    numbers = [tuple(map(int, _NUMBER.findall(case.stdin))) for case in streams]
    least = [max(0, min(column)) for column in zip(*numbers, strict=True)]
    side = most if len(least) == 1 else int(most**0.5)
    known = {case.stdin for case in streams}
    found = []
    for steps in product(range(side), repeat=len(least)):
        values = [str(low + step).encode() for low, step in zip(least, steps, strict=True)]
        text = b"".join(part for pair in zip_longest(apart, values, fillvalue=b"") for part in pair)
        if text not in known:
            found.append(StdinCase(stdin=text, source="probe", size=max(steps)))
    return found


def _nested(first: str, rng: random.Random) -> str:
    """One letter many times, then what closes it as often: depth, for code that matches brackets or counts runs."""
    depth = rng.choice((2, 5, 9, 17, 40))
    return first * depth + dict(zip("([{<", ")]}>", strict=True)).get(first, "b") * depth


def mixed(original: ast.Module, candidate: ast.Module, cases: Sequence[Case]) -> list[ExpressionCase]:
    """Lists of values that are equal, or read alike, but differ in type: where identity, type or text decides in one
    version only and no hint says what is in them."""
    if hinted(original) or _tellers(original) == _tellers(candidate):
        return []
    rng = random.Random(0)
    found: dict[str, None] = {}
    calls = [case for case in cases if isinstance(case, ExpressionCase)]
    filled = [case for case in calls if _FILLED.search(case.expression)]
    for case, twins in [*((case, ()) for case in calls[:12]), *((case, two) for case in filled[:1] for two in _TWINS)]:
        tree = syntax_tree(case.expression, mode="eval")
        named = naming(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.List) and node.elts and not any(id(item) in named for item in node.elts):
                if all(isinstance(item, ast.Constant | ast.UnaryOp) for item in node.elts):
                    some = twins or [rng.choice(_LIKE) for _ in range(rng.randint(2, 6))]
                    node.elts = [syntax_tree(text, mode="eval").body for text in some]
        found[ast.unparse(tree)] = None
    return [ExpressionCase(expression=text, source="probe", size=len(text)) for text in found]


def _tellers(tree: ast.Module) -> frozenset[str]:
    """What tells equal values of different types apart."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & _TELLING
    found |= {type(op).__name__ for node in ast.walk(tree) if isinstance(node, ast.Compare) for op in node.ops} & {"Is"}
    return frozenset(found | {"text" for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)})


def below_zero(cases: Sequence[Case], most: int = 24) -> list[ExpressionCase]:
    """Negative whole numbers in place of arguments that are whole numbers: counts and steps below zero."""
    found: dict[str, None] = {}
    calls = [case for case in cases if isinstance(case, ExpressionCase)]
    for case in sorted(calls, key=lambda case: -len(set(case.expression)))[: most // 2]:
        try:
            tree = syntax_tree(case.expression, mode="eval")
        except SyntaxError:
            continue
        args = tree.body.elts[0] if isinstance(tree.body, ast.Tuple) and tree.body.elts else None
        for node in args.elts if isinstance(args, ast.Tuple) else ():
            if isinstance(node, ast.Constant) and type(node.value) is int:
                kept = node.value
                for value in (-1, -2, -5):
                    node.value = value
                    found[ast.unparse(tree)] = None
                node.value = kept
    texts = [text for text in found if text not in {case.expression for case in calls}]
    return [
        ExpressionCase(expression=text, source="probe", size=len(text)) for text in texts[:: max(1, len(texts) // most)]
    ]


def constants_in(expression: str) -> list[ast.Constant]:
    try:
        tree = syntax_tree(expression, mode="eval").body
    except SyntaxError:
        return []
    args = tree.elts[0] if isinstance(tree, ast.Tuple) and tree.elts else tree
    named = naming(args)
    return [node for node in ast.walk(args) if isinstance(node, ast.Constant) and id(node) not in named]


def naming(tree: ast.AST) -> set[int]:
    """The ids of texts that name things (a dtype, a link, a module) to the builders of inputs, and are no data."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") in _BUILDERS]
    inside = [part for call in calls for part in [*call.args, *(k.value for k in call.keywords)]]
    inside += [key for part in inside if isinstance(part, ast.Dict) for key in part.keys if key is not None]  # columns
    return {id(part) for part in inside if isinstance(part, ast.Constant) and isinstance(part.value, str)} | years(tree)


def years(tree: ast.AST) -> set[int]:
    """The ids of years of dates: in the first thousand, how they are written depends on the machine."""
    return {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("date", "datetime")
        and node.args
    }


def hinted(tree: ast.Module) -> bool:
    """Whether the arguments say what they are, and what they hold."""
    said = [node.annotation for node in ast.walk(tree) if isinstance(node, ast.arg) and node.annotation is not None]
    return any(getattr(hint, "id", getattr(hint, "attr", "")) not in _OPEN_HINTS for hint in said)


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
        tree = syntax_tree(expression, mode="eval")
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
            new = syntax_tree(text, mode="eval").body
            yield ast.unparse(ast.fix_missing_locations(_Put(target, new).visit(changed)))


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)
