"""From the names that a unit uses to the units of the file that they mean."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from functools import cached_property

from fasterpy.preprocess.implicit import COMMON_METHODS
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.refs import Chain
from fasterpy.preprocess.tree import find

_BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "__spec__", "__path__"}
_AMBIGUOUS = 2
"""A method name on an unknown object is followed into at most this many classes."""


class Resolver:
    """Name resolution in one file."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.binders: dict[str, list[Unit]] = {}
        self.mutators: dict[str, list[Unit]] = {}
        self.stars: list[Unit] = []
        self._members: dict[int, dict[str, list[Unit]]] = {}
        self._by_attribute: dict[str, list[Unit]] = {}
        self._bases: dict[int, list[Unit]] = {}
        self._instance: dict[int, dict[str, set[str]]] = {}
        for unit in outline.all:
            self._register(unit)

    def _register(self, unit: Unit) -> None:
        owner = unit.owner
        names = (unit.name,) if unit.kind == "class" else unit.names
        if owner is None:
            for name in names:
                if name == "*":
                    self.stars.append(unit)
                self.binders.setdefault(name, []).append(unit)
            if (
                unit.kind == "statement" and (not unit.names or unit.node.type != "expression_statement")
            ) or unit.shared:
                for name in unit.refs.mutated:
                    self.mutators.setdefault(name, []).append(unit)
        else:
            members = self._members.setdefault(id(owner), {})
            for name in names:
                members.setdefault(name, []).append(unit)
                if unit.kind == "function":
                    self._by_attribute.setdefault(name, []).append(unit)

    @cached_property
    def late_binders(self) -> dict[str, list[Unit]]:
        """Functions that bind module names through ``global``."""
        found: dict[str, list[Unit]] = {}
        if b"global" in self.outline.data:
            for node in find("(global_statement) @it", self.outline.root):
                unit = self.outline.leaf_at(node.start_point[0])
                for name in unit.refs.global_stores if unit is not None else ():
                    units = found.setdefault(name, [])
                    if unit is not None and unit not in units:
                        units.append(unit)
        return found

    # ------------------------------------------------------------------------------------------------------------ names

    def name(self, name: str, at: Unit) -> list[Unit]:
        """Units that bind ``name`` as seen from ``at``, and the statements that change what it holds."""
        if at.owner is not None and at.kind != "function":
            members = self._members.get(id(at.owner), {}).get(name)
            if members:
                return members
        units = self.binders.get(name)
        if units is None:
            units = self.late_binders.get(name)
        if units is None:
            return [] if name in _BUILTINS else self.stars
        return units + self.mutators[name] if name in self.mutators else units

    def classes(self, name: str) -> list[Unit]:
        """Classes of the module called ``name``, also through ``Alias = Name``."""
        found: list[Unit] = []
        seen: set[str] = set()
        todo = [name]
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            for unit in self.binders.get(at, ()):
                if unit.kind == "class":
                    found.append(unit)
                elif unit.kind == "statement" and len(unit.names) == 1 and unit.node.type == "expression_statement":
                    assignment = unit.node.named_children[0]
                    right = assignment.child_by_field_name("right")
                    if right is not None and right.type == "identifier":
                        todo.append((right.text or b"").decode())
        return found

    def bases(self, unit: Unit) -> list[Unit]:
        """Base classes defined in this file."""
        known = self._bases.get(id(unit))
        if known is None:
            known = []
            arguments = unit.definition.child_by_field_name("superclasses")
            for argument in arguments.named_children if arguments is not None else ():
                base = argument.child_by_field_name("value") if argument.type == "subscript" else argument
                words = (base.text or b"").decode().split(".") if base is not None else []
                if len(words) == 1:
                    outer = self._members.get(id(unit.owner), {}).get(words[0], []) if unit.owner is not None else []
                    known += [other for other in outer if other.kind == "class"] or self.classes(words[0])
                elif words:
                    found = self.classes(words[0])
                    for word in words[1:]:
                        found = [m for c in found for m in self.members(c, word) if m.kind == "class"]
                    known += found
            self._bases[id(unit)] = known
        return known

    def lineage(self, unit: Unit) -> Iterator[Unit]:
        """The class and its bases in this file, nearest first."""
        seen: set[int] = set()
        todo = [unit]
        while todo:
            at = todo.pop(0)
            if id(at) not in seen:
                seen.add(id(at))
                yield at
                todo.extend(self.bases(at))

    def members(self, unit: Unit, name: str, skip_own: bool = False) -> list[Unit]:
        """Units of the nearest class in the lineage that bind the member ``name``."""
        for at in self.lineage(unit):
            if skip_own and at is unit:
                continue
            found = self._members.get(id(at), {}).get(name)
            if found:
                return found
        return []

    def own_members(self, unit: Unit) -> dict[str, list[Unit]]:
        """Members by name of this class alone."""
        return self._members.get(id(unit), {})

    def instance_types(self, unit: Unit, attribute: str) -> set[str]:
        """Class names that ``self.attribute`` may be an instance of."""
        found: set[str] = set()
        for at in self.lineage(unit):
            types = self._instance.get(id(at))
            if types is None:
                types = {}
                for name, members in self.own_members(at).items():
                    for member in members:
                        if name in ("__init__", "__new__", "__post_init__", "setUp", "reset"):
                            for key, value in member.refs.self_types.items():
                                types.setdefault(key, set()).update(value)
                        elif member.kind == "statement":
                            for key, value in member.refs.types.items():
                                types.setdefault(key, set()).update(value)
                self._instance[id(at)] = types
            found |= types.get(attribute, set())
        return found

    # ----------------------------------------------------------------------------------------------------------- chains

    def chain(self, chain: Chain, at: Unit) -> tuple[list[Unit], str]:
        """Units that an attribute chain means, and the attribute at which knowledge ends (empty: all resolved)."""
        root, owner = chain[0], at.owner
        if root == "@self":
            holders = [owner] if owner is not None else []
        elif root == "super()":
            found = self.members(owner, chain[1], skip_own=True) if owner is not None else []
            return found, ""
        elif root.endswith("()"):
            holders = self.classes(root[:-2]) or self._returned(root[:-2])
        else:
            holders = self.classes(root)
            if not holders:
                types = {name for unit in self.binders.get(root, ()) if not unit.blocks and unit.kind == "statement"
                         for name in unit.refs.types.get(root, ())}  # fmt: skip
                holders = [found for name in sorted(types) for found in self.classes(name)]
        found = []
        for index, attribute in enumerate(chain[1:]):
            if not holders:
                return found, "" if index == 0 and self._is_import(root) else attribute
            nearest: list[Unit] = []
            types = set()
            for holder in holders:
                nearest += self.members(holder, attribute)
                types |= self.instance_types(holder, attribute)
            found += nearest
            holders = [unit for unit in nearest if unit.kind == "class"]
            holders += [unit for name in sorted(types) for unit in self.classes(name)]
            if not holders and index + 2 < len(chain):
                return found, chain[index + 2]
        return found, ""

    def _returned(self, function: str) -> list[Unit]:
        """Classes in the return annotation of a module function."""
        found: list[Unit] = []
        for unit in self.binders.get(function, ()):
            if unit.kind == "function":
                returns = unit.definition.child_by_field_name("return_type")
                word = (returns.text or b"").decode().strip("'\"") if returns is not None else ""
                found += self.classes(word)
        return found

    def _is_import(self, name: str) -> bool:
        return any(unit.kind == "import" for unit in self.binders.get(name, ()))

    def by_attribute(self, attribute: str) -> list[Unit]:
        """Methods called ``attribute`` when the name alone tells which class is meant; else nothing."""
        if attribute in COMMON_METHODS or attribute.startswith("__"):
            return []
        units = self._by_attribute.get(attribute, [])
        return units if len({id(unit.owner) for unit in units}) <= _AMBIGUOUS else []

    # -------------------------------------------------------------------------------------------------------- edges

    def needs(self, unit: Unit) -> tuple[list[Unit], list[Unit]]:
        """What a unit refers to: for certain, and by the name of an attribute alone."""
        refs = unit.refs
        certain: dict[int, Unit] = {}
        guessed: dict[int, Unit] = {}
        for name in sorted(refs.loads):
            certain.update((id(found), found) for found in self.name(name, unit))
        attributes = set(refs.attributes)
        for chain in sorted(refs.chains):
            found, rest = self.chain(chain, unit)
            certain.update((id(other), other) for other in found)
            if rest:
                attributes.update(chain[chain.index(rest) :])
        for attribute in sorted(attributes):
            guessed.update((id(found), found) for found in self.by_attribute(attribute))
        return list(certain.values()), [other for key, other in guessed.items() if key not in certain]
