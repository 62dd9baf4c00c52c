"""Arguments for a function by typed synthesis and shape inference (see ``engine/``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from fasterpy.protocols import Executor
from fasterpy.records import Code, ExpressionCase
from fasterpy.workload.engine import ask
from fasterpy.workload.stdin.bundle import engine_text, imports_of

_MODULES = (
    "kinds",
    "groups",
    "made",
    "shaped",
    "library",
    "docs",
    "hints",
    "evidence",
    "names",
    "usage",
    "guess",
    "call",
    "mutate",
    "slots",
    "search",
)


@lru_cache(maxsize=1)
def _prelude() -> str:
    # Only its text: what it defines is used inside the sandbox, where expressions are evaluated.
    return resources.files("fasterpy").joinpath("sandbox", "child", "prelude.py").read_text(encoding="utf-8")


def synthesize(
    code: Code, executor: Executor, seconds: float, wanted: int, seed: int
) -> tuple[list[ExpressionCase], set[str], str]:
    """Candidate inputs, the promising first; the expressions on which the target raises on purpose; a note."""
    return _ask(code, executor, seconds, {"seed": seed, "wanted": wanted})


def synthesize_sized(
    code: Code, executor: Executor, sizes: Sequence[int], seed: int, each: float
) -> list[ExpressionCase]:
    """Fresh inputs, one per size as far as the target stays under ``each`` seconds."""
    return _ask(code, executor, 0.5, {"seed": seed, "wanted": 0, "sizes": list(sizes), "each": each})[0]


def _ask(
    code: Code, executor: Executor, seconds: float, request: dict[str, Any]
) -> tuple[list[ExpressionCase], set[str], str]:
    text = imports_of(code.text) + engine_text("fasterpy.workload.functions.engine", _MODULES)
    full = {
        **request,
        "text": code.text,
        "filename": code.filename,
        "qualname": code.qualname,
        "module": code.module,
        "search_path": list(code.search_path),
        "prelude": _prelude(),
        "seconds": seconds,
    }
    budget = seconds + sum((request["each"] for _ in request.get("sizes", ())), 0.0)
    answer = ask(executor, text, full, code, budget)
    if "error" in answer:
        return [], set(), f"no arguments could be made up: {answer['error']}"
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
    failures = answer.get("failures") or [""]
    return cases, meant, "" if any(i.get("ok") for i in items) else f"no arguments could be made up: {failures[-1]}"
