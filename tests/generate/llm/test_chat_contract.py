"""What every chat model promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fasterpy.generate.llm import OpenAIChatConfig, OpenAIChatModel
from fasterpy.generate.llm.cached import CachedChatModel
from fasterpy.protocols import ChatModel
from fasterpy.records import ChatRequest, Message
from fasterpy.search.cache import DiskCache
from fasterpy.testing.openai_server import Match, OpenAIServer, ServerScript
from fasterpy.testing.scripted import ScriptedChatModel

WORDS = ("red", "green", "blue")


def answer(request: ChatRequest, sample: int) -> str:
    return next(word for word in WORDS if word in request.messages[-1].content).upper()


@pytest.fixture(params=["scripted", "openai", "openai streaming", "cached"])
def model(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ChatModel]:
    if request.param == "scripted":
        yield ScriptedChatModel(answer)
    elif request.param == "cached":
        yield CachedChatModel(ScriptedChatModel(answer), DiskCache(tmp_path))
    else:
        matches = tuple(Match(match=word, text=word.upper()) for word in WORDS)
        with OpenAIServer(ServerScript(matches=matches)) as server:
            config = OpenAIChatConfig(model="m", base_url=server.base_url, stream="streaming" in request.param)
            yield OpenAIChatModel(config)


def ask(word: str, n: int = 1) -> ChatRequest:
    return ChatRequest(messages=(Message(role="user", content=f"say {word}"),), n=n, seed=1)


def test_one_list_per_request_in_order(model: ChatModel) -> None:
    answers = model.complete([ask("blue", 2), ask("red"), ask("green", 3)])
    assert [[each.text for each in group] for group in answers] == [["BLUE"] * 2, ["RED"], ["GREEN"] * 3]
    assert all(each.prompt_tokens and each.completion_tokens for group in answers for each in group)


def test_nothing_asked_nothing_answered(model: ChatModel) -> None:
    assert model.complete([]) == []
    assert list(model.as_completed([])) == []
    assert model.usage().requests == 0


def test_as_completed_names_the_request(model: ChatModel) -> None:
    got = sorted((index, each.text) for index, each in model.as_completed([ask("red"), ask("blue", 2)]))
    assert got == [(0, "RED"), (1, "BLUE"), (1, "BLUE")]


def test_usage_adds_up(model: ChatModel) -> None:
    model.complete([ask("red")])
    first = model.usage()
    model.complete([ask("blue")])
    second = model.usage()
    assert (first.requests, second.requests) == (1, 2)
    assert second.prompt_tokens > first.prompt_tokens > 0
    assert isinstance(model.name, str) and model.name
