"""What can be known to be wrong before any work starts: a search of a minute must not end with a spelling mistake."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fasterpy.errors import ConfigError, InputsError, ModelError

if TYPE_CHECKING:
    from fasterpy.config import Settings


def check_settings(settings: Settings, inputs: Path | None = None) -> None:
    """Raises ConfigError or InputsError for names, prompts, addresses and files that do not exist or cannot be used."""
    from fasterpy.registry import EMBEDDERS, GENERATORS, SEARCHES, check

    for name in settings.generators:
        check(GENERATORS, name)
    check(SEARCHES, settings.search)
    if settings.embedder != "structural" and not settings.embedder.startswith("onnx:"):
        check(EMBEDDERS, settings.embedder)
    if inputs is not None and not inputs.exists():
        raise InputsError(f"--inputs {inputs} does not exist")
    check_prompts(settings.prompt)
    check_url(settings.base_url, "base-url")
    if "llm" in settings.generators and settings.model:
        _check_model(settings)


def check_prompts(names: str) -> None:
    """Fill in every prompt once. Raises ConfigError for one that does not exist or cannot be filled in."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if wanted in ([], ["auto"]):
        return
    from fasterpy.generate.llm.prompt import check

    for name in wanted:
        check(name)


def check_url(url: str, setting: str) -> None:
    """Raises ConfigError for an address that no request can go to; an empty one means the default."""
    if not url:
        return
    hint = f"{setting} {url!r} is no address of a server: give one like http://localhost:11434/v1"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ConfigError(f"{hint} ({error})") from error
    wrong = parts.scheme not in ("http", "https") or not parts.hostname or port == 0
    if wrong or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise ConfigError(hint)


def _check_model(settings: Settings) -> None:
    from fasterpy.cli.local_models import is_local, named_weights

    if not is_local(settings):
        check_url("" if settings.base_url else os.environ.get("OPENAI_BASE_URL", ""), "OPENAI_BASE_URL")
        return
    from fasterpy.config import Settings as Defaults
    from fasterpy.models.folder import ModelFolder, can_be_pulled

    spec = named_weights(settings)
    try:
        if spec:
            ModelFolder(settings.models).find(spec)
    except ModelError as error:
        # Weights that only have to be pulled are none of a project's settings' fault: the rules go on without them,
        # unless generators were named, and so the model was asked for on purpose.
        if can_be_pulled(spec) and settings.generators == Defaults().generators:
            return
        raise ConfigError(f"model: {error}") from error
