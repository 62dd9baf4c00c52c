"""Does an input lie in the original's evident domain? The rule, also stated in docs/verification.md:

1. An input that a person gave, or that was recorded, or that documentation or tests show, is always inside.
2. A synthesized input on which the original returns (or exits by its own doing) is inside.
3. A synthesized input on which it fails is inside only when the failure is evidently meant:
   the innermost frame is a ``raise`` or ``assert`` of the original's own code, or the failing statement of a function
   applies a checked operation to nothing but its parameters and constants (``table[key]``, ``a / b``, ``int(text)``,
   ``items.index(x)``, ``min(items)``, ``next(it)``), so that the arguments alone decide it — a missing key, a zero
   divisor, an unparsable text. A TypeError, AttributeError, NameError or RecursionError never is, nor is an IndexError.
4. A synthesized stdin that announces nothing to do (among at most three integers on its first line one is zero or
   negative, or a data line is empty) is outside, unless the original compares a plain value with zero
   or tests one for truth: contest-like programs rarely say that they expect at least one item, and people rewrite them
   on that understanding. A difference there is reported as a warning.
5. A synthesized stdin on which the versions differ is outside when the original alone gives evidence that it was not
   written for it (``evidence``, ``structure``, ``strain``).
6. A synthesized stdin with white space, marks or signs that no format suggests is inside where the original takes text
   or looks for a largest value so that they matter (``prose``, ``signs``) and ends normally on it.
7. A synthesized table with rows of different lengths is outside where the original asks for the length of the first
   row alone; so is a call with a number or text of another type than the hint of its parameter names (``n: int``),
   and a data frame without a column that the target reads by name and never asks for.
8. A synthesized call that breaks what the docstring says of the arguments, and the body does not provide for, is
   outside (``promised``: "sorted", ``1 <= k <= len(values)``, "positive").
9. Everything else is outside: it neither condemns a candidate nor counts as evidence.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from fasterpy.records import Case, Code, ExpressionCase, GeneratorCase, Observation, PickleCase, StdinCase
from fasterpy.verify.compare import error_node
from fasterpy.verify.frames import lacking
from fasterpy.verify.hinted import contradicts
from fasterpy.verify.nodes import tag
from fasterpy.verify.normal import functions_of, parse
from fasterpy.verify.promised import breaks
from fasterpy.verify.prose import SOURCE
from fasterpy.verify.tables import lopsided, ragged

EMPTY = "empty"
"""Source of a standard input that announces nothing."""
GIVEN = ("inputs", "doctest", "docstring", "record", "pytest", "test", "example", "user", "given", "file")
"""Sources whose inputs somebody vouches for; the first word of ``Case.source`` decides."""
_NEVER = (
    "TypeError",
    "AttributeError",
    "NameError",
    "UnboundLocalError",
    "RecursionError",
    "IndexError",
    "ImportError",
)
_CHECKED_CALLS = frozenset({"int", "float", "min", "max", "next", "ord", "chr"})
_CHECKED_METHODS = frozenset({"index", "remove", "pop", "popitem", "fromisoformat", "strptime", "popleft"})


def given(case: Case) -> bool:
    """Whether somebody vouches for this input."""
    word = case.source.lower().replace("-", " ").replace(":", " ").replace("_", " ").split(" ")[0]
    return isinstance(case, GeneratorCase | PickleCase) or word.startswith(GIVEN)


def in_domain(code: Code, case: Case, run: Observation) -> bool:
    """The rule of the module's docstring."""
    if given(case):
        return True
    if (
        isinstance(case, StdinCase)
        and case.source != SOURCE
        and _nothing_to_do(case.stdin, _holds_to_distance(code.text))
    ):
        if not _minds_zero(code.text):
            return False
    if isinstance(case, ExpressionCase) and (
        ragged(code, case)
        or lopsided(code, case)
        or lacking(code, case)
        or contradicts(code, case)
        or breaks(code, case)
    ):
        return False
    if run.status == "exited":
        return True
    node = _late_error(run) if run.status == "returned" else error_node(run)
    if run.status == "returned" and node is None:
        return True
    if run.status not in ("raised", "returned"):
        return False
    name = str(node[2]) if tag(node) == "exc" else ""
    where = node[7] if tag(node) == "exc" else None
    if where is None or not _same_file(where[0], code.filename):
        return False
    deliberate, direct = _failing_lines(code.text, code.qualname)
    if where[1] in deliberate:
        return True
    if name == "ValueError" and where[1] in _unpacking(code.text):
        return False  # too many or too few values, which says nothing of what is done with them
    return code.kind == "function" and name not in _NEVER and where[1] in direct


