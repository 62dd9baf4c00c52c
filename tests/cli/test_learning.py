"""A verified win enters the user's base, and the next function with the same problem is advised from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fasterpy.cli.kb import fill
from fasterpy.cli.learning import remember, with_own_base
from fasterpy.cli.stores import make_embedder, make_retriever
from fasterpy.config import Settings
from fasterpy.errors import StoreError
from fasterpy.generate.rules.generator import RulesGenerator
from fasterpy.knowledge import MilvusStore
from fasterpy.preprocess.cleaner import TreeSitterPreprocessor
from fasterpy.records import (
    Candidate,
    CleanedCode,
    Code,
    GenerationRequest,
    Interval,
    KnowledgeFilter,
    Measurement,
    Result,
    Source,
    Trial,
)

SLOW = """
def late(orders, paid):
    found = []
    for order in orders:
        if order.number in list(paid):
            continue
        found.append(order)
    return found
"""
FAST = SLOW.replace("    found = []\n", "    found = []\n    known = set(paid)\n").replace("list(paid)", "known")
SECOND = """
def missing(rows, seen):
    out = []
    for row in rows:
        if row.key in list(seen):
            continue
        out.append(row)
    return out
"""


def source(text: str) -> Source:
    return Source(path="shop.py", raw=text.encode(), text=text)


def cleaned(text: str, name: str) -> CleanedCode:
    return TreeSitterPreprocessor().clean(source(text), [name])


def win(origin: str = "rule:membership-expression-to-set") -> Result:
    candidate = Candidate(text=FAST, origin=origin, why="Test membership in a set.")
    measurement = Measurement(speedup=Interval(point=12.5, low=11.0, high=14.0), trustworthy=True)
    best = Trial(candidate=candidate, text=FAST, measurement=measurement)
    return Result(outcome="improved", reason="", source=source(SLOW), targets=("late",), code=FAST, patch="", best=best)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    base = tmp_path / "kb.db"
    fill(str(base), make_embedder("structural"), [])
    return Settings(kb=str(base), learn=True)


def test_a_win_is_found_for_the_next_function_with_the_same_problem(settings: Settings) -> None:
    entry = remember(settings, win())
    assert entry is not None
    assert (entry.verified, entry.rate, entry.provenance) == (True, 12.5, "shop.py::late")
    retriever = make_retriever(settings)
    suggestion = retriever.retrieve([cleaned(SECOND, "missing")])[0][0]
    retriever.store.close()
    assert (suggestion.source, suggestion.rate) == ("own", 12.5)
    assert "rule:membership-expression-to-set" in suggestion.tags

    code = Code(text=SECOND, kind="function", qualname="missing")
    request = GenerationRequest(code=code, cleaned=cleaned(SECOND, "missing"))
    advised = GenerationRequest(code=code, cleaned=request.cleaned, suggestions=(suggestion,))
    _, (first, *_) = RulesGenerator().generate([request, advised])
    assert first.origin == "rule:membership-expression-to-set"


def test_what_was_kept_is_not_learned_and_what_was_learned_can_be_forgotten(settings: Settings) -> None:
    assert remember(settings, Result(**{**as_dict(win()), "outcome": "kept", "best": None})) is None
    remember(settings, win())
    remember(settings, win())
    with MilvusStore(settings.kb) as store:
        assert store.info().sources == {"own": 1}
        assert store.forget(KnowledgeFilter(sources=("own",))) == 1


def test_nothing_is_written_unless_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert with_own_base(Settings()) == Settings()
    assert list(tmp_path.iterdir()) == []
    named = with_own_base(Settings(learn=True))
    with MilvusStore(named.kb) as store:
        assert store.info().entries > 100


def test_a_base_that_cannot_be_opened_is_one_clear_error(settings: Settings) -> None:
    with pytest.raises(StoreError, match="kb build"):
        remember(Settings(kb=settings.kb + ".none.db", learn=True), win())


def as_dict(result: Result) -> dict[str, object]:
    return {name: getattr(result, name) for name in result.__struct_fields__}
