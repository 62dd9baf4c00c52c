"""Models on this machine, put together from settings: weights, engine, chat model."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fasterpy.cli.adapters import adapted
from fasterpy.errors import ModelError
from fasterpy.generate.local import Choice, EngineConfig, LocalChatModel, pick, split_spec
from fasterpy.generate.local.pick import load
from fasterpy.models import KNOWN, ModelFolder
from fasterpy.models.folder import Speed

if TYPE_CHECKING:
    from fasterpy.config import Settings
    from fasterpy.generate.local import Engine
    from fasterpy.protocols import Cache, Generator

OPENING = "```python\n"
"""A small model that begins with code does not spend a minute on prose."""
STOP = ("\n```\n",)
ANSWER_RATIO = 2.0
KEEPING = ("openvino", "llama")
"""Engines that keep something beside the weights: what they made of them, or that they work here."""
TEMPERATURE = 0.5
PROMPTS = ("plain", "brief")
"""Answers to two prompts differ more than two answers to one. The shorter first: it is read sooner."""


def is_local(settings: Settings) -> bool:
    """Whether the model is to run in this process; an endpoint in the settings always means a server."""
    return not settings.base_url and _spec(settings) is not None


def _spec(settings: Settings) -> tuple[str, str] | None:
    """Engine and weights: of ``engine:NAME``, and of the bare name of a model that can be pulled or was."""
    if spec := split_spec(settings.model):
        return spec
    names = {card.name for card in KNOWN} | {
        each.manifest.name.lower() for each in ModelFolder(settings.models).installed()
    }
    return ("auto", settings.model) if settings.model.lower() in names else None


def named_weights(settings: Settings) -> str:
    """The weights that the settings name; empty for any that are here."""
    return (_spec(settings) or ("auto", ""))[1]


def local_generator(settings: Settings, cache: Cache) -> Generator:
    """The generator over a model on this machine. Its answers are kept short: they cost time, not money."""
    from fasterpy.generate.llm.cached import CachedChatModel
    from fasterpy.generate.llm.generator import LLMConfig, LLMGenerator

    settings, remark = adapted(settings)
    model, context, note = make_local_model(settings)
    paper = settings.prompt in ("paper", "tagged")
    config = LLMConfig(
        prompt=settings.prompt,
        temperature=TEMPERATURE if settings.temperature is None else settings.temperature,
        auto=PROMPTS,
        max_tokens=settings.max_tokens,
        answer_ratio=ANSWER_RATIO,
        opening="" if paper else OPENING,
        stop=() if paper else STOP,
    )
    generator = LLMGenerator(CachedChatModel(model, cache, context=context), config)
    generator.note = "; ".join(filter(None, (note, remark)))
    return generator


def make_local_model(settings: Settings) -> tuple[LocalChatModel, str, str]:
    """The model, what tells its weights apart in a cache, and a line for the user.

    The weights are loaded with the first question. Raises BackendError that says what to pull or to install.
    """
    folder, path, choice, config = _chosen(settings)

    def on_speed(rate: float, streams: int) -> None:
        folder.note_speed(path, choice.engine, Speed(tokens_per_s=round(rate, 1), streams=streams))

    context = _context(settings, path)
    model = LocalChatModel(f"{choice.engine}:{path.stem}", lambda: _loaded(choice.engine, config), on_speed)
    return model, context, choice.note


def identity(settings: Settings) -> str:
    """Engine and weights that the settings name. Raises BackendError when the weights are not here."""
    wanted, spec = _spec(settings) or ("auto", "")
    path = _weights(ModelFolder(settings.models), spec)
    return f"{wanted}|{path}|{_context(settings, path)}"


def _context(settings: Settings, path: Path) -> str:
    status = path.stat()
    return f"{path.name}|{status.st_size}|{int(status.st_mtime)}|{settings.adapter}"


def prepare(settings: Settings, tell: Callable[[str], None]) -> None:
    """Have the engine make what it makes of weights once, unless that was done. Raises BackendError."""
    _, path, choice, config = _chosen(settings)
    if config.compiled and not Path(config.compiled).exists():
        tell(f"preparing {path.name} for {choice.engine}, once")
        _loaded(choice.engine, config)


def _chosen(settings: Settings) -> tuple[ModelFolder, Path, Choice, EngineConfig]:
    folder = ModelFolder(settings.models)
    wanted, spec = _spec(settings) or ("auto", "")
    path = _weights(folder, spec)
    choice = pick(wanted, path, settings.adapter)
    compiled = folder.compiled(path, choice.engine) if choice.engine in KEEPING and path.is_file() else ""
    config = EngineConfig(weights=str(path), adapter=settings.adapter, compiled=str(compiled), threads=settings.threads)
    return folder, path, choice, config


def _weights(folder: ModelFolder, spec: str) -> Path:
    if spec:
        return folder.find(spec)
    installed = folder.installed()
    if not installed:
        raise ModelError("no model is on this machine: run  fasterpy models pull qwen2.5-coder-1.5b")
    return installed[0].path


@lru_cache(maxsize=1)
def _loaded(engine: str, config: EngineConfig) -> Engine:
    """One process holds the weights once, however many targets it works on."""
    return load(engine, config)
