"""Is an input on which the versions differ one that the original was written for? Asked only where they differ.

The answer rests on the original alone: its text, its output, and a watched run of it (see ``strain``). What it does on
most of its inputs is its habit and says nothing; what it does on few is a sign that the input left its domain.
"""

from __future__ import annotations

import ast
import time
from collections import Counter
from collections.abc import Sequence

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Job, Limits, Observation, StdinCase
from fasterpy.verify.decisive import worked_out
from fasterpy.verify.strain import MEANING, events, watched

_SAMPLE, _FEWEST = 16, 3
_HABIT = 0.9
"""Share of usual inputs from which on an event is what the program always does."""
_BACK = 0.1
"""The same for slices with exchanged bounds, which are empty: a program that means them has them now and then."""
_LARGE = 1000
_SQUARED = 10**6
"""Sums of squares of larger numbers may not fit into 64 bits."""
_WALL_S = 2.0


class Evidence:
    """What the original's own behaviour says about inputs. Watched runs are kept."""

    def __init__(self, code: Code, tree: ast.Module, executor: Executor, memory_mb: int) -> None:
        self.executor = executor
        self.limits = Limits(wall_s=_WALL_S, cpu_s=_WALL_S, memory_mb=memory_mb)
        self.code = watched(code) if code.kind == "program" else None
        self.starts = starting_values(tree)
        self.searched = searched(tree)
        self.known: dict[Case, frozenset[tuple[str, int]]] = {}
        self.habits: frozenset[tuple[str, int]] | None = None
        self.numpy = any(isinstance(n, ast.alias) and n.name.split(".")[0] == "numpy" for n in ast.walk(tree)) or any(
            isinstance(n, ast.ImportFrom) and str(n.module).split(".")[0] == "numpy" for n in ast.walk(tree)
        )

    def against(self, case: Case, run: Observation, usual: Sequence[Case], printed: Sequence[bytes]) -> str:
        """Why the input is outside the evident domain, or nothing. ``usual``: inputs made for the format, and what the
        original prints on them."""
        if self.code is None or not isinstance(case, StdinCase) or run.status not in ("returned", "exited"):
            return ""
        why = self._meaningless(run.stdout, printed) or self._wrapped(case.stdin, run.stdout, printed)
        why = why or self._not_searched(case.stdin)
        if why:
            return why
        if self.habits is None:
            seen = self._usual(usual)
            counts = Counter(event for found in seen for event in found)
            least = {"back": _BACK}
            self.habits = frozenset(e for e, n in counts.items() if n > least.get(e[0], _HABIT) * len(seen))
        new = self._watch([case])[0] - self.habits
        return f"on it the original {MEANING[min(new)[0]]} (line {min(new)[1] // 1000})" if new else ""

    def _usual(self, usual: Sequence[Case]) -> list[frozenset[tuple[str, int]]]:
        """What happens on a sample of the usual inputs; on few of them where a watched run takes seconds."""
        some = usual[:: max(1, len(usual) // _SAMPLE)][:_SAMPLE]
        found: list[frozenset[tuple[str, int]]] = []
        stop = time.monotonic() + _WALL_S
        while len(found) < len(some) and (len(found) < _FEWEST or time.monotonic() < stop):
            found += self._watch(some[len(found) : 2 * len(found) + 1])
        return found

    def _meaningless(self, stdout: bytes, printed: Sequence[bytes]) -> str:
        """Output that no author means: nothing at all, no number, or the value that a search starts from."""
        words = stdout.split()
        if not words and sum(not other.split() for other in printed) <= 0.1 * len(printed):
            return "on it the original prints nothing"
        for word in words:
            if word.strip(b"+-").lower() in (b"inf", b"nan", b"infinity"):
                return f"on it the original prints {word.decode()}"
        for word in words:
            text = word.removesuffix(b".0")
            if text.removeprefix(b"-").isdigit() and len(text) < 40 and int(text) in self.starts:
                usual = sum(word in other.split() for other in printed)
                if usual <= _HABIT * len(printed):
                    return f"on it the original prints {text.decode()}, which its search starts from"
        return ""

    def _wrapped(self, stdin: bytes, stdout: bytes, printed: Sequence[bytes]) -> str:
        """Whole numbers of numpy wrap around in silence: large numbers in, negative or huge ones out as never else."""
        if not self.numpy or not any(abs(number) > _SQUARED for number in _numbers(stdin)):
            return ""
        odd = any(number < 0 or number > 2**53 for number in _numbers(stdout))
        usual = any(n < 0 for other in printed for n in _numbers(other))
        return "on it whole numbers of numpy wrap around in the original" if odd and not usual else ""

    def _not_searched(self, stdin: bytes) -> str:
        """Where the best of a fixed range is looked for, data beyond the range has its best elsewhere."""
        rest = _numbers(stdin.partition(b"\n")[2])
        for low, high in self.searched:
            if any(not low <= number <= high for number in rest):
                return f"the original looks for the best from {low} to {high} only"
        return ""

    def _watch(self, cases: Sequence[Case]) -> list[frozenset[tuple[str, int]]]:
        missing = [case for case in dict.fromkeys(cases) if case not in self.known]
        if missing and self.code is not None:
            jobs = [Job(code=self.code, case=case, limits=self.limits) for case in missing]
            for case, run in zip(missing, self.executor.execute(jobs), strict=True):
                self.known[case] = events(run.stderr)
        return [self.known[case] for case in cases]


def _numbers(text: bytes) -> list[int]:
    return [int(word) for word in text.split() if len(word) < 400 and word.removeprefix(b"-").isdigit()]


def searched(tree: ast.Module) -> list[tuple[int, int]]:
    """Fixed ranges whose numbers are taken from data, or data from them, to find a minimum: ``abs(a - i)``."""
    if not any(isinstance(n, ast.Call) and getattr(n.func, "id", "") in ("min", "sorted") for n in ast.walk(tree)):
        return []
    found = []
    for node in ast.walk(tree):
        loops = node.generators if isinstance(node, ast.ListComp | ast.GeneratorExp) else [node]
        for loop in loops:
            if isinstance(loop, ast.For | ast.comprehension) and isinstance(loop.target, ast.Name):
                bounds = _fixed_range(loop.iter)
                if bounds is not None and _differs_from(node, loop.target.id):
                    found.append(bounds)
    return found


def _fixed_range(node: ast.expr) -> tuple[int, int] | None:
    """First and last number of a range of 16 to 1,000 numbers that stands in the code."""
    if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "range" or not 1 <= len(node.args) <= 2:
        return None
    values = [worked_out(arg) for arg in node.args]
    low, high = (0, values[0]) if len(values) == 1 else values
    if not isinstance(low, int) or not isinstance(high, int) or not 16 <= high - low <= _LARGE:
        return None
    return low, high - 1


def _differs_from(node: ast.AST, name: str) -> bool:
    """Whether the distance of the loop's number to other values is squared or taken without sign."""
    for inner in ast.walk(node):
        parts: list[ast.expr] = []
        if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "abs":
            parts = inner.args
        elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Pow):
            parts = [inner.left]
        for part in parts:
            if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Sub):
                if any(isinstance(side, ast.Name) and side.id == name for side in (part.left, part.right)):
                    return True
    return False


