"""The transformers engine with real weights: a model of Qwen2's shape, made here, so small that it only babbles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fasterpy.errors import ModelError
from fasterpy.generate.local import Ask, EngineConfig, Gate
from fasterpy.generate.local.transformers_engine import TransformersEngine
from fasterpy.records import Message

torch = pytest.importorskip("torch", reason="needs the extra hf: torch is not installed")
transformers = pytest.importorskip("transformers", reason="needs the extra hf: transformers is not installed")

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def tokenizer(template: str | None = TEMPLATE) -> Any:
    """A token per byte."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE(vocab={letter: number for number, letter in enumerate(letters)}, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    special: dict[str, Any] = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "unk_token": "<|endoftext|>"}
    special["additional_special_tokens"] = ["<|im_start|>"]
    return transformers.PreTrainedTokenizerFast(tokenizer_object=made, chat_template=template, **special)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(3)
    tokens = tokenizer()
    config = transformers.Qwen2Config(
        vocab_size=len(tokens),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=1024,
        initializer_range=0.6,  # far from uniform, so that greedy answers depend on the prompt
        eos_token_id=tokens.eos_token_id,
    )
    transformers.Qwen2ForCausalLM(config).save_pretrained(folder)
    tokens.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def engine(weights: Path) -> TransformersEngine:
    return TransformersEngine(EngineConfig(weights=str(weights), threads=1, batch=4))


def ask(text: str, **changes: Any) -> Ask:
    return Ask(messages=(Message(role="user", content=text),), max_tokens=12, **changes)


def texts(engine: TransformersEngine, asks: list[Ask]) -> list[str]:
    answers = dict(engine.run(asks, Gate()))
    assert sorted(answers) == list(range(len(asks)))
    return [answers[index].text for index in range(len(asks))]


def test_an_answer_does_not_depend_on_its_neighbours_in_the_batch(engine: TransformersEngine) -> None:
    asks = [ask("short"), ask("a much longer question, so that the short one is padded"), ask("x")]
    alone = [texts(engine, [each])[0] for each in asks]
    assert texts(engine, asks) == alone
    assert len(set(alone)) > 1


def test_more_asks_than_fit_in_a_batch(engine: TransformersEngine) -> None:
    assert len(texts(engine, [ask(str(number)) for number in range(6)])) == 6


def test_samples_differ_and_a_seed_repeats_them(engine: TransformersEngine) -> None:
    asks = [ask("hello", temperature=1.0, seed=7 + number) for number in range(4)]
    first = texts(engine, asks)
    assert len(set(first)) > 1
    assert texts(engine, asks) == first
    assert texts(engine, [ask("hello", temperature=1.0, seed=8 + number) for number in range(4)]) != first


def test_length_stop_texts_and_the_beginning_of_an_answer(engine: TransformersEngine) -> None:
    [(_, whole)] = engine.run([ask("hello")], Gate())
    assert whole.finish == "length" and whole.completion_tokens == 12 and whole.prompt_tokens > 12
    plain = [letter for letter in whole.text if letter.isascii() and letter.isprintable()]
    assert plain, "the babbler says nothing that can be written down: choose another seed"
    [(_, stopped)] = engine.run([ask("hello", stop=(plain[0],))], Gate())
    assert stopped.finish == "stop"
    assert stopped.text == whole.text[: whole.text.index(plain[0]) + 1]
    begun = Ask(
        messages=(Message(role="user", content="hello"), Message(role="assistant", content="Well")), max_tokens=3
    )
    [(_, rest)] = engine.run([begun], Gate())
    assert rest.prompt_tokens == whole.prompt_tokens + 4


def test_the_gate_ends_a_batch(engine: TransformersEngine) -> None:
    gate = Gate()
    with gate.run(seconds=0.0):
        assert list(engine.run([ask("hello")], gate)) == []


def test_an_adapter_changes_the_answers(weights: Path, engine: TransformersEngine, tmp_path: Path) -> None:
    peft = pytest.importorskip("peft", reason="needs the extra hf: peft is not installed")
    model = transformers.AutoModelForCausalLM.from_pretrained(weights)
    config = peft.LoraConfig(r=4, target_modules=["q_proj", "v_proj"], init_lora_weights=False)
    peft.get_peft_model(model, config).save_pretrained(tmp_path / "adapter")
    adapted = TransformersEngine(EngineConfig(weights=str(weights), adapter=str(tmp_path / "adapter"), threads=1))
    asks = [ask("hello"), ask("x")]
    assert texts(adapted, asks) != texts(engine, asks)


def test_what_cannot_be_used_is_one_line(weights: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no PEFT adapter"):
        TransformersEngine(EngineConfig(weights=str(weights), adapter=str(tmp_path)))
    with pytest.raises(ModelError, match="cannot read"):
        TransformersEngine(EngineConfig(weights=str(tmp_path)))
    transformers.AutoModelForCausalLM.from_pretrained(weights).save_pretrained(tmp_path / "mute")
    tokenizer(template=None).save_pretrained(tmp_path / "mute")
    with pytest.raises(ModelError, match="no chat template"):
        TransformersEngine(EngineConfig(weights=str(tmp_path / "mute")))
