"""Summaries by a language model: a real local server with scripted answers, batches, cache, failures."""

from __future__ import annotations

from pathlib import Path

import pytest

from fasterpy.generate.llm.cached import CachedChatModel
from fasterpy.generate.llm.openai_chat import OpenAIChatConfig, OpenAIChatModel
from fasterpy.knowledge.summaries import ChangeSummarizer, clean
from fasterpy.search.cache import DiskCache
from fasterpy.testing.openai_server import Match, OpenAIServer, ServerScript
from fasterpy.testing.scripted import ScriptedChatModel

PAIRS = [(f"x = [{i}]\n", f"x = ({i},)\n") for i in range(70)]


HEAP = "Keep candidates in a heap instead of sorting."
LAST = "Read the input once. Print once, joined."


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("1. Use a set, not a list; 2. Build it once before", "Use a set, not a list. Build it once before."),
        ("1. **Set**: a lookup takes O(1).\n2. Renames variables for readability.", "Set: a lookup takes O(1)."),
        ("NONE", ""),
        (f"1. Reduces run time by 35% with a heap\n2. {HEAP}", HEAP),
        ("Here is the summary:\n1. Read the input once.\n2. Print once, joined.\n3. A third point here.", LAST),
    ],
)
def test_answers_are_cleaned(answer: str, wanted: str) -> None:
    assert clean(answer) == wanted


def test_batches_stay_aligned_and_the_prompt_has_the_diff() -> None:
    model = ScriptedChatModel(
        lambda request, _: f"1. Use tuple number {request.messages[0].content.count('x')} instead of a list"
    )
    texts = ChangeSummarizer(model).summarize(PAIRS)
    assert len(texts) == 70
    assert all(text.startswith("Use tuple number") for text in texts)
    prompt = model.requests[3].messages[0].content
    assert "-x = [3]" in prompt
    assert "+x = (3,)" in prompt
    assert "expert in the field of code execution efficiency" in prompt
    assert model.requests[0].temperature == 0.0


def test_over_a_server_answers_are_kept_and_a_rerun_asks_for_the_missing_alone(tmp_path: Path) -> None:
    script = ServerScript(
        answers=("1. Use a tuple instead of a list here",), matches=(Match(match="-x = [1]", text="NONE"),)
    )
    with OpenAIServer(script) as server:

        def texts(count: int) -> list[str]:
            config = OpenAIChatConfig(model="scripted", base_url=server.base_url)
            model = CachedChatModel(OpenAIChatModel(config), DiskCache(tmp_path), context="t")
            return ChangeSummarizer(model).summarize(PAIRS[:count])

        first = texts(3)
        assert first == ["Use a tuple instead of a list here.", "", "Use a tuple instead of a list here."]
        asked = len(server.seen())
        assert texts(5)[:3] == first
        assert len(server.seen()) == asked + 2
