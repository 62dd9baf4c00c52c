from pathlib import Path

import pytest

from fasterpy.errors import GenerationError
from fasterpy.generate.llm import Budget, LLMConfig, LLMGenerator, Price
from fasterpy.generate.llm.cached import CachedChatModel
from fasterpy.protocols import Generator, StreamingGenerator
from fasterpy.records import ChatRequest
from fasterpy.search.cache import DiskCache
from fasterpy.testing.scripted import ScriptedChatModel

from .requests import ANSWER, SLOW, request


def body(expression: str) -> str:
    return f"```python\ndef common(left, right):\n    return {expression}\n```"


def test_it_is_a_generator() -> None:
    generator: Generator = LLMGenerator(ScriptedChatModel([ANSWER]))
    assert isinstance(generator, StreamingGenerator)


def test_repeated_unchanged_and_empty_answers_are_dropped_and_counted() -> None:
    answers = [body("1"), body("2"), body("1  # again"), f"```python\n{SLOW}```", "no idea", body("3")]
    generator = LLMGenerator(ScriptedChatModel(answers))
    [candidates] = generator.generate([request(samples=6)])
    assert [candidate.origin for candidate in candidates] == [f"llm:scripted#{n}" for n in (1, 2, 6)]
    assert generator.dropped == {
        "repeats an earlier answer": 1,
        "the answer repeats the code unchanged": 1,
        "no Python code in the answer": 1,
    }


def test_the_first_answer_is_greedy_and_seeds_differ() -> None:
    model = ScriptedChatModel([ANSWER])
    LLMGenerator(model, LLMConfig(temperature=0.6)).generate([request(samples=4, seed=5)])
    greedy, sampled = model.requests
    assert (greedy.n, greedy.temperature, greedy.seed) == (1, 0.0, 5)
    assert (sampled.n, sampled.temperature, sampled.seed, sampled.top_p) == (3, 0.6, 6, 0.95)


def test_several_prompts_share_the_samples_and_each_is_asked_greedily_first() -> None:
    def asked(samples: int) -> list[tuple[str, int, float]]:
        model = ScriptedChatModel([ANSWER])
        LLMGenerator(model, LLMConfig(prompt="brief, plain", temperature=0.6)).generate([request(samples=samples)])
        words = [("plain" if "is correct, but too slow" in r.messages[-1].content else "brief") for r in model.requests]
        return [(word, r.n, r.temperature) for word, r in zip(words, model.requests, strict=True)]

    assert asked(1) == [("brief", 1, 0.0)]
    assert asked(2) == [("brief", 1, 0.0), ("plain", 1, 0.0)]
    assert asked(5) == [("brief", 1, 0.0), ("plain", 1, 0.0), ("brief", 2, 0.6), ("plain", 1, 0.6)]
    model = ScriptedChatModel([ANSWER])
    LLMGenerator(model, LLMConfig(auto=("plain",))).generate([request()])
    assert "is correct, but too slow" in model.requests[0].messages[-1].content


def test_requests_stay_aligned() -> None:
    def answer(asked: ChatRequest, sample: int) -> str:
        text = asked.messages[-1].content
        return body("1") if "marker_a" in text else "nothing" if "marker_b" in text else body("3")

    requests = [request(SLOW + f"\n\nmarker_{name} = 1\n") for name in "abc"]
    results = LLMGenerator(ScriptedChatModel(answer)).generate(requests)
    assert [len(result) for result in results] == [1, 0, 1]
    assert "marker_a" in results[0][0].text
    assert "marker_c" in results[2][0].text
    assert LLMGenerator(ScriptedChatModel(answer)).generate([]) == []


def test_prompts_follow_the_task() -> None:
    model = ScriptedChatModel([ANSWER])
    generator = LLMGenerator(model)
    for task, words in (("repair", "A first attempt is wrong"), ("refine", "faster still"), ("fresh", "Ideas")):
        generator.generate([request(task=task, previous="def common(): pass", feedback="input: 1")])
        assert words in model.requests[-1].messages[-1].content
    paper = LLMGenerator(model, LLMConfig(prompt="paper"))
    paper.generate([request()])
    assert "Applicability: 0.90" in model.requests[-1].messages[-1].content


def test_a_program_is_a_whole_file() -> None:
    program = "n = int(input())\nprint(sum(range(n)))\n"
    generator = LLMGenerator(ScriptedChatModel(["```python\nn = int(input())\nprint(n * (n - 1) // 2)\n```"]))
    [[candidate]] = generator.generate([request(program, targets=())])
    assert candidate.scope == "file"


