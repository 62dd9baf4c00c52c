"""One budget for all targets of a command, and answers that belong to one server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from fasterpy.cli.compose import llm_generator
from fasterpy.cli.project import Findings
from fasterpy.cli.purse import Purse
from fasterpy.config import Settings
from fasterpy.errors import UserError
from fasterpy.records import ChatRequest, Message, Result, Source, Usage
from fasterpy.search import DiskCache
from fasterpy.testing.openai_server import OpenAIServer, ServerScript

SETTINGS = Settings(model="m", max_cost=1.0, prompt_price=1000.0, completion_price=1000.0)
KEPT = Result(
    outcome="kept", reason="none", source=Source(path="a.py", raw=b"", text=""), targets=("f",), code="", patch=""
)


class Spent:
    """A generator that has cost something."""

    def __init__(self, cost: float, unsure: int = 0, exhausted: bool = False) -> None:
        self.name, self.cost, self.unsure, self.exhausted = "llm:m", cost, unsure, exhausted

    def generate(self, requests: object) -> list[object]:
        return []

    def usage(self) -> Usage:
        return Usage(requests=1, prompt_tokens=10, cost_usd=self.cost, unsure_tokens=self.unsure)


def test_later_targets_get_what_is_left_and_then_go_without_the_model() -> None:
    told: list[str] = []
    purse = Purse(told.append)
    assert purse.cut(SETTINGS) == SETTINGS
    purse.pay([Spent(0.25)])  # type: ignore[list-item]
    assert purse.cut(SETTINGS).max_cost == pytest.approx(0.75)
    purse.pay([Spent(0.25, unsure=100)])  # type: ignore[list-item]
    assert purse.cut(SETTINGS).max_cost == pytest.approx(0.4), "what may have been paid counts"
    purse.pay([Spent(0.4)])  # type: ignore[list-item]
    for _ in range(2):
        assert purse.cut(SETTINGS).generators == ("rules",)
    assert told == ["the $1 for the language model are used up: on with rules"]
    assert purse.spent.requests == 3 and purse.spent.prompt_tokens == 30
    with pytest.raises(UserError, match="used up"):
        purse.cut(msgspec.structs.replace(SETTINGS, generators=("llm",)))
    assert purse.cut(Settings()) == Settings(), "without a limit nothing ends"


def test_what_earlier_targets_left_too_little_for_is_not_firm() -> None:
    purse = Purse(lambda line: None)
    purse.pay([Spent(0.5)])  # type: ignore[list-item]
    cut = purse.cut(SETTINGS)
    assert purse.mark(KEPT, SETTINGS, cut) == KEPT
    purse.pay([Spent(0.3, exhausted=True)])  # type: ignore[list-item]
    assert purse.mark(KEPT, SETTINGS, SETTINGS) == KEPT, "it had all of it"
    assert purse.mark(KEPT, SETTINGS, cut).unfinished == ("llm",)
    assert purse.mark(KEPT, SETTINGS, purse.cut(SETTINGS)).failed == ("llm",)


def test_the_document_of_several_targets_has_the_totals() -> None:
    usage = Usage(requests=3, prompt_tokens=30, completion_tokens=20, cost_usd=0.5)
    document = Findings(usage=usage, seconds=12.5).document()
    assert document["seconds"] == 12.5
    assert {**document["usage"], "cost_usd": 0.5, "requests": 3} == document["usage"]


def test_the_limit_holds_for_a_file_of_several_targets(tmp_path: Path) -> None:
    loop = "    for x in xs:\n        if x not in found:\n            found.append(x + {})\n"
    body = f"    found = []\n{loop}    return found\n"
    texts = [f"def pick{n}(xs: list[int]) -> list[int]:\n" + body.format(n) for n in (1, 2, 3, 4)]
    (tmp_path / "four.py").write_text("\n\n".join(texts))
    with OpenAIServer(ServerScript(answers=(f"```python\n{texts[0]}```",))) as server:
        command = [sys.executable, "-m", "fasterpy", "optimize", "four.py", "--generators", "llm", "--model", "m"]
        command += ["--base-url", server.base_url, "--seconds", "6", "--samples", "1", "--json", "out.json"]
        command += ["--no-cache", "--max-cost", "1"]
        prices = {"FASTERPY_PROMPT_PRICE": "1000", "FASTERPY_COMPLETION_PRICE": "1000", "FASTERPY_MAX_TOKENS": "100"}
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **prices}, capture_output=True, text=True, timeout=200
        )
        assert done.returncode == 0, done.stderr
        asked = len(server.seen())
    document = json.loads((tmp_path / "out.json").read_text())
    usage = document["usage"]
    assert asked < 4, "each alone could pay for its own"
    assert asked <= usage["requests"] < 4, "one that was cancelled may not have arrived"
    assert 0 < usage["cost_usd"] <= 1 and document["seconds"] > 0
    assert "used up" in document["failed"][-1]["reason"]
    assert f"{usage['requests']} request" in done.stderr and f"${usage['cost_usd']:.4f}" in done.stderr


def test_answers_belong_to_the_server_that_gave_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = ChatRequest(messages=(Message(role="user", content="hello"),), seed=1)
    for word in ("one", "two"):
        with OpenAIServer(ServerScript(answers=(word,))) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
            generator = llm_generator(Settings(model="m"), DiskCache(tmp_path))
            [[answer]] = generator.model.complete([ask])  # type: ignore[attr-defined]
            assert answer.text == word
