"""A PEFT adapter as the GGUF that llama.cpp applies (``--lora``), written with the ``gguf`` package."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from fasterpy.errors import ModelError
from fasterpy.train.export.names import Names
from fasterpy.train.lora.base_model import need

_NAME = re.compile(r"base_model\.model\.(.+)\.lora_(A|B)\.weight$")


def write(adapter: Path, base_config: Any, path: Path, single: bool = False) -> int:
    """Write ``path``; gives how many layers have an adapter. ``single``: 32 instead of 16 bits per weight.

    Raises ModelError for an adapter with parts that llama.cpp does not know.
    """
    gguf = need("gguf")
    numpy = need("numpy")
    try:
        options = msgspec.json.decode((adapter / "adapter_config.json").read_bytes())
        tensors = need("safetensors.torch").load_file(str(adapter / "adapter_model.safetensors"))
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"{adapter} is no PEFT adapter: {error}") from error
    if options.get("use_dora") or options.get("rank_pattern") or options.get("alpha_pattern"):
        raise ModelError(f"{adapter} uses DoRA or ranks per layer, which llama.cpp does not know")
    names = Names(base_config)
    alpha = float(options["lora_alpha"])
    if options.get("use_rslora"):
        alpha *= float(options["r"]) ** 0.5  # llama.cpp divides by the rank, rank-stabilised LoRA by its root
    writer = gguf.GGUFWriter(str(path), names.architecture)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, alpha)
    writer.add_name(adapter.resolve().name)
    count = 0
    for key, tensor in sorted(tensors.items()):
        match = _NAME.match(key)
        if match is None:
            raise ModelError(f"llama.cpp cannot apply the adapter's part {key}: tune linear layers alone")
        layer, part = f"{match[1]}.weight", match[2]
        array = tensor.float().numpy()
        if part == "B":
            array, count = names.rows(layer, array), count + 1
        array = numpy.ascontiguousarray(array, dtype=numpy.float32 if single else numpy.float16)
        writer.add_tensor(f"{names.of(layer)}.lora_{part.lower()}", array)
    _finish(writer)
    return count


def _finish(writer: Any) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
