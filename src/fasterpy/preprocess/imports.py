"""Imports that a candidate needs and the file does not have."""

from __future__ import annotations

from fasterpy.errors import TargetError
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.resolve import Resolver
from fasterpy.preprocess.tree import text_of

Key = tuple[str, str, str]
"""Module (empty for ``import a.b``), imported name, bound name."""


def keys(unit: Unit) -> list[Key]:
    """What the import statements of a unit bind."""
    found: list[Key] = []
    for node in unit.nodes:
        if node.type not in ("import_statement", "import_from_statement"):
            continue
        origin = node.child_by_field_name("module_name")
        module = text_of(origin) if origin is not None else ""
        for part in node.children_by_field_name("name"):
            name, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
            plain = text_of(name if name is not None else part)
            bound = text_of(alias) if alias is not None else plain if module else plain.split(".")[0]
            found.append((module, plain, bound))
        if any(child.type == "wildcard_import" for child in node.children):
            found.append((module, "*", "*"))
    return found


def missing(unit: Unit, used: set[str], original: Outline, resolver: Resolver) -> list[str]:
    """Import statements to add so that the names of ``unit`` in ``used`` exist in the original file.

    Raises TargetError when a name means something else there, or for a star import that the file does not have.
    """
    have: set[Key] = set()
    for other in original.all:
        if other.owner is None and not _typing_only(other):
            have.update(keys(other))
    wanted: dict[str, list[str]] = {}
    for module, name, bound in keys(unit):
        if (module, name, bound) in have or (bound not in used and bound != "*"):
            continue
        if bound == "*":
            raise TargetError(f"the candidate adds  from {module} import *; name what it needs instead")
        same_root = not module and any(
            not m and n.split(".")[0] == name.split(".")[0] and b == bound for m, n, b in have
        )
        if same_root and "." not in name:
            continue
        binders = [other for other in resolver.binders.get(bound, ()) if not _typing_only(other)]
        if binders and not same_root:
            line = binders[0].start + 1
            raise TargetError(f"the candidate imports {bound}, which already means something else in line {line}")
        clause = name if bound == (name if module else name.split(".")[0]) else f"{name} as {bound}"
        wanted.setdefault(module, []).append(clause)
    return [
        f"from {module} import {', '.join(clauses)}" if module else f"import {', '.join(clauses)}"
        for module, clauses in wanted.items()
    ]


def _typing_only(unit: Unit) -> bool:
    if unit.kind == "statement" and unit.node.type == "if_statement":
        at: Unit | None = unit
    else:
        at = unit.parent
    while at is not None:
        if at.node.type == "if_statement" and "TYPE_CHECKING" in text_of(at.node).split("\n", 1)[0]:
            return True
        at = at.parent
    return False
