"""The pattern library: ``patterns/<family>/<name>.py``, one file per pattern that a person can read in a minute.

A pattern file holds a docstring (the suggestion, one or two sentences), ``TAGS``, ``def slow``, ``def fast`` of the
same parameters and ``def inputs(n, rng)`` that returns ``(args, kwargs)``; optionally ``RULE``, the name of the rewrite
rule X
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from fasterpy.errors import StoreError
from fasterpy.records import KnowledgeEntry
from fasterpy.syntax import syntax_tree

PATTERNS = Path(__file__).parent / "patterns"
RATES = PATTERNS / "rates.json"
DEFAULT_SIZES = (100, 1000)
SOURCE = "patterns"


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the library, read from its text without running it."""

    family: str
    name: str
    summary: str
    tags: tuple[str, ...]
    slow: str
    """Source of ``slow`` with the module's imports and helpers that it needs."""
    fast: str
    text: str
    sizes: tuple[int, ...] = DEFAULT_SIZES
    rule: str = ""
    program: bool = False

    @property
    def key(self) -> str:
        """``family/name``."""
        return f"{self.family}/{self.name}"


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured for one pattern."""

    rate: float
    """Geometric mean over the sizes of the median paired ratio slow/fast."""
    by_size: dict[str, float]
    digest: str
    """Of the pattern's file, so that a changed pattern is measured again."""


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """The generated file ``rates.json``."""

    format: int = 1
    environment: dict[str, str] = {}
    rates: dict[str, Rate] = {}


def load_patterns(root: Path = PATTERNS) -> list[Pattern]:
    """All patterns, by family and name. Raises StoreError that names the file which is not a pattern."""
    return [parse_pattern(path) for path in sorted(root.glob("*/*.py")) if path.name != "__init__.py"]


def parse_pattern(path: Path) -> Pattern:
    """One pattern from its file."""
    text = path.read_text(encoding="utf-8")
    tree = syntax_tree(text, filename=str(path))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    summary = " ".join((ast.get_docstring(tree) or "").split())
    if not summary or not {"slow", "fast", "inputs"} <= functions.keys() or "TAGS" not in constants:
        raise StoreError(f"{path}: a pattern needs a docstring, TAGS, slow, fast and inputs")
    arguments = functions["slow"].args
    return Pattern(
        family=path.parent.name,
        name=path.stem,
        summary=summary,
        tags=(path.parent.name, *ast.literal_eval(constants["TAGS"])),
        slow=ast.literal_eval(constants["PROGRAM"]).strip() + "\n"
        if "PROGRAM" in constants
        else _with_context(text, tree, functions["slow"]),
        fast=_with_context(text, tree, functions["fast"]),
        text=text,
        sizes=ast.literal_eval(constants["SIZES"]) if "SIZES" in constants else DEFAULT_SIZES,
        rule=ast.literal_eval(constants["RULE"]) if "RULE" in constants else "",
        program=not (arguments.args or arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg),
    )


def _with_context(text: str, tree: ast.Module, function: ast.FunctionDef) -> str:
    """A function's source, after the imports, helpers and constants of the file that it uses, in file order."""
    owners: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            owners[node.name] = node
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            owners.update({(alias.asname or alias.name.split(".")[0]): node for alias in node.names})
        elif isinstance(node, ast.Assign):
            owners.update({target.id: node for target in node.targets if isinstance(target, ast.Name)})
    needed: set[int] = set()
    todo: list[ast.stmt] = [function]
    while todo:
        node = todo.pop()
        if id(node) in needed:
            continue
        needed.add(id(node))
        todo += [owners[item.id] for item in ast.walk(node) if isinstance(item, ast.Name) and item.id in owners]
    parts = [_segment(text, node) for node in tree.body if id(node) in needed]
    return "\n\n".join(parts) + "\n"


def _segment(text: str, node: ast.stmt) -> str:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno])


def load_rates(path: Path = RATES) -> Rates:
    """The measured rates; none when the file is not there. Raises StoreError when it is not such a file."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Rates)
    except FileNotFoundError:
        return Rates()
    except msgspec.MsgspecError as error:
        raise StoreError(f"{path} is damaged ({error}): run  python -m fasterpy.knowledge.measure") from error


def pattern_entries(
    patterns: Iterable[Pattern] | None = None, rates: Mapping[str, Rate] | None = None
) -> list[KnowledgeEntry]:
    """The library as entries of the knowledge base; one without a measured rate counts 1 and is not verified."""
    rates = load_rates().rates if rates is None else rates
    entries = []
    for pattern in load_patterns() if patterns is None else patterns:
        rate = rates.get(pattern.key)
        entries.append(
            KnowledgeEntry(
                input=pattern.slow,
                target=pattern.fast,
                summary=pattern.summary,
                rate=rate.rate if rate else 1.0,
                source=f"{SOURCE}:{pattern.key}",
                tags=pattern.tags,
                licence="Apache-2.0",
                verified=rate is not None,
            )
        )
    return entries
