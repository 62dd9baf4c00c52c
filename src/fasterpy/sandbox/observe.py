"""What the zygote reports about a run, judged: which status, which numbers may be believed."""

from __future__ import annotations

import signal
from typing import Any, TypeVar

import msgspec

from fasterpy.records import Observation, Status, Timing

_SIGXCPU = int(signal.SIGXCPU)
_SIGXFSZ = int(signal.SIGXFSZ)
_SLACK_NS = 1_000_000

T = TypeVar("T")


class Report(msgspec.Struct, forbid_unknown_fields=False):
    """The child's sealed answer."""

    status: Status
    value: Any = None
    error: Any = None
    exit_code: int = 0
    wall_ns: int = 0
    cpu_ns: int = 0
    arcs: list[tuple[int, int]] = []
    lines: list[tuple[int, int]] = []
    detail: str = ""
    ns: list[int] = []
    queued: list[int] = []
    load_ns: int = 0
    peak_bytes: int = 0
    allocated_bytes: int = 0
    end_ns: int = 0
    repeats: list[int] = []


class _Mark(msgspec.Struct):
    start_ns: int


def judge(end: dict[str, Any], limits_output: int, program: bool) -> Report:
    """The child's report where it is genuine, else a report of how the child ended."""
    if end["how"] == "unusable":
        return Report(status="unusable", detail=end["detail"])
    if end["killed"] == "processes":
        return Report(status="crashed", detail="started more processes than allowed", wall_ns=_outer(end, 0))
    if end["killed"]:
        return Report(status=end["killed"], detail="stopped by the sandbox", wall_ns=_outer(end, 0))
    frames: list[bytes] = end["frames"]
    if not end["clean"] or len(frames) > 2:
        return Report(status="violation", detail="something else than the harness wrote to the result channel")
    try:
        start = msgspec.msgpack.decode(frames[0], type=_Mark).start_ns if frames else 0
        report = msgspec.msgpack.decode(frames[1], type=Report) if len(frames) > 1 else None
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        return Report(status="violation", detail=f"malformed result: {error}")
    if report is None:
        return _without(end, start, limits_output, program)
    if end["signal"] or end["exit_code"] != end["expected"]:
        return Report(status="violation", detail="the result was sent, but the process did not end as it should")
    if not end["began_ns"] - _SLACK_NS * 50 <= start <= report.end_ns <= end["ended_ns"] + _SLACK_NS:
        return Report(status="violation", detail="the clock of the run disagrees with the clock outside")
    if report.wall_ns < 0 or report.wall_ns > end["ended_ns"] - start + _SLACK_NS:
        return Report(status="violation", detail="the time of the run disagrees with the clock outside")
    if end["stdout_bytes"] > limits_output:
        return Report(status="output", detail="wrote more than allowed", wall_ns=report.wall_ns)
    return report


def _outer(end: dict[str, Any], start: int) -> int:
    return max(0, int(end["ended_ns"]) - (start or int(end["began_ns"])))


def _without(end: dict[str, Any], start: int, limits_output: int, program: bool) -> Report:
    """The child ended without a report."""
    wall, cpu = _outer(end, start), int(end["cpu_ns"])
    number, code = end["signal"], end["exit_code"]
    if end["stdout_bytes"] > limits_output or number == _SIGXFSZ:
        return Report(status="output", detail="wrote more than allowed", wall_ns=wall, cpu_ns=cpu)
    if number == _SIGXCPU:
        return Report(status="timeout", detail="used up its processor time", wall_ns=wall, cpu_ns=cpu)
    if number:
        name = signal.Signals(number).name if number in iter(signal.Signals) else str(number)
        detail = f"killed by {name}"
        return Report(status="crashed", detail=detail, exit_code=-number, wall_ns=wall, cpu_ns=cpu)
    if not start:
        return Report(status="crashed", detail=f"the run could not be prepared (exit code {code})")
    if program and code == 0:
        return Report(status="returned", wall_ns=wall, cpu_ns=cpu, ns=[wall], detail="left through os._exit")
    detail = f"ended with exit code {code} and without a result"
    return Report(
        status="exited", exit_code=code, wall_ns=wall, cpu_ns=cpu, ns=[wall] if program else [], detail=detail
    )


def observation(end: dict[str, Any], limits_output: int, program: bool) -> Observation:
    """Answer to a Job."""
    report = judge(end, limits_output, program)
    return Observation(
        status=report.status,
        value=report.value,
        error=report.error,
        stdout=end.get("stdout", b""),
        stderr=end.get("stderr", b""),
        exit_code=report.exit_code,
        wall_ns=report.wall_ns,
        cpu_ns=report.cpu_ns,
        peak_kb=end.get("peak_kb", 0),
        arcs=tuple(report.arcs),
        lines=tuple(report.lines),
        detail=report.detail,
    )


def timing(end: dict[str, Any], limits_output: int, program: bool) -> Timing:
    """Answer to a TimingJob."""
    report = judge(end, limits_output, program)
    return Timing(
        status=report.status,
        ns=tuple(report.ns),
        queued=tuple(report.queued) if len(report.queued) == len(report.ns) else (),
        load_ns=report.load_ns,
        wall_ns=_outer(end, 0) if end["how"] == "ran" else 0,
        cpu_ns=report.cpu_ns,
        peak_bytes=report.peak_bytes,
        allocated_bytes=report.allocated_bytes,
        detail=report.detail,
        repeats=tuple(report.repeats),
    )