def starting_values(tree: ast.Module) -> frozenset[int]:
    """Large constants that a minimum or maximum may start from: assigned to names or filled into lists, no moduli."""
    found: set[int] = set()
    moduli: set[int] = set()
    names: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for part in _values(node.value):
                value = worked_out(part)
                if isinstance(value, float) and value.is_integer():
                    value = int(value)
                if isinstance(value, int) and abs(value) >= _LARGE:
                    found |= {value, value - 1, value + 1}
                    names.update({t.id: value for t in node.targets if isinstance(t, ast.Name)})
        right = node.right if isinstance(node, ast.BinOp) else node.value if isinstance(node, ast.AugAssign) else None
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Mod) and right is not None:
            value = worked_out(right)
            moduli |= {value} if isinstance(value, int) else set()
            moduli |= {names[right.id]} if isinstance(right, ast.Name) and right.id in names else set()
    for value in moduli:
        found -= {value, value - 1, value + 1}
    return frozenset(found)


def _values(node: ast.expr) -> list[ast.expr]:
    """The value itself, and what a list is filled with."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for side in (node.left, node.right):
            if isinstance(side, ast.List):
                return [node, *side.elts]
    if isinstance(node, ast.ListComp):
        return _values(node.elt)
    if isinstance(node, ast.Tuple | ast.List) and len(node.elts) <= 8:
        return list(node.elts)
    return [node]
