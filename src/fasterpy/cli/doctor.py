"""``fasterpy doctor``: what is available on this machine."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

import click

from fasterpy import __version__
from fasterpy.errors import SandboxError
from fasterpy.machine import usable_cores

_EXTRAS = {
    "accel": ("numba",),
    "local": ("openvino_genai",),
    "llama": ("llama_cpp",),
    "hf": ("torch", "transformers", "peft", "accelerate"),
    "plots": ("matplotlib",),
}
_STORE = ("pymilvus", "milvus_lite")


@click.command()
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False), help="Write the report to this file ('-': stdout)."
)
@click.option(
    "--sandbox",
    type=click.Choice(["auto", "strict", "off"]),
    default="auto",
    show_default=True,
    help="Mode to examine.",
)
def doctor(json_path: str | None, sandbox: str) -> None:
    """Say what is available on this machine: sandbox layers, counters, models, store."""
    report = examine(sandbox)
    if json_path is not None:
        text = json.dumps(report, indent=2) + "\n"
        if json_path == "-":
            click.echo(text, nl=False)
        else:
            Path(json_path).write_text(text, encoding="utf-8")
    if json_path != "-":
        click.echo("\n".join(words(report)), err=True)


def examine(mode: str = "auto") -> dict[str, Any]:
    """The report, as the JSON has it."""
    return {
        "format": 1,
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cores": usable_cores(),
        "sandbox": _sandbox(mode),
        "counters": _counters(),
        "store": all(_present(name) for name in _STORE),
        "extras": {extra: {name: _present(name) for name in names} for extra, names in _EXTRAS.items()},
        "model": {
            name: bool(os.environ.get(name)) for name in ("FASTERPY_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL")
        },
    }


def _sandbox(mode: str) -> dict[str, Any]:
    from fasterpy.sandbox.config import SandboxConfig
    from fasterpy.sandbox.executor import ZygoteExecutor, require

    try:
        with ZygoteExecutor(config=SandboxConfig(mode="off" if mode == "off" else "auto")) as executor:
            layers = executor.layers()
    except SandboxError as error:
        return {"works": False, "strict": False, "reason": str(error), "layers": []}
    try:
        require(layers)
        reason = ""
    except SandboxError as error:
        reason = str(error)
    found = [{"name": layer.name, "active": layer.active, "detail": layer.detail} for layer in layers]
    return {"works": not (mode == "strict" and reason), "strict": not reason, "reason": reason, "layers": found}


def _counters() -> dict[str, Any]:
    """Whether the kernel lets this user count instructions."""
    if sys.platform != "linux":
        return {"available": False, "reason": f"perf events do not exist on {sys.platform}"}
    setting = Path("/proc/sys/kernel/perf_event_paranoid")
    if not setting.exists():
        return {"available": False, "reason": "this kernel has no perf events"}
    if not any(Path("/sys/bus/event_source/devices").glob("cpu*")):
        return {"available": False, "reason": "no hardware counters (a virtual machine without them?)"}
    level = int(setting.read_text())
    if level > 2 and os.geteuid() != 0:
        return {"available": False, "reason": f"kernel.perf_event_paranoid is {level}; 2 or less is needed"}
    return {"available": True, "reason": ""}


def _present(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def words(report: dict[str, Any]) -> list[str]:
    """The report for people, one line each."""
    box = report["sandbox"]
    lines = [f"fasterpy {report['version']}, Python {report['python']}, {report['cores']} cores, {report['platform']}"]
    lines.append(
        "sandbox: " + ("works" if box["works"] else "does not work") + (", strict possible" if box["strict"] else "")
    )
    lines += [f"  {_mark(layer['active'])} {layer['name']:<12} {layer['detail']}" for layer in box["layers"]]
    if box["reason"]:
        lines.append(f"  {box['reason']}")
    counters = report["counters"]
    lines.append(f"{_mark(counters['available'])} counters" + (f": {counters['reason']}" if counters["reason"] else ""))
    lines.append(f"{_mark(report['store'])} knowledge store (Milvus Lite)")
    for extra, packages in report["extras"].items():
        missing = [name for name, there in packages.items() if not there]
        told = f": missing {', '.join(missing)}; run  pip install 'fasterpy[{extra}]'" if missing else ""
        lines.append(f"{_mark(not missing)} extra {extra}{told}")
    named = [name for name, there in report["model"].items() if there]
    lines.append(
        f"{_mark(bool(named))} remote model"
        + (f": {', '.join(named)} set" if named else ": no FASTERPY_API_KEY or OPENAI_API_KEY")
    )
    return lines


def _mark(good: bool) -> str:
    return "+" if good else "-"
