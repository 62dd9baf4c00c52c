"""Two runs on one input: do they agree (design: *Equivalent*)?

Compared: how the run ended; the result, deep and with exact types; the exception's type and arguments; the arguments
after the call; the module's variables; what was printed; for programs standard output and the exit status. The order of
a dictionary is compared, because it is observable; sets are compared by value; sharing among new objects is not compared,
handing out the caller's own objects is.
"""

from __future__ import annotations

import math
import re
from typing import Any

from fasterpy.records import Observation
from fasterpy.verify.diff import CompareOptions, Difference, diff
from fasterpy.verify.nodes import header, render, tag

_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan|inf)")
_EMPTY: dict[str, Any] = {}
_ENDED = {
    "returned": "ends normally",
    "exited": "exits with status {code}",
    "timeout": "does not end in time",
    "memory": "runs out of memory",
    "output": "prints more than allowed",
    "crashed": "is killed by a signal",
    "unusable": "cannot be run",
    "violation": "tampers with the harness",
}


def compare(
    original: Observation, candidate: Observation, options: CompareOptions, fixed_globals: frozenset[str] | None = None
) -> Difference | None:
    """First difference in words, or None. ``unsure`` differences mean that the values cannot be compared.

    ``fixed_globals``: module variables that the original never changes; the candidate may drop or add such.
    """
    if original.status != candidate.status:
        return Difference(path="", text=f"the original {ended(original)}, the candidate {ended(candidate)}")
    if original.exit_code != candidate.exit_code:
        return Difference(path="exit status", text=f"{original.exit_code} vs {candidate.exit_code}")
    unsure: Difference | None = None
    for found in (
        _errors(original, candidate, options),
        _values(original, candidate, options, fixed_globals),
        _stdout(original.stdout, candidate.stdout, options),
    ):
        if found is not None and found.kind == "different":
            return found
        unsure = unsure or found
    return unsure


def ended(run: Observation) -> str:
    """How a run ended, in words."""
    if run.status == "raised":
        return f"raises {error_text(run)}"
    text = _ENDED[run.status].format(code=run.exit_code)
    return f"{text} ({run.detail.splitlines()[-1][:200]})" if run.detail and run.status != "returned" else text


def error_node(run: Observation) -> Any:
    """The ``exc`` node of what left the target, wherever the sandbox put it."""
    found = run.error.get("error") if isinstance(run.error, dict) else run.error
    if found is None and isinstance(run.value, dict):
        found = run.value.get("error")
    return found


def error_text(run: Observation) -> str:
    """``ValueError('bad')``."""
    node = error_node(run)
    return render(node, run.value, 200) if node is not None else run.detail or "an exception"


def error_type(run: Observation) -> str:
    """``ValueError``; empty when nothing was raised."""
    node = error_node(run)
    return str(node[2]) if tag(node) == "exc" else ""


def _errors(a: Observation, b: Observation, options: CompareOptions) -> Difference | None:
    x, y = error_node(a), error_node(b)
    if x is None or y is None or x == y:
        return None
    if error_type(a) != error_type(b):
        return Difference(path="exception", text=f"{error_text(a)} vs {error_text(b)}")
    head = {"#": header(a.value)}, {"#": header(b.value)}
    return diff({**head[0], "exception": x}, {**head[1], "exception": y}, options, ["exception"])


def _values(a: Observation, b: Observation, options: CompareOptions, fixed: frozenset[str] | None) -> Difference | None:
    x, y = a.value, b.value
    if not isinstance(x, dict) or not isinstance(y, dict):
        return None if x == y else Difference(path="result", text=f"{render(x)} vs {render(y)}")
    x, y = _globals(x, y, fixed)
    names = [name for name in ("args", "kwargs", "result", "globals") if name in x or name in y]
    lost = [name for name in names if name not in x or name not in y]
    if lost:
        return Difference(path=lost[0], text="only one version has it", kind="unsure")
    found = diff(x, y, options, names)
    return None if found is None else Difference(path=_readable(found.path), text=found.text, kind=found.kind)


def _readable(path: str) -> str:
    """``args[0][2]`` is the first argument after the call."""
    path = re.sub(r"^args\[(\d+)\]", lambda m: f"argument {int(m[1]) + 1} after the call", path)
    path = re.sub(r"^kwargs\['(\w+)'\]", r"argument \1 after the call", path)
    return re.sub(r"^globals\['(\w+)'\]", r"module variable \1 after the call", path)


def _globals(
    x: dict[str, Any], y: dict[str, Any], fixed: frozenset[str] | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only variables that both have or that the original changes; functions, classes by data, modules do not count."""
    left, right = x.get("globals"), y.get("globals")
    if tag(left) != "dict" or tag(right) != "dict" or left is None or right is None:
        return x, y
    mine = dict(zip(left[2], left[3], strict=False))
    yours = dict(zip(right[2], right[3], strict=False))
    names = []
    for name in mine:
        if name in yours:
            if not (tag(mine[name]) in ("name", "func") or tag(yours[name]) in ("name", "func")):
                names.append(name)
        elif fixed is not None and name not in fixed and tag(mine[name]) not in ("name", "func", "class"):
            names.append(name)
    names.sort()

    def only(table: dict[str, Any]) -> list[Any]:
        present = [n for n in names if n in table]
        return ["dict", 0, present, [table[n] for n in present]]

    return {**x, "globals": only(mine)}, {**y, "globals": only(yours)}


def _stdout(a: bytes, b: bytes, options: CompareOptions) -> Difference | None:
    if a == b:
        return None
    if options.ignore_trailing_space:
        a, b = (b"\n".join(line.rstrip() for line in out.rstrip().split(b"\n")) for out in (a, b))
        if a == b:
            return None
    left, right = a.split(b"\n"), b.split(b"\n")
    for i in range(max(len(left), len(right))):
        x = left[i] if i < len(left) else None
        y = right[i] if i < len(right) else None
        if x == y or (
            options.number_tolerance and x is not None and y is not None and _close(x, y, options.number_tolerance)
        ):
            continue
        return Difference(path=f"output line {i + 1}", text=f"{_line(x)} vs {_line(y)}")
    return None


def _line(line: bytes | None) -> str:
    if line is None:
        return "(no such line)"
    return repr(line[:200].decode("utf-8", "backslashreplace"))


def _close(x: bytes, y: bytes, tolerance: float) -> bool:
    """The same text between numbers, and numbers that are close."""
    if _NUMBER.sub(b"#", x) != _NUMBER.sub(b"#", y):
        return False
    pairs = zip(_NUMBER.findall(x), _NUMBER.findall(y), strict=True)
    return all(p == q or math.isclose(float(p), float(q), rel_tol=tolerance, abs_tol=tolerance) for p, q in pairs)
