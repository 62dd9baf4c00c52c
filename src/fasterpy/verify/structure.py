"""What the lines of made-up inputs have in common, so that changed copies of them stay of the format.

The maker of inputs lets the program drive the reading: counts follow what was announced. Copies that are changed here
(a value put in, a line left out to make a counterexample small) must keep that, or they show what a program does
on input of no format at all. Only what holds in every input, with enough variation, is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Rows = list[list[str]]
Place = tuple[int, int]
Rule = Callable[[Rows], bool]
_LEAST = 6
_ROWS, _COLUMNS = 3, 4


def rows_of(stdin: bytes) -> Rows:
    """Tokens by line, without blank lines at the end."""
    rows = [line.split() for line in stdin.decode("utf-8", "replace").split("\n")]
    while rows and not rows[-1]:
        rows.pop()
    return rows


class Structure:
    """Learned from inputs; ``breaks`` says what a changed input no longer keeps."""

    def __init__(self, inputs: Iterable[bytes]) -> None:
        known = [rows_of(stdin) for stdin in inputs]
        known = [rows for rows in known if rows]
        self.rules: list[tuple[str, Rule]] = []
        if len(known) >= _LEAST:
            self._counts(known)
            self._values(known)

    def breaks(self, stdin: bytes) -> str:
        """The first thing that these inputs have in common and this one lacks; empty when there is none."""
        rows = rows_of(stdin)
        return next((what for what, holds in self.rules if not holds(rows)), "")

    # ------------------------------------------------------------------------------------------------------- counts

    def _counts(self, known: Sequence[Rows]) -> None:
        scalars = _scalars(known)
        self._measure("the number of lines", len, known, scalars)
        for at in range(_ROWS):
            if all(len(rows) > at for rows in known):
                self._measure(f"the length of line {at + 1}", _width(at), known, scalars)
                if all(len(rows[at]) == 1 for rows in known) and (at, 0) not in scalars:
                    self._measure(f"the length of the word on line {at + 1}", _word(at), known, scalars)
        for start in range(1, _ROWS):
            rest = [rows[start:] for rows in known if len(rows) > start]
            widths = {len(row) for rows in rest for row in rows}
            if len(widths) == 1 and sum(map(len, rest)) >= _LEAST:
                self._add(f"the length of lines from line {start + 1}", _wide(start, widths.pop()))
                break
        if all(_self_counted(rows) for rows in known) and any(len(rows) > 1 for rows in known):
            self._add("lines that begin with their own length", _self_counted)

    def _measure(
        self, what: str, of: Callable[[Rows], int], known: Sequence[Rows], scalars: dict[Place, list[int]]
    ) -> None:
        """``of`` is the same in all, or a number of the first lines (its double, its triple) plus a constant."""
        values = [of(rows) for rows in known]
        if len(set(values)) == 1:
            self._add(what, lambda rows: of(rows) == values[0])
            return
        for place, found in scalars.items():
            for factor in (1, 2, 3):
                gaps = {value - factor * scalar for value, scalar in zip(values, found, strict=True)}
                if len(gaps) == 1:
                    self._add(f"{what}, announced on line {place[0] + 1}", _announced(of, place, factor, gaps.pop()))
                    return

    # ------------------------------------------------------------------------------------------------------- values

    def _values(self, known: Sequence[Rows]) -> None:
        """Numbers that are always positive, and those that never exceed another one that they often reach."""
        scalars = _scalars(known)
        for place, found in scalars.items():
            if min(found) >= 1 and len(set(found)) > 2:
                self._add(f"positive numbers in place {place[1] + 1} of line {place[0] + 1}", _positive(place))
        for small, few in scalars.items():
            for large, many in scalars.items():
                gaps = [b - a for a, b in zip(few, many, strict=True)]
                if small != large and len(few) >= 2 * _LEAST and min(gaps) in (0, 1) and len(set(few)) > 2:
                    if gaps.count(min(gaps)) >= 3:
                        self._add("numbers that stay below another", _ordered(small, large, min(gaps)))
        for at in range(1, _ROWS):
            rest = [[_int(t) for row in rows[at:] for t in row] for rows in known]
            if sum(map(len, rest)) < 2 * _LEAST or any(v is None for values in rest for v in values):
                continue
            least = min(v for values in rest for v in values if v is not None)
            if least >= 1:
                self._add(f"positive numbers from line {at + 1}", _all_positive(at))
            for place, found in scalars.items():
                if place[0] >= at:
                    continue
                tops = [
                    (max(v for v in values if v is not None), n)
                    for values, n in zip(rest, found, strict=True)
                    if values
                ]
                if all(top <= n for top, n in tops) and sum(top == n for top, n in tops) >= len(tops) // 3 + 2:
                    self._add(f"numbers from line {at + 1} within that of line {place[0] + 1}", _within(at, place))
            break

    def _add(self, what: str, holds: Rule) -> None:
        self.rules.append((what, holds))


def _int(text: str) -> int | None:
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 400 else None


def _at(rows: Rows, place: Place) -> int | None:
    line, column = place
    return _int(rows[line][column]) if line < len(rows) and column < len(rows[line]) else None


def _scalars(known: Sequence[Rows]) -> dict[Place, list[int]]:
    """Whole numbers that stand at one place of the first lines in every input."""
    found: dict[Place, list[int]] = {}
    for line in range(_ROWS):
        for column in range(_COLUMNS):
            values = [_at(rows, (line, column)) for rows in known]
            whole = [value for value in values if value is not None]
            if len(whole) == len(known) and len(set(whole)) > 1:
                found[line, column] = whole
    return found


# --------------------------------------------------------------------------------------------------------------- rules


def _width(at: int) -> Callable[[Rows], int]:
    return lambda rows: len(rows[at]) if at < len(rows) else -1


def _word(at: int) -> Callable[[Rows], int]:
    return lambda rows: len(rows[at][0]) if at < len(rows) and rows[at] else -1


def _wide(start: int, wide: int) -> Rule:
    return lambda rows: all(len(row) == wide for row in rows[start:])


def _self_counted(rows: Rows) -> bool:
    return all(row and row[0] == str(len(row) - 1) for row in rows[1:])


def _announced(of: Callable[[Rows], int], place: Place, factor: int, gap: int) -> Rule:
    return lambda rows: of(rows) - factor * (_at(rows, place) or 0) == gap


def _positive(place: Place) -> Rule:
    return lambda rows: (_at(rows, place) or 0) >= 1


def _ordered(small: Place, large: Place, gap: int) -> Rule:
    return lambda rows: (_at(rows, small) or 0) + gap <= (_at(rows, large) or 0)


def _all_positive(line: int) -> Rule:
    return lambda rows: all((_int(text) or 0) >= 1 for row in rows[line:] for text in row)


def _within(line: int, place: Place) -> Rule:
    return lambda rows: all((_int(text) or 0) <= (_at(rows, place) or 0) for row in rows[line:] for text in row)
