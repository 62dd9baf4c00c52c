"""Before/after tables: what all family tests share."""

from __future__ import annotations

import textwrap

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.edit import apply_edits, compatible
from fasterpy.generate.rules.registry import rule_named
from fasterpy.generate.rules.target import TargetScope

Case = tuple[str, str, str | None]


def rewritten(rule: str, before: str, variant: str | None = None, qualname: str | None = None) -> str | None:
    """The text after one application at all places (of the favourite variant); None when the rule is silent."""
    module = ParsedModule(textwrap.dedent(before).lstrip("\n"))
    found = [rewrite for rewrite in rule_named(rule).apply(module, TargetScope(module, qualname)) if rewrite.edits]
    if not found:
        return None
    wanted = found[0].variant if variant is None else variant
    chosen = compatible(rewrite for rewrite in found if rewrite.variant == wanted)
    return apply_edits(module, [edit for rewrite in chosen for edit in rewrite.edits])


def check(case: Case) -> None:
    """Assert one row; a rule may be written ``name#variant``."""
    rule, before, after = case
    name, _, variant = rule.partition("#")
    result = rewritten(name, before, variant or None)
    expected = None if after is None else textwrap.dedent(after).lstrip("\n")
    assert (result.lstrip("\n") if result is not None else None) == expected
    if result is not None:
        compile(result, rule, "exec")
