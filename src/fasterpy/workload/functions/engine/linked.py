"""Records that name one another: the id of a parent, a list of what must come before."""

from __future__ import annotations

from typing import Any

from .kinds import Either, Int, Kind, Nothing, Str

_PARENTS = frozenset({"parent", "parent_id", "parentid", "manager", "manager_id", "boss", "reports_to", "reply_to"})
_IDS = frozenset({"id", "key", "code", "name", "node_id", "employee", "employee_id", "task", "step", "title"})
_NEEDS = frozenset(
    {"needs", "requires", "depends_on", "depends", "dependencies", "deps", "after", "prerequisites", "prereqs"}
    | {"requirements", "blocked_by", "predecessors", "waits_for", "inputs"}
)
_MOST = 3


def links(fields: dict[str, Kind], draw: Any) -> dict[str, str]:
    """Fields of a record that name it, its parent or what it needs: mostly others of the same list, as people keep
    them. The keys of a dict name its records."""
    row, draw.row = draw.row, -1
    if row < 0 or (draw.fit == "free" and not draw.exact):
        return {}
    listed, up, own = linking(fields)
    if not listed and not (up and own):
        return {}
    if not own and not draw.named:
        return {}
    texts = isinstance(fields[own] if own else getattr(fields[listed], "element", None), Str)

    def name(place: int) -> str:
        if draw.named:
            return str(draw.named[place])
        return repr(f"n{place + 1}") if texts else str(place + 1)

    found = {own: name(row)} if own else {}
    if up:
        found[up] = "None" if row == 0 or draw.rng.random() < 0.1 else name(draw.rng.randrange(row))
    if listed:
        # What comes first in the list is needed first, or last, which takes searches for what is ready longest.
        pool = range(row + 1, min(draw.rows, row + 1 + 4 * _MOST)) if draw.acyclic else range(row)
        some = draw.rng.sample(pool, min(len(pool), draw.rng.randint(0, _MOST)))
        form = getattr(fields[listed], "form", "{}")
        found[listed] = form.format("[" + ", ".join(map(name, some)) + "]")
    return found


def linking(fields: dict[str, Kind]) -> tuple[str, str, str]:
    """The fields that list what a record needs, name its parent, and name it; empty where there is none."""
    listed = next((key for key in fields if _needed(key, fields[key])), "")
    up = next((key for key in fields if key != listed and key.lower() in _PARENTS), "")
    rest = {key: _sort(kind) for key, kind in fields.items() if key not in (up, listed)}
    named = [key for key in rest if key.lower() in _IDS]
    wanted = _sort(fields[up]) if up else ""
    if wanted and wanted not in [rest[key] for key in named]:  # numbers name their parent's number, not its name
        named = [key for key in rest if rest[key] == wanted] or named
    else:
        named = [key for key in named if rest[key] == wanted] or named
    return listed, up, next(iter(named), "")


def _sort(kind: Kind) -> str:
    """What a name is made of: text, whole numbers, or something else."""
    parts = [part for part in kind.kinds if not isinstance(part, Nothing)] if isinstance(kind, Either) else [kind]
    sorts = {"text" if isinstance(part, Str) else "number" if isinstance(part, Int) else "" for part in parts}
    return sorts.pop() if len(sorts) == 1 else ""


def lists_needs(kind: Kind) -> bool:
    """Whether records of this kind say what they need."""
    fields: dict[str, Kind] = getattr(kind, "fields", {})
    return isinstance(fields, dict) and any(_needed(key, fields[key]) for key in fields)


def _needed(key: str, kind: Kind) -> bool:
    """A list of others of the same table, by its name or by what the code does with its items."""
    return (key.lower() in _NEEDS or kind.inward) and hasattr(kind, "element")
