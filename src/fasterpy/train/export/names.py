"""Names and layouts of weights in GGUF."""

from __future__ import annotations

from typing import Any

from fasterpy.errors import ModelError
from fasterpy.train.lora.base_model import need

ARCHITECTURES = {"qwen2": "QWEN2", "qwen3": "QWEN3", "llama": "LLAMA"}
"""``model_type`` of transformers to gguf's name, where the layout of the weights is known here."""


class Names:
    """From transformers' names to GGUF's."""

    def __init__(self, config: Any) -> None:
        """``config``: the base's. Raises ModelError for an architecture whose layout is not known."""
        self._gguf: Any = need("gguf")
        self.architecture = str(config.model_type)
        known = ARCHITECTURES.get(self.architecture)
        if known is None:
            raise ModelError(
                f"GGUF of {self.architecture} models is not written here ({', '.join(ARCHITECTURES)} are): export "
                "--to merged and convert that folder with llama.cpp's convert_hf_to_gguf.py"
            )
        self.id = self._gguf.MODEL_ARCH[known]
        self._map = self._gguf.get_tensor_name_map(self.id, config.num_hidden_layers)
        self._heads = {"q_proj": config.num_attention_heads, "k_proj": config.num_key_value_heads}

    def of(self, name: str) -> str:
        """``model.layers.0.self_attn.q_proj.weight`` is ``blk.0.attn_q.weight``. Raises ModelError."""
        found = self._map.get_name(name, try_suffixes=(".weight", ".bias"))
        if found is None:
            raise ModelError(f"GGUF has no name for the weight {name}")
        return str(found)

    def rows(self, name: str, array: Any) -> Any:
        """The rows in GGUF's order: that of llama's query and key heads differs from transformers'."""
        layer = name.removesuffix(".weight").removesuffix(".bias").rpartition(".")[2]
        if self.architecture != "llama" or layer not in self._heads:
            return array
        heads = self._heads[layer]
        return (
            array.reshape(heads, 2, array.shape[0] // heads // 2, *array.shape[1:]).swapaxes(1, 2).reshape(array.shape)
        )
