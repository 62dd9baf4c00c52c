"""What every Embedder promises, checked on every implementation."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fasterpy.embed import StructuralEmbedder
from fasterpy.errors import MissingExtraError, ModelError
from fasterpy.protocols import Embedder
from tests.embed.tiny_onnx import HAS_ONNX, tiny_onnx

TEXTS = [
    "def f(xs):\n    return sum(xs)\n",
    "def g(a, b):\n    out = []\n    for x in a:\n        if x in b:\n            out.append(x)\n    return out\n",
    "n = int(input())\nprint(n * 2)\n",
    "",
    "def broken(:\n  ???",
    "\x00 not code \udcff",
    "x = '" + "é漢" * 40 + "'",
    "\n".join(f"v{i} = v{i - 1} + {i}" for i in range(1, 400)),
    "    def indented(self):\n        return self.x\n",
    "(" * 500,
]
HAS_TORCH = all(importlib.util.find_spec(name) for name in ("torch", "transformers"))


@pytest.fixture(scope="session")
def tiny_unixcoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A RoBERTa of 2 layers with UniXcoder's special token and a byte-level tokenizer, made here."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast, RobertaConfig, RobertaModel

    folder = tmp_path_factory.mktemp("unixcoder")
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", "<encoder-only>"]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(
        models.BPE(vocab={token: i for i, token in enumerate(special + alphabet)}, merges=[], unk_token="<unk>")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>", cls_token="<s>", eos_token="</s>", sep_token="</s>", unk_token="<unk>", pad_token="<pad>",
        mask_token="<mask>", additional_special_tokens=["<encoder-only>"],
    ).save_pretrained(folder)  # fmt: skip
    config = RobertaConfig(
        vocab_size=len(special) + len(alphabet), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=1100, pad_token_id=1, type_vocab_size=1,
    )  # fmt: skip
    import torch

    torch.manual_seed(0)
    RobertaModel(config).save_pretrained(folder)
    return folder


def make_structural(request: pytest.FixtureRequest) -> Embedder:
    return StructuralEmbedder()


def make_unixcoder(request: pytest.FixtureRequest) -> Embedder:
    if not HAS_TORCH:
        pytest.skip("needs torch and transformers: pip install 'fasterpy[hf]'")
    from fasterpy.embed.unixcoder import UniXcoderEmbedder, UniXcoderEmbedderConfig

    folder = request.getfixturevalue("tiny_unixcoder")
    return UniXcoderEmbedder(UniXcoderEmbedderConfig(model=str(folder), device="cpu", batch_size=3))


def make_onnx(request: pytest.FixtureRequest) -> Embedder:
    if not HAS_ONNX:
        pytest.skip("needs onnx, onnxruntime and tokenizers: pip install onnx 'fasterpy[onnx]'")
    from fasterpy.embed.onnx import OnnxEmbedder, OnnxEmbedderConfig

    folder = tiny_onnx(request.getfixturevalue("tmp_path"))
    return OnnxEmbedder(OnnxEmbedderConfig(folder=str(folder), batch_size=3))


@pytest.fixture(params=[make_structural, make_unixcoder, make_onnx], ids=["structural", "unixcoder", "onnx"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    make: Callable[[pytest.FixtureRequest], Embedder] = request.param
    return make(request)


def usable(embedder: Embedder) -> list[str]:
    # A lone surrogate is not text that a tokenizer of bytes can take.
    return TEXTS if isinstance(embedder, StructuralEmbedder) else [t for t in TEXTS if "\udcff" not in t]


def test_shape_type_and_length(embedder: Embedder) -> None:
    vectors = embedder.embed(usable(embedder))
    assert vectors.shape == (len(usable(embedder)), embedder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_single_batch_and_any_order_agree(embedder: Embedder) -> None:
    texts = usable(embedder)
    batch = embedder.embed(texts)
    np.testing.assert_allclose(np.vstack([embedder.embed([text]) for text in texts]), batch, atol=1e-5)
    np.testing.assert_allclose(embedder.embed(texts[::-1])[::-1], batch, atol=1e-5)


def test_different_code_has_different_vectors(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS[:3])
    assert (vectors @ vectors.T)[np.triu_indices(3, 1)].max() < 0.9999


def test_structural_is_the_same_in_every_process() -> None:
    code = (
        "import sys, json; from fasterpy.embed import StructuralEmbedder as E;"
        "print(json.dumps(E().embed(json.loads(sys.stdin.read())).tolist()))"
    )
    texts = [text for text in TEXTS if "\udcff" not in text]
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(texts),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert np.array_equal(np.array(json.loads(runs[0]), dtype=np.float32), StructuralEmbedder().embed(texts))


@pytest.mark.skipif(not HAS_TORCH, reason="needs torch and transformers: pip install 'fasterpy[hf]'")
def test_unixcoder_equals_a_direct_computation(tiny_unixcoder: Path) -> None:
    import torch
    from transformers import AutoModel, AutoTokenizer

    from fasterpy.embed.unixcoder import UniXcoderEmbedder, UniXcoderEmbedderConfig

    tokenizer, model = AutoTokenizer.from_pretrained(tiny_unixcoder), AutoModel.from_pretrained(tiny_unixcoder).eval()
    embedder = UniXcoderEmbedder(UniXcoderEmbedderConfig(model=str(tiny_unixcoder), device="cpu"))
    for text in TEXTS[:3]:
        tokens = ["<s>", "<encoder-only>", "</s>", *tokenizer.tokenize(text), "</s>"]
        with torch.inference_mode():
            states = model(torch.tensor([tokenizer.convert_tokens_to_ids(tokens)])).last_hidden_state[0]
        wanted = torch.nn.functional.normalize(states.mean(0), dim=0).numpy()
        np.testing.assert_allclose(embedder.embed([text])[0], wanted, atol=1e-5)


@pytest.mark.skipif(not HAS_TORCH, reason="needs torch and transformers: pip install 'fasterpy[hf]'")
def test_unixcoder_reads_all_of_long_code(tiny_unixcoder: Path) -> None:
    from fasterpy.embed.unixcoder import UniXcoderEmbedder, UniXcoderEmbedderConfig

    embedder = UniXcoderEmbedder(
        UniXcoderEmbedderConfig(model=str(tiny_unixcoder), device="cpu", max_tokens=64, overlap=8)
    )
    long = "x = 1\n" * 100
    a, b = embedder.embed([long, long + "while queue: queue.pop(0)\n" * 10])
    assert a @ b < 0.99999


@pytest.mark.skipif(HAS_TORCH, reason="torch is installed")
def test_unixcoder_without_torch_names_the_extra() -> None:
    from fasterpy.embed.unixcoder import UniXcoderEmbedder

    with pytest.raises(MissingExtraError, match=r"fasterpy\[hf\]"):
        UniXcoderEmbedder().embed(["x = 1"])


@pytest.mark.skipif(not HAS_TORCH, reason="needs torch and transformers: pip install 'fasterpy[hf]'")
def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    from fasterpy.embed.unixcoder import UniXcoderEmbedder, UniXcoderEmbedderConfig

    with pytest.raises(ModelError, match="structural embedder"):
        UniXcoderEmbedder(UniXcoderEmbedderConfig(model=str(tmp_path / "nothing"))).embed(["x = 1"])
