"""All that the outcome of a run depends on, named piece by piece: what makes two runs the same."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path

import msgspec

from fasterpy import __version__
from fasterpy.analysis.reached import Reach, reach
from fasterpy.config import Settings
from fasterpy.errors import FasterpyError
from fasterpy.machine import usable_cores
from fasterpy.records import Code, Source

NEUTRAL = frozenset({"seconds", "cache", "cache_dir", "learn", "kb"})
"""Settings that are not in the key as such: the budget is compared; of a knowledge base its advice counts."""
_MOST_FILES = 20_000
_SKIPPED = frozenset({"__pycache__", "node_modules"})


def run_key(settings: Settings, source: Source, code: Code, inputs: Path | None) -> str | None:
    """The hash of ``ingredients``. None when something cannot be told apart from something else."""
    parts = ingredients(settings, source, code, inputs)
    return None if parts is None else digest(msgspec.json.encode(sorted(parts.items())))


def ingredients(settings: Settings, source: Source, code: Code, inputs: Path | None) -> dict[str, str] | None:
    """What the outcome for one target depends on, each part with its hash; None when there is no telling."""
    around = surroundings(code)
    told = given(settings, code, inputs)
    if around is None or told is None:
        return None
    fields = {name: value for name, value in msgspec.structs.asdict(settings).items() if name not in NEUTRAL}
    return {
        "source": digest(source.raw),
        "code": code_digest(code),
        "settings": digest(msgspec.json.encode(fields)),
        "surroundings": around,
        "given": told,
        "advice": _advice(settings, source, code),
        "model": _model(settings),
        "plugins": _plugins(settings),
        "fasterpy": fasterpy_itself(),
        "machine": machine(),
    }


def surroundings(code: Code) -> str | None:
    """A hash of what the code can see beside its own text: modules of its project, installed packages, the interpreter.

    Where it may read files, all files below its folders are in it; None when those are too many to look at.
    """
    found = reach(code.text, str(Path(code.filename).parent), _roots(code.search_path), code.module)
    parts = [sys.version, os.path.realpath(sys.executable), installed(), *map(_origin, found.outside)]
    parts += [f"{path}:{_content(Path(path))}" for path in found.files]
    if found.opens:
        read = _readable(found, code.search_path)
        if read is None:
            return None
        parts.append(read)
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def machine() -> str:
    """A hash of what a time depends on: this computer and how much of it is ours."""
    cores = usable_cores()
    return digest(f"{platform.node()}|{platform.platform()}|{_processor()}|{os.cpu_count()}|{cores}".encode())


@lru_cache(maxsize=1)
def fasterpy_itself() -> str:
    """A hash of the version and of every file of this package."""
    return digest(f"{__version__}|{package(Path(__file__).parents[1])}".encode())


def installed() -> str:
    """A hash of the installed packages, their versions and when they were put there."""
    found = []
    for folder in dict.fromkeys(sys.path):
        for path in [*Path(folder or ".").glob("*.dist-info"), *Path(folder or ".").glob("*.egg-info")]:
            found.append(f"{path}:{_stamp(path)}")
    return digest("\0".join(sorted(found)).encode())


def code_digest(code: Code) -> str:
    """A hash of a version, its place included."""
    return digest(msgspec.json.encode(code))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def given(settings: Settings, code: Code, inputs: Path | None) -> str | None:
    """What people wrote down as inputs: --inputs, tests near the code that call it, recorded calls."""
    from fasterpy.workload.examples import test_files
    from fasterpy.workload.recorded import recordings

    parts = []
    if inputs is not None:
        files = sorted(inputs.glob("*.in")) if inputs.is_dir() else [inputs]
        parts += [f"{path.resolve()}:{_content(path)}" for path in files]
        if inputs.suffix == ".py" and inputs.is_file():
            text = inputs.read_text(encoding="utf-8", errors="replace")
            path = str(inputs.resolve())
            around = surroundings(Code(text=text, kind="function", filename=path, search_path=code.search_path))
            if around is None:
                return None
            parts.append(around)
    if code.kind == "function":
        parts += [f"{path}:{_content(path)}" for path in test_files(code)]
        parts += [f"{path}:{_content(path)}" for path in recordings(settings.recorded)]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _advice(settings: Settings, source: Source, code: Code) -> str:
    """What a base of the user's own advises; the bundled one is part of fasterpy."""
    if not settings.kb:
        return ""
    from fasterpy.cli.stores import make_retriever
    from fasterpy.preprocess.cleaner import PreprocessConfig, TreeSitterPreprocessor

    cleaner = TreeSitterPreprocessor(PreprocessConfig(max_tokens=settings.context_tokens))
    cleaned = cleaner.clean(source, [code.qualname] if code.qualname else [])
    retriever = make_retriever(settings)
    try:
        return digest(msgspec.json.encode(retriever.retrieve([cleaned])))
    finally:
        retriever.store.close()


