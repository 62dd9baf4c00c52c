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

from fasterpy.sandbox.child import channel, function, harness, program

_TIMES = 20
"""The interpreter adapts a function after 8 calls, and what did not fit then some calls later."""
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
    out = os.open(os.devnull, os.O_WRONLY)
    try:
        with harness.lasting():
            for number in range(_TIMES):
                for kind, run in (("function", function.observe), ("program", program.observe)):
                    data = msgspec.msgpack.encode({"job": _job(kind, number), "compiled": _compiled(kind)})
                    order = msgspec.msgpack.decode(data)
                    payload = run(order["job"], marshal.loads(order["compiled"]), [_nothing])
                    harness.flush_streams()
                    channel.sealer(out, b"key")(msgspec.msgpack.encode(payload))
                    sys.modules.pop(_NAME, None)
    finally:
        os.close(out)
        sys.argv[:], sys.path[:] = argv, path
        linecache.cache.pop(_NAME + ".py", None)


def _nothing() -> None:
    return None


def _job(kind: str, number: int) -> dict[str, Any]:
    code = {
        "text": _TEXT,
        "kind": kind,
        "qualname": "target",
        "filename": _NAME + ".py",
        "module": "",
        "search_path": [],
    }
    made = marshal.dumps(compile(f"(({number % 4}, [1, 2]), {{}})", "<string>", "eval", dont_inherit=True))
    case = {"type": "expression", "expression": "", "compiled": made}
    return {"code": code, "case": case, "seed": 0, "coverage": False}


def _compiled(kind: str) -> bytes:
    return marshal.dumps(compile(_TEXT, _NAME + ".py", "exec", dont_inherit=True))
