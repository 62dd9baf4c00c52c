"""Apply rules to a text: each alone, each place alone, several together, and one less of them."""

from __future__ import annotations

import difflib
import logging
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.normal import fingerprint
from fasterpy.errors import SourceError
from fasterpy.generate.rules.base import Rule
from fasterpy.generate.rules.edit import Rewrite, apply_edits, compatible
from fasterpy.generate.rules.target import TargetScope

_log = logging.getLogger(__name__)
_MAX_PASSES = 3
_MAX_SITES = 12
_MAX_BLOCK = 400


@dataclass(frozen=True)
class Proposal:
    """A new text of the file and how it came about."""

    text: str
    rules: tuple[str, ...]
    """Rules applied, in order; ``name#variant`` or ``name@line`` when only part of what the rule proposed was done."""
    why: str
    gain: float
    risk: int
    requires: tuple[str, ...] = ()


class Composer:
    """Applies rules to versions of one file; facts about each version are computed once."""

    def __init__(self, rules: Sequence[Rule], qualname: str | None = None) -> None:
        """``qualname`` None: the file is a program and all of it may change."""
        self._rules = sorted(
            (rule for rule in rules if qualname is None or not rule.programs_only),
            key=lambda rule: (rule.order, -rule.gain, rule.name),
        )
        self.qualname = qualname
        self._parsed: dict[str, tuple[ParsedModule, TargetScope]] = {}
        self._rewrites: dict[tuple[str, str], list[Rewrite]] = {}

    @property
    def rules(self) -> Sequence[Rule]:
        """The rules in the order in which a composition applies them."""
        return self._rules

    def rewrites(self, rule: Rule, text: str) -> list[Rewrite]:
        """What ``rule`` proposes for ``text``. A rule that fails proposes nothing (and is logged)."""
        key = (rule.name, text)
        if key not in self._rewrites:
            module, scope = self._parse(text)
            try:
                found = [rewrite for rewrite in rule.apply(module, scope) if rewrite.edits]
            except Exception:  # a broken rule, perhaps a third party's, must not cost the user the run
                _log.exception("rule %s failed", rule.name)
                found = []
            self._rewrites[key] = found
        return self._rewrites[key]

    def singles(self, text: str) -> Iterator[Proposal]:
        """Each applicable rule at all its places; then its variants; then its places one by one."""
        for rule in self._rules:
            found = self.rewrites(rule, text)
            if not found:
                continue
            for variant in dict.fromkeys(rewrite.variant for rewrite in found):
                chosen = compatible(rewrite for rewrite in found if rewrite.variant == variant)
                label = f"{rule.name}#{variant}" if variant else rule.name
                yield from self._proposal(text, rule, label, chosen)
                if len(chosen) > 1:
                    for number, rewrite in enumerate(chosen[:_MAX_SITES], 1):
                        yield from self._proposal(text, rule, f"{label}@{number}", [rewrite])

    def together(self, text: str, only: Collection[str] | None = None, risk: int = 2) -> Proposal | None:
        """All rules (or ``only`` those named) up to ``risk`` until nothing changes; None when nothing applies."""
        applied: list[Rule] = []
        notes: dict[str, str] = {}
        requires: dict[str, None] = {}
        seen = {text}
        current = text
        for _ in range(_MAX_PASSES):
            start = current
            for rule in self._rules:
                if not (rule.name in only if only is not None else not rule.alone_only and rule.risk <= risk):
                    continue
                found = self.rewrites(rule, current)
                # The first variant that a rule names is its favourite.
                chosen = compatible(rewrite for rewrite in found if rewrite.variant == found[0].variant)
                fresh = self._edited(current, chosen) if chosen else None
                if fresh is None or fresh in seen:
                    continue
                seen.add(fresh)
                current = fresh
                if rule not in applied:
                    applied.append(rule)
                notes[rule.name] = rule.summary
                requires.update(dict.fromkeys(name for rewrite in chosen for name in rewrite.requires))
            if current == start:
                break
        if not applied:
            return None
        return Proposal(
            current,
            tuple(rule.name for rule in applied),
            " ".join(notes.values()),
            math.prod(rule.gain for rule in applied),
            max(rule.risk for rule in applied),
            tuple(requires),
        )

    def named(self, text: str, label: str) -> Proposal | None:
        """Apply one rule by its label (``name``, ``name#variant``, ``name@number``); None when it does not apply."""
        return next((proposal for proposal in self.singles(text) if proposal.rules == (label,)), None)

    def _parse(self, text: str) -> tuple[ParsedModule, TargetScope]:
        if text not in self._parsed:
            module = ParsedModule(text)
            self._parsed[text] = module, TargetScope(module, self.qualname)
        return self._parsed[text]

    def _edited(self, text: str, rewrites: Sequence[Rewrite]) -> str | None:
        module, _ = self._parse(text)
        fresh = apply_edits(module, [edit for rewrite in rewrites for edit in rewrite.edits])
        if fresh == text:
            return None
        try:
            fingerprint(fresh)
        except SourceError:
            _log.debug("an edit did not parse:\n%s", fresh)
            return None
        return fresh

    def _proposal(self, text: str, rule: Rule, label: str, rewrites: Sequence[Rewrite]) -> Iterator[Proposal]:
        fresh = self._edited(text, rewrites)
        if fresh is None:
            return
        notes = "; ".join(dict.fromkeys(rewrite.note for rewrite in rewrites if rewrite.note))
        why = f"{rule.summary} ({notes})" if notes else rule.summary
        requires = tuple(dict.fromkeys(name for rewrite in rewrites for name in rewrite.requires))
        # Half of a rule's places is worth less than all of them.
        gain = rule.gain if "@" not in label else math.sqrt(rule.gain)
        yield Proposal(fresh, (label,), why, gain, int(rule.risk), requires)


def unique(proposals: Iterator[Proposal], *known: str) -> Iterator[Proposal]:
    """Without those that are the same program as an earlier one or as a ``known`` text."""
    seen = {fingerprint(text) for text in known}
    for proposal in proposals:
        mark = fingerprint(proposal.text)
        if mark not in seen:
            seen.add(mark)
            yield proposal


def take_back(original: str, text: str) -> Iterator[tuple[str, str]]:
    """Every text that undoes one group of changed lines of ``text``, with a word on which; only what parses."""
    before, after = original.splitlines(keepends=True), text.splitlines(keepends=True)
    for start, end, low, high in _changes(before, after):
        fresh = "".join([*after[:low], *before[start:end], *after[high:]])
        try:
            fingerprint(fresh)
        except SourceError:
            continue
        if fresh != original:
            yield fresh, f"lines {low + 1}-{max(high, low + 1)} as before"


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Changed ranges; neighbouring changed lines that resemble one another are changes of their own."""
    for tag, start, end, low, high in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace" and (end - start) * (high - low) <= _MAX_BLOCK:
            yield from _split(before, after, (start, end, low, high))
        elif tag != "equal":
            yield start, end, low, high


def _split(
    before: list[str], after: list[str], block: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    start, end, low, high = block
    alike = [
        (difflib.SequenceMatcher(None, before[i].strip(), after[j].strip()).ratio(), i, j)
        for i in range(start, end)
        for j in range(low, high)
    ]
    ratio, i, j = max(alike, default=(0.0, 0, 0))
    if ratio < 0.5 or len(alike) == 1:
        if (start, low) != (end, high):
            yield block
        return
    yield from _split(before, after, (start, i, low, j))
    yield i, i + 1, j, j + 1
    yield from _split(before, after, (i + 1, end, j + 1, high))
