"""Base and adapter as one model."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from fasterpy.errors import MissingExtraError, ModelError
from fasterpy.train.adapter import AdapterNote, check_template
from fasterpy.train.lora.base_model import load_model, load_tokenizer, need


def merge(base: str, adapter: Path, note: AdapterNote) -> tuple[Any, Any]:
    """The merged model (single precision) and the base's tokenizer. Raises ModelError when they do not fit."""
    torch, peft = need("torch"), need("peft")
    tokenizer = load_tokenizer(base)
    check_template(note, tokenizer.chat_template)
    model = load_model(base, torch.float32)
    try:
        merged = peft.PeftModel.from_pretrained(model, str(adapter)).merge_and_unload()
    except (RuntimeError, ValueError, KeyError) as error:
        raise ModelError(f"{adapter} does not fit {base}: {' '.join(str(error).split())[:200]}") from error
    return merged.eval(), tokenizer


def save(model: Any, tokenizer: Any, folder: Path) -> None:
    """A folder as transformers keeps models, 16 bits per weight."""
    half = model.to(need("torch").bfloat16)
    half.save_pretrained(str(folder))
    tokenizer.save_pretrained(str(folder))


def openvino(weights: Path, folder: Path) -> None:
    """A GGUF as OpenVINO's own folder, made by OpenVINO GenAI. Raises MissingExtraError, ModelError."""
    try:
        import openvino_genai
    except ImportError as error:
        raise MissingExtraError("openvino-genai", "local") from error
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / weights.name
    link.unlink(missing_ok=True)
    link.symlink_to(weights.resolve())  # the converter writes beside what it reads
    try:
        openvino_genai.Tokenizer(str(link), enable_save_ov_model=True)
        openvino_genai.LLMPipeline(str(link), "CPU", enable_save_ov_model=True)
    except RuntimeError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise ModelError(f"OpenVINO cannot convert {weights}: {' '.join(str(error).split())[:300]}") from error
    finally:
        link.unlink(missing_ok=True)
    if not (folder / "openvino_model.xml").exists():
        raise ModelError("this OpenVINO GenAI saves no models: upgrade it, or let fasterpy read the GGUF directly")
