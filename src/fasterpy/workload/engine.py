"""Runs an engine (a bundle of modules, as text) in the sandbox and decodes its answer."""

from __future__ import annotations

from typing import Any

import msgspec

from fasterpy.protocols import Executor
from fasterpy.records import Code, Job, Limits, StdinCase


def ask(executor: Executor, text: str, request: dict[str, Any], code: Code, seconds: float) -> dict[str, Any]:
    """The engine's answer as plain data, or ``{"error": why}``.

    The answer is data written by a process that ran foreign code: it is decoded as JSON and nothing in it is trusted
    beyond being an input to try.
    """
    payload = msgspec.json.encode(request) + b"\n"
    limits = Limits(wall_s=seconds + 8, cpu_s=seconds + 8, memory_mb=1536, output_bytes=64_000_000)
    engine = Code(text=text, kind="program", filename="<inputs>", search_path=code.search_path)
    seen = executor.execute([Job(code=engine, case=StdinCase(stdin=payload, source="engine"), limits=limits)])[0]
    for line in reversed(seen.stdout.splitlines()):
        if line.startswith(b'{"'):
            try:
                answer = msgspec.json.decode(line)
            except msgspec.DecodeError:
                continue
            if isinstance(answer, dict):
                return answer
    tail = seen.stderr.decode("utf-8", "replace").strip().splitlines()
    return {"error": f"{seen.status} {seen.detail} {tail[-1] if tail else ''}".strip()}
