"""Inputs for a program by format inference (see ``engine/``), checked by plain runs of the original."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from fasterpy.protocols import Executor
from fasterpy.records import Code, StdinCase
from fasterpy.workload.engine import ask
from fasterpy.workload.stdin.bundle import engine_text, imports_of

_MODULES = (
    "taint",
    "text",
    "uses",
    "shape",
    "calls",
    "climb",
    "sites",
    "model",
    "regime",
    "solo",
    "trees",
    "edges",
    "hints",
    "choose",
    "parts",
    "reckon",
    "lengths",
    "making",
    "feed",
    "reading",
    "run",
    "ranges",
    "repair",
    "learn",
    "memory",
    "vary",
    "relate",
    "infer",
)


_MOST_FORMATS = 16
_SLOW_S = 0.15


class Formats:
    """What was learned about the input of the last few programs, so that it is learned once.

    It is text that only an engine in the sandbox reads.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()

    def get(self, code: Code) -> str:
        """Empty when nothing is known."""
        return self._known.get(code.text, "")

    def put(self, code: Code, memory: str) -> None:
        self._known[code.text] = memory
        while len(self._known) > _MOST_FORMATS:
            self._known.popitem(last=False)


def infer(
    code: Code,
    executor: Executor,
    seconds: float,
    wanted: int,
    seed: int,
    formats: Formats | None = None,
    patience: float = 1.0,
) -> tuple[list[StdinCase], str]:
    """Candidate inputs, the promising first, and a note when there are none.

    ``patience``: where other processes take the time, up to so many seconds on the clock for each of the engine's own.
    """
    return _ask(code, executor, seconds, {"seed": seed, "wanted": wanted, "patience": patience}, formats)


def infer_sized(
    code: Code, executor: Executor, sizes: Sequence[int], seed: int, each: float, formats: Formats | None = None
) -> list[StdinCase]:
    """Fresh inputs, one per size as far as the original stays under ``each`` seconds."""
    request = {"seed": seed, "wanted": 0, "patience": 1.0, "sizes": list(sizes), "each": each}
    return _ask(code, executor, 0.6, request, formats)[0]


def _ask(
    code: Code, executor: Executor, seconds: float, request: dict[str, Any], formats: Formats | None
) -> tuple[list[StdinCase], str]:
    memory = formats.get(code) if formats is not None else ""
    request = {**request, "memory": memory}
    text = imports_of(code.text) + engine_text("fasterpy.workload.stdin.engine", _MODULES)
    budget = seconds * request["patience"] + sum((request["each"] for _ in request.get("sizes", ())), 0.0)
    answer = ask(executor, text, {**request, "text": code.text, "seconds": seconds}, code, budget)
    if "error" in answer:
        return [], f"no input format could be inferred: {answer['error']}"
    learned = answer.get("memory")
    if formats is not None and isinstance(learned, str) and learned and not memory and answer.get("cases"):
        formats.put(code, learned)
    found = [item for item in answer.get("cases", ()) if isinstance(item, dict) and isinstance(item.get("stdin"), str)]
    # Slow ones last of those that work: they would use up the time in which the others are looked at.
    found.sort(
        key=lambda item: (
            not item.get("ok"),
            float(item.get("seconds") or 0.0) > _SLOW_S,
            len(item["stdin"]) > 1500,
            not item.get("new"),
            len(item["stdin"]),
        )
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
    works = any(item.get("ok") for item in found)
    return cases, "" if works else f"no input format could be inferred: {failures[-1]}"
