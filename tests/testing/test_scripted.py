"""The fakes keep the promises of what they stand for."""

import pytest

from fasterpy.errors import GenerationError
from fasterpy.protocols import ChatModel, Clock, Generator
from fasterpy.records import ChatRequest, Message
from fasterpy.testing.clock import FakeClock
from fasterpy.testing.openai_server import OpenAIServer, ServerScript
from fasterpy.testing.scripted import ScriptedChatModel, ScriptedGenerator

ASK = ChatRequest(messages=(Message(role="user", content="one two three"),), n=2)


def test_the_scripted_model_answers_in_order_and_starts_over() -> None:
    model: ChatModel = ScriptedChatModel(["a", "b c", GenerationError("out of answers")])
    assert [[answer.text for answer in group] for group in model.complete([ASK])] == [["a", "b c"]]
    assert (model.usage().prompt_tokens, model.usage().completion_tokens) == (6, 3)
    with pytest.raises(GenerationError, match="out of answers"):
        model.complete([ASK])
    assert model.complete([]) == []
    assert ScriptedChatModel([]).complete([ASK])[0][0].text == ""


def test_the_scripted_model_can_be_a_function() -> None:
    model = ScriptedChatModel(lambda request, sample: f"{len(request.messages)}-{sample}")
    assert [answer.text for answer in model.complete([ASK])[0]] == ["1-0", "1-1"]


def test_the_scripted_generator_is_a_generator() -> None:
    generator: Generator = ScriptedGenerator(["x = 1", "x = 2"])
    assert generator.generate([]) == []
    assert generator.usage().requests == 0


def test_the_clock_moves_when_told() -> None:
    clock: Clock = FakeClock(5.0)
    clock.sleep(2.5)
    clock.sleep(-1.0)
    assert clock.now() == 7.5


def test_the_server_ends_with_its_owner() -> None:
    with OpenAIServer(ServerScript()) as server:
        assert server.seen() == []
        process = server._process
    assert process is not None and process.poll() is not None
