"""Which engine for which weights: ``auto`` takes the best that is installed and says what would be better."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path

from fasterpy.errors import GenerationError, MissingExtraError
from fasterpy.generate.local.config import EngineConfig
from fasterpy.generate.local.engine import Engine
from fasterpy.records import Record

ENGINES: dict[str, tuple[str, str, str, str]] = {
    # name: (package, extra, module, class)
    "openvino": ("openvino_genai", "local", "fasterpy.generate.local.openvino_engine", "OpenVINOEngine"),
    "llama": ("llama_cpp", "llama", "fasterpy.generate.local.llama_engine", "LlamaEngine"),
    "transformers": ("transformers", "hf", "fasterpy.generate.local.transformers_engine", "TransformersEngine"),
}
PREFIXES = ("local", *ENGINES)


class Choice(Record, frozen=True):
    """An engine by name, and a line for the user."""

    engine: str
    note: str


def split_spec(model: str) -> tuple[str, str] | None:
    """``openvino:NAME`` to engine and weights; the engine of ``local:NAME``, ``x.gguf`` and ``auto`` is ``auto``.

    None for the name of a model behind an API.
    """
    if model == "auto":
        return "auto", ""
    head, colon, rest = model.partition(":")
    if colon and head in PREFIXES:
        return ("auto" if head == "local" else head), rest
    return ("auto", model) if model.endswith(".gguf") else None


def pick(wanted: str, weights: Path, adapter: str = "", gpu: bool | None = None) -> Choice:
    """The engine to use. Raises GenerationError or MissingExtraError that says what to install."""
    if wanted != "auto":
        package, extra, _, _ = ENGINES[wanted]
        if not _installed(package):
            raise MissingExtraError(package.replace("_", "-"), extra)
        return Choice(engine=wanted, note="")
    able = _able(weights, adapter, _gpu() if gpu is None else gpu)
    here = [name for name in able if _installed(ENGINES[name][0])]
    if not here:
        extra = ENGINES[able[0]][1]
        raise GenerationError(f"no engine for {weights.name} is installed: run  pip install 'fasterpy[{extra}]'")
    note = f"model: {weights.name} with {here[0]}"
    if here[0] != able[0]:
        note += f"; {able[0]} would be faster: pip install 'fasterpy[{ENGINES[able[0]][1]}]'"
    return Choice(engine=here[0], note=note)


def load(engine: str, config: EngineConfig) -> Engine:
    """The engine with its weights in memory. Raises BackendError."""
    _, _, module, name = ENGINES[engine]
    made: Engine = getattr(importlib.import_module(module), name)(config)
    return made


def _able(weights: Path, adapter: str, gpu: bool) -> list[str]:
    """Engines that can read these weights, the fastest for several answers first."""
    if adapter:
        return ["llama"] if adapter.endswith(".gguf") else ["transformers"]
    if weights.is_dir():
        return ["openvino"] if (weights / "openvino_model.xml").exists() else ["transformers"]
    order = ["openvino", "llama", "transformers"]
    return ["transformers", "openvino", "llama"] if gpu else order


def _installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def _gpu() -> bool:
    """Whether this machine has an NVIDIA device; asking torch would cost seconds."""
    return Path("/dev/nvidiactl").exists()
