"""Two runs on one input: do they agree (design: *Equivalent*)?

Compared: how the run ended; the result, deep and with exact types; the exception's type and arguments; the arguments
after the call; the module's variables; what was printed; for programs standard output and the exit status. The order
of a dictionary is compared, because it is observable; sets are compared by value; sharing among new objects is not
compared, handing out the caller's own objects is.
"""

from __future__ import annotations

import math
import re
from typing import Any

from fasterpy.records import Observation
from fasterpy.verify.diff import diff
from fasterpy.verify.difference import CompareOptions, Difference
from fasterpy.verify.nodes import header, render, tag

_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan|inf)")
_WHOLE = re.compile(rb"[-+]?\d+")
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
    original: Observation, candidate: Observation, options: CompareOptions, names: frozenset[str] = frozenset()
) -> Difference | None:
    """First difference in words, or None. ``unsure`` differences mean that the values cannot be compared.

    Observations hold the module variables that the call changed. ``names``: all variables of the original's module;
    others, which only the candidate has (its tables and caches), are its own affair.
    """
    if original.status != candidate.status:
        return Difference(path="", text=f"the original {ended(original)}, the candidate {ended(candidate)}")
    if original.exit_code != candidate.exit_code:
        return Difference(path="exit status", text=f"{original.exit_code} vs {candidate.exit_code}")
    unsure: Difference | None = None
    for found in (
        _errors(original, candidate, options),
        _values(original, candidate, options, names),
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


def _values(a: Observation, b: Observation, options: CompareOptions, names: frozenset[str]) -> Difference | None:
    x, y = a.value, b.value
    if not isinstance(x, dict) or not isinstance(y, dict):
        return None if x == y else Difference(path="result", text=f"{render(x)} vs {render(y)}")
    roots: list[str] = [name for name in ("args", "kwargs", "result") if name in x or name in y]
    lost = [name for name in roots if name not in x or name not in y]
    if lost:
        return Difference(path=lost[0], text="only one version has it", kind="unsure")
    mine, yours = _variables(x), _variables(y)
    for name in sorted(mine.keys() | (yours.keys() & names)):
        if name not in yours:
            text = f"the original changes it to {render(mine[name], x, 120)}, the candidate does not"
            return Difference(path=f"module variable {name}", text=text)
        if name not in mine:
            text = f"the candidate changes it to {render(yours[name], y, 120)}, the original does not"
            return Difference(path=f"module variable {name}", text=text)
    shared = sorted(mine.keys() & yours.keys())
    x = {**x, **{f"module variable {name}": mine[name] for name in shared}}
    y = {**y, **{f"module variable {name}": yours[name] for name in shared}}
    found = diff(x, y, options, [*roots, *(f"module variable {name}" for name in shared)])
    return None if found is None else Difference(path=_readable(found.path), text=found.text, kind=found.kind)


def _variables(portrait: dict[str, Any]) -> dict[str, Any]:
    """Module variables that the call changed; functions and modules do not count."""
    node = portrait.get("globals")
    if tag(node) != "dict" or node is None:
        return {}
    return {k: v for k, v in zip(node[2], node[3], strict=False) if tag(v) not in ("name", "func")}


def _readable(path: str) -> str:
    """``args[0][2]`` is the first argument after the call."""
    path = re.sub(r"^args\[(\d+)\]", lambda m: f"argument {int(m[1]) + 1} after the call", path)
    return re.sub(r"^kwargs\['(\w+)'\]", r"argument \1 after the call", path)


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
    """The same text between numbers, and numbers that are close; whole numbers must be equal."""
    if _NUMBER.sub(b"#", x) != _NUMBER.sub(b"#", y):
        return False
    pairs = zip(_NUMBER.findall(x), _NUMBER.findall(y), strict=True)
    return all(
        p == q
        or (
            not (_WHOLE.fullmatch(p) and _WHOLE.fullmatch(q))
            and math.isclose(float(p), float(q), rel_tol=tolerance, abs_tol=tolerance)
        )
        for p, q in pairs
    )
