"""A whole Qwen2 model as GGUF, written with the ``gguf`` package: weights, tokenizer and chat template."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from fasterpy.errors import MissingExtraError, ModelError
from fasterpy.train.export.names import Names
from fasterpy.train.lora.base_model import need

Kind = Literal["f16", "f32", "q8_0", "q4_k_m"]


def write(model: Any, tokenizer: Any, path: Path, kind: Kind = "f16", name: str = "") -> None:
    """Write ``path``. ``q4_k_m`` needs llama-cpp-python, which quantises. Raises ModelError, MissingExtraError."""
    if kind == "q4_k_m":
        _quantised(model, tokenizer, path, name)
        return
    gguf = need("gguf")
    names = Names(model.config)
    if names.architecture != "qwen2":
        raise ModelError(
            f"whole models of {names.architecture} are not written as GGUF here (qwen2 is): export --to merged and "
            "convert that folder with llama.cpp's convert_hf_to_gguf.py"
        )
    writer = gguf.GGUFWriter(str(path), names.architecture)
    kinds = gguf.LlamaFileType
    file_type = {"f16": kinds.MOSTLY_F16, "f32": kinds.ALL_F32, "q8_0": kinds.MOSTLY_Q8_0}[kind]
    writer.add_type(gguf.GGUFType.MODEL)
    writer.add_name(name or path.stem)
    writer.add_file_type(file_type)
    if kind == "q8_0":
        writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    _shape(writer, model.config)
    _vocabulary(writer, gguf, tokenizer, model.config.vocab_size)
    tied = bool(model.config.tie_word_embeddings)
    for key, tensor in model.state_dict().items():
        if not (tied and key == "lm_head.weight"):
            _add(writer, gguf, names.of(key), tensor.detach().float().cpu().numpy(), kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _shape(writer: Any, config: Any) -> None:
    rope = getattr(config, "rope_parameters", None) or {}
    base = rope.get("rope_theta") or getattr(config, "rope_theta", None) or 10000.0
    if rope.get("rope_type", "default") != "default":
        raise ModelError(f"rope scaling {rope['rope_type']!r} is not written as GGUF here: use convert_hf_to_gguf.py")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_freq_base(float(base))


def _vocabulary(writer: Any, gguf: Any, tokenizer: Any, size: int) -> None:
    """Byte-level BPE: tokens by number, those that nobody uses included."""
    inner = msgspec.json.decode(tokenizer.backend_tokenizer.to_str())
    if inner["model"]["type"] != "BPE":
        raise ModelError("only byte-level BPE tokenizers are written as GGUF here: use convert_hf_to_gguf.py")
    tokens = [f"[PAD{number}]" for number in range(size)]
    types = [gguf.TokenType.UNUSED] * size
    for token, number in inner["model"]["vocab"].items():
        tokens[number], types[number] = token, gguf.TokenType.NORMAL
    for added in inner.get("added_tokens", ()):
        kind = gguf.TokenType.CONTROL if added["special"] else gguf.TokenType.USER_DEFINED
        tokens[added["id"]], types[added["id"]] = added["content"], kind
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in inner["model"]["merges"]]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(merges)
    writer.add_add_bos_token(False)
    writer.add_eos_token_id(tokenizer.eos_token_id)
    # llama.cpp wants one; transformers' Qwen2 has none and writes none.
    writer.add_bos_token_id(tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id)
    if tokenizer.pad_token_id is not None:
        writer.add_pad_token_id(tokenizer.pad_token_id)
    writer.add_chat_template(tokenizer.chat_template)


def _add(writer: Any, gguf: Any, name: str, array: Any, kind: str) -> None:
    import numpy as np

    if array.ndim == 1 or kind == "f32":
        writer.add_tensor(name, array.astype(np.float32))
    elif kind == "q8_0" and array.shape[-1] % 32 == 0:
        packed = gguf.quants.quantize(array.astype(np.float32), gguf.GGMLQuantizationType.Q8_0)
        writer.add_tensor(name, packed, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    else:
        writer.add_tensor(name, array.astype(np.float16))


def _quantised(model: Any, tokenizer: Any, path: Path, name: str) -> None:
    try:
        import llama_cpp
    except ImportError as error:
        raise MissingExtraError("llama-cpp-python", "llama") from error
    whole = path.with_name(f"{path.name}.f16")
    write(model, tokenizer, whole, "f16", name)
    try:
        options = llama_cpp.llama_model_quantize_default_params()
        options.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_K_M
        if llama_cpp.llama_model_quantize(str(whole).encode(), str(path).encode(), options) != 0:
            raise ModelError(f"llama.cpp could not quantise {whole}")
    finally:
        whole.unlink(missing_ok=True)
