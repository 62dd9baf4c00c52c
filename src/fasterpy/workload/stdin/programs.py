"""Inputs for a program by format inference (see ``engine/``), checked by plain runs of the original."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fasterpy.protocols import Executor
from fasterpy.records import Code, StdinCase
from fasterpy.workload.engine import ask
from fasterpy.workload.stdin.bundle import engine_text, imports_of

_MODULES = (
    "taint",
    "uses",
    "shape",
    "calls",
    "climb",
    "sites",
    "model",
    "choose",
    "making",
    "feed",
    "reading",
    "run",
    "hints",
    "learn",
    "relate",
    "infer",
)


def infer(code: Code, executor: Executor, seconds: float, wanted: int, seed: int) -> tuple[list[StdinCase], str]:
    """Candidate inputs, the promising first, and a note when there are none."""
    return _ask(code, executor, seconds, {"seed": seed, "wanted": wanted})


def infer_sized(code: Code, executor: Executor, sizes: Sequence[int], seed: int, each: float) -> list[StdinCase]:
    """Fresh inputs, one per size as far as the original stays under ``each`` seconds."""
    request = {"seed": seed, "wanted": 0, "sizes": list(sizes), "each": each}
    return _ask(code, executor, 0.6, request)[0]


def _ask(code: Code, executor: Executor, seconds: float, request: dict[str, Any]) -> tuple[list[StdinCase], str]:
    text = imports_of(code.text) + engine_text("fasterpy.workload.stdin.engine", _MODULES)
    budget = seconds + sum((request["each"] for _ in request.get("sizes", ())), 0.0)
    answer = ask(executor, text, {**request, "text": code.text, "seconds": seconds}, code, budget)
    if "error" in answer:
        return [], f"no input format could be inferred: {answer['error']}"
    found = [item for item in answer.get("cases", ()) if isinstance(item, dict) and isinstance(item.get("stdin"), str)]
    found.sort(
        key=lambda item: (not item.get("ok"), len(item["stdin"]) > 1500, not item.get("new"), len(item["stdin"]))
    )
    if request.get("sizes"):
        found.sort(key=lambda item: item.get("size", 0))
    cases = [
        StdinCase(
            stdin=item["stdin"].encode("utf-8", "replace"),
            source="edge" if item.get("source") == "edge" else "stdin-inferred",
            size=int(item.get("size", 0)),
        )
        for item in found
    ]
    failures = answer.get("failures") or [""]
    return cases, "" if cases else f"no input format could be inferred: {failures[-1]}"
