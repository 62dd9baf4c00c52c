"""The local chat model over an engine that counts words, its gate, and the choice of engines."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from fasterpy.errors import BackendError, GenerationError
from fasterpy.generate.local import Answer, Ask, Gate, LocalChatModel, pick, split_spec
from fasterpy.records import ChatRequest, Message


class CountingEngine:
    """Says the numbers up to ``max_tokens``; one step per number."""

    name = "counting"

    def __init__(self) -> None:
        self.started = threading.Event()

    def run(self, asks: Sequence[Ask], gate: Gate) -> Iterator[tuple[int, Answer]]:
        for index, ask in enumerate(asks):
            words: list[str] = []
            for number in range(ask.max_tokens):
                if not gate.step():
                    return
                self.started.set()
                words.append(str(number + ask.seed))
            yield index, Answer(text=" ".join(words), finish="length", prompt_tokens=1, completion_tokens=len(words))


def request(n: int = 1, max_tokens: int = 3, **changes: object) -> ChatRequest:
    message = Message(role="user", content="count")
    return ChatRequest(messages=(message,), n=n, max_tokens=max_tokens, **changes)  # type: ignore[arg-type]


def test_answers_belong_to_their_requests_and_seeds_differ() -> None:
    model = LocalChatModel("m", CountingEngine)
    answers = model.complete([request(2, seed=10), request(1)])
    assert [[each.text for each in group] for group in answers] == [["10 11 12", "11 12 13"], ["0 1 2"]]
    usage = model.usage()
    assert (usage.requests, usage.completion_tokens, usage.cost_usd) == (3, 9, None)
    assert model.complete([]) == []


def test_speed_is_told_for_long_answers_alone() -> None:
    told: list[tuple[float, int]] = []
    model = LocalChatModel("m", CountingEngine, lambda rate, streams: told.append((rate, streams)))
    model.complete([request()])
    assert not told
    model.complete([request(4, max_tokens=100)])
    assert told[0][0] > 0 and told[0][1] == 4


def test_time_limit_and_cancel_give_up() -> None:
    engine = CountingEngine()
    model = LocalChatModel("m", lambda: engine)
    assert model.complete([request(max_tokens=10**9, seconds=0.2)]) == [[]]
    engine.started.clear()
    got: list[object] = []
    thread = threading.Thread(target=lambda: got.extend(model.complete([request(max_tokens=10**9)])))
    thread.start()
    assert engine.started.wait(10)
    with model.hold() as quiet:
        assert quiet
    model.cancel()
    thread.join(10)
    assert not thread.is_alive() and got == [[]]
    assert len(model.complete([request()])[0]) == 1  # works again


def test_a_question_behind_one_that_does_not_end_gives_up_in_its_time() -> None:
    engine = CountingEngine()
    model = LocalChatModel("m", lambda: engine)
    thread = threading.Thread(target=lambda: model.complete([request(max_tokens=10**9)]))
    thread.start()
    assert engine.started.wait(10)
    with pytest.raises(GenerationError, match="still busy"):
        model.complete([request(seconds=0.1)])
    model.cancel()
    thread.join(10)
    assert len(model.complete([request(seconds=10)])[0]) == 1


def test_a_backend_that_fails_to_load_is_one_line() -> None:
    def load() -> CountingEngine:
        raise RuntimeError("two\nlines")

    with pytest.raises(GenerationError, match="cannot be loaded: RuntimeError: two lines"):
        LocalChatModel("m", load).complete([request()])


def test_specs() -> None:
    assert split_spec("local:qwen") == ("auto", "qwen")
    assert split_spec("openvino:x.gguf") == ("openvino", "x.gguf")
    assert split_spec("a/b.gguf") == ("auto", "a/b.gguf")
    assert split_spec("auto") == ("auto", "")
    assert split_spec("qwen2.5-coder:7b") is None and split_spec("gpt-5") is None


def test_the_choice_says_what_was_picked_or_what_to_install(tmp_path: Path) -> None:
    weights = tmp_path / "m.gguf"
    try:
        assert "m.gguf with" in pick("auto", weights, gpu=False).note
    except BackendError as error:
        assert "pip install" in str(error)
