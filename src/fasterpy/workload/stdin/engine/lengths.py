"""How long lines and texts are, and how many lines a loop reads."""

from __future__ import annotations

from typing import Any

from .choose import Chooser
from .model import Model, Site
from .taint import Key
from .trees import vertices


class Lengths:
    """The part of a `Maker` that decides about lengths."""

    model: Model
    choose: Chooser
    rows: list[tuple[int, list[str], list[Key]]]
    loops: dict[int, Any]

    def _planned_rows(self, site: Site) -> int:
        """How many lines a loop will read, as far as it can be told."""
        scalars = self.choose.scalars
        told = [scalars[key] + gap for key, gap in site.repeats or () if key in scalars] or list(scalars.values())
        return min(told, default=self.choose.regime.size)

    def _width(self, site: Site, column: Any) -> int | None:
        """Length of a string that some scalar fixes."""
        for key in ((site.number, column), (site.number, "c"), (site.number, "*")):
            evidence = self.model.lengths.get(key)
            if evidence:
                for (scalar, offset), _ in sorted(evidence.items(), key=lambda item: (-item[1], -item[0][1])):
                    if scalar in self.choose.scalars:
                        return max(1, self.choose.scalars[scalar] + offset)
        if site.letters:
            return site.letters
        options: list[int | None] = [None]
        if self.choose.scalars and site.shape.chars:
            keys = self._ranked(site)
            if site.loop == "file":  # nobody says how long the lines of a file are
                options = [None, self.choose.scalars[keys[0]]]
            elif site.loop == "for" or len(self.choose.scalars) == 1:
                options = [self.choose.scalars[keys[0]], None]
            options += [self.choose.scalars[key] for key in keys[1:]]
            options += [2 * self.choose.scalars[keys[0]]] if len(keys) == 1 else []
        elif not site.split and not site.loop:
            told = list(self.choose.scalars.values())
            options += [*told, *(2 * value for value in told)]
        width = options[site.choice % len(options)]
        if width is None and site.even:
            width = self.choose.pools.setdefault(("width", site.number), self.choose.rng.randint(1, self._widest()))
        return None if width is None else max(1, width)

    def _widest(self) -> int:
        return max(1, min(self.choose.regime.size, 40))

    def uneven(self) -> bool:
        """Whether the lines of a loop that is not told their length were of several: from now on they are equal."""
        found = False
        for site in self.model.sites.values():
            words = {len(tokens[0]) for number, tokens, _ in self.rows if number == site.number and len(tokens) == 1}
            if site.loop and not site.split and not site.even and len(words) > 1:
                found = site.even = True
        return found

    def _ranked(self, site: Site) -> list[Key]:
        """Scalars that may give a length, the likeliest first."""
        mine = self.loops.get(site.number)
        keys = list(self.choose.scalars)
        near = [
            key
            for key in reversed(keys)
            if mine is not None and self.loops.get(key[0]) == mine and key[0] != site.number
        ]
        own = [key for key in keys if key[0] == site.number and key not in near]
        repeated = {key for key, _ in site.repeats or ()}
        rest = [key for key in keys if key not in near and key not in own]
        first = [key for key in rest if key not in repeated]
        if site.loop == "for" and len(first) > 1 and repeated:
            # the other dimension stands beside the one that repeats
            beside = [key for key in first if any(key[0] == other[0] for other in repeated)]
            first = beside + [key for key in first if key not in beside]
        rest = first + [key for key in rest if key in repeated]
        return own[:2] + near + rest if own and site.star else near + rest + own

    def _length(self, site: Site, stream: bool = False) -> int:
        """How many values the variable part of a line has."""
        key = (site.number, "*")
        scalars = self.choose.scalars
        evidence = self.model.lengths.get(key, {})
        options: list[int] = []
        for (scalar, offset), _ in sorted(evidence.items(), key=lambda item: (-item[0][1], -item[1])):
            if scalar in scalars and not stream:
                options.append(scalars[scalar] + offset)
        ranked = self._ranked(site)
        values = [scalars[k] for k in ranked]
        if values and key in self.model.trees and not stream:
            return max(0, vertices(self.model.trees[key], values[0]))
        if ranked:
            place = site.choice % (len(values) + 1)
            self.model.count_by(site, None if options or place == len(values) else ranked[place], ranked)
        if stream and self.model.group > 1:
            options += [self.model.group * v for v in reversed(list(scalars.values()))]
        options += values
        if stream:
            options += [2 * v for v in values] + [3 * v for v in values]
            options += [a + b for i, a in enumerate(values) for b in values[i + 1 :]]
            options += [a + 2 * b for a in values for b in values if a is not b]
            options += [a * b for i, a in enumerate(values) for b in values[i + 1 :]]
            options += [2 * (v - 1) for v in values] + [v - 1 for v in values]
        options += [v + 1 for v in values[:2]] + [v - 1 for v in values[:2]] + [2 * v for v in values[:1]]
        if len(values) > 1:
            options.append(values[0] * values[1])
        boards = [] if stream or site.loop != "for" else self.model.boards + [n + 1 for n in self.model.boards]
        options = options + boards if options else boards + options
        options.append(self.choose.rng.randint(1, max(1, min(self.choose.regime.size, 30))))
        count = options[site.choice % len(options)] + (0 if stream else site.extra)
        return max(1, min(count, 300_000))
