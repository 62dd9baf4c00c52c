"""The adapter against a real server process that speaks the API."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fasterpy.errors import GenerationError
from fasterpy.generate.llm import Budget, LLMGenerator, OpenAIChatConfig, OpenAIChatModel, Price, RetryPolicy
from fasterpy.generate.llm.cached import CachedChatModel
from fasterpy.generate.llm.usage import estimate_tokens
from fasterpy.records import ChatRequest, Message
from fasterpy.search.cache import DiskCache
from fasterpy.testing.openai_server import Match, OpenAIServer, ServerScript

from .requests import ANSWER, FAST, request

QUICK = RetryPolicy(first_delay_s=0.01, max_delay_s=0.05)
ASK = ChatRequest(messages=(Message(role="user", content="make this faster"),), seed=7, max_tokens=50)
SECRET = "sk-verysecret123"


def model(server: OpenAIServer, **config: object) -> OpenAIChatModel:
    fields: dict[str, object] = {"model": "scripted", "base_url": server.base_url, "retry": QUICK, "timeout_s": 20.0}
    return OpenAIChatModel(OpenAIChatConfig(**{**fields, **config}), api_key=SECRET)  # type: ignore[arg-type]


@pytest.mark.parametrize("stream", [False, True])
def test_answers_come_back_whole_with_usage_and_cost(stream: bool) -> None:
    with OpenAIServer(ServerScript(answers=(ANSWER,))) as server:
        chat = model(server, stream=stream, price=Price(prompt=1.0, completion=2.0))
        [[answer]] = chat.complete([ASK])
        assert answer.text == ANSWER
        assert answer.finish == "stop"
        usage = chat.usage()
        assert usage.requests == 1
        assert (usage.prompt_tokens, usage.completion_tokens) == (3, len(ANSWER.split()))
        assert usage.cost_usd == pytest.approx((3 + 2 * len(ANSWER.split())) / 1e6)
        assert server.seen()[0]["body"]["model"] == "scripted"


@pytest.mark.parametrize("stream", [False, True])
def test_a_request_becomes_a_candidate_end_to_end(stream: bool) -> None:
    with OpenAIServer(ServerScript(answers=(ANSWER,))) as server:
        generator = LLMGenerator(model(server, stream=stream))
        [[candidate]] = generator.generate([request()])
        assert FAST.strip() in candidate.text
        assert candidate.text.startswith('"""Common values."""')
        assert candidate.origin == "llm:scripted#1"
        assert candidate.scope == "cleaned"
        assert generator.usage().prompt_tokens > 100


def test_without_usage_in_the_answer_tokens_are_estimated() -> None:
    with OpenAIServer(ServerScript(answers=(ANSWER,), usage=False)) as server:
        chat = model(server)
        chat.complete([ASK])
        assert chat.usage().completion_tokens > 20
        assert chat.usage().cost_usd is None


def test_several_prompts_and_samples_are_aligned_and_run_at_once_within_the_bound() -> None:
    matches = tuple(Match(match=f"prompt {number}", text=f"answer {number}") for number in range(3))
    with OpenAIServer(ServerScript(matches=matches, delay_s=0.1)) as server:
        chat = model(server, concurrency=4)
        asks = [
            ChatRequest(messages=(Message(role="user", content=f"prompt {n}"),), n=3, seed=10, temperature=0.5)
            for n in range(3)
        ]
        answers = chat.complete(asks)
        assert [[answer.text for answer in group] for group in answers] == [[f"answer {n}"] * 3 for n in range(3)]
        seen = server.seen()
        assert 2 <= max(entry["active"] for entry in seen) <= 4
        assert sorted(entry["body"]["seed"] for entry in seen) == [10] * 3 + [11] * 3 + [12] * 3


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("first", ["429", "500", "503", "drop", "malformed", "empty", "html"])
def test_passing_failures_are_retried(first: str, stream: bool) -> None:
    with OpenAIServer(ServerScript(answers=("fine",), modes=(first, "ok"), retry_after="0.01")) as server:
        chat = model(server, stream=stream)
        [[answer]] = chat.complete([ASK])
        assert answer.text == "fine"
        assert chat.usage().requests == 2


def test_retry_after_is_obeyed_and_holds_all_requests() -> None:
    with OpenAIServer(ServerScript(answers=("fine",), modes=("429", "ok"), retry_after="0.5")) as server:
        started = time.monotonic()
        chat = model(server, concurrency=1)
        chat.complete([ASK, ASK])
        assert time.monotonic() - started >= 0.5
        assert len(server.seen()) == 3


def test_a_server_that_asks_for_a_long_pause_is_given_up() -> None:
    with OpenAIServer(ServerScript(modes=("429",), retry_after="3600")) as server:
        started = time.monotonic()
        with pytest.raises(GenerationError, match="limits the rate"):
            model(server).complete([ASK])
        assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("mode", "words", "requests"),
    [
        ("401", "refused the API key", 1),
        ("403", "does not allow", 1),
        ("404", "no model 'scripted'", 1),
        ("400", "rejected the request", 1),
        ("429", "limits the rate", 4),
        ("500", "internal error", 4),
        ("timeout", "did not answer within 0.3 s", 2),
        ("slow", "did not answer within 0.3 s", 2),
        ("malformed", "not a chat completion", 2),
        ("empty", "not a chat completion", 2),
        ("html", "not a chat completion", 2),
        ("drop", "cannot reach", 2),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_lasting_failures_give_one_clear_line(mode: str, words: str, requests: int, stream: bool) -> None:
    with OpenAIServer(ServerScript(modes=(mode,))) as server:
        chat = model(server, stream=stream, timeout_s=0.3 if mode in ("timeout", "slow") else 20.0)
        with pytest.raises(GenerationError, match=words) as caught:
            chat.complete([ASK])
        message = str(caught.value)
        assert "\n" not in message
        assert len(message) < 400
        assert SECRET not in message
        assert len(server.seen()) == requests


def test_a_wrong_key_stops_the_batch() -> None:
    with OpenAIServer(ServerScript(key="right")) as server:
        with pytest.raises(GenerationError, match="refused the API key"):
            model(server, concurrency=2).complete([ASK] * 20)
        assert len(server.seen()) < 6


def test_what_could_be_answered_is_kept_when_other_requests_fail() -> None:
    with OpenAIServer(ServerScript(answers=("fine",), modes=("400", "ok"))) as server:
        answers = model(server, concurrency=1).complete([ASK, ASK, ASK])
        assert sorted(len(group) for group in answers) == [0, 1, 1]


def test_an_unreachable_server_is_named() -> None:
    config = OpenAIChatConfig(model="m", base_url="http://127.0.0.1:9/v1", retry=QUICK)
    with pytest.raises(GenerationError, match=r"cannot reach 127\.0\.0\.1:9 \(.+\): check base-url"):
        OpenAIChatModel(config).complete([ASK])
    nowhere = OpenAIChatConfig(model="m", base_url="http://no-such-host.invalid/v1", retry=QUICK)
    with pytest.raises(GenerationError, match=r"cannot reach no-such-host\.invalid"):
        OpenAIChatModel(nowhere, api_key="x").complete([ASK])


def test_without_a_key_only_local_servers_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FASTERPY_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(GenerationError, match=r"no API key for api\.openai\.com: set FASTERPY_API_KEY"):
        OpenAIChatModel(OpenAIChatConfig(model="gpt"))
    with pytest.raises(GenerationError, match="no language model is configured"):
        OpenAIChatModel(OpenAIChatConfig(model=""))
    OpenAIChatModel(OpenAIChatConfig(model="m", base_url="http://localhost:11434/v1"))
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert SECRET not in repr(OpenAIChatModel(OpenAIChatConfig(model="gpt")))


@pytest.mark.parametrize("name", ["max_tokens", "temperature", "seed"])
def test_a_refused_parameter_is_left_out_from_then_on(name: str) -> None:
    with OpenAIServer(ServerScript(answers=("fine",), modes=(f"refuse:{name}",))) as server:
        chat = model(server)
        assert [[a.text for a in group] for group in chat.complete([ASK])] == [["fine"]]
        chat.complete([ASK])
        bodies = [entry["body"] for entry in server.seen()]
        assert len(bodies) == 3
        assert name in bodies[0]
        assert name not in bodies[1] and name not in bodies[2]
        if name == "max_tokens":
            assert bodies[1]["max_completion_tokens"] == 50


def test_closing_the_stream_ends_the_other_requests() -> None:
    with OpenAIServer(ServerScript(answers=("fine",), modes=("ok", "timeout"))) as server:
        stream = model(server).as_completed([ASK, ASK])
        assert next(stream)[1].text == "fine"
        started = time.monotonic()
        threading.Timer(0.2, stream.close).start()
        assert list(stream) == []
        assert time.monotonic() - started < 10


def test_a_request_may_have_less_time_than_the_backend() -> None:
    import msgspec

    with (
        OpenAIServer(ServerScript(modes=("timeout",))) as server,
        pytest.raises(GenerationError, match=r"within 0\.2 s"),
    ):
        model(server).complete([msgspec.structs.replace(ASK, seconds=0.2)])


def test_a_cut_off_answer_is_marked() -> None:
    with OpenAIServer(ServerScript(answers=("```python\ndef f(",), modes=("cut",))) as server:
        [[answer]] = model(server).complete([ASK])
        assert answer.finish == "length"


def test_it_works_inside_a_running_event_loop() -> None:
    import asyncio

    async def inside(server: OpenAIServer) -> str:
        return model(server).complete([ASK])[0][0].text

    with OpenAIServer(ServerScript(answers=("fine",))) as server:
        assert asyncio.run(inside(server)) == "fine"


# --------------------------------------------------------------------------------------------- given up, lost, refused

PRICE = Price(prompt=1.0, completion=2.0)


def wait_for(condition: Callable[[], bool]) -> None:
    ended = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < ended
        time.sleep(0.01)


@pytest.mark.parametrize("stream", [False, True])
def test_cancelling_ends_what_is_under_way_and_books_it(stream: bool) -> None:
    with OpenAIServer(ServerScript(answers=(ANSWER,), modes=("stall" if stream else "timeout",))) as server:
        chat = model(server, stream=stream, price=PRICE)
        answers: list[object] = []
        reader = threading.Thread(target=lambda: answers.extend(chat.as_completed([ASK, ASK])))
        reader.start()
        wait_for(lambda: len(server.seen()) == 2)
        wait_for(lambda: not stream or all(ticket.parts for ticket in chat._meter._active))
        chat.cancel()
        usage = chat.usage()
        reader.join(30)
        assert not reader.is_alive() and not answers
        assert usage.requests == 2 and usage.prompt_tokens >= 2 * len("make this faster") // 3
        assert (usage.completion_tokens > 0) == stream
        assert usage.completion_tokens + usage.unsure_tokens == 2 * ASK.max_tokens
        assert usage.cost_usd == pytest.approx((usage.prompt_tokens + 2 * usage.completion_tokens) / 1e6)
        after = chat.usage()
        assert (after.requests, after.prompt_tokens, after.unsure_tokens) == (
            2,
            usage.prompt_tokens,
            usage.unsure_tokens,
        )


def test_a_model_can_be_asked_again_after_it_was_cancelled() -> None:
    with OpenAIServer(ServerScript(answers=("fine",))) as server:
        chat = model(server)
        chat.cancel()
        assert chat.complete([ASK])[0][0].text == "fine"


@pytest.mark.parametrize("mode", ["timeout", "slow", "drop", "malformed", "504"])
def test_what_was_sent_and_lost_is_in_the_books(mode: str) -> None:
    with OpenAIServer(ServerScript(modes=(mode,))) as server:
        chat = model(server, timeout_s=0.3 if mode in ("timeout", "slow") else 20.0)
        with pytest.raises(GenerationError):
            chat.complete([ASK])
        usage = chat.usage()
        assert usage.prompt_tokens > 0 and usage.unsure_tokens == usage.requests * ASK.max_tokens


@pytest.mark.parametrize("mode", ["400", "401", "404", "429", "500", "html", "empty"])
def test_what_was_refused_costs_nothing(mode: str) -> None:
    with OpenAIServer(ServerScript(modes=(mode,), retry_after="0.01")) as server:
        chat = model(server)
        with pytest.raises(GenerationError):
            chat.complete([ASK, ASK])
        usage = chat.usage()
        assert (usage.prompt_tokens, usage.completion_tokens, usage.unsure_tokens) == (0, 0, 0)


def test_nobody_at_the_address_costs_nothing() -> None:
    chat = OpenAIChatModel(OpenAIChatConfig(model="m", base_url="http://127.0.0.1:9/v1", retry=QUICK))
    with pytest.raises(GenerationError):
        chat.complete([ASK])
    assert chat.usage().prompt_tokens == chat.usage().unsure_tokens == 0


def test_the_budget_holds_for_what_is_sent_again() -> None:
    each = estimate_tokens(ASK.messages[0].content) + ASK.max_tokens
    with OpenAIServer(ServerScript(answers=("fine",), modes=("drop", "ok"))) as server:
        chat = model(server, budget=Budget(max_tokens=2 * each - 1))
        with pytest.raises(GenerationError):
            chat.complete([ASK])
        assert len(server.seen()) == 1, "the lost one may have cost as much as it could"
    with OpenAIServer(ServerScript(answers=("fine",), modes=("drop", "ok"))) as server:
        assert model(server, budget=Budget(max_tokens=2 * each)).complete([ASK])[0][0].text == "fine"


def test_some_failures_are_counted_by_their_reason() -> None:
    with OpenAIServer(ServerScript(answers=("fine",), modes=("400", "ok", "404"))) as server:
        chat = model(server, concurrency=1)
        assert [len(group) for group in chat.complete([ASK, ASK, ASK, ASK])] == [0, 1, 0, 0]
        first, second = chat.setbacks()
        assert first.startswith("2 of 4 requests failed: ") and "knows no model" in first
        assert second.startswith("1 of 4 requests failed: ") and "rejected" in second
        assert chat.setbacks() == ()
        with pytest.raises(GenerationError):
            chat.complete([ASK])
        assert chat.setbacks() == (), "the exception says it"


def test_some_failures_reach_the_generator_through_the_cache(tmp_path: Path) -> None:
    with OpenAIServer(ServerScript(answers=(ANSWER,), modes=("400", "ok"))) as server:
        generator = LLMGenerator(CachedChatModel(model(server), DiskCache(tmp_path)))
        assert list(generator.stream(request(samples=2)))
        [line] = generator.setbacks()
        assert line.startswith("1 of 2 requests failed: ")
