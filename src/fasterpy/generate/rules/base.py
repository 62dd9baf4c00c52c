"""What a rewrite rule is."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Any, ClassVar

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.build import bare, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class Risk(IntEnum):
    """How often a rule's guess is expected to be wrong. Only orders the work: the verifier decides."""

    SAFE = 0
    """Wrong only when code is deliberately strange (shadowed builtins through exec, and so on)."""
    LIKELY = 1
    """Right when the inferred types and the absence of aliasing hold."""
    BOLD = 2
    """A guess."""


class Rule(ABC):
    """Proposes rewrites of one kind.

    Subclasses live in ``rules/<family>/<rule>.py`` and are found there; they keep no state. ``apply`` may raise
    ``NotApplicable`` from the building helpers for one place by yielding nothing there.
    """

    name: ClassVar[str]
    """Kebab-case and unique: ``membership-list-to-set``."""
    pattern: ClassVar[str] = ""
    """The pattern of the library that this rule automates."""
    summary: ClassVar[str]
    """One sentence in the imperative: goes to the user as the reason."""
    gain: ClassVar[float] = 1.1
    """Expected speedup where it applies; orders candidates."""
    risk: ClassVar[Risk] = Risk.LIKELY
    programs_only: ClassVar[bool] = False
    """Only for whole programs (stdin to stdout)."""
    alone_only: ClassVar[bool] = False
    """Never part of the combined candidate (it changes too much, or fights other rules)."""
    hashes: ClassVar[bool] = False
    """Hashes what the original only compares: where nobody says what comes in, a version with the original for what
    cannot be hashed is proposed too."""
    hides: ClassVar[bool] = False
    """Slow work stays as it is and is asked for less often, where other rules no longer see it: a composition without
    this rule is tried too."""
    order: ClassVar[int] = 50
    """Place in a composition, low numbers first: the algorithm, then loops, constants, and the program's frame."""

    @property
    def family(self) -> str:
        """The folder in which the rule lives."""
        return type(self).__module__.rsplit(".", 2)[-2]

    @abstractmethod
    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterable[Rewrite]:
        """Independent rewrites, one per place, in source order."""


class ExpressionRule(Rule):
    """A rule that replaces one expression or statement by another text, wherever it stands.

    Most small rules are this: say which node types to look at and give the new text, or None.
    """

    nodes: ClassVar[tuple[type[ast.AST], ...]]

    @abstractmethod
    def better(self, module: ParsedModule, node: Any) -> str | None:
        """The new text of ``node``; None when the rule does not apply there."""

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        """One rewrite per node for which ``better`` has a text; nodes inside such a node wait for the next turn."""
        done: list[ast.AST] = []
        for node in scope.nodes(*self.nodes):
            if any(module.inside(node, outer) for outer in done):
                continue
            text = self.better(module, node)
            if text is not None:
                done.append(node)
                text = bare(module, node, text)
                yield Rewrite((replace(module, node, text),), f"line {node.lineno}")  # type: ignore[attr-defined]
