"""What the error of a failed run says of the format."""

from __future__ import annotations

import re
from typing import Any

from .hints import quoted
from .model import Model, Site
from .parts import more_parts
from .run import Outcome


class Repairs:
    """The part of a `Learner` that reads errors."""

    model: Model
    failures: list[str]

    def repair(self, outcome: Outcome) -> bool:
        """Read the error; True when it told what to change."""
        error = outcome.error
        message = str(error)
        self.failures.append(f"{type(error).__name__}: {message[:80]} (line {outcome.line})")
        feed = outcome.feed
        if outcome.timeout:
            self.model.size_cap = max(2, self.model.size_cap - 2)
            return False
        if 0 < self.model.permuted < 0.9 and (isinstance(error, KeyError) or " not in " in message):
            self.model.permuted = 0.97
            return True
        if more_parts(self.model, outcome):
            return True
        if isinstance(error, ValueError):
            match = re.search(r"not enough values to unpack \(expected (at least )?(\d+), got (\d+)\)", message)
            if match:
                return self._arity(feed, int(match[3]), int(match[2]), bool(match[1]))
            match = re.search(r"too many values to unpack \(expected (\d+)\)", message)
            if match:
                return self._arity(feed, None, int(match[1]), False)
            match = re.search(r"invalid literal for int\(\) with base \d+: (?:np\.str_\()?b?'(.*?)'\)?$", message, re.S)
            if match:
                return self._literal(feed, quoted(match[1]), "int")
            match = re.search(r"could not convert string to float: (?:np\.str_\()?b?'(.*?)'\)?$", message, re.S)
            if match:
                return self._literal(feed, quoted(match[1]), "float")
        if isinstance(error, (NameError, SyntaxError)) and feed.last is not None and not feed.last.kind:
            if getattr(error, "name", None) in (None, *(token for _, tokens, _ in feed.rows for token in tokens)):
                return self._set_kind(feed.last, 0, "int")  # eval of a word
        beyond = re.match(r"index (\d+) is out of bounds for axis \d+ with size (\d+)$", message)
        if isinstance(error, IndexError) and (
            feed.uneven() or (beyond and self._beyond(feed, *map(int, beyond.groups())))
        ):
            return True
        if isinstance(error, EOFError):
            for site in self.model.sites.values():
                if site.loop == "while" and site.end == "eof":
                    site.end = "sentinel"
                    return True
        if isinstance(error, ZeroDivisionError):
            return False
        return False

    def _set_kind(self, site: Site, column: Any, kind: str) -> bool:
        field = self.model.field((site.number, column))
        if field.kind == kind:
            return False
        field.kind = kind
        return True

    def _arity(self, feed: Any, got: int | None, expected: int, least: bool) -> bool:
        for number, tokens, _ in reversed(feed.rows):
            if got is not None and len(tokens) != got and not (got == len(tokens[0]) if tokens else False):
                continue
            if (
                got is None
                and len(tokens) <= expected
                and not (tokens and len(tokens) == 1 and len(tokens[0]) > expected)
            ):
                continue
            site = next(s for s in self.model.sites.values() if s.number == number)
            if least:
                site.arity, site.star = expected, True
                return True
            if site.arity == expected and not site.star:
                continue
            if not site.split and got is not None and got == len(tokens[0]) != len(tokens) and site.letters != expected:
                site.letters = expected
                return True
            site.arity, site.star, site.split = expected, False, True
            return True
        return False

    def _literal(self, feed: Any, literal: str, kind: str) -> bool:
        """What ``int`` or ``float`` could not read: a token, a line, tokens put together, a letter of a text."""
        sites = {site.number: site for site in self.model.sites.values()}
        if self.model.clock and self._clock(feed):
            return True
        for number, tokens, keys in reversed(feed.rows):
            site = sites[number]
            if " ".join(tokens) == literal and len(tokens) > 1:
                site.arity, site.star, site.split = 1, False, True
                self._set_kind(site, 0, kind)
                return True
            for text, key in zip(tokens, keys, strict=False):
                if text == literal:
                    return self._set_kind(site, key[1], kind)
        for number, tokens, keys in reversed(feed.rows) if literal else ():
            for start in range(len(tokens) - 1):
                if literal in {"".join(tokens[start:end]) for end in range(start + 2, len(tokens) + 1)}:
                    changed = [self._set_kind(sites[number], key[1], kind) for key in keys[start:]]
                    return any(changed)
        if not literal and feed.rows and len(feed.rows[-1][1]) > 1:  # it reads letter by letter: no spaces between
            site = sites[feed.rows[-1][0]]
            if site.split and site.shape.variable:
                site.split = False
                self._set_kind(site, 0, "digits")
                return True
        for number, tokens, keys in reversed(feed.rows) if len(literal) == 1 else ():
            for text, key in zip(tokens, keys, strict=False):
                if literal in text and self.model.field(key).kind == "str":
                    return self._set_kind(sites[number], key[1], "digits")
        return False

    def _beyond(self, feed: Any, index: int, size: int) -> bool:
        """A place beyond the end of an array of numpy, whose indexing is not watched: the columns that may have asked
        for it are bounded by the number that the array seems to be made for."""
        scalars = feed.choose.scalars
        made_for = next((key for key, value in scalars.items() if size - 2 <= value <= size), None)
        changed = False
        for _, tokens, keys in feed.rows if made_for is not None else ():
            for text, key in zip(tokens, keys, strict=False):
                near = text.isdigit() and abs(int(text) - index) <= 1
                if near and key != made_for and key not in self.model.bounds and not self.model.field(key).size:
                    self.model.bounds[key] = (made_for, 0)
                    changed = True
        return changed

    def _clock(self, feed: Any) -> bool:
        """Words that are cut by places become times."""
        changed = False
        for _, _, keys in feed.rows:
            for key in keys:
                field = self.model.field(key)
                if field.kind == "str" and field.parts is None and key[1] != "*":
                    field.parts, changed = (":", self.model.clock), True
                    self.model.numbers |= {(key[0], (key[1], i)) for i in range(self.model.clock)}
        return changed