def _model(settings: Settings) -> str:
    """The weights of a model on this machine or the address of a server, an adapter, and prompts of the user's own."""
    from fasterpy.cli.local_models import identity, is_local

    parts = [_tree([settings.adapter]) or ""] if settings.adapter else []
    parts += [_content(Path(part)) for part in settings.prompt.split(",") if part.endswith(".jinja")]
    try:
        parts.append(identity(settings) if is_local(settings) else _server(settings))
    except FasterpyError as error:
        parts.append(str(error))  # it is not here; the run will say so
    return digest("\0".join(parts).encode())


def _server(settings: Settings) -> str:
    if not settings.model:
        return ""
    from fasterpy.generate.llm.openai_chat import endpoint

    return endpoint(settings.base_url)  # the environment's where the settings name none


def _plugins(settings: Settings) -> str:
    """The files of stages that are not ours: an editable one changes without a new version."""
    from importlib.metadata import entry_points

    from fasterpy.registry import EMBEDDERS, GENERATORS, SEARCHES

    wanted = {(GENERATORS, name) for name in settings.generators}
    wanted |= {(SEARCHES, settings.search), (EMBEDDERS, settings.embedder)}
    parts = []
    for group, name in sorted(wanted):
        for point in entry_points(group=group, name=name):
            top = point.module.partition(".")[0]
            spec = None if top == "fasterpy" else PathFinder.find_spec(top)
            places = list(spec.submodule_search_locations or ()) if spec else []
            parts += [point.value, *(package(Path(place)) for place in places)]
            if spec is not None and spec.origin:
                parts.append(_content(Path(spec.origin)))
    return digest("\0".join(parts).encode())


def _roots(search_path: Sequence[str]) -> list[str]:
    """Where imports of the user's own code are looked for: not in installed packages nor in the standard library."""
    foreign = (os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix))
    extra = [path for path in sys.path if path and not os.path.realpath(path).startswith(foreign)]
    return list(dict.fromkeys([*search_path, *extra]))


def _origin(name: str) -> str:
    spec = PathFinder.find_spec(name)
    return f"{name}:" if spec is None or not spec.origin else f"{name}:{spec.origin}:{_stamp(Path(spec.origin))}"


def _readable(found: Reach, search_path: Iterable[str]) -> str | None:
    named = [f"{path}:{_stamp(Path(path))}" for path in found.paths if Path(path).is_file()]
    tree = _tree(search_path)
    return None if tree is None else digest("\0".join([*named, tree]).encode("utf-8", "surrogatepass"))


def _tree(folders: Iterable[str]) -> str | None:
    """A hash of names, sizes and times of all files below, but for hidden folders; None when they are too many."""
    found: list[str] = []
    for folder in folders:
        if Path(folder).is_file():
            found.append(f"{folder}:{_stamp(Path(folder))}")
        for parent, below, files in os.walk(folder):
            below[:] = [name for name in below if _ours(parent, name)]
            found += [f"{parent}/{name}:{_stamp(Path(parent, name))}" for name in files]
            if len(found) > _MOST_FILES:
                return None
    return digest("\0".join(sorted(found)).encode("utf-8", "surrogatepass"))


def _ours(parent: str, name: str) -> bool:
    return not (name in _SKIPPED or name.startswith(".") or Path(parent, name, "pyvenv.cfg").exists())


def package(folder: Path) -> str:
    """A hash of every file of a package."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest("\0".join(f"{path.relative_to(folder)}:{_content(path)}" for path in files).encode())


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return "missing"
    return f"{status.st_size}:{status.st_mtime_ns}"


def _content(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return "missing"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith("model name")), platform.machine())
