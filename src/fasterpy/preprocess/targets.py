"""Which functions of a file can be optimized, and finding one by name."""

from __future__ import annotations

import difflib
import re
import sys
from typing import Literal

from fasterpy.errors import TargetError
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.statements import lambda_of
from fasterpy.preprocess.tree import FUNCTION, find, text_of
from fasterpy.records import Record, Source


class TargetInfo(Record, frozen=True):
    """One function that can be named as a target."""

    qualname: str
    kind: Literal["function", "method", "async", "generator"]
    """What calling it gives: ``async`` covers async generators; ``method`` is a plain function in a class."""
    line: int
    """Line of the first decorator or of ``def``; 1-based."""
    end_line: int
    lines: int


def list_targets(source: Source | Outline) -> tuple[TargetInfo, ...]:
    """All functions and methods of a file that ``clean`` accepts as target, in file order.

    Left out are those that ``find_target`` refuses: nested functions, definitions that share a line with other code,
    and names whose active definition cannot be told.
    """
    outline = source if isinstance(source, Outline) else Outline(source.text)
    if outline.has_error:
        return ()
    infos = []
    for name, units in _by_name(outline).items():
        try:
            unit = choose(name, units)
        except TargetError:
            continue
        infos.append(
            TargetInfo(
                qualname=name, kind=_kind(unit), line=unit.start + 1, end_line=unit.end, lines=unit.end - unit.start
            )
        )
    return tuple(sorted(infos, key=lambda info: info.line))


def find_target(outline: Outline, name: str, where: str = "") -> Unit:
    """The unit of ``name`` (``f``, ``Class.method``, ``A.B.m``).

    Raises TargetError when it is missing (the message has the nearest names), a class, nested, on a shared line, or
    defined several times so that the active definition cannot be told.
    """
    units = _by_name(outline).get(name)
    if units:
        return choose(name, units)
    prefix = f"{where}: " if where else ""
    for unit in outline.all:
        if unit.kind == "class" and unit.qualname == name:
            methods = [other.qualname for other in unit.walk() if other.kind == "function"][:3]
            hint = f"; name one of its methods, for example {', '.join(methods)}" if methods else ""
            raise TargetError(f"{prefix}{name} is a class{hint}")
    last = name.rsplit(".", 1)[-1]
    inner = re.compile(rf"\bdef\s+{re.escape(last)}\s*[(\[]")
    for unit in outline.all:
        if unit.kind == "function" and unit.name != last and inner.search(_body_text(unit)):
            raise TargetError(f"{prefix}{name} is defined inside {unit.qualname}; target {unit.qualname} instead")
    shared = any(unit.shared and last in unit.names for unit in outline.all)
    if shared:
        raise TargetError(f"{prefix}{name} shares a line with other code; put it on lines of its own")
    known = sorted(_by_name(outline))
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    near += [other for other in known if other.rsplit(".", 1)[-1] == last and other not in near][:3]
    hint = f"; did you mean {' or '.join(near)}?" if near else f"; it has {_some(known)}"
    raise TargetError(f"{prefix}no function named {name}{hint}")


def choose(name: str, units: list[Unit]) -> Unit:
    """The active one of several definitions of ``name``; raises TargetError when that cannot be told."""
    real = [unit for unit in units if not _is_companion(unit)]
    if not real:
        raise TargetError(f"{name} has only overloads, setters or registered variants; there is no implementation")
    reachable = [unit for unit in real if not _is_dead(unit)]
    unit = reachable[-1] if reachable else real[-1]
    # A later definition in the same suite, or one outside any condition, replaces earlier ones for certain.
    if unit.parent is not None and unit.parent.kind == "compound":
        bound = [other for other in unit.outline.binders.get(unit.name, ()) if other.owner is unit.owner]
        rivals = [other for other in bound if other.block is not unit.block and not other.blocks]
        rivals = [other for other in rivals if not _is_dead(other) and not _is_companion(other)]
        if rivals:
            lines = ", ".join(str(other.start + 1) for other in [*rivals, unit])
            raise TargetError(
                f"{name} is defined under different conditions (lines {lines}); which one runs is not known"
            )
    if name == "_" or name.endswith("._"):
        raise TargetError(f"{name} is a throw-away name")
    return unit


def is_overload(unit: Unit) -> bool:
    """Whether it is a ``typing.overload`` stub."""
    return any(item.split(".")[-1] == "overload" for item in unit.decorators)


def _is_companion(unit: Unit) -> bool:
    """Setters, deleters and registered variants share the name of the function that they belong to."""
    return is_overload(unit) or any(
        item.split(".")[-1] in ("setter", "deleter", "register") and item.split(".")[0] != "functools"
        for item in unit.decorators
        if "." in item
    )


def _is_dead(unit: Unit) -> bool:
    """Whether it stands in the branch of a condition that is known not to run here."""
    at: Unit | None = unit
    while at is not None and at.parent is not None:
        parent, block = at.parent, at.block
        if parent.kind == "compound" and parent.node.type == "if_statement" and block is not None:
            condition = parent.node.child_by_field_name("condition")
            truth = _truth(text_of(condition)) if condition is not None else None
            if truth is not None and (block is parent.blocks[0]) != truth:
                return len(parent.blocks) == 2 or truth
        at = parent
    return False


def _truth(condition: str) -> bool | None:
    """Value of the few conditions that are known without running the file."""
    words = condition.replace("(", " ").replace(")", " ").replace(",", " ").split()
    if words in (["TYPE_CHECKING"], ["typing.TYPE_CHECKING"]):
        return False
    if len(words) >= 3 and words[0] in ("sys.version_info", "version_info") and words[1] in ("<", ">=", ">", "<="):
        try:
            version = tuple(int(word) for word in words[2:])
        except ValueError:
            return None
        here = tuple(sys.version_info[:3])
        return {"<": here < version, ">=": here >= version, ">": here > version, "<=": here <= version}[words[1]]
    return None


def _by_name(outline: Outline) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in outline.all:
        if unit.name and not unit.shared and not unit.blocks and _is_function(unit) and _own_lines(unit):
            found.setdefault(unit.qualname, []).append(unit)
    return found


def _is_function(unit: Unit) -> bool:
    return unit.kind == "function" or (unit.kind == "statement" and lambda_of(unit.node) is not None)


def _own_lines(unit: Unit) -> bool:
    lines = unit.outline.lines
    first = lines[unit.start].encode("utf-8", "surrogatepass")[: unit.node.start_point[1]]
    return not first.strip(b" \t\f") and not _inside_one_line_class(unit)


def _inside_one_line_class(unit: Unit) -> bool:
    return unit.owner is not None and unit.owner.definition.start_point[0] == unit.start


def _kind(unit: Unit) -> Literal["function", "method", "async", "generator"]:
    node = unit.definition
    if node.type == FUNCTION:
        if any(child.type == "async" for child in node.children):
            return "async"
        body = node.child_by_field_name("body")
        if body is not None:
            inner = [other.byte_range for other in find("[(function_definition) (lambda)] @it", body)]
            for item in find("(yield) @it", body):
                if not any(low <= item.start_byte < high for low, high in inner):
                    return "generator"
    return "method" if unit.owner is not None else "function"


def _body_text(unit: Unit) -> str:
    return "\n".join(unit.outline.lines[unit.start + 1 : unit.end])


def _some(names: list[str]) -> str:
    if not names:
        return "no functions"
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
