"""One call of a function, observed. Runs in the child of one job; gives a plain payload."""

from __future__ import annotations

import sys
import time
import types
from _blake2 import blake2b
from collections.abc import Callable
from typing import Any

import msgspec

from fasterpy.sandbox.child import harness, load, portrait
from fasterpy.sandbox.child.coverage import Arcs, Lines, watcher

Payload = dict[str, Any]
_encode = msgspec.msgpack.Encoder().encode
_ATOMS = frozenset({type(None), bool, int, float, str, bytes, complex})
_SKIPPED = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType)


def observe(job: dict[str, Any], compiled: types.CodeType, mark: list[Callable[[], None]]) -> Payload:
    """Load the module, build the arguments, call, portray."""
    cover, stop, join = harness.kit()
    mark.pop()()
    code = job["code"]
    try:
        load.remember_source(code["text"], code["filename"])
        load.seed_generators(job["seed"])
        try:
            module = load.load_module(code, compiled)
            target = load.resolve(module, code["qualname"])
        except BaseException as problem:
            raise load.why("code", problem) from None
        try:
            args, kwargs = load.arguments(job["case"], module.__dict__)
        except BaseException as problem:
            raise load.why("input", problem) from None
    except load.Unusable as unusable:
        return {"status": "unusable", "detail": str(unusable)}
    variables = data_names(module)
    before = {name: _fingerprint(name, value) for name, value in variables.items()}
    try:
        painter = portrait.remember({"args": args, "kwargs": kwargs, "globals": variables})
    except RecursionError:
        return {"status": "unusable", "detail": "input: too deeply nested to be observed"}
    watched = watcher(job)
    load.seed_generators(job["seed"])
    outcome = call(target, args, kwargs, watched)
    stop()
    cover.restore()
    try:
        join()
        return _portrayed(outcome, (args, kwargs), module, before, painter, watched)
    except MemoryError:
        return {"status": "memory", "detail": "while the result was looked at"}
    except BaseException as problem:  # the target tampered with what the harness stands on
        return {"status": "crashed", "detail": f"the result could not be observed: {type(problem).__name__}"}


def _portrayed(
    outcome: Outcome,
    given: tuple[Any, Any],
    module: types.ModuleType,
    before: dict[str, Any],
    painter: Any,
    watched: Arcs | Lines | None,
) -> Payload:
    status, result, error, exit_code, wall, cpu = outcome
    values: dict[str, Any] = {"args": given[0], "kwargs": given[1]}
    if status == "returned":
        values["result"] = result
    if error is not None:
        values["error"] = error
    if watched is not None and status == "returned":
        watched.start()  # what a returned generator does is the target's doing too
    now = data_names(module).items()
    values["globals"] = {name: value for name, value in now if before.get(name) != _fingerprint(name, value)}
    nodes = portrait.portray(values, before=painter)
    seen = watched.report() if watched is not None else {}
    return {
        "status": status,
        "error": nodes.pop("error", None),
        "value": nodes,
        "exit_code": exit_code,
        "wall_ns": wall,
        "cpu_ns": cpu,
        **seen,
    }


Outcome = tuple[str, Any, BaseException | None, int, int, int]


def call(target: Callable[..., Any], args: Any, kwargs: Any, watched: Arcs | Lines | None = None) -> Outcome:
    """(status, result, error, exit code, wall ns, cpu ns) of a call; coroutines are run, asynchronous ones drained."""
    clock, cpu_clock = time.perf_counter_ns, harness.cpu_clock
    status, exit_code = "returned", 0
    result: Any = None
    error: BaseException | None = None
    if watched is not None:
        watched.start()
    cpu, start = cpu_clock(), clock()
    try:
        result = target(*args, **kwargs)
        if type(result) in (types.CoroutineType, types.AsyncGeneratorType):
            result = run_awaitable(result)
    except MemoryError as caught:
        status, error = "memory", caught
    except SystemExit as caught:
        status, error, exit_code = "exited", caught, exit_status(caught)
    except BaseException as caught:
        status, error = "raised", caught
    wall, cpu = clock() - start, cpu_clock() - cpu
    if watched is not None:
        watched.stop()
    return status, result, error, exit_code, wall, cpu


def run_awaitable(value: Any, loop: Any = None) -> Any:
    """What a coroutine gives, or all that an asynchronous generator yields; in ``loop``, or in a loop of its own."""
    import asyncio  # preloaded by the zygote when the code is asynchronous; it is slow to load and rarely needed

    return asyncio.run(_awaited(value)) if loop is None else loop.run_until_complete(_awaited(value))


def event_loop(target: Callable[..., Any]) -> Any:
    """A loop for an asynchronous target, else None: making one takes longer than many a call that is timed in it."""
    import inspect

    if not (inspect.iscoroutinefunction(target) or inspect.isasyncgenfunction(target)):
        return None
    import asyncio

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(asyncio.sleep(0))  # the first turn of a loop is the slowest
    return loop


async def _awaited(value: Any) -> Any:
    if isinstance(value, types.AsyncGeneratorType):
        return ("async generator", [item async for item in value])
    return await value


def exit_status(error: SystemExit) -> int:
    """What the process would end with."""
    code = error.code
    if code is None:
        return 0
    return code & 0xFF if isinstance(code, int) else 1


def data_names(module: types.ModuleType) -> dict[str, Any]:
    """Module-level names that hold data, and the module's own classes; no modules and functions."""
    own = module.__name__
    found: dict[str, Any] = {}
    for name, value in list(module.__dict__.items()):
        if name.startswith("__") or isinstance(value, _SKIPPED):
            continue
        if isinstance(value, type) and type.__getattribute__(value, "__module__") != own:
            continue
        found[name] = value
    return found


def _fingerprint(name: str, value: Any) -> Any:
    """Changes when the value does; a fresh numbering each time, iterators are not touched."""
    if type(value) in _ATOMS and not (type(value) in (str, bytes, int) and sys.getsizeof(value) > 4096):
        return (type(value), repr(value))
    painter = portrait.Painter(drain=False)
    try:
        node = portrait._globals(painter, {name: value}) if isinstance(value, type) else painter.visit(value)
        painter.flush()
        data = _encode([node, painter.heap])
    except Exception:
        return (type(value), id(value))
    return blake2b(data, digest_size=16).digest()
