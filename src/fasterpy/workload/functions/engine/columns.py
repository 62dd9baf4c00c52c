"""Large collections field by field: one short expression makes all values of a column, whatever holds them.

A list of a thousand objects written out takes longer to read than the target takes to run.
"""

from __future__ import annotations

import keyword

from .documents import Document
from .fields import FEW, Key
from .groups import Dict, Keyed, Listing, Tuple
from .kinds import LOWER, Bool, Draw, Float, Int, Kind, Str
from .linked import linking
from .made import Build
from .ordered import bounds
from .regexes import Formed
from .shaped import Recordish

_MOST = 40_000
"""Values in one column: more take long to make."""
_POOL, _COPIES = 200, 40
_INSIDE = (10, 40, 4, 20, 4)
"""Items of a collection inside a collection, by flavour, in the mean."""
_FORMS = {"{}": "", "tuple({})": "tuple", "set({})": "set", "frozenset({})": "frozenset"}


def column(kind: Kind, draw: Draw, count: int) -> str:
    """An expression for ``count`` values of a kind, each its own object where they can change; or nothing."""
    seed = draw.rng.randrange(10**6)
    if type(kind) is Int:
        low, high = _range(kind, draw)
        return f"ints({seed}, {count}, {low}, {high})"
    if type(kind) is Float and draw.whole:
        return f"ints({seed}, {count}, 0, {draw.high})"
    if type(kind) is Float:
        return f"floats({seed}, {count}, -{draw.high}, {draw.high})"
    if type(kind) is Bool:
        return f"pick({seed}, {count}, (True, False))"
    if isinstance(kind, Key):
        return f"pick({seed}, {count}, list({kind.all(FEW if kind.few else draw.size)}))"
    if type(kind) is Str and _plain(kind, draw):
        if draw.wordy:
            return f"texts({seed}, {count}, {draw.rng.choice((5, 30))})"
        asked = "".join(dict.fromkeys(c for c in draw.constants if type(c) is str and len(c) == 1))
        if asked and draw.flavour % 2 == 0:
            return f"words({seed}, {count}, 12, {asked * 2 + LOWER[:6]!r})"
        # Equal texts in columns of one pool: what is joined, counted or looked up finds something.
        pool = max(2, draw.rng.choice((count, count // 4, int(2 * count**0.5))))
        letters = f", 6, {draw.asked!r}" if draw.asked else ""
        return f"pick({seed}, {count}, words({draw.vocabulary}, {pool}{letters}))"
    if isinstance(kind, Formed) and (mixed := kind.mixed(draw, count)):
        return mixed
    fields = kind.fields if isinstance(kind, (Keyed, Recordish)) else kind.known() if isinstance(kind, Build) else {}
    listed, up, own = linking(fields)
    if listed or (up and own):
        return ""  # each names others
    made = _composed(kind, draw, count, seed)
    return made or _pool(kind, draw, count, seed)


def _plain(kind: Str, draw: Draw) -> bool:
    """Texts of any letters and lengths."""
    formed = draw.marks and draw.style != "plain"
    return not kind.alphabet and kind.length is None and not formed and not draw.least


def _range(kind: Int, draw: Draw) -> tuple[int, int]:
    if kind.role in ("index", "cell"):
        return 0, max(0, draw.size - 1)
    low = kind.low if kind.low is not None else -draw.high if draw.signed and not kind.role else 0
    return low, max(low, min(draw.high, kind.high if kind.high is not None else draw.high))


def _composed(kind: Kind, draw: Draw, count: int, seed: int) -> str:
    """Of what consists of other columns."""
    if isinstance(kind, Listing) and kind.form in _FORMS and not kind.ordered and not kind.distinct:
        mean = (
            max(_INSIDE[1], draw.size) if kind.rising or draw.long else _INSIDE[draw.flavour % len(_INSIDE)]
        )  # tables are long
        inside = draw.branches or max(1, min(mean, _MOST // max(1, count)))
        items = column(kind.element, draw, count * inside)
        rows = f"deal({seed}, {count}, {items}{', even=True' if draw.even else ''})" if items else ""
        if rows and kind.rising:
            return f"[sorted(row, key=lambda x: {kind.rising}) for row in {rows}]"
        return f"list(map({_FORMS[kind.form]}, {rows}))" if rows and _FORMS[kind.form] else rows
    if isinstance(kind, Tuple) and kind.parts and kind.form in ("({},)", "[{}]"):
        rows = _together([column(part, draw, count) for part in kind.parts])
        return rows and (f"list({rows})" if kind.form == "({},)" else f"list(map(list, {rows}))")
    if isinstance(kind, Keyed) and all(key.isidentifier() and not keyword.iskeyword(key) for key in kind.fields):
        return _records("dict", [], kind.fields, draw, count, frozenset(kind.optional))
    if isinstance(kind, Recordish) and kind.fields:
        return _records("record", [], kind.fields, draw, count)
    if isinstance(kind, Document):
        read = column(kind.content, draw, count)
        return f"list(map(load('json', 'dumps'), {read}))" if read else ""
    if isinstance(kind, Build) and (kind.args or kind.named):
        return _records(kind.maker, kind.args, kind.named, draw, count)
    if isinstance(kind, Dict) and kind.form == "{}":
        items = column(Listing(Tuple([kind.key, kind.value])), draw, count)
        return f"list(map(dict, {items}))" if items else ""
    return ""


def _records(
    maker: str, args: list[Kind], named: dict[str, Kind], draw: Draw, count: int, optional: frozenset[str] = frozenset()
) -> str:
    """Calls of a maker over the columns of its arguments; fields that may be missing are, now and then."""
    columns = [column(kind, draw, count) for kind in (*args, *named.values())]
    if not named:
        return f"list(map({maker}, {', '.join(columns)}))" if all(columns) else ""
    names = [f"x{place}" for place in range(len(columns))]
    by_key = dict(zip(named, names[len(args) :], strict=True))
    whole = {key for key, kind in named.items() if type(kind) is Int}
    pairs = [(low, high) for low, high in bounds(named) if {low, high} <= whole and not {low, high} & optional]
    ends = {high: f"{by_key[low]} + " for low, high in pairs}  # what starts ends later
    given, rest = names[: len(args)], []
    for key, name in zip(named, names[len(args) :], strict=True):
        if key in optional:
            columns.append(f"pick({draw.rng.randrange(10**6)}, {count}, (1, 1, 0))")
            names.append(f"is_{key}")
            rest.append(f"**({{{key!r}: {name}}} if is_{key} else {{}})")
        else:
            given.append(f"{key}={ends.get(key, '')}{name}")
    rows = _together(columns)
    return f"[{maker}({', '.join([*given, *rest])}) for {', '.join(names)}, in {rows}]" if rows else ""


def _together(columns: list[str]) -> str:
    return f"zip({', '.join(columns)})" if columns and all(columns) else ""


def _pool(kind: Kind, draw: Draw, count: int, seed: int) -> str:
    """Of a few that are written out: the values themselves where nothing can change them, copies otherwise."""
    depth, draw.depth = draw.depth, max(1, draw.depth) + 1
    made = [kind.emit(draw) for _ in range(min(count, _POOL if kind.hashable else _COPIES))]
    draw.depth = depth
    return f"{'pick' if kind.hashable else 'copies'}({seed}, {count}, [{', '.join(dict.fromkeys(made))}])"
