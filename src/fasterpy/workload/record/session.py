"""Runs a command with the recorder in it and merges what its processes saw."""

from __future__ import annotations

import base64
import binascii
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from fasterpy import __version__
from fasterpy.errors import InputsError
from fasterpy.records import Record
from fasterpy.workload.recorded import FORMAT, RecordedCall, RecordedFunction, Recording, save

_SITE = """
import importlib.machinery, importlib.util, os, sys
_here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != _here]
def _load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
_load("_fasterpy_record", os.path.join(_here, "hook.py")).install()
# The site's own customization, which this file hides.
_spec = importlib.machinery.PathFinder.find_spec("sitecustomize", sys.path)
if _spec is not None and _spec.origin and os.path.dirname(os.path.abspath(_spec.origin)) != _here:
    _load("_site_sitecustomize", _spec.origin)
"""


class RecordConfig(Record, frozen=True):
    """What to record and how much of it."""

    targets: tuple[str, ...] = ()
    """``FILE.py`` or ``FILE.py::QUALNAME``; none: every function below the current directory, tests apart."""
    out: str = ".fasterpy/recorded"
    most_calls: int = 200
    most_bytes: int = 65_536
    share: float = 0.1
    """Most part of the elapsed time that recording may take."""


class Recorded(Record, frozen=True):
    """What came of it."""

    exit_code: int
    path: str
    functions: tuple[RecordedFunction, ...]


def record(command: Sequence[str], config: RecordConfig, name: str = "calls") -> Recorded:
    """Run ``command`` with recording and save ``<out>/<name>.calls``.

    Raises InputsError when the command cannot be started or a target is not a file. The command's own exit code is
    handed back: a failing test suite still gives recordings.
    """
    if not command:
        raise InputsError("nothing to run: fasterpy record -- COMMAND")
    targets = [_target(target) for target in config.targets]
    folder = Path(tempfile.mkdtemp(prefix="fasterpy-record-"))
    try:
        (folder / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
        hook = resources.files("fasterpy.workload.record").joinpath("hook.py").read_text(encoding="utf-8")
        (folder / "hook.py").write_text(hook, encoding="utf-8")
        results = folder / "results"
        results.mkdir()
        settings = {
            "targets": targets,
            "root": str(Path.cwd().resolve()),
            "out": str(results),
            "most_calls": config.most_calls,
            "most_bytes": config.most_bytes,
            "share": config.share,
        }
        path = os.pathsep.join(part for part in (str(folder), os.environ.get("PYTHONPATH", "")) if part)
        environment = {**os.environ, "PYTHONPATH": path, "FASTERPY_RECORD": json.dumps(settings)}
        try:
            done = subprocess.run(list(command), env=environment, check=False)
        except OSError as error:
            raise InputsError(f"cannot run {command[0]}: {error.strerror}") from None
        functions = merge(
            [json.loads(file.read_text(encoding="utf-8")) for file in sorted(results.glob("*.json"))], config
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    place = Path(config.out) / f"{name}.calls"
    if functions:
        save(place, Recording(format=FORMAT, version=__version__, command=tuple(command), functions=functions))
    return Recorded(exit_code=done.returncode, path=str(place) if functions else "", functions=functions)


def _target(text: str) -> list[str]:
    file, _, qualname = text.partition("::")
    if not Path(file).is_file():
        raise InputsError(f"{file}: no such file; a target is FILE.py or FILE.py::QUALNAME")
    return [os.path.realpath(file), qualname]


def merge(parts: Sequence[list[dict[str, Any]]], config: RecordConfig) -> tuple[RecordedFunction, ...]:
    """Recordings of several processes as one; a call weighs the share of its kind, split over its kind's calls."""
    functions: dict[tuple[str, str], dict[str, Any]] = {}
    for part in parts:
        for one in part:
            key = (one["filename"], one["qualname"])
            known = functions.setdefault(
                key, {"module": one["module"], "total": 0, "skipped": 0, "kinds": {}, "calls": {}}
            )
            known["total"] += one["total"]
            known["skipped"] += one["skipped"]
            for kind, count in one["kinds"].items():
                known["kinds"][kind] = known["kinds"].get(kind, 0) + count
            for call in one["calls"]:
                if call["data"] in known["calls"]:
                    known["calls"][call["data"]]["count"] += call["count"]
                else:
                    known["calls"][call["data"]] = dict(call)
    return tuple(_function(key, known, config) for key, known in sorted(functions.items()))


def _function(key: tuple[str, str], known: dict[str, Any], config: RecordConfig) -> RecordedFunction:
    kept = sorted(known["calls"].values(), key=lambda call: -call["count"])[: config.most_calls]
    seen = sum(known["kinds"].values()) or 1
    calls = []
    for call in kept:
        same = sum(1 for other in kept if other["kind"] == call["kind"])
        try:
            data = base64.b64decode(call["data"], validate=True)
        except (binascii.Error, ValueError):
            continue
        weight = known["kinds"].get(call["kind"], 1) / seen / same
        calls.append(RecordedCall(data=data, weight=weight, label=call["label"]))
    return RecordedFunction(
        module=known["module"],
        qualname=key[1],
        filename=key[0],
        calls=tuple(calls),
        total=known["total"],
        skipped=known["skipped"],
    )
