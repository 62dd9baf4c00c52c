"""What a run does, done a few times by the zygote on code of our own, before it forks.

The interpreter adapts code while it runs, and remembers where attributes were found; both write to memory. Code that
was run often enough before the fork writes less in every child, which then copies fewer pages.
"""

from __future__ import annotations

import linecache
import marshal
import os
import sys
from typing import Any

import msgspec

from fasterpy.sandbox.child import channel, function, harness, program, timing

_TIMES = 20
"""The interpreter adapts a function after 8 calls, and what did not fit then some calls later."""
_RUNS = {"function": function.observe, "program": program.observe, "time": timing.observe}
_KINDS = tuple(_RUNS)
_encode = msgspec.msgpack.Encoder().encode
_NAME = "rehearsal"
_TEXT = """
def target(x, y):
    y.append([x, 1.5, ("a", b"b", None)])
    if x == 3:
        raise ValueError(x)
    return {"x": x, "y": (y, {x}), "z": [1.5, True, "text"]}
LIMIT = 3
TABLE = {"a": [1, 2]}
"""


def rehearse() -> None:
    """Nothing that a child could see is left behind, once `harness.prepare` was called again."""
    argv, path = list(sys.argv), list(sys.path)
    data = [(kind, msgspec.msgpack.encode(_order(kind, number))) for number in range(4) for kind in _KINDS[:2]]
    out = os.open(os.devnull, os.O_WRONLY)
    try:
        with harness.lasting():
            for number in range(_TIMES * 2):
                once(out, *data[number % len(data)])
    finally:
        os.close(out)
        sys.argv[:], sys.path[:] = argv, path
        linecache.cache.pop(_NAME + ".py", None)


def once(out: int, kind: str, data: bytes) -> None:
    """One run, whose answer goes to ``out``."""
    order = msgspec.msgpack.decode(data)
    job = order["job"]
    if order["expression"]:
        job["case"]["compiled"] = order["expression"]
    payload = _RUNS[kind](job, marshal.loads(order["compiled"]), [_nothing])
    harness.flush_streams()
    channel.sealer(out, b"key")(_encode(payload))
    sys.modules.pop(_NAME, None)


def example(kind: str) -> bytes:
    """What `once` takes."""
    return msgspec.msgpack.encode(_order(kind, 0))


def _nothing() -> None:
    return None


def _order(kind: str, number: int) -> dict[str, Any]:
    """As the caller makes it (`fasterpy.sandbox.orders`)."""
    code = {
        "text": _TEXT,
        "kind": "program" if kind == "time" else kind,
        "qualname": "target",
        "filename": _NAME + ".py",
        "module": "",
        "search_path": [],
    }
    expression = compile(f"(({number % 4}, [1, 2]), {{}})", "<string>", "eval", dont_inherit=True)
    case = {"type": "expression", "expression": "", "source": "", "size": 0, "weight": 1.0}
    job = {"code": code, "case": case, "seed": 0, "coverage": False, "lines": False, "memory": False}
    return {
        "runner": kind,
        "job": job,
        "compiled": marshal.dumps(compile(_TEXT, _NAME + ".py", "exec", dont_inherit=True)),
        "expression": marshal.dumps(expression),
        "exec": False,
    }
