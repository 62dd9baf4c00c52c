"""Promises of every rule, on a corpus: output parses, nothing crashes, comments stay."""

from __future__ import annotations

import ast
import gzip
import json
import sysconfig
from pathlib import Path

import pytest

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.names import undefined_names
from fasterpy.analysis.normal import fingerprint
from fasterpy.analysis.source import SourceModule
from fasterpy.generate.rules.base import Rule
from fasterpy.generate.rules.edit import apply_edits, compatible
from fasterpy.generate.rules.registry import all_rules
from fasterpy.generate.rules.target import TargetScope

_SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "pie" / "val_pairs.jsonl.gz"
_STDLIB = [
    "bisect",
    "calendar",
    "cmd",
    "fnmatch",
    "heapq",
    "json/decoder",
    "netrc",
    "queue",
    "random",
    "shlex",
    "textwrap",
    "sched",
]


def _stdlib() -> list[str]:
    home = Path(sysconfig.get_paths()["stdlib"])
    paths = [home / f"{name}.py" for name in _STDLIB]
    return [path.read_text(encoding="utf-8") for path in paths if path.exists()]


def _programs() -> list[str]:
    if not _SHARED.exists():
        return []
    with gzip.open(_SHARED, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["input"] for _, line in zip(range(60), lines, strict=False)]


CORPUS = _stdlib() + _programs()


def _comments(text: str) -> list[str]:
    module = SourceModule(text)
    return [module.text[start:end] for start, end in module.comments]


@pytest.fixture(scope="module")
def modules() -> list[tuple[ParsedModule, TargetScope]]:
    parsed = []
    for text in CORPUS:
        try:
            module = ParsedModule(text)
        except Exception:
            continue
        parsed.append((module, TargetScope(module)))
    return parsed


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_on_corpus(rule: Rule, modules: list[tuple[ParsedModule, TargetScope]]) -> None:
    for module, scope in modules:
        found = [rewrite for rewrite in rule.apply(module, scope) if rewrite.edits]
        for variant in {rewrite.variant for rewrite in found}:
            chosen = compatible(rewrite for rewrite in found if rewrite.variant == variant)
            text = apply_edits(module, [edit for rewrite in chosen for edit in rewrite.edits])
            unknown = undefined_names(ast.parse(text)) - undefined_names(module.tree)
            assert not unknown, (rule.name, unknown)
            if not rule.name.startswith("unused"):
                missing = set(_comments(module.text)) - set(_comments(text))
                assert not missing, (rule.name, missing)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_is_described(rule: Rule) -> None:
    assert rule.name == rule.name.lower() and " " not in rule.name
    assert rule.summary.endswith(".") and rule.summary[0].isupper()
    assert rule.pattern
    assert 1.0 <= rule.gain <= 1000
    assert type(rule).__doc__


def test_names_are_unique_and_many() -> None:
    names = [rule.name for rule in all_rules()]
    assert len(names) == len(set(names)) >= 60
    assert names == sorted(names)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_settles(rule: Rule, modules: list[tuple[ParsedModule, TargetScope]]) -> None:
    """Applied again and again a rule comes to rest (or at least never returns to an earlier text)."""
    tried = 0
    for module, scope in modules:
        seen = {fingerprint(module.text)}
        current, around = module, scope
        for _ in range(12):
            found = compatible(
                rewrite for rewrite in rule.apply(current, around) if rewrite.edits and not rewrite.variant
            )
            if not found:
                break
            text = apply_edits(current, [edit for rewrite in found for edit in rewrite.edits])
            mark = fingerprint(text)
            assert mark not in seen or text == current.text, rule.name
            seen.add(mark)
            current = ParsedModule(text)
            around = TargetScope(current)
        else:
            raise AssertionError(f"{rule.name} never settles")
        tried += len(seen) > 1
        if tried >= 5:
            break