def _nothing_to_do(stdin: bytes, zero: bool) -> bool:
    """``zero``: a zero behind the first number announces nothing."""
    lines = stdin.split(b"\n")
    first = lines[0].split()
    numbers = [int(t) for t in first if t.removeprefix(b"-").isdigit()]
    if len(numbers) == len(first) and 0 < len(first) <= 3 and min(numbers) <= 0:
        return not zero or numbers[0] <= 0 or min(numbers) < 0
    inner = lines[:-1] if lines[-1] == b"" else lines
    return any(not line.strip() for line in inner)


@lru_cache(maxsize=64)
def leaves_none(text: str) -> bool:
    """Whether the program asks, behind its loops, if they left a name None: then they may have had nothing to do."""
    tree = parse(text)
    bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]
    return any(_asks_for_none(stmt) for body in bodies for stmt in body)


@lru_cache(maxsize=64)
def _minds_zero(text: str) -> bool:
    """Whether the program asks somewhere if a plain value is zero, negative or empty, or if a loop left None."""
    plain = (ast.Name, ast.Subscript, ast.Call)
    if leaves_none(text):
        return True
    for node in ast.walk(parse(text)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            zero = any(isinstance(s, ast.Constant) and s.value in (0, "") for s in sides)
            if zero and any(isinstance(s, plain) for s in sides):
                return True
        elif isinstance(node, ast.If | ast.While | ast.IfExp):
            test = node.test.operand if isinstance(node.test, ast.UnaryOp) else node.test
            if isinstance(test, ast.Name | ast.Subscript):
                return True
    return False


def _asks_for_none(stmt: ast.stmt) -> bool:
    """``if best is None:`` outside of loops, where it does not ask for the first round."""
    match stmt:
        case ast.If(test=ast.Compare(left=ast.Name(), ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(None)])):
            return True
    return False


@lru_cache(maxsize=64)
def _holds_to_distance(text: str) -> bool:
    """``abs(a - b) == k``, ``a % m == k``: zero is as good a ``k`` as any number, and nobody would think of asking."""
    for node in ast.walk(parse(text)):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            for name, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
                if not isinstance(name, ast.Name):
                    continue
                if isinstance(other, ast.BinOp) and isinstance(other.op, ast.Sub | ast.Mod | ast.BitXor | ast.BitAnd):
                    return True
                if isinstance(other, ast.Call) and isinstance(other.func, ast.Name) and other.func.id == "abs":
                    return True
    return False


def _late_error(run: Observation) -> Any:
    """What ended a returned generator, if not exhaustion: it failed as late as it could."""
    result = run.value.get("result") if isinstance(run.value, dict) else None
    if tag(result) == "iter" and result is not None and tag(result[4]) == "exc":
        return result[4]
    return None


def _same_file(a: str, b: str) -> bool:
    return a == b or PurePath(a).name == PurePath(b).name or a.startswith("<")


@lru_cache(maxsize=64)
def _failing_lines(text: str, qualname: str | None) -> tuple[frozenset[int], frozenset[int]]:
    """Lines of ``raise``/``assert`` statements, and lines where the target checks its parameters directly."""
    try:
        tree = parse(text)
    except SyntaxError:
        return frozenset(), frozenset()
    deliberate: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise | ast.Assert):
            deliberate.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    direct: set[int] = set()
    others: set[int] = set()
    target = functions_of(tree).get(qualname or "")
    if target is not None:
        names = {a.arg for a in [*target.args.posonlyargs, *target.args.args, *target.args.kwonlyargs]}
        for stmt in ast.walk(target):
            if isinstance(stmt, ast.expr) and _checked(stmt):
                (direct if _only(stmt, names) else others).add(stmt.lineno)
        direct -= others  # which of the operations on the line failed is not known
    return frozenset(deliberate), frozenset(direct)


@lru_cache(maxsize=64)
def _unpacking(text: str) -> frozenset[int]:
    """Lines that take apart what stands in a collection: ``name, count = lots[0]``."""
    assigned = [node for node in ast.walk(parse(text)) if isinstance(node, ast.Assign)]
    plain = (ast.Name, ast.Subscript, ast.Attribute)
    return frozenset(
        node.lineno
        for node in assigned
        if isinstance(node.value, plain) and any(isinstance(target, ast.Tuple | ast.List) for target in node.targets)
    )


def _checked(node: ast.expr) -> bool:
    """An operation that refuses some values of the right type."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod)
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Load | ast.Del) and not isinstance(node.slice, ast.Slice)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in _CHECKED_CALLS
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHECKED_METHODS


def _only(node: ast.expr, parameters: set[str]) -> bool:
    """Mentions at least one parameter and otherwise nothing but constants and built-in functions."""
    called = {id(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
    names = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and id(n) not in called]
    return bool(names) and all(name in parameters for name in names)
