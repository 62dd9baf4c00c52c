"""What ``fasterpy train dataset`` is made of: pairs, advice and prompts of the other stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from fasterpy.errors import InputsError
from fasterpy.records import (
    CleanedCode,
    Code,
    GenerationRequest,
    KnowledgeEntry,
    KnowledgeHit,
    Message,
    Source,
    Suggestion,
)
from fasterpy.train.dataset import Advice, Allowed
from fasterpy.train.leaks import Forbidden
from fasterpy.train.records import Pair

if TYPE_CHECKING:
    from fasterpy.config import Settings
    from fasterpy.train.problems import Problems

CANDIDATES = 60
"""Records looked at per pair: its own problem's are many, and all of them are left out."""


def read_pairs(path: Path, min_rate: float, dropped: Counter[str]) -> Iterator[Pair]:
    """Pairs of PIE, Mercury, OD or plain files, ready to be run; what is none is counted by reason."""
    from fasterpy.knowledge.builders import Left, read_file
    from fasterpy.knowledge.builders.prepare import prepare
    from fasterpy.knowledge.rows import read_rows

    rows = {_key(row): row for row in read_rows(path) if isinstance(row, dict)}
    tasks = any("solutions" in row for row in rows.values())  # Mercury's shape: a row is a problem
    for item in read_file(path):
        row: dict[str, Any] = {}
        if not isinstance(item, Left):
            row = rows.get((item.slow, item.fast), {})
            item, _ = prepare(item, min_rate)
        if isinstance(item, Left):
            dropped[item.reason] += 1
            continue
        problem = item.provenance.rpartition(" ")[2] if tasks else str(row.get("problem_id") or "")
        yield Pair(
            slow=item.slow, fast=item.fast, source=item.source, problem=problem, rate=item.rate or 1.0,
            verified=row.get("verified") is True, kind=item.kind or "program", qualname=item.qualname,
            licence=item.licence,
        )  # fmt: skip


def entry_pairs(entries: Sequence[KnowledgeEntry], min_rate: float, dropped: Counter[str]) -> Iterator[Pair]:
    """Pairs of a knowledge base itself; entries of advice alone are none."""
    from fasterpy.knowledge.builders import Left
    from fasterpy.knowledge.builders.pair import Pair as Known
    from fasterpy.knowledge.builders.prepare import prepare

    for entry in entries:
        if entry.source.split(":")[0] == "patterns":
            dropped["a bundled pattern, made to be read, not a pair"] += 1
            continue
        known = Known(slow=entry.input, fast=entry.target, source=entry.source, rate=entry.rate, summary=entry.summary)
        item, _ = prepare(known, min_rate)
        if isinstance(item, Left) or not item.fast:
            dropped[item.reason if isinstance(item, Left) else "has no fast version"] += 1
            continue
        yield Pair(
            slow=item.slow, fast=item.fast, source=entry.source.split(":")[0], rate=entry.rate, verified=entry.verified,
            kind=item.kind or "program", qualname=item.qualname, licence=entry.licence,
        )  # fmt: skip


def read_wins(path: Path) -> Iterator[Pair]:
    """Our own verified wins (rejection sampling): what ``bench pie --optimize`` proved on training programs."""
    from fasterpy.bench.read import read_lines

    for row in read_lines(path):
        info = row.get("info") or {} if isinstance(row, dict) else {}
        if info.get("outcome") == "improved":
            slow, fast = row["slow_code_col"], row["model_generated_potentially_faster_code_col"]
            yield Pair(
                slow=slow, fast=fast, source="fasterpy", problem=str(row.get("problem_id") or ""), rate=float("inf"),
                verified=True,
            )  # fmt: skip


def read_repairs(path: Path) -> Iterator[Pair]:
    """Corrections: lines of ``input, wrong, feedback, target``, or the folder of a ``kb build`` with its checks.

    In such a folder a refuted pair and a proven one of the same slow version make a correction.
    """
    from fasterpy.bench.read import read_lines

    if path.is_dir():
        yield from _corrections(path)
        return
    for number, row in enumerate(read_lines(path), 1):
        texts = [row.get(name) if isinstance(row, dict) else None for name in ("input", "wrong", "feedback", "target")]
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise InputsError(f"{path}, line {number}: expected input, wrong, feedback and target")
        slow, wrong, feedback, fast = (str(text) for text in texts)
        yield Pair(
            slow=slow, fast=fast, wrong=wrong, feedback=feedback, source=str(row.get("source") or path.stem),
            problem=str(row.get("problem_id") or ""), verified=row.get("verified") is True,
        )  # fmt: skip


