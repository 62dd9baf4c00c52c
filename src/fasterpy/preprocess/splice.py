"""Putting changed units of a candidate into the lines of the original file."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from fasterpy.errors import TargetError
from fasterpy.preprocess.context import select
from fasterpy.preprocess.imports import missing
from fasterpy.preprocess.lines import dominant, join_lines, split_lines
from fasterpy.preprocess.outline import Unit
from fasterpy.preprocess.places import helper_row, import_row
from fasterpy.preprocess.reindent import indent_unit, moved
from fasterpy.preprocess.replace import replacement
from fasterpy.preprocess.resolve import Resolver
from fasterpy.preprocess.sameness import Read
from fasterpy.preprocess.tree import FUNCTION
from fasterpy.records import Record


class Restored(Record, frozen=True):
    """The file after the way back, and what happened on it."""

    text: str
    replaced: tuple[str, ...] = ()
    """Targets, and functions they call, that took the candidate's form."""
    added: tuple[str, ...] = ()
    """New helpers, constants and methods."""
    imports: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    """Changes of the candidate that were left out because the targets do not need them."""


@dataclass(order=True, slots=True)
class _Change:
    start: int
    end: int
    rank: int
    lines: list[str] = field(compare=False)


class Splicer:
    """One way back. ``context`` is the cleaned text, of which the candidate is a changed form."""

    def __init__(self, original: Read, context: Read, candidate: Read, dropped: tuple[str, ...]) -> None:
        self.original, self.context, self.candidate = original.outline, context.outline, candidate.outline
        self._dropped = set(dropped)
        self._names = Resolver(original.outline)
        self._trees = {id(read.outline): read for read in (original, context, candidate)}
        self._changes: list[_Change] = []
        self._replaced: list[str] = []
        self._added: list[str] = []
        self._imports: list[str] = []
        self._ignored: list[str] = []
        self._shown: set[str] | None = None

    def run(self, text: str, pairs: list[tuple[Unit, Unit]], restyle: bool) -> Restored:
        """Replaces each (original, candidate) pair and brings along what the candidates need."""
        self._restyle = restyle
        new_targets = [new for _, new in pairs]
        for old, new in pairs:
            if not self._same(new, old.qualname):
                self._replace(old, new)
        leaves = (unit for unit in self.candidate.all if not unit.blocks)
        if any(not self._known().issuperset(self._key(unit).split("\n")) for unit in leaves):
            self._bring(pairs[0][0], new_targets, {id(old) for old, _ in pairs})
        return Restored(
            text=self._assemble(text),
            replaced=tuple(self._replaced),
            added=tuple(self._added),
            imports=tuple(self._imports),
            ignored=tuple(dict.fromkeys(self._ignored)),
        )

    # ------------------------------------------------------------------------------------------------------ comparisons

    def _key(self, unit: Unit) -> str:
        return self._trees[id(unit.outline)].key(unit)

    def _tree(self, unit: Unit) -> ast.stmt | None:
        found = self._trees[id(unit.outline)].statements(unit)
        return found[0] if len(found) == 1 else None

    def _known(self) -> set[str]:
        """Keys of everything that the candidate was shown."""
        if self._shown is None:
            self._shown = {line for unit in self.context.all if not unit.blocks for line in self._key(unit).split("\n")}
        return self._shown

    def _same(self, new: Unit, qualname: str = "") -> bool:
        """Whether the candidate left the unit as the context or the file has it.

        ``qualname``: where it belongs, when it stands elsewhere in the candidate. Compared by statements, because
        Black gives statements that share a line lines of their own.
        """
        owner = qualname.rpartition(".")[0] if qualname else new.owner.qualname if new.owner is not None else ""
        names = set(new.names)
        statements = self._key(new).split("\n")
        for outline in (self.context, self.original):
            known: set[str] = set()
            for unit in (unit for name in names for unit in outline.binders.get(name, ())):
                if not unit.blocks and owner == (unit.owner.qualname if unit.owner is not None else ""):
                    known.update(self._key(unit).split("\n"))
            if known.issuperset(statements):
                return True
        return False

    # -------------------------------------------------------------------------------------------------------- replacing

    def _replace(self, old: Unit, new: Unit) -> None:
        trees = self._tree(old), self._tree(new)
        start, lines = replacement(old, new, self._cleaned_form(old), self._restyle, trees)
        self._changes.append(_Change(start, old.end, 2, lines))
        self._replaced.append(old.qualname or ", ".join(old.names))

    def _cleaned_form(self, old: Unit) -> Unit | None:
        same = self.context.binders.get(old.name, ()) if old.name else ()
        found = [unit for unit in same if unit.qualname == old.qualname and not unit.blocks]
        return found[-1] if found else None

    def _bring(self, target: Unit, new_targets: list[Unit], done: set[int]) -> None:
        """Imports, helpers and changed callees that the new targets need."""
        selection = select(self.candidate, new_targets, callers=False)
        needed = sorted((unit for unit in selection.places if unit not in new_targets), key=lambda unit: unit.order)
        used = {name for unit in [*new_targets, *needed] for name in unit.refs.loads}
        added: list[Unit] = []
        members: dict[int, list[Unit]] = {}
        for unit in needed:
            if unit.kind == "import" and unit.parent is None:
                self._imports += [line for line in missing(unit, used, self.original, self._names)
                                  if line not in self._imports]  # fmt: skip
            elif unit.blocks or unit.node.type == "future_import_statement" or unit.top in added:
                if unit.kind == "class" and unit.top not in added:
                    self._new_class(unit, added, members)
            elif unit.owner is not None:
                self._member(unit, members, done)
            elif self._is_new(unit, done):
                added.append(unit.top)
        self._insert(target, added, members)

    def _new_class(self, unit: Unit, added: list[Unit], members: dict[int, list[Unit]]) -> None:
        if unit.owner is None:
            if unit.name not in self._names.binders:
                added.append(unit.top)
            return
        homes = self._homes(unit.owner)
        if homes and unit.name not in self._names.own_members(homes[-1]):
            members.setdefault(id(homes[-1]), []).append(unit)

    def _homes(self, owner: Unit) -> list[Unit]:
        """The class of the original that a class of the candidate stands for."""
        return [
            unit
            for unit in self.original.all
            if unit.kind == "class" and unit.blocks and unit.qualname == owner.qualname
        ]

    def _is_new(self, unit: Unit, done: set[int]) -> bool:
        """Whether a module-level unit has to be added; replaces it where it exists and has changed."""
        names = unit.names
        existing = [name for name in names if name in self._names.binders]
        if self._same(unit):
            return False
        if not names:
            same = any(self._key(other) == self._key(unit) for other in self.original.units if not other.names)
            fresh = [name for name in unit.refs.mutated if name not in self._names.binders]
            return bool(fresh) and not same
        if not existing:
            return True
        if unit.top.kind == "compound" or len(names) > 1:
            self._ignored.append(", ".join(names))
            return False
        self._change_existing(unit, self._names.binders[names[0]], done)
        return False

    def _change_existing(self, unit: Unit, olds: list[Unit], done: set[int]) -> None:
        old, name = olds[-1], unit.qualname or unit.names[0]
        if id(old) in done:
            return
        if all(other.blocks for other in self.context.binders.get(unit.names[0], ())):
            raise TargetError(f"the candidate adds {name}, a name that the file already uses in line {old.start + 1}")
        if any(label.startswith(f"{name} (body)") for label in self._dropped):
            self._ignored.append(name)  # the candidate saw the signature alone
            return
        plain = not old.blocks and not old.shared and len(olds) == 1
        if plain and old.definition.type == FUNCTION and unit.definition.type == FUNCTION:
            done.add(id(old))
            self._replace(old, unit)
            return
        if plain and old.kind == unit.kind == "statement" and self._private(name, [old], done):
            done.add(id(old))
            self._replace(old, unit)
            return
        raise TargetError(f"the candidate changes {name} (line {old.start + 1}), which other code may use")

    def _private(self, name: str, olds: list[Unit], done: set[int]) -> bool:
        """Whether nothing but replaced functions uses a module name."""
        for unit in self.original.all:
            if id(unit) not in done and unit not in olds:
                refs = unit.refs
                if name in refs.loads or name in refs.stores or name in refs.global_stores or name in unit.names:
                    return False
        return True

    def _member(self, unit: Unit, members: dict[int, list[Unit]], done: set[int]) -> None:
        owner = unit.owner
        assert owner is not None
        homes = self._homes(owner)
        if not homes or not unit.names:
            return
        home = homes[-1]
        olds = self._names.own_members(home).get(unit.names[0], [])
        if self._same(unit):
            return
        if not olds:
            members.setdefault(id(home), []).append(unit)
            return
        self._change_existing(unit, olds, done)

    # -------------------------------------------------------------------------------------------------------- inserting

    def _insert(self, target: Unit, added: list[Unit], members: dict[int, list[Unit]]) -> None:
        lines = self.original.lines
        if self._imports:
            row = import_row(self.original)
            block = list(self._imports)
            if row < len(lines) and lines[row].strip() and not lines[row].lstrip().startswith(("import ", "from ")):
                block.append("")
            if row > 0 and lines[row - 1].strip() and not lines[row - 1].startswith(("import ", "from ", " ", ")")):
                block.insert(0, "")
            self._changes.append(_Change(row, row, 0, block))
        if added:
            row = helper_row(self.original, self._names, target, added)
            block = [] if row == 0 or not lines[row - 1].strip() else ["", ""]
            for index, unit in enumerate(dict.fromkeys(added)):
                tight = index and unit.kind == "statement" and added[index - 1].kind == "statement"
                block += ["", ""] if index and not tight else []
                block += moved(self.candidate, unit.lead, unit.end, "", "    ", self._file_indent())
                self._added.append(unit.qualname or ", ".join(unit.names) or f"line {unit.start + 1} of the candidate")
            self._changes.append(_Change(row, row, 1, [*block, "", ""]))
        for home in self.original.all:
            if id(home) in members:
                self._insert_members(home, members[id(home)], target)

    def _insert_members(self, home: Unit, units: list[Unit], target: Unit) -> None:
        block_of = target.block if target.owner is home else home.blocks[-1]
        assert block_of is not None
        row = target.lead if target.owner is home else block_of.end
        block: list[str] = []
        for unit in units:
            style = "    ", self._file_indent()
            block += moved(self.candidate, unit.lead, unit.end, block_of.indent, *style)
            block += [] if unit.kind == "statement" else [""]
            self._added.append(unit.qualname or f"{home.qualname}.{', '.join(unit.names)}")
        if row == block_of.end:
            block = ["", *block]
        self._changes.append(_Change(row, row, 1, block))

    def _file_indent(self) -> str:
        return indent_unit(self.original.units[0]) if self._restyle and self.original.units else "    "

    # ------------------------------------------------------------------------------------------------------- assembling

    def _assemble(self, text: str) -> str:
        if not self._changes:
            return text
        contents, endings = split_lines(text)
        default = dominant(endings)
        last = endings[-1] if endings else ""
        out: list[str] = []
        ends: list[str] = []
        row = 0
        for change in sorted(self._changes):
            if change.start < row:
                raise TargetError("two changed functions overlap in the file; optimize them one at a time")
            out += contents[row : change.start]
            ends += endings[row : change.start]
            out += change.lines
            ending = dominant(endings[change.start : change.end], default)
            ends += [ending] * len(change.lines)
            row = change.end
        out += contents[row:]
        ends += endings[row:]
        ends = [ending or default for ending in ends[:-1]] + [last]
        return join_lines(out, ends)
