"""Inputs for what shows only rarely: at one number or text, from some length on, in letter case, deep recursion.

Made from inputs that agree, by putting other values in the place of theirs. Long ones are written as
``(items * 40)[:150]``, so that an input stays short to read.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from fasterpy.records import Case, ExpressionCase, Observation, StdinCase
from fasterpy.syntax import syntax_tree
from fasterpy.verify.decisive import Constant, constants_of_one, identities, recursive, spelled_out, worked_out
from fasterpy.verify.digits import composites, fractional, together
from fasterpy.verify.pairs import paired
from fasterpy.verify.put import call_with, parts, stream_with
from fasterpy.verify.worlds import tiny_words

T = TypeVar("T")
_MOST_CONSTANTS = 16
_MOST = 72
_LONGEST = 20_000
_TOLERANCE = 0.01
_BUSY_NS = 20_000_000
_LENGTHS = (150, 1500)
_DEEP = (1100, 3000)
_CASE = frozenset({"lower", "upper", "casefold", "swapcase", "title", "capitalize"})
_INT = re.compile(rb"-?\d+")
_LARGE = (2**53 + 1, (10**9 + 7) ** 2 - 1)
"""Division, roots and powers in floating point lose digits here."""
_ALIKE = (("ß", "ss"), ("ſ", "S"), ("ς", "σ"), ("İ", "i"))
"""Equal after one way of forgetting letter case, unequal after another."""
_SPACE = re.compile(rb"(?<=[^\W\d]) (?=[^\W\d])")
_WORD = re.compile(rb"[^\W\d_]+")


def rare(
    original: ast.Module,
    candidate: ast.Module,
    cases: Sequence[Case],
    fits: Callable[[StdinCase], bool] = lambda _case: True,
) -> list[Case]:
    """Inputs aimed at what only one version decides by, and a few long ones; of texts for stdin those that ``fits``."""
    constants = constants_of_one(original, candidate)[:_MOST_CONSTANTS]
    powers = [m + 1 for m in _moduli(original) if m > _LONGEST] if compared(candidate) - compared(original) else []
    deep = recursive(candidate) and not recursive(original)
    cased = _methods(original) != _methods(candidate)
    found: dict[Case, None] = {}
    calls = [case for case in cases if isinstance(case, ExpressionCase)]
    streams = [case for case in cases if isinstance(case, StdinCase)]
    for call in _some(calls, 3):
        if identities(candidate) > identities(original):
            found.update(dict.fromkeys(_equal_not_same(call)))
        if cased:
            found.update(dict.fromkeys(_alike(call)))
        # One more than the modulus is another one: it is where a closed form divides by zero.
        found.update(dict.fromkeys(_calls(call, [*constants, *powers], deep)))
    # Whole numbers of numpy wrap around in silence: nobody means that.
    wraps = any(isinstance(node, ast.alias) and node.name.startswith("numpy") for node in ast.walk(original))
    large = _LARGE if fractional(candidate) and not fractional(original) and not wraps else ()
    spaced = _uses(candidate, "split") and not _uses(original, "split")
    for stream in _some(streams, 4):
        found.update(dict.fromkeys(_streams(stream, constants, cased, large)))
        found.update(dict.fromkeys(together(stream) if large else ()))
    for stream in [s for s in streams if _SPACE.search(s.stdin)][:3] if spaced else ():
        # Where a space inside a line of text is fine, two are.
        found[StdinCase(stdin=_SPACE.sub(b"  ", stream.stdin), source="probe", size=len(stream.stdin))] = None
    known = set(cases)
    made = [case for case in found if case not in known and (not isinstance(case, StdinCase) or fits(case))]
    stride = max(1.0, len(made) / _MOST)
    made = [made[int(i * stride)] for i in range(min(_MOST, len(made)))]
    # Before the huge ones, of which a few that never end are enough.
    made = [*(c for c in _beyond_tables(original, constants, streams) if c not in known and fits(c)), *made]
    made += [case for case in tiny_words(streams) if case not in known and fits(case)]
    return made + [case for case in paired(original, calls, streams) if case not in known]


def _beyond_tables(
    original: ast.Module, constants: Sequence[Constant], streams: Sequence[StdinCase]
) -> Iterator[StdinCase]:
    """Products of primes beyond a number of one version in the place of the last number of an input."""
    for value in dict.fromkeys(value for constant in constants for value in composites(original, constant)):
        for stream in _some(streams, 3):
            for match in list(_INT.finditer(stream.stdin))[-1:]:
                yield stream_with(stream.stdin, match.start(), match.end(), b"%d" % value)


def multiples(tree: ast.Module, cases: Sequence[Case], most: int = 24) -> list[StdinCase]:
    """Standard inputs with a number made a multiple of a modulus of the code: remainders of zero are rare by chance."""
    wanted = [m for m in _moduli(tree) if 16 < m <= _LONGEST][:3]
    found: dict[StdinCase, None] = {}
    for case in [case for case in cases if isinstance(case, StdinCase) and len(case.stdin) < 400] if wanted else ():
        for match in _some([m for m in _INT.finditer(case.stdin) if int(m[0]) > 1], 3):
            for m in wanted:
                value = max(1, round(int(match[0]) / m)) * m
                found[stream_with(case.stdin, match.start(), match.end(), str(value).encode())] = None
                # Both ends of a range moved alike: its length, which other branches depend on, stays.
                moved = _moved(case.stdin, match, value - int(match[0]))
                if moved is not None:
                    found[moved] = None
    made = list(found)
    stride = max(1.0, len(made) / most)
    return [made[int(i * stride)] for i in range(min(most, len(made)))]


def _moduli(tree: ast.Module) -> list[int]:
    """Whole numbers that the code takes remainders by."""
    nodes = [
        node for node in ast.walk(spelled_out(tree)) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
    ]
    return [m for m in dict.fromkeys(worked_out(node.right) for node in nodes) if isinstance(m, int)]


def compared(tree: ast.Module) -> set[int]:
    """Whole numbers that something is compared with."""
    sides = [
        side for node in ast.walk(tree) if isinstance(node, ast.Compare) for side in (node.left, *node.comparators)
    ]
    return {side.value for side in sides if isinstance(side, ast.Constant) and type(side.value) is int}


def _moved(data: bytes, match: re.Match[bytes], by: int) -> StdinCase | None:
    """The line of that number with both of its two numbers moved by as much; none where it holds more or fewer."""
    first = data.rfind(b"\n", 0, match.start()) + 1
    last = data.find(b"\n", match.end())
    line = data[first : last if last >= 0 else len(data)]
    if len(_INT.findall(line)) != 2:
        return None
    text = _INT.sub(lambda found: str(int(found[0]) + by).encode(), line)
    return None if b"-" in text else stream_with(data, first, first + len(line), text)


def _uses(tree: ast.Module, method: str) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == method for node in ast.walk(tree))


def _methods(tree: ast.Module) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & _CASE


def _some(cases: Sequence[T], most: int) -> list[T]:
    """One of the first, one of the middle, one of the last: they differ in what they hold."""
    if len(cases) <= most:
        return list(cases)
    return [cases[int(i * (len(cases) - 1) / (most - 1))] for i in range(most)]


def _around(constant: Constant) -> Iterator[Constant]:
    """The constant and its neighbours, in its type."""
    yield constant
    if isinstance(constant, int):
        yield from (constant + 1, constant - 1)
    elif isinstance(constant, float):
        yield from (constant + 0.5, constant - 0.5)
        if 0 < abs(constant) < _TOLERANCE:  # what two values may differ by
            yield from (1 + constant / 2, 3 - constant / 2, constant / 2, 1 + 2 * constant)
    elif isinstance(constant, str) and len(constant) > 1:
        yield from (constant + "a", "a" + constant, constant[:-1], constant.swapcase())


# --------------------------------------------------------------------------------------------------------------- calls


def _calls(case: ExpressionCase, constants: Sequence[Constant], deep: bool) -> Iterator[ExpressionCase]:
    try:
        tree = syntax_tree(case.expression, mode="eval")
    except SyntaxError:
        return
    source = case.expression
    leaves, rows = parts(tree)
    for constant in constants:
        fitting = [leaf for leaf in leaves if _fits(leaf.value, constant)]
        for leaf in _some(fitting, 3):
            for value in _around(constant):
                yield call_with(source, leaf, repr(value))
        if isinstance(constant, int) and 16 < constant <= _LONGEST:
            for row in rows[:3]:
                for length in (constant + 1, constant, constant - 1, constant + constant // 2):
                    yield call_with(source, row, _long(source, row, length), length)
    for row in rows[:3]:
        for length in _LENGTHS:
            yield call_with(source, row, _long(source, row, length), length)
    if deep:
        whole = [leaf for leaf in leaves if type(leaf.value) is int]
        for leaf in whole[:2]:
            for size in _DEEP:
                yield call_with(source, leaf, repr(size), size)


def _equal_not_same(case: ExpressionCase) -> Iterator[ExpressionCase]:
    """Every whole number and text a new object, so that identity and equality part."""
    try:
        tree = syntax_tree(case.expression, mode="eval")
    except SyntaxError:
        return
    for node in parts(tree)[0]:
        if type(node.value) is int:
            node.value = _Made(f"int('1000{abs(node.value) % 2}')")  # type: ignore[assignment]
        elif type(node.value) is str:
            node.value = _Made(f"''.join(['xy', {node.value[:1]!r}])")  # type: ignore[assignment]
    text = ast.unparse(tree)
    yield ExpressionCase(expression=text, source="probe", size=len(text))


class _Made:
    """Unparsed as the expression that it holds."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _alike(case: ExpressionCase) -> Iterator[ExpressionCase]:
    """Texts that are alike by one way of forgetting letter case only."""
    try:
        tree = syntax_tree(case.expression, mode="eval")
    except SyntaxError:
        return
    texts = [node for node in parts(tree)[0] if isinstance(node.value, str)]
    for pair in _ALIKE if len(texts) > 1 else ():
        for i, node in enumerate(texts):
            node.value = pair[i % 2]
        text = ast.unparse(tree)
        yield ExpressionCase(expression=text, source="probe", size=len(text))


