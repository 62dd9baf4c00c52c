"""Choosing what stays with the targets (paper §4.2, Step 1.2; lines 5–9 of Algorithm 1)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from fasterpy.preprocess.collect import Collector
from fasterpy.preprocess.implicit import ALWAYS
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.resolve import Resolver
from fasterpy.preprocess.tree import find, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


class Role(IntEnum):
    """Why a unit stays; a smaller number is a stronger reason."""

    TARGET = 0
    FRAME = 1
    """A class or condition around a kept unit, and ``from __future__`` imports."""
    NEEDED = 2
    IMPLICIT = 3
    """A special method that operators or builtins may call, or a method known by its name alone."""
    CALLER = 4
    CALLER_NEEDS = 5


@dataclass(slots=True)
class Place:
    """Role of a kept unit and its distance from the targets in references."""

    role: Role
    distance: int


@dataclass(slots=True)
class Selection:
    """The units that stay."""

    outline: Outline
    targets: tuple[Unit, ...]
    places: dict[Unit, Place] = field(default_factory=dict)

    def add(self, unit: Unit, role: Role, distance: int) -> bool:
        """Whether it was not there yet; a stronger reason replaces a weaker one."""
        known = self.places.get(unit)
        if known is None:
            self.places[unit] = Place(role, distance)
            return True
        if role < known.role:
            known.role, known.distance = role, min(distance, known.distance)
        return False


def select(outline: Outline, targets: Sequence[Unit], callers: bool = True) -> Selection:
    """Everything that the targets need, transitively, and (``callers``) who calls them directly."""
    selection = Selection(outline, tuple(targets))
    resolver = Resolver(outline)
    _grow(selection, resolver, targets, Role.TARGET)
    for target in targets:  # overloads, setters and deleters belong to it
        twins = resolver.own_members(target.owner) if target.owner is not None else resolver.binders
        _grow(selection, resolver, twins.get(target.name, ()), Role.NEEDED)
    for unit in outline.units:
        if unit.node.type == "future_import_statement":
            selection.add(unit, Role.FRAME, 0)
    if callers:
        _add_callers(selection, resolver)
    return selection


def _grow(selection: Selection, resolver: Resolver, start: Iterable[Unit], role: Role) -> None:
    """Breadth first from ``start``; implicit edges are followed once the certain ones are exhausted."""
    certain = Role.NEEDED if role <= Role.NEEDED else Role.CALLER_NEEDS
    weak = Role.IMPLICIT if role <= Role.NEEDED else Role.CALLER_NEEDS
    queue: deque[tuple[Unit, int, Role]] = deque((unit, 0, role) for unit in start)
    later: list[tuple[Unit, int, Role]] = []
    implicit: set[str] = set(ALWAYS)
    classes: list[tuple[Unit, int]] = []
    while queue or later:
        if not queue:
            queue.extend(later)
            later.clear()
        unit, distance, why = queue.popleft()
        if not selection.add(unit, why, distance):
            continue
        fresh = unit.refs.implicit - implicit
        implicit |= fresh
        if fresh:
            later += _special(resolver, classes, fresh, weak)
        parent = unit.parent
        if parent is not None and parent not in selection.places:
            queue.append((parent, distance, Role.FRAME if why <= Role.NEEDED else why))
        if unit.kind == "class":
            classes.append((unit, distance))
            later += _special(resolver, [(unit, distance)], implicit, weak)
            queue.extend((member, distance, certain) for member in _always(unit, resolver))
        needed, guessed = resolver.needs(unit)
        next_why = certain if why <= Role.NEEDED else weak if why == Role.IMPLICIT else Role.CALLER_NEEDS
        queue.extend((other, distance + 1, next_why) for other in needed if other not in selection.places)
        later.extend((other, distance + 1, weak) for other in guessed if other not in selection.places)


def _special(
    resolver: Resolver, classes: Iterable[tuple[Unit, int]], names: set[str], role: Role
) -> list[tuple[Unit, int, Role]]:
    """Special methods with these names in the kept classes."""
    found = []
    for unit, distance in classes:
        members = resolver.own_members(unit)
        for name in members.keys() & names:
            why = Role.NEEDED if name in ("__init__", "__new__", "__post_init__", "__slots__") else role
            found += [
                (member, distance + 1, max(why, role) if role > Role.IMPLICIT else why) for member in members[name]
            ]
    return sorted(found, key=lambda item: item[0].order)


def _always(unit: Unit, resolver: Resolver) -> list[Unit]:
    """Class-level data of a kept class: fields, constants; not methods, and not values made from its own methods."""
    members = resolver.own_members(unit)
    functions = {name for name, units in members.items() if any(member.kind == "function" for member in units)}
    kept = []
    for at in unit.walk():
        if at.kind == "statement" and at.owner is unit and not (at.refs.loads & functions):
            trivial = at.node.type == "pass_statement" or (at.node.type == "expression_statement" and not at.names)
            if not trivial or at.shared or at.is_docstring:
                kept.append(at)
    return kept


# ------------------------------------------------------------------------------------------------------------ callers


def _add_callers(selection: Selection, resolver: Resolver) -> None:
    callers: dict[Unit, list[Unit]] = {}
    for target in selection.targets:
        for unit in _mentions(selection.outline, target.name):
            if unit is not target and _refers(unit, target, resolver):
                callers.setdefault(unit, []).append(target)
    fresh = [unit for unit in callers if unit not in selection.places]
    for unit in fresh:
        selection.add(unit, Role.CALLER, 1)
        if unit.parent is not None:
            _grow(selection, resolver, [unit.parent], Role.CALLER)
    for unit in fresh:
        wanted = _argument_names(unit, {target.name for target in callers[unit]})
        for name in sorted(unit.refs.loads):
            for other in resolver.name(name, unit):
                # Values of constants and imports are cheap and explain the caller; other functions stay only when their
                # results flow into the target.
                if name in wanted or (other.kind in ("import", "statement") and other.name == ""):
                    _grow(selection, resolver, [other], Role.CALLER_NEEDS)
        for chain in sorted(unit.refs.chains):
            if chain[-1] in wanted:
                for other in resolver.chain(chain, unit)[0]:
                    _grow(selection, resolver, [other], Role.CALLER_NEEDS)


def _mentions(outline: Outline, name: str) -> list[Unit]:
    """Units without blocks in whose lines the name occurs."""
    found: dict[Unit, None] = {}
    row = position = 0
    for match in re.finditer(rb"(?<![\w])" + re.escape(name.encode()) + rb"(?![\w])", outline.data):
        row += outline.data.count(b"\n", position, match.start())
        position = match.start()
        unit = outline.leaf_at(row)
        if unit is not None:
            found[unit] = None
    return list(found)


def _refers(unit: Unit, target: Unit, resolver: Resolver) -> bool:
    refs = unit.refs
    if target.owner is None:
        return target.name in refs.loads and target in resolver.name(target.name, unit)
    if target.name in refs.loads and unit.owner is target.owner and unit.kind != "function":
        return True
    for chain in refs.chains:
        if target.name in chain[1:] and target in resolver.chain(chain, unit)[0]:
            return True
    return target.name in refs.attributes and target in resolver.by_attribute(target.name)


def _argument_names(unit: Unit, targets: set[str]) -> set[str]:
    """Names in the arguments of calls to the targets, followed back through assignments inside the caller."""
    wanted: set[str] = set()
    for node in unit.nodes:
        for call in find("(call) @it", node):
            function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
            if function is not None and arguments is not None and text_of(function).rsplit(".", 1)[-1] in targets:
                wanted |= _words(arguments)
    assignments = [
        (_words(left), right)
        for node in unit.nodes
        for item in find("[(assignment) (for_statement) (named_expression)] @it", node)
        if (left := item.child_by_field_name("left") or item.child_by_field_name("name")) is not None
        and (right := item.child_by_field_name("right") or item.child_by_field_name("value")) is not None
    ]
    pending = deque(wanted)
    by_name: dict[str, list[Node]] = {}
    for names, right in assignments:
        for name in names:
            by_name.setdefault(name, []).append(right)
    while pending:
        for right in by_name.pop(pending.popleft(), ()):
            fresh = _words(right) - wanted
            wanted |= fresh
            pending.extend(fresh)
    return wanted


def _words(node: Node) -> set[str]:
    refs = Collector().collect([node])
    return refs.loads | refs.stores | {name for chain in refs.chains for name in chain[1:]} | refs.attributes
