"""The standard input that the program under study sees: every line is made when the program asks for it."""

from __future__ import annotations

import sys
from typing import Any

from .making import Maker
from .model import Site
from .taint import STATE
from .text import Text

PROGRAM = "<program>"


class TooMuch(BaseException):
    """The program reads without end or runs too long."""


_POSITIONS: dict[Any, list[Any]] = {}


def places() -> tuple[Any, ...]:
    """Positions in the program's source of the active calls, innermost first."""
    found = []
    frame: Any = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code.co_filename == PROGRAM:
            if code not in _POSITIONS:
                _POSITIONS[code] = list(code.co_positions())
            found.append(_POSITIONS[code][frame.f_lasti // 2])
        frame = frame.f_back
    return tuple(found[:6])


class Feed(Maker):
    """Lines made on demand under a model, and the record of them."""

    # -------------------------------------------------------------------------------------------------- public

    def read_line(self, where: tuple[Any, ...], state: str = "line", by_file: bool = False) -> Any:
        """The next line without its end, or None at the end of input."""
        if self.ended:
            return None
        if len(self.lines) >= self.limit:
            raise TooMuch("reads")
        reader = self.model.reader
        shape = reader.shape(where, state)
        loop, loop_id = ("file", where[0]) if by_file else ("", None)
        if not by_file:
            for place in where:
                node = reader.loop_of(place)
                if node is not None:
                    loop, loop_id = ("while" if type(node).__name__ == "While" else "for"), id(node)
                    break
        site = self.model.site((where, state), shape, loop)
        self.last = site
        self.loops[site.number] = loop_id
        if loop:
            STATE.repeated.add(site.number)
        self.visits[site.number] = visit = self.visits.get(site.number, 0) + 1
        stop = False
        if loop in ("while", "file"):
            owner = self.loop_owner.setdefault(loop_id, site.number)
            if owner == site.number and visit > self._planned(site):
                stop = True
        if stop:
            self.visits[site.number] -= 1
            if site.end == "eof" or self.sentinels > 3:
                self.ended = True
                return None
            self.sentinels += 1
        return self._emit(site, stop)

    def _planned(self, site: Site) -> int:
        """How many times a loop without a count reads."""
        regime = self.choose.regime
        if site.loop == "file" and self.choose.scalars and site.repeats is None:
            options = list(self.choose.scalars.values())
            return max(1, options[(-1 - site.choice) % len(options)])
        outer = [key for key in self.choose.scalars if self.loops.get(key[0]) != self.loops.get(site.number)]
        if site.loop == "while" and site.end == "eof" and outer and site.choice % (len(outer) + 1) < len(outer):
            # A number before a loop that reads to the end says how often it reads, as people write inputs.
            count = outer[-1 - site.choice % (len(outer) + 1)]
            self.model.count_by(site, count, outer)
            return max(1, min(self.choose.scalars[count], self.limit))
        return regime.cases if site.loop == "while" else max(1, min(regime.size, 40))

    def whole(self, where: tuple[Any, ...]) -> Any:
        """Everything, for ``read()``."""
        reader = self.model.reader
        first = not self.lines
        reader.file_state = "file1"
        shape = reader.shape(where, "stream")
        if shape.split or not self._by_lines(where):
            site = self.model.site((where, "stream"), shape, "")
            self.last = site
            self.visits[site.number] = 1
            self.ended = True
            if not shape.split and not shape.kind:
                site.whole = True
                return self._emit(site, False)
            return self._stream(site)
        lines = self.all_lines(where, first, "stream")
        return Text("\n".join(lines) + "\n")

    def _by_lines(self, where: tuple[Any, ...]) -> bool:
        node = self.model.reader.at.get(where[0]) if where else None
        for _ in range(4):
            if node is None:
                return False
            node = self.model.reader.parent.get(node)
            if getattr(node, "attr", "") in ("splitlines",) or (getattr(node, "attr", "") == "split"):
                return True
        return False

    def all_lines(self, where: tuple[Any, ...], first: bool, kind: str = "list") -> list[Any]:
        """The rest as a list of lines; the first tells how many follow."""
        lines = []
        reader = self.model.reader
        state = "stream" if kind == "stream" else "file"
        if first:
            reader.file_state = "file0"
            reader.cache.pop((where, "stream"), None)
            lines.append(self.read_line(where, "file0" if state == "file" else "stream"))
            reader.file_state = "file1"
            reader.cache.pop((where, "stream"), None)
        name = "file1" if state == "file" else "stream"
        shape = reader.shape(where, name)
        site = self.model.site((where, name, 1), shape, "for")
        values = list(self.choose.scalars.values())
        if not first:
            values.reverse()
        options = [*([shape.lines] if shape.lines else []), *values, *[v - 1 for v in values], 1, 2]
        count = max(0, options[site.choice % len(options)]) if options else 2
        if count > self.limit:
            raise TooMuch("reads")
        self.last = site
        for _ in range(count):
            self.visits[site.number] = self.visits.get(site.number, 0) + 1
            lines.append(self._emit(site, False))
        self.ended = True
        return lines

    def text(self) -> str:
        """What was given so far."""
        return "".join(line + "\n" for line in self.lines)
