"""The rules as a Generator, and the steps that a measured search composes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from fasterpy.errors import SourceError, TargetError
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.compose import Composer, Proposal, take_back, unique
from fasterpy.generate.rules.fallback import LABEL, with_fallback
from fasterpy.generate.rules.registry import all_rules
from fasterpy.records import Candidate, GenerationRequest, Usage

_PREFIX = "rule:"


class RulesGenerator:
    """Candidates from rewrite rules; needs no model, no network and no time to speak of."""

    name = "rules"

    def __init__(self, rules: Sequence[Rule] | None = None, limit: int = 64) -> None:
        """``rules`` None: all that are found. ``limit``: candidates per request at most."""
        self._rules = tuple(all_rules() if rules is None else rules)
        self._limit = limit
        self._hashing = {rule.name for rule in self._rules if rule.hashes}

    def generate(self, requests: Sequence[GenerationRequest]) -> list[list[Candidate]]:
        """One list per request, best guess first; empty when code does not parse or lacks the target."""
        return [self._generate(request) for request in requests]

    def usage(self) -> Usage:
        """Rules cost nothing that is counted."""
        return Usage()

    # --------------------------------------------------------------------- steps for a search with measurements

    def expand(self, text: str, applied: Sequence[str] = (), *, qualname: str | None = None) -> list[Candidate]:
        """One more rule on top of ``text`` (the labels in ``applied`` led to it), best guess first."""
        try:
            found = list(unique(Composer(self._rules, qualname).singles(text), text))
        except (SourceError, TargetError):
            return []
        found.sort(key=_expected, reverse=True)
        return [_candidate(proposal, tuple(applied)) for proposal in found]

    def compose(self, text: str, names: Sequence[str], *, qualname: str | None = None) -> Candidate | None:
        """The rules (or labels with #variant or @number) in ``names`` together; None when nothing applies.

        This is what a search calls with the labels that verified alone.
        """
        composer = Composer(self._rules, qualname)
        plain = [name for name in names if "#" not in name and "@" not in name]
        try:
            current, done = text, list[str]()
            for label in (name for name in names if name not in plain):
                step = composer.named(current, label)
                if step:
                    current, done = step.text, [*done, label]
            rest = composer.together(current, only=set(plain)) if plain else None
        except (SourceError, TargetError):
            return None
        if rest is None:
            return Candidate(text=current, origin=_PREFIX + "+".join(done)) if done else None
        return _candidate(rest, tuple(done))

    def shrink(self, original: str, text: str) -> Iterator[Candidate]:
        """``text`` with one block of changed lines taken back at a time: what a person need not review should go."""
        for fresh, note in take_back(original, text):
            yield Candidate(text=fresh, origin="shrink", why=note)

    # -------------------------------------------------------------------------------------------------- inside

    def _generate(self, request: GenerationRequest) -> list[Candidate]:
        code = request.code
        qualname = code.qualname if code.kind == "function" else None
        composer = Composer(self._rules, qualname)
        try:
            first = self._learned(composer, request)
            found = list(unique(chain(first, self._proposals(composer, code.text)), code.text))
        except (SourceError, TargetError):
            return []
        return [_candidate(proposal) for proposal in found[: self._limit]]

    def _learned(self, composer: Composer, request: GenerationRequest) -> Iterator[Proposal]:
        """What helped similar code of this user before (``--learn``): those rules together, ahead of all guesses."""
        own = (s for s in request.suggestions if s.source.split(":")[0] == "own")
        names = {tag.removeprefix(_PREFIX) for s in own for tag in s.tags if tag.startswith(_PREFIX)}
        proposal = composer.together(request.code.text, only=names) if names else None
        if proposal:
            yield proposal

    def _proposals(self, composer: Composer, text: str) -> Iterator[Proposal]:
        # Short runs gain by input, output and imports alone: loops reshaped for long data cost them a little.
        frame = {rule.name for rule in composer.rules if rule.family == "programs" and not rule.alone_only}
        plans: list[tuple[Risk, set[str] | None]] = [(Risk.BOLD, None), (Risk.LIKELY, None), (Risk.SAFE, None)]
        if composer.qualname is None:
            plans.insert(2, (Risk.BOLD, frame))
        for risk, only in plans:
            proposal = composer.together(text, only=only, risk=risk)
            # One change is no combination: among the single ones it has its turn.
            if proposal is not None and len(proposal.rules) > 1:
                yield from self._with_careful(composer, text, proposal)
            hidden = {rule.name for rule in composer.rules if rule.hides} & set(proposal.rules if proposal else ())
            if hidden and (risk, only) == plans[0]:
                rest = {rule.name for rule in composer.rules if not rule.alone_only} - hidden
                yield from self._with_careful(composer, text, composer.together(text, only=rest))
        for single in sorted(composer.singles(text), key=_expected, reverse=True):
            yield from self._with_careful(composer, text, single)

    def _with_careful(self, composer: Composer, text: str, proposal: Proposal | None) -> Iterator[Proposal]:
        if proposal is not None:
            yield proposal
            yield from self._careful(composer, text, proposal)

    def _careful(self, composer: Composer, text: str, proposal: Proposal) -> Iterator[Proposal]:
        """The same with the original for items that cannot be hashed."""
        if composer.qualname is None or not self._hashing & {label.partition("#")[0] for label in proposal.rules}:
            return
        fresh = with_fallback(text, proposal.text, composer.qualname)
        if fresh is not None:
            why = f"{proposal.why} Items that cannot be hashed are compared as before."
            yield replace(proposal, text=fresh, rules=(*proposal.rules, LABEL), why=why)


def _expected(proposal: Proposal) -> float:
    return proposal.gain * (1.0, 0.9, 0.6)[proposal.risk]


def _candidate(proposal: Proposal, applied: tuple[str, ...] = ()) -> Candidate:
    return Candidate(
        text=proposal.text,
        origin=_PREFIX + "+".join((*applied, *proposal.rules)),
        why=proposal.why,
        requires=proposal.requires,
    )


def rules_generator() -> RulesGenerator:
    """Factory for the entry point."""
    return RulesGenerator()
