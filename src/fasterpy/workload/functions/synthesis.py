"""Arguments for a function by typed synthesis and shape inference (see ``engine/``)."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from fasterpy.protocols import Executor
from fasterpy.records import Code, ExpressionCase
from fasterpy.syntax import syntax_tree
from fasterpy.workload.engine import ask
from fasterpy.workload.stdin.bundle import engine_text, imports_of

_MODULES = (
    "marks",
    "kinds",
    "library",
    "fields",
    "linked",
    "ordered",
    "groups",
    "grids",
    "pieces",
    "loose",
    "arrays",
    "made",
    "replays",
    "regexes",
    "docs",
    "traces",
    "cells",
    "documents",
    "shaped",
    "names",
    "sums",
    "apart",
    "patterns",
    "flow",
    "limits",
    "parsed",
    "evidence",
    "methods",
    "keys",
    "moments",
    "usage",
    "held",
    "clues",
    "guess",
    "opened",
    "filling",
    "own",
    "hints",
    "columns",
    "rising",
    "said",
    "call",
    "sifted",
    "mutate",
    "serve",
    "analysis/promises/provided",
    "analysis/promises/conditions",
    "analysis/promises/sentences",
    "analysis/promises/told",
    "analysis/promises/written",
    "kept",
    "slots",
    "seeds",
    "sizes",
    "search",
)
_DUEL = (*_MODULES, "snapshot", "watch", "aiming", "wild", "template", "duel")
_WORD = re.compile(r"[^\W\d]\w*")


@lru_cache(maxsize=1)
def _prelude() -> str:
    # Only its text: what it defines is used inside the sandbox, where expressions are evaluated.
    return resources.files("fasterpy").joinpath("sandbox", "child", "prelude.py").read_text(encoding="utf-8")


def synthesize(
    code: Code,
    executor: Executor,
    seconds: float,
    wanted: int,
    seed: int,
    told: bool = False,
    patience: float = 1.0,
) -> tuple[list[ExpressionCase], set[str], set[str], str]:
    """Candidate inputs, the promising first; the expressions on which the target works; those of them on which it
    raises on purpose; a note.

    ``told``: callers' own inputs show what kinds of values are passed, so none is made up that no caller may ever send
    (items that cannot be hashed, where nothing but comparison is asked of them).
    ``patience``: where other processes take the time, up to so many seconds on the clock for each of the engine's own.
    """
    request = {"seed": seed, "wanted": wanted, "told": told, "patience": patience}
    return _ask(code, executor, seconds, request)


def synthesize_sized(
    code: Code, executor: Executor, sizes: Sequence[int], seed: int, each: float
) -> list[ExpressionCase]:
    """Fresh inputs, one per size as far as the target stays under ``each`` seconds."""
    return _ask(code, executor, 0.5, {"seed": seed, "wanted": 0, "sizes": list(sizes), "each": each})[0]


def duel(
    code: Code, other: Code, executor: Executor, seconds: float, seed: int, seeds: Sequence[str]
) -> tuple[list[ExpressionCase], list[ExpressionCase]]:
    """Inputs on which two versions seem to part, and inputs on which a condition of either comes out in a new way.

    ``seeds`` are expressions to start from. Both versions run in one process, so these are hints to be checked, and the
    answer may have been written by the candidate: an expression counts only when it is made of what the original and
    the seeds name. A candidate that ends that process gains nothing: then the original is searched alone.
    """
    request = {"seed": seed, "wanted": 0, "seeds": list(seeds), "other": other.text}
    answer = ask(executor, _bundle(code, _DUEL), _request(code, seconds, request), code, seconds)
    if not answer.get("runs"):
        request["other"] = code.text
        answer = ask(executor, _bundle(code, _DUEL), _request(code, seconds, request), code, seconds)
    known = _words(code.text, _prelude().split("__all__", 1)[1].split("]", 1)[0], *seeds)
    parted, fresh = (
        [e for e in answer.get(key, ()) if isinstance(e, str) and _tame(e, known)] for key in ("parted", "fresh")
    )
    return _cases(parted), _cases(fresh)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text)) | {"float", "inf", "nan"}


def _tame(expression: str, known: frozenset[str]) -> bool:
    """Whether an expression names nothing else than these words, and no attribute that starts with an underscore."""
    try:
        tree = syntax_tree(expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if (name and name not in known) or name.startswith("__"):
            return False
    return True


def _cases(expressions: Sequence[str]) -> list[ExpressionCase]:
    return [ExpressionCase(expression=text, source="mutation", size=len(text)) for text in expressions]


def _bundle(code: Code, modules: tuple[str, ...]) -> str:
    return imports_of(code.text) + engine_text("fasterpy.workload.functions.engine", modules)


def _request(code: Code, seconds: float, request: dict[str, Any]) -> dict[str, Any]:
    return {
        **request,
        "text": code.text,
        "filename": code.filename,
        "qualname": code.qualname,
        "module": code.module,
        "search_path": list(code.search_path),
        "prelude": _prelude(),
        "seconds": seconds,
    }


def _ask(
    code: Code, executor: Executor, seconds: float, request: dict[str, Any]
) -> tuple[list[ExpressionCase], set[str], set[str], str]:
    budget = seconds * request.get("patience", 1.0) + sum((request["each"] for _ in request.get("sizes", ())), 0.0)
    answer = ask(executor, _bundle(code, _MODULES), _request(code, seconds, request), code, budget)
    if "error" in answer:
        return [], set(), set(), f"no arguments could be made up: {answer['error']}"
    items = [
        item for item in answer.get("cases", ()) if isinstance(item, dict) and isinstance(item.get("expression"), str)
    ]
    if request.get("sizes"):
        items.sort(key=lambda item: item.get("size", 0))
    else:
        items.sort(
            key=lambda item: (
                not (item.get("ok") or item.get("meant")),
                not item.get("arc"),
                not item.get("new"),
                len(item["expression"]),
            )
        )  # fmt: skip
    known = {"typed", "inferred", "edge", "mutation"}
    cases = [
        ExpressionCase(
            expression=item["expression"],
            source=item["source"] if item.get("source") in known else "inferred",
            size=int(item.get("size", 0)),
        )
        for item in items
    ]
    meant = {item["expression"] for item in items if item.get("meant")}
    works = {item["expression"] for item in items if item.get("ok")} | meant
    failures = answer.get("failures") or [""]
    return (
        cases,
        works,
        meant,
        "" if any(i.get("ok") for i in items) else f"no arguments could be made up: {failures[-1]}",
    )
