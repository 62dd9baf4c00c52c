"""The base model with fresh adapters on it: from the hub, a folder, or a GGUF file that transformers dequantises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fasterpy.errors import MissingExtraError, ModelError
from fasterpy.train.lora.config import LoraConfig


def place_of(base: str) -> tuple[str, dict[str, str]]:
    """What ``from_pretrained`` takes for a hub id, a folder or the path of a GGUF file."""
    path = Path(base)
    return (str(path.parent), {"gguf_file": path.name}) if path.suffix == ".gguf" else (base, {})


def load_tokenizer(base: str) -> Any:
    """Raises MissingExtraError, ModelError when it cannot be read or has no chat template."""
    transformers = need("transformers")
    place, options = place_of(base)
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(place, **options)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise ModelError(f"no tokenizer in {base}: {_short(error)}") from error
    if not tokenizer.chat_template:
        raise ModelError(f"{base} has no chat template: take an instruct model")
    return tokenizer


def load_model(base: str, dtype: Any) -> Any:
    """The weights in ``dtype``. Raises ModelError."""
    transformers = need("transformers")
    place, found = place_of(base)
    options: dict[str, Any] = dict(found)
    if options and hasattr(transformers, "GgufConfig"):
        # Later versions keep packed weights, which can be neither trained beside nor merged nor saved.
        options["quantization_config"] = transformers.GgufConfig(dequantize=True)
    try:
        return transformers.AutoModelForCausalLM.from_pretrained(place, dtype=dtype, **options)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise ModelError(f"transformers cannot read {base}: {_short(error)}") from error


def load_config(base: str) -> Any:
    """Shapes of the base, without its weights. Raises ModelError."""
    transformers = need("transformers")
    place, options = place_of(base)
    try:
        return transformers.AutoConfig.from_pretrained(place, **options)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise ModelError(f"transformers cannot read {base}: {_short(error)}") from error


def with_adapter(model: Any, config: LoraConfig) -> Any:
    """The model frozen, with trainable low-rank matrices beside its linear layers (in single precision)."""
    peft = need("peft")
    targets: Any = config.targets if config.targets == "all-linear" else config.targets.split(",")
    options = peft.LoraConfig(
        r=config.rank, lora_alpha=config.alpha, lora_dropout=config.dropout, target_modules=targets, bias="none",
        task_type="CAUSAL_LM",
    )  # fmt: skip
    try:
        adapted = peft.get_peft_model(model, options)
    except ValueError as error:
        raise ModelError(f"no adapter fits the base: {_short(error)}") from error
    if config.gradient_checkpointing:
        plain, options = adapted.get_base_model(), {"use_reentrant": False}
        if hasattr(plain, "activation_checkpointing_enable"):  # its name in later versions
            plain.activation_checkpointing_enable(activation_checkpointing_kwargs=options)
        else:
            plain.gradient_checkpointing_enable(gradient_checkpointing_kwargs=options)
    adapted.config.use_cache = False
    return adapted


def need(package: str) -> Any:
    """An optional package. Raises MissingExtraError."""
    import importlib

    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise MissingExtraError(package, "train") from error


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