def test_errors_of_the_model_are_passed_on() -> None:
    generator = LLMGenerator(ScriptedChatModel([GenerationError("no key")]))
    with pytest.raises(GenerationError, match="no key"):
        generator.generate([request()])


def test_the_budget_in_tokens_holds_even_in_the_worst_case() -> None:
    model = ScriptedChatModel([body(str(number)) for number in range(50)])
    config = LLMConfig(max_tokens=500, budget=Budget(max_tokens=4000))
    generator = LLMGenerator(model, config)
    [candidates] = generator.generate([request(samples=50)])
    used = generator.usage()
    assert 2 <= len(candidates) < 50
    assert used.prompt_tokens + used.completion_tokens <= 4000
    assert generator.dropped["the budget for the language model is used up"] == 1
    tight = LLMGenerator(model, LLMConfig(budget=Budget(max_tokens=10)))
    with pytest.raises(GenerationError, match="used up"):
        tight.generate([request()])


def test_after_a_cancel_nothing_more_is_asked() -> None:
    model = ScriptedChatModel([body(str(number)) for number in range(50)])
    generator = LLMGenerator(model, LLMConfig(max_tokens=1500, budget=Budget(max_tokens=4000)))
    stream = generator.stream(request(samples=50))
    assert next(stream)
    asked = sum(chat.n for chat in model.requests)
    generator.cancel()
    list(stream)
    assert sum(chat.n for chat in model.requests) == asked < 50
    assert list(generator.stream(request(samples=1))), "until somebody asks again"


def test_a_limit_in_money_needs_a_price() -> None:
    model = ScriptedChatModel([ANSWER])
    with pytest.raises(GenerationError, match="price of the model is not known"):
        LLMGenerator(model, LLMConfig(budget=Budget(max_cost_usd=1.0))).generate([request()])
    price = Price(prompt=1.0, completion=1.0)
    config = LLMConfig(budget=Budget(max_cost_usd=1.0), price=price)
    assert LLMGenerator(model, config).generate([request()])[0]


def test_remembered_answers_are_not_paid_for_again(tmp_path: Path) -> None:
    def answers() -> ScriptedChatModel:
        return ScriptedChatModel(lambda asked, sample: body(str((asked.seed or 0) + sample)))

    cache = DiskCache(tmp_path)
    first = LLMGenerator(CachedChatModel(answers(), cache))
    [before] = first.generate([request(samples=3)])
    assert first.usage().requests == 3
    second = LLMGenerator(CachedChatModel(answers(), cache))
    [after] = second.generate([request(samples=3)])
    assert [candidate.text for candidate in after] == [candidate.text for candidate in before]
    assert second.usage().requests == 0
    third = LLMGenerator(CachedChatModel(answers(), cache))
    [more] = third.generate([request(samples=6)])  # what is there is taken, the rest is asked for
    assert third.usage().requests == 3
    assert len(more) == 6
    other = LLMGenerator(CachedChatModel(answers(), cache))
    other.generate([request(samples=3, seed=100)])
    assert other.usage().requests == 3


def test_an_interrupted_batch_goes_on_where_it_stopped(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    asked = ScriptedChatModel([body(str(number)) for number in range(10)])
    stream = LLMGenerator(CachedChatModel(asked, cache)).stream(request(samples=10))
    for _ in range(4):
        next(stream)
    stream.close()  # type: ignore[attr-defined]
    again = ScriptedChatModel([body(str(number)) for number in range(20, 30)])
    [candidates] = LLMGenerator(CachedChatModel(again, cache)).generate([request(samples=10)])
    assert len(candidates) == 10
    assert len(again.requests[0].messages) == 2
    assert again.usage().requests <= 7


def test_earlier_candidates_are_cut_down_to_what_they_change() -> None:
    model = ScriptedChatModel([ANSWER])
    earlier = SLOW.replace("import math", "import math\nimport bisect").replace("found = []", "found = list()")
    LLMGenerator(model).generate([request(task="repair", previous=earlier, feedback="input: 1")])
    text = model.requests[-1].messages[-1].content
    attempt = text[text.index("A first attempt") :]
    assert "import bisect" in attempt
    assert "found = list()" in attempt
    assert "def scale" not in attempt
    assert text.count("def scale") == 1