def _fits(value: object, constant: Constant) -> bool:
    if isinstance(constant, int | float):
        return type(value) in (int, float) and (isinstance(constant, int) or isinstance(value, float))
    return type(value) is type(constant)


def _long(source: str, row: ast.expr, length: int) -> str:
    text = ast.get_source_segment(source, row) or ast.unparse(row)
    count = len(row.elts) if isinstance(row, ast.List) else len(getattr(row, "value", "a"))
    return f"({text} * {length // max(1, count) + 1})[:{length}]"


# ------------------------------------------------------------------------------------------------------------- streams


def _streams(case: StdinCase, constants: Sequence[Constant], cased: bool, large: Sequence[int]) -> Iterator[StdinCase]:
    data = case.stdin
    if len(data) > 4000:
        return
    numbers = _some(list(_INT.finditer(data)), 3)
    for whole in large:
        for match in numbers:
            yield stream_with(data, match.start(), match.end(), str(whole).encode())
    for constant in constants:
        if isinstance(constant, int):
            for match in numbers:
                for value in _around(constant):
                    yield stream_with(data, match.start(), match.end(), str(value).encode())
        elif isinstance(constant, str) and constant.strip():
            for match in _some(list(_WORD.finditer(data)), 2):
                for text in _around(constant):
                    yield stream_with(data, match.start(), match.end(), str(text).encode())
    if cased:
        yield StdinCase(stdin=data.swapcase(), source="probe", size=len(data))
        words = list(_WORD.finditer(data))
        for match in _some(words, 3):
            yield stream_with(data, match.start(), match.end(), match[0].swapcase())
        for one, two in zip(words, words[1:3] + words[:1], strict=False):
            yield stream_with(data, one.start(), one.end(), two[0].swapcase())


def beyond(case: Case, run: Observation) -> bool:
    """Whether an input holds a number that nothing suggests but a question about digits.

    In a standard input one of 16 digits; in a call one of six, where the original itself is busy with it for long.
    """
    text = (
        case.stdin
        if isinstance(case, StdinCase)
        else case.expression.encode()
        if isinstance(case, ExpressionCase)
        else b""
    )
    least = 16 if isinstance(case, StdinCase) else 6 if run.wall_ns > _BUSY_NS else 99
    return any(len(match[0]) >= least for match in _INT.finditer(text))
