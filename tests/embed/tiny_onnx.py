"""An encoder of one layer as an ONNX file, made here: a token's vector and a tenth of its neighbours' sum."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np

HAS_ONNX = all(importlib.util.find_spec(name) for name in ("onnx", "onnxruntime", "tokenizers"))
DIMENSIONS = 24


def table() -> np.ndarray:
    """Token vectors, shape (tokens, DIMENSIONS)."""
    return np.random.default_rng(0).normal(size=(260, DIMENSIONS)).astype(np.float32)


def tiny_onnx(folder: Path, states: str = "last_hidden_state") -> Path:
    """Make ``model.onnx`` and ``tokenizer.json`` in a folder: bytes as tokens, 0 for padding, one mark at each end."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    special = ["<pad>", "<s>", "</s>", "<unk>"]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate(special + alphabet)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair=None, special_tokens=[("<s>", 1), ("</s>", 2)]
    )
    tokenizer.enable_truncation(16)
    tokenizer.save(str(folder / "tokenizer.json"))
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "tokens"])
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["own"]),
        helper.make_node("Cast", ["attention_mask"], ["weights"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["weights", "last"], ["column"]),
        helper.make_node("Mul", ["own", "column"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "middle"], ["all"], keepdims=1),
        helper.make_node("Mul", ["all", "share"], ["others"]),
        helper.make_node("Add", ["own", "others"], [states]),
    ]
    constants = [
        numpy_helper.from_array(table(), "table"),
        numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
        numpy_helper.from_array(np.array([1], dtype=np.int64), "middle"),
        numpy_helper.from_array(np.array(0.1, dtype=np.float32), "share"),
    ]
    out = helper.make_tensor_value_info(states, TensorProto.FLOAT, ["batch", "tokens", DIMENSIONS])
    graph = helper.make_graph(nodes, "tiny", [ids, mask], [out], constants)
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), folder / "model.onnx"
    )
    return folder
