"""What a child is told to do, made on this side: the job with its code compiled, ready to be sent."""

from __future__ import annotations

import functools
import marshal
import threading
import warnings
from typing import Any

import msgspec
from msgspec import structs

from fasterpy.records import ExpressionCase, Job, StdinCase, TimingJob

_KEPT = 64 << 10
"""Characters of the longest text whose compiled code is kept."""
_turn = threading.Lock()


class UnusableError(ValueError):
    """The job cannot be run; the message says why."""


def order(runner: str, job: Job | TimingJob) -> tuple[bytes, bytes]:
    """(message for the child, its standard input). Raises UnusableError."""
    code = job.code
    compiled = _compiled(code.text, code.filename, "exec")
    if isinstance(compiled, str):
        raise UnusableError(compiled)
    stdin, expression = b"", b""
    if code.kind == "program":
        case = job.case if isinstance(job, Job) else job.cases[0]
        if not isinstance(case, StdinCase):
            raise UnusableError("input: a program wants a stdin case")
        stdin, case = case.stdin, structs.replace(case, stdin=b"")  # it travels through the file alone
        job = structs.replace(job, case=case) if isinstance(job, Job) else structs.replace(job, cases=(case,))
    elif isinstance(job, Job) and isinstance(job.case, ExpressionCase):
        made = _compiled(job.case.expression, "<string>", "eval")
        if isinstance(made, bytes):  # else the child meets the same error and reports it
            expression = made
    told: dict[str, Any] = {
        "runner": runner,
        "job": job,
        "compiled": compiled,
        "expression": expression,
        "exec": isinstance(job, TimingJob) and job.cold_imports,
    }
    data = msgspec.msgpack.encode(told)
    return len(data).to_bytes(4, "big") + data, stdin


def _compiled(text: str, filename: str, mode: str) -> bytes | str:
    return (_remembered if len(text) <= _KEPT else compiled_code)(text, filename, mode)


def compiled_code(text: str, filename: str, mode: str) -> bytes | str:
    """Marshalled code, or the error in words. Compiling runs none of it."""
    try:
        with _turn, warnings.catch_warnings():  # one at a time: the filters belong to the whole process
            warnings.simplefilter("ignore")
            return marshal.dumps(compile(text, filename, mode, dont_inherit=True, optimize=0))
    except Exception as error:
        return f"code: {type(error).__name__}: {error}"


_remembered = functools.lru_cache(maxsize=512)(compiled_code)
"""Versions of one function are compiled once and run many times."""