def _corrections(folder: Path) -> Iterator[Pair]:
    from fasterpy.knowledge.builders import Checked
    from fasterpy.knowledge.builders.pair import Pair as Known

    try:
        lines = (folder / "pairs.jsonl").read_bytes().splitlines()
        journal = (folder / "checked.jsonl").read_bytes().splitlines()
    except OSError as error:
        raise InputsError(f"{folder} is no folder of  fasterpy kb build  with checks: {error}") from error
    pairs = [msgspec.json.decode(line, type=tuple[str, Known])[1] for line in lines]
    checks = {
        key: checked for _, key, checked in (msgspec.json.decode(x, type=tuple[str, str, Checked]) for x in journal)
    }
    right = {p.slow: p for p in pairs if (c := checks.get(p.key)) and c.outcome(1.1) == "verified"}
    for pair in pairs:
        checked = checks.get(pair.key)
        target = right.get(pair.slow)
        if checked and checked.verdict == "different" and target is not None:
            yield Pair(
                slow=pair.slow, fast=target.fast, wrong=pair.fast, feedback=checked.reason, source=pair.source,
                verified=True, kind=pair.kind or "program", qualname=pair.qualname, licence=pair.licence,
            )  # fmt: skip


def read_forbidden(paths: Sequence[Path]) -> Forbidden:
    """All code and names of problems in the files: JSON lines of any columns."""
    from fasterpy.bench.read import read_lines

    columns = ("input", "target", "slow_code_col", "model_generated_potentially_faster_code_col", "solution", "code")
    texts: dict[str, None] = {}
    problems: dict[str, None] = {}
    for path in paths:
        rows = [row for row in read_lines(path) if isinstance(row, dict)]
        found = [row[name] for row in rows for name in columns if isinstance(row.get(name), str) and row[name].strip()]
        if not found:
            raise InputsError(f"{path} holds no code in any of {', '.join(columns)}: nothing could be checked")
        texts |= dict.fromkeys(found)
        problems |= dict.fromkeys(str(row["problem_id"]) for row in rows if row.get("problem_id"))
    return Forbidden(texts=tuple(texts), problems=tuple(problems))


class Advisor:
    """Advice as ``optimize`` looks it up, without what a pair must not see."""

    def __init__(self, settings: Settings, problems: Problems, suggestions: int, detectors: bool) -> None:
        from fasterpy.cli.stores import make_retriever
        from fasterpy.knowledge.schema import entry_id
        from fasterpy.preprocess.cleaner import TreeSitterPreprocessor

        self._retriever = make_retriever(settings, suggestions)
        self._entries: dict[int, KnowledgeEntry] = {entry_id(e): e for e in self._retriever.store.export()}
        self.location = self._retriever.store.info().location
        self._detectors = detectors
        self._clean = TreeSitterPreprocessor().clean
        for entry in self._entries.values():
            problems.add(entry.input, entry.target)

    def __call__(self, pair: Pair, allowed: Allowed) -> list[Advice]:
        """See ``train.dataset.Advise``."""

        def passes(hit: KnowledgeHit) -> bool:
            return allowed(self._advice(hit.id, Suggestion(text=hit.summary, rate=hit.rate, distance=hit.distance)))

        found = self._retriever.retrieve_allowed(cleaned(pair, self._clean), passes, CANDIDATES)
        return [*self._found(pair), *(self._advice(number, suggestion) for number, suggestion in found)]

    def entries(self) -> list[KnowledgeEntry]:
        """All that could be advised."""
        return list(self._entries.values())

    def close(self) -> None:
        """Give the store back."""
        self._retriever.store.close()

    def render(self, prompt: str) -> Callable[[Pair, Sequence[Suggestion]], tuple[Message, ...]]:
        """The messages of a prompt; of the prompt ``repair`` for a pair with an earlier candidate."""
        from fasterpy.generate.llm.excerpt import shortened
        from fasterpy.generate.llm.prompt import render

        def messages(pair: Pair, suggestions: Sequence[Suggestion]) -> tuple[Message, ...]:
            request = GenerationRequest(
                code=_code(pair), cleaned=cleaned(pair, self._clean), suggestions=tuple(suggestions),
                previous=pair.wrong, feedback=pair.feedback, task="repair" if pair.wrong else "fresh",
            )  # fmt: skip
            return render("repair" if pair.wrong else prompt, shortened(request))

        return messages

    def _advice(self, number: int, suggestion: Suggestion) -> Advice:
        entry = self._entries[number]
        return Advice(suggestion=suggestion, slow=entry.input, fast=entry.target)

    def _found(self, pair: Pair) -> list[Advice]:
        """What ``optimize`` puts in front of the base's advice."""
        if not self._detectors:
            return []
        from fasterpy.detect.detector import detect

        return [
            Advice(
                suggestion=Suggestion(
                    text=f.advice, rate=1.0, distance=f.weight, source=f"detector:{f.pattern}", place=f"line {f.line}"
                )
            )
            for f in detect(_code(pair))
        ]


def cleaned(pair: Pair, clean: Callable[[Source, Sequence[str]], CleanedCode]) -> CleanedCode:
    """The code as a prompt shows it."""
    source = Source(path="main.py", raw=pair.slow.encode("utf-8", "replace"), text=pair.slow)
    return clean(source, [pair.qualname] if pair.qualname else [])


def _code(pair: Pair) -> Code:
    return Code(text=pair.slow, kind=pair.kind, filename="main.py", qualname=pair.qualname or None)


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return str(row.get("input") or ""), str(row.get("target") or "")
