"""Merge the layers of configuration; an unknown key is an error that names the nearest known one."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from fasterpy.config.limits import mistake
from fasterpy.config.settings import Settings
from fasterpy.errors import ConfigError

PREFIX = "FASTERPY_"
# Not settings: secrets and switches that have no place in a file.
RESERVED = frozenset({"API_KEY", "DEBUG", "DEMO_MODEL"})


def load_settings(
    start: Path | None = None,
    environ: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Settings:
    """Settings for a file at ``start``: the nearest pyproject.toml above it, then the environment, then ``options``.

    Options whose value is None count as not given. Raises ConfigError.
    """
    merged: dict[str, Any] = {}
    found = _nearest_pyproject(start or Path.cwd())
    if found is not None:
        merged.update(_checked(_read_table(found), f"{found}: [tool.fasterpy]"))
    merged.update(_from_environment(os.environ if environ is None else environ))
    given = {key: value for key, value in (options or {}).items() if value is not None}
    merged.update(_checked(given, "command line"))
    return _convert(merged, "settings")


def _nearest_pyproject(start: Path) -> Path | None:
    folder = start.resolve()
    for parent in (folder, *folder.parents):
        candidate = parent / "pyproject.toml"
        if candidate.is_file():
            return candidate
    return None


def _read_table(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    table = document.get("tool", {}).get("fasterpy", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.fasterpy] must be a table")
    return {str(key).replace("-", "_"): value for key, value in table.items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for key, text in environ.items():
        if not key.startswith(PREFIX) or key[len(PREFIX) :] in RESERVED:
            continue
        raw[key[len(PREFIX) :].lower()] = text
    checked: dict[str, Any] = {}
    for key, text in raw.items():
        value: Any = tuple(part.strip() for part in text.split(",") if part.strip()) if _is_list(key) else text
        checked.update(_checked({key: value}, f"environment variable {PREFIX}{key.upper()}", shown=PREFIX))
    return checked


def _is_list(key: str) -> bool:
    return isinstance(getattr(Settings(), key, None), tuple)


def _checked(values: Mapping[str, Any], origin: str, shown: str = "") -> dict[str, Any]:
    """Each value converted to its type. Raises ConfigError for an unknown key or a bad value."""
    known = Settings.__struct_fields__
    result: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            show = (shown + near[0].upper()) if near and shown else near[0].replace("_", "-") if near else ""
            hint = f"did you mean {show!r}?" if near else "see docs/configuration.md for the known ones"
            raise ConfigError(f"{origin}: unknown key {key.replace('_', '-')!r}; {hint}")
        converted = _convert({key: value}, f"{origin}: {key.replace('_', '-')}")
        result[key] = getattr(converted, key)
        if wrong := mistake(key, result[key]):
            raise ConfigError(f"{origin}: {key.replace('_', '-')} {wrong}")
    return result


def _convert(values: Mapping[str, Any], origin: str) -> Settings:
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{origin}: {str(error).split(' - at')[0]}") from error
