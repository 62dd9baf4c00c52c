"""The ONNX embedder: the vectors of a direct computation, whole texts, errors that say what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from fasterpy.cli.stores import make_embedder
from fasterpy.embed.onnx import OnnxEmbedder, OnnxEmbedderConfig
from fasterpy.errors import MissingExtraError, ModelError
from tests.embed.tiny_onnx import DIMENSIONS, HAS_ONNX, table, tiny_onnx

needs_onnx = pytest.mark.skipif(not HAS_ONNX, reason="needs onnx, onnxruntime and tokenizers")


def direct(text: str, most: int = 512, overlap: int = 64) -> np.ndarray:
    """The same by numpy alone."""
    from tokenizers import pre_tokenizers

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    marks = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False).pre_tokenize_str(text)
    body = [4 + alphabet.index(mark) for piece, _ in marks for mark in piece]
    room = most - 2
    total, count = np.zeros(DIMENSIONS), 0
    for start in range(0, max(1, len(body) - overlap), max(1, room - overlap)):
        own = table()[[1, *body[start : start + room], 2]].astype(np.float64)
        total += (own + 0.1 * own.sum(0)).sum(0)
        count += len(own)
    mean = total / count
    return mean / np.linalg.norm(mean)


@needs_onnx
@pytest.mark.parametrize("text", ["x = 1\n", "def f(xs):\n    return sum(xs)\n" * 60, "a"])
def test_the_vectors_of_a_direct_computation(tmp_path: Path, text: str) -> None:
    embedder = make_embedder(f"onnx:{tiny_onnx(tmp_path)}")
    assert embedder.dimensions == DIMENSIONS
    np.testing.assert_allclose(embedder.embed(["y", text, "z" * 40])[1], direct(text), atol=1e-5)


@needs_onnx
def test_the_end_of_long_code_counts(tmp_path: Path) -> None:
    embedder = OnnxEmbedder(OnnxEmbedderConfig(folder=str(tiny_onnx(tmp_path))))
    first, other = embedder.embed(["x = 1\n" * 400 + "import os\n", "x = 1\n" * 400 + "while y: z()\n"])
    assert not np.allclose(first, other, atol=1e-5)


@needs_onnx
def test_the_name_is_that_of_the_weights(tmp_path: Path) -> None:
    folders = [tmp_path / place / "model" for place in ("a", "b", "c")]
    for folder in folders:
        folder.mkdir(parents=True)
        tiny_onnx(folder, "last_hidden_state" if folder != folders[2] else "states")
    names = [OnnxEmbedder(OnnxEmbedderConfig(folder=str(folder))).name for folder in folders]
    assert names[0] == names[1] != names[2]
    assert names[0].startswith("onnx:model@")


@needs_onnx
def test_weights_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tiny_onnx(tmp_path) / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="cannot be loaded"):
        OnnxEmbedder(OnnxEmbedderConfig(folder=str(tmp_path))).embed(["x"])


@needs_onnx
def test_a_model_that_fails_while_it_runs_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = OnnxEmbedder(OnnxEmbedderConfig(folder=str(tiny_onnx(tmp_path))))
    monkeypatch.setattr(OnnxEmbedder, "_ids", lambda *_: [10_000])  # no such token
    embedder.__dict__["_around"] = ([1], [2])
    with pytest.raises(ModelError, match="fails on 3 tokens"):
        embedder.embed(["x"])


def test_a_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="optimum-cli export onnx"):
        _ = make_embedder(f"onnx:{tmp_path}").name


def test_without_the_package_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(MissingExtraError, match=r"fasterpy\[onnx\]"):
        OnnxEmbedder(OnnxEmbedderConfig(folder=str(tmp_path))).embed(["x"])
