"""How the program uses numbers of the input as bounds, indices and slices: logged, and given back as they were."""

from __future__ import annotations

from typing import Any

from .taint import STATE, Num, num
from .text import Text


def _log_range(bounds: tuple[Any, ...]) -> None:
    raw = [b for b in bounds[:2] if type(b) is Num and b.taint is not None and b.taint[0] == "v"]
    if len(bounds) == 1 and type(bounds[0]) in (int, Num) and bounds[0] < 0:
        STATE.facts.strain = True
    if len(raw) < 2:
        # Between two numbers of the input it is their distance that is a size, not they themselves.
        STATE.facts.size.update(bound.taint[1] for bound in raw)
    else:
        STATE.facts.less.add((raw[0].taint[1], raw[1].taint[1], 0))


def plain_range(*bounds: Any) -> Any:
    """``range`` elsewhere: logged, and a range as before."""
    _log_range(bounds)
    return range(*[int(bound) if type(bound) is Num else bound for bound in bounds])


def watched_range(*bounds: Any) -> Any:
    """``range`` in a ``for``: its values remember the bound."""
    _log_range(bounds)
    stop = bounds[0] if len(bounds) == 1 else bounds[1]
    if type(stop) is Num and stop.taint is not None and stop.taint[0] == "v" and len(bounds) < 3:
        taint = ("r", stop.taint[1], stop.taint[2])
        return (num(value, taint) for value in range(*[int(bound) for bound in bounds]))
    return range(*bounds)


def watched_slice(owner: Any, low: Any, high: Any, step: Any) -> Any:
    """Logs ``owner[low:high]`` that reaches beyond the ends; gives the slice back."""
    try:
        length = len(owner)
    except TypeError:
        return slice(low, high, step)
    for bound in (low, high):
        if type(bound) in (int, Num) and not 0 <= bound <= length:
            STATE.facts.strain = True
    if type(low) in (int, Num) and type(high) in (int, Num) and 0 <= high < low:
        STATE.facts.strain = True
    return slice(low, high, step)


def watched_index(owner: Any, index: Any, store: bool, computed: bool = False) -> Any:
    """Logs ``owner[index]``; gives the index back as it is used."""
    if computed and type(index) in (int, Num) and index < 0 and not isinstance(owner, dict):
        STATE.facts.strain = True
    if type(index) is not Num or index.taint is None or STATE.budget <= 0:
        return index
    STATE.budget -= 1
    kind, key, offset = index.taint
    try:
        length = len(owner)
    except TypeError:
        return index
    if isinstance(owner, dict):
        low = _first(owner) if kind == "v" and not store and index not in owner else None
        if low is not None:  # a table over a range of numbers: as if it were a sequence that begins there
            STATE.facts.index.append((key, offset - low, length, store))
        return int(index)
    if kind == "v":
        STATE.facts.index.append((key, offset, length, store))
    elif key[0] in STATE.repeated and _read_before(owner, key[0]):  # the end of a query into what came before
        STATE.facts.index.append((key, offset - 1, length, store))
    elif isinstance(owner, list) and owner:
        first = owner[0]
        if type(first) is Num and first.taint is not None and first.taint[0] == "v" and first.taint[2] == 0:
            STATE.facts.lengths.add((first.taint[1], key, offset))
        elif type(first) is Text and first.key is not None:
            STATE.facts.lengths.add((first.key, key, offset))
    elif type(owner) is Text and owner.key is not None:
        STATE.facts.lengths.add((owner.key, key, offset))
    return int(index)


def _read_before(owner: Any, site: int) -> bool:
    """Whether a sequence, or a table, is of items of the input that were all read before any line of ``site``."""
    first = owner
    while isinstance(first, list) and first:
        first = first[0]
    source = first.taint[1] if type(first) is Num and first.taint else first.key if type(first) is Text else None
    if source is None:
        return False
    lines = STATE.facts.lines
    return source[0] not in STATE.repeated or lines.get(source[0], (0, 0))[1] < lines.get(site, (0, 0))[0]


def _first(table: dict[Any, Any]) -> int | None:
    """Where the keys begin, when they are a whole range of at least eight numbers."""
    if len(table) < 8 or not all(type(key) in (int, Num) for key in table):
        return None
    low = int(min(table))
    return low if int(max(table)) - low + 1 == len(table) else None
