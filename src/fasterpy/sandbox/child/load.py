"""Module text to module, qualified name to callable, case to arguments. Runs in the child of one job."""

from __future__ import annotations

import _random
import functools
import importlib.machinery
import inspect
import io
import linecache
import marshal
import os
import pickle
import random
import sys
import types
from collections.abc import Callable
from itertools import islice
from typing import Any

CaseDict = dict[str, Any]
PRELUDE = "fasterpy.sandbox.child.prelude"


class Unusable(Exception):
    """The code could not be loaded or the input could not be built; the message says which."""


def why(stage: str, error: BaseException) -> Unusable:
    """An Unusable that carries the foreign error in words."""
    try:
        text = str(error)
    except BaseException:
        text = "?"
    return Unusable(f"{stage}: {type(error).__name__}: {text}"[:2000])


def remember_source(text: str, filename: str) -> None:
    """Tracebacks and ``inspect.getsource`` find the text, whether or not such a file exists."""
    linecache.cache[filename] = (len(text), None, io.StringIO(text).readlines(), filename)


def load_module(code: dict[str, Any], compiled: types.CodeType) -> types.ModuleType:
    """The code as a proper module, registered under its import name."""
    filename = code["filename"]
    extend_path(code.get("search_path", ()))
    name = code.get("module") or module_stem(filename)
    above = name.rpartition(".")[0]
    folder, base = os.path.split(filename)
    package = name if base == "__init__.py" and code.get("module") else above
    if package:
        importlib.import_module(package)
    module = types.ModuleType(name)
    module.__file__ = filename
    module.__package__ = package
    if package == name:
        module.__path__ = [folder]
    module.__spec__ = importlib.machinery.ModuleSpec(name, None, origin=filename)
    module.__builtins__ = __builtins__  # type: ignore[attr-defined]
    sys.modules[name] = module
    if above:
        setattr(sys.modules[above], name.rpartition(".")[2], module)
    exec(compiled, module.__dict__)
    return sys.modules.get(name, module)


def extend_path(search_path: Any) -> None:
    """The user's directories come first, as they do when the user runs the code."""
    for directory in reversed(list(search_path)):
        if directory not in sys.path:
            sys.path.insert(0, directory)


def module_stem(filename: str) -> str:
    """Import name of a lone file; never one that shadows the standard library."""
    stem = os.path.basename(filename).removesuffix(".py").strip("<>")
    if not stem.isidentifier() or stem in sys.stdlib_module_names or stem in sys.modules:
        return "target_" + "".join(c if c.isalnum() else "_" for c in stem)
    return stem


def resolve(module: types.ModuleType, qualname: str) -> Callable[..., Any]:
    """The callable behind ``function``, ``Class.method``, a static or class method, or a property's getter."""
    holder: Any = module
    *path, last = qualname.split(".")
    for part in path:
        holder = getattr(holder, part)
    if not isinstance(holder, type):
        found = getattr(holder, last)
    else:
        raw = inspect.getattr_static(holder, last)
        if isinstance(raw, property):
            found = raw.fget
        elif isinstance(raw, functools.cached_property):
            found = raw.func
        else:
            found = getattr(holder, last)
    if not callable(found):
        raise TypeError(f"{qualname} is not callable")
    return found  # type: ignore[no-any-return]


def arguments(case: CaseDict, namespace: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """``(args, kwargs)`` of a case, built from nothing every time."""
    kind = case["type"]
    if kind == "expression":
        return as_call(_evaluated(case, namespace))
    if kind == "pickle":
        return as_call(pickle.loads(case["data"]))
    if kind == "generator":
        return as_call(_generated(case, namespace))
    raise TypeError(f"a {kind} case has no arguments")


def as_call(item: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """``(tuple, dict)`` is taken as ``(args, kwargs)``; any other tuple is the positional arguments.

    Anything else is the only argument.
    """
    if type(item) is not tuple:
        return (item,), {}
    if len(item) == 2 and type(item[0]) is tuple and type(item[1]) is dict and all(type(key) is str for key in item[1]):
        return item[0], item[1]
    return item, {}


def _evaluated(case: CaseDict, namespace: dict[str, Any]) -> Any:
    made = case.get("compiled")  # outside, where every expression is compiled once
    code = marshal.loads(made) if made else compile(case["expression"], "<string>", "eval", dont_inherit=True)
    ready = prelude()
    # Only what it mentions: every name in a dictionary is a page that this child copies.
    return eval(code, {**{name: ready[name] for name in _mentioned(code) if name in ready}, **namespace})


def _mentioned(code: types.CodeType) -> list[str]:
    found = list(code.co_names)
    for inner in code.co_consts:
        if type(inner) is types.CodeType:
            found += _mentioned(inner)
    return found


@functools.cache
def prelude() -> dict[str, Any]:
    """Names that expressions may use besides those of the target's module; worked out before the zygote forks."""
    try:
        module = importlib.import_module(PRELUDE)
    except ImportError:
        return {}
    names = getattr(module, "__all__", None) or [n for n in vars(module) if not n.startswith("_")]
    return {name: getattr(module, name) for name in names}


def _generated(case: CaseDict, namespace: dict[str, Any]) -> Any:
    scope: dict[str, Any] = {"__name__": "__inputs__", "__file__": case["filename"], "__builtins__": __builtins__}
    remember_source(case["text"], case["filename"])
    directory = os.path.dirname(case["filename"])
    if directory and os.path.isdir(directory) and directory not in sys.path:
        sys.path.append(directory)
    exec(compile(case["text"], case["filename"], "exec", dont_inherit=True), scope)
    items = scope["inputs"](case["size"], random.Random(case["seed"]))
    for item in islice(iter(items), case["index"], None):
        return item
    raise IndexError(f"inputs({case['size']}, rng) gave fewer than {case['index'] + 1} items")


_generator: Any = random._inst
_seed = _random.Random.seed  # what ``random.seed`` comes to for a number; nothing else has to be touched


def seed_generators(seed: int) -> None:
    """The global generators, where they exist."""
    _seed(_generator, seed)
    _generator.gauss_next = None
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed(seed & 0xFFFFFFFF)
