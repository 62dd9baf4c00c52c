"""Reads PIE programs, cases and stored generations; every complaint names the file and the line."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from fasterpy.bench.records import Task, Test, Variant
from fasterpy.errors import InputsError

PROBLEM, SLOW, FAST = "problem_id", "slow_code_col", "model_generated_potentially_faster_code_col"
_FENCE = re.compile(r"^[ \t]*```[ \t]*([\w+-]*)[^\n]*\n(.*?)^[ \t]*```", re.DOTALL | re.MULTILINE)
_OPEN_FENCE = re.compile(r"^[ \t]*```[^\n]*\n(.*)\Z", re.DOTALL | re.MULTILINE)


class Program(msgspec.Struct, frozen=True):
    """The part of PIE's schema that is used; other fields are ignored."""

    problem_id: str
    input: str
    target: str


def read_bytes(path: Path) -> bytes:
    """Contents, unpacked when the name ends in .gz. Raises InputsError."""
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if path.suffix == ".gz" else raw
    except (OSError, EOFError) as error:
        raise InputsError(f"cannot read {path}: {error}") from error


def read_lines(path: Path) -> list[Any]:
    """JSON lines. Raises InputsError with the number of the bad line."""
    rows = []
    for number, line in enumerate(read_bytes(path).split(b"\n"), start=1):
        if line.strip():
            try:
                rows.append(msgspec.json.decode(line))
            except msgspec.DecodeError as error:
                raise InputsError(f"{path}, line {number}: not JSON ({error})") from error
    return rows


def read_programs(path: Path) -> list[Program]:
    """PIE rows with ``problem_id``, ``input`` and ``target``."""
    programs = []
    for number, row in enumerate(read_lines(path), start=1):
        try:
            programs.append(msgspec.convert(row, Program))
        except msgspec.ValidationError as error:
            raise InputsError(f"{path}, row {number}: {error}; expected problem_id, input and target") from error
    if not programs:
        raise InputsError(f"{path} holds no programs")
    return programs


def read_cases(path: Path) -> dict[str, tuple[Test, ...]]:
    """``{problem_id: [{"input", "output"}]}``."""
    try:
        return msgspec.json.decode(read_bytes(path), type=dict[str, tuple[Test, ...]])
    except msgspec.DecodeError as error:
        raise InputsError(f"{path}: expected {{problem_id: [{{input, output}}]}} ({error})") from error


def read_generations(path: Path, programs: Sequence[Program]) -> list[str]:
    """One answer per program, aligned by order and slow code; Markdown taken off. Raises InputsError."""
    rows = read_lines(path)
    if len(rows) == len(programs) and all(_slow(r) == p.input for r, p in zip(rows, programs, strict=True)):
        return [strip_markdown(_fast(path, row)) for row in rows]
    # Another order or a subset: find each program by its slow code, and by problem where the code occurs twice.
    by_slow: dict[tuple[str, str], str] = {}
    for row in rows:
        by_slow.setdefault((str(_get(row, PROBLEM)), _slow(row).strip()), _fast(path, row))
    found = [by_slow.get((p.problem_id, p.input.strip())) for p in programs]
    missing = sum(answer is None for answer in found)
    if missing:
        raise InputsError(f"{path} has no answer for {missing} of {len(programs)} programs (matched by {SLOW})")
    return [strip_markdown(answer or "") for answer in found]


def _get(row: Any, field: str) -> Any:
    return row.get(field) if isinstance(row, Mapping) else None


def _slow(row: Any) -> str:
    return str(_get(row, SLOW) or "")


def _fast(path: Path, row: Any) -> str:
    answer = _get(row, FAST)
    # Some stores keep a list of samples; the first is what Pass@1 is about.
    if isinstance(answer, list):
        answer = answer[0] if answer else ""
    if not isinstance(answer, str):
        raise InputsError(f"{path}: a row has no text in {FAST}")
    return answer


def system_name(path: Path) -> str:
    """``qwen-max.jsonl.gz`` is the system ``qwen-max``."""
    return path.name.removesuffix(".gz").removesuffix(".jsonl").removesuffix(".json")


def strip_markdown(answer: str) -> str:
    """The code of an answer: the longest fenced Python block, else the longest fenced one, else the answer itself."""
    blocks: list[tuple[str, str]] = _FENCE.findall(answer)
    if not blocks:
        cut = _OPEN_FENCE.search(answer)
        # A fence that never closes: the answer ran into its token limit.
        return str(cut.group(1)) if cut else answer
    python = [body for language, body in blocks if language.lower() in ("python", "python3", "py")]
    return max(python or [body for _, body in blocks], key=len)


def make_tasks(
    programs: Sequence[Program], cases: Mapping[str, tuple[Test, ...]], systems: Mapping[str, Sequence[str]], salt: str
) -> list[Task]:
    """One task per program. ``salt`` holds the settings that decide the outcome, so that they are part of the key."""
    tasks = []
    for index, program in enumerate(programs):
        tests = cases.get(program.problem_id, ())
        variants = tuple(Variant(name=name, text=answers[index]) for name, answers in systems.items())
        parts: Iterable[str] = (
            salt, str(index), program.problem_id, program.input, program.target,
            *(x for t in tests for x in (t.input, t.output)), *(x for v in variants for x in (v.name, v.text)),
        )  # fmt: skip
        tasks.append(
            Task(
                key=content_key(parts),
                index=index,
                problem_id=program.problem_id,
                input=program.input,
                reference=program.target,
                systems=variants,
                tests=tests,
            )
        )
    return tasks


def content_key(parts: Iterable[str]) -> str:
    """Hash of texts in order; lengths go in, so that no two lists run together."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(str(len(data)).encode() + b":" + data)
    return digest.hexdigest()[:24]
