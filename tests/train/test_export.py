"""The adapter in transformers, in llama.cpp and merged: the same greedy tokens."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fasterpy.errors import InputsError, ModelError
from fasterpy.train import adapter
from fasterpy.train.export.card import card
from tests.train.conftest import CONFIG, Trained, conversation

LLAMA = "llama.cpp is not here: run  make test-train"


def prompts(trained: Trained) -> list[list[int]]:
    from fasterpy.train.lora.base_model import load_tokenizer
    from fasterpy.train.lora.tokens import encode

    tokenizer = load_tokenizer(str(trained.base))
    return [list(encode(tokenizer, conversation(number).messages).prompt) for number in (1, 6, 11)]


def greedy(model: Any, ids: list[int], count: int = 12) -> list[int]:
    import torch

    ids = list(ids)
    with torch.no_grad():
        for _ in range(count):
            ids.append(int(model(input_ids=torch.tensor([ids])).logits[0, -1].argmax()))
    return ids[-count:]


def export(trained: Trained, out: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "fasterpy", "train", "export", str(trained.adapter), "--base", str(trained.base)]
    done = subprocess.run([*command, "--out", str(out), *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def exported(trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("gguf", reason="writing GGUF needs the package gguf: run  make test-train")
    out = tmp_path_factory.mktemp("export")
    export(trained, out, "--to", "lora-gguf", "--to", "merged", "--to", "gguf", "--type", "f32")
    return out


@pytest.fixture(scope="module")
def wanted(trained: Trained) -> list[list[int]]:
    """What the base with its adapter says in transformers."""
    import torch
    from peft import PeftModel

    from fasterpy.train.lora.base_model import load_model

    base = load_model(str(trained.base), torch.float32)
    plain = [greedy(base, ids) for ids in prompts(trained)]
    tuned = PeftModel.from_pretrained(base, str(trained.adapter)).eval()
    found = [greedy(tuned, ids) for ids in prompts(trained)]
    assert found != plain
    return found


def llama(model: Path, lora: Path | None, prompts: list[list[int]], count: int = 12) -> list[list[int]]:
    llama_cpp = pytest.importorskip("llama_cpp", reason=LLAMA)
    engine = llama_cpp.Llama(model_path=str(model), lora_path=str(lora) if lora else None, n_ctx=256, n_threads=1,
                             verbose=False)  # fmt: skip
    found = []
    for ids in prompts:
        engine.reset()
        stream = engine.generate(ids, temp=0.0, repeat_penalty=1.0)
        found.append([next(stream) for _ in range(count)])
    return found


def test_the_tuned_model_says_what_it_was_taught(trained: Trained, wanted: list[list[int]]) -> None:
    from fasterpy.train.lora.base_model import load_tokenizer

    tokenizer = load_tokenizer(str(trained.base))
    texts = [tokenizer.decode(ids) for ids in wanted]
    assert all(text.startswith("```python\nprint(") for text in texts), texts


def test_llama_cpp_with_the_merged_model(exported: Path, trained: Trained, wanted: list[list[int]]) -> None:
    assert llama(exported / "tiny-fasterpy-f32.gguf", None, prompts(trained)) == wanted


def test_llama_cpp_with_base_and_adapter(
    exported: Path, trained: Trained, wanted: list[list[int]], tmp_path: Path
) -> None:
    import torch

    from fasterpy.train.export import model_gguf
    from fasterpy.train.lora.base_model import load_model, load_tokenizer

    base = tmp_path / "base.gguf"
    model_gguf.write(load_model(str(trained.base), torch.float32), load_tokenizer(str(trained.base)), base, "f32")
    lora = exported / "tiny-fasterpy-lora.gguf"
    assert llama(base, lora, prompts(trained)) == wanted
    assert llama(base, None, prompts(trained)) != wanted


def test_the_engines_of_optimize_say_it_too(exported: Path, trained: Trained, wanted: list[list[int]]) -> None:
    from fasterpy.generate.local import EngineConfig, LocalChatModel
    from fasterpy.generate.local.pick import load
    from fasterpy.records import ChatRequest
    from fasterpy.train.lora.base_model import load_tokenizer

    def ask(engine: str, weights: Path, lora: str) -> str:
        config = EngineConfig(weights=str(weights), adapter=lora, threads=1, context=256)
        model = LocalChatModel("tiny", lambda: load(engine, config))
        request = ChatRequest(messages=conversation(1).messages[:2], max_tokens=12)
        return model.complete([request])[0][0].text

    said = load_tokenizer(str(trained.base)).decode(wanted[0], skip_special_tokens=True)
    assert said.startswith(ask("transformers", trained.base, str(trained.adapter)).rstrip())
    merged = exported / "tiny-fasterpy-f32.gguf"
    assert ask("transformers", merged, "") == ask("transformers", trained.base, str(trained.adapter))
    # A GGUF base has room for an adapter, too: here the merged one, moved further.
    assert ask("transformers", merged, str(trained.adapter))
    if importlib.util.find_spec("llama_cpp"):
        assert ask("llama", merged, "").rstrip() == ask("transformers", merged, "").rstrip()


def test_llama_cpp_is_not_given_the_folder_of_an_adapter(exported: Path, tmp_path: Path) -> None:
    """It would end the process."""
    pytest.importorskip("llama_cpp", reason=LLAMA)
    from fasterpy.errors import ModelError
    from fasterpy.generate.local.config import EngineConfig
    from fasterpy.generate.local.llama_engine import LlamaEngine

    with pytest.raises(ModelError, match="train export"):
        LlamaEngine(EngineConfig(weights=str(exported / "tiny-fasterpy-f32.gguf"), adapter=str(tmp_path)))


def test_llama_cpp_splits_text_into_the_same_tokens(exported: Path, trained: Trained) -> None:
    llama_cpp = pytest.importorskip("llama_cpp", reason=LLAMA)
    from fasterpy.train.lora.base_model import load_tokenizer

    tokenizer = load_tokenizer(str(trained.base))
    engine = llama_cpp.Llama(model_path=str(exported / "tiny-fasterpy-f32.gguf"), vocab_only=True, verbose=False)
    text = "<|im_start|>user\nx = a12\n\n    print(aaa)  # é\n```<|im_end|>"
    assert engine.tokenize(text.encode(), add_bos=False, special=True) == tokenizer(text)["input_ids"]
    assert engine.metadata["tokenizer.chat_template"] == tokenizer.chat_template


def test_a_gguf_is_a_base_like_any_other(
    exported: Path, trained: Trained, wanted: list[list[int]], tmp_path: Path
) -> None:
    """It says the same, it can be tuned, and it can be saved as a folder."""
    import torch

    from fasterpy.train.lora.base_model import load_model, load_tokenizer
    from fasterpy.train.lora.run import train

    path = str(exported / "tiny-fasterpy-f32.gguf")
    model = load_model(path, torch.float32)
    assert [greedy(model, ids) for ids in prompts(trained)] == wanted
    assert load_tokenizer(path).chat_template == load_tokenizer(str(trained.base)).chat_template
    model.save_pretrained(tmp_path / "folder")
    assert [greedy(load_model(str(tmp_path / "folder"), torch.float32), ids) for ids in prompts(trained)] == wanted
    note = train(trained.data, path, msgspec.structs.replace(CONFIG, max_steps=1), tmp_path / "out")
    assert note is not None and note.losses["before"] < 0.5, "the merged model has learned already"


def test_openvino_reads_the_merged_model(trained: Trained, tmp_path: Path) -> None:
    pytest.importorskip("openvino_genai", reason="OpenVINO is not here: run  make test-train")
    export(trained, tmp_path, "--to", "openvino")
    assert (tmp_path / "openvino" / "openvino_model.xml").exists()


def test_the_card_names_data_licences_and_hyperparameters(exported: Path, trained: Trained) -> None:
    text = (exported / "README.md").read_text()
    for words in ("base_model: tiny", "CC0", "| made | 32 |", "| rank | 8 |", "Not evaluated yet"):
        assert words in text
    assert "| tuned | 0.5 |" in card(trained.note, {"tuned": {"Pass@1": "0.5"}})


def test_use_is_checked(trained: Trained, tmp_path: Path) -> None:
    note = adapter.find(str(trained.adapter))
    assert note is not None and adapter.find(str(tmp_path)) is None
    assert adapter.check_prompt(note, "paper", "0" * 64) == ""
    assert "not 'focused'" in adapter.check_prompt(note, "focused", "1" * 64)
    assert "has changed" in adapter.check_prompt(note, "paper", "1" * 64)
    adapter.check_template(note, note.chat_template + "\n")
    with pytest.raises(ModelError, match="another chat template"):
        adapter.check_template(note, "{{ other }}")
    with pytest.raises(InputsError, match="json is missing"):
        adapter.read(tmp_path)
    (tmp_path / "fasterpy.json").write_bytes(msgspec.json.encode({"format": 99}))
    with pytest.raises(InputsError, match="another version"):
        adapter.read(tmp_path)
