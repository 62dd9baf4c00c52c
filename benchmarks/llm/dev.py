"""Rules alone, the model alone, both, both with repair, evolution: the same programs, the same budget.

    python -m benchmarks.llm.dev --programs DEV.jsonl --arm rules --arm llm --out out/dev [--limit 20]
    python -m benchmarks.llm.dev --programs DEV.jsonl --arm samples --samples 8 --out out/dev
    python -m benchmarks.llm.dev --programs DEV.jsonl --summary --out out/dev
    fasterpy bench pie --programs out/dev/programs.jsonl --cases CASES.json --generations out/dev/rules.jsonl

The rows are those of dev_rows.txt in its order (one program of each problem, drawn and shuffled once): any beginning
is a fair sample. One line per program goes to OUT/ARM.jsonl as soon as it is there; an interrupted
run goes on where it was. The optimizer sees the programs' text alone. ``samples`` asks for many answers without a time
limit and judges each of them: the material of benchmarks.llm.curves. Answers are remembered (FASTERPY_CACHE_DIR), so
arms that ask the same do not wait twice: the seconds of an arm count generation only where it was not remembered, and
``asked`` says how often it was not.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from pathlib import Path

import msgspec

from benchmarks.llm.collect import CollectSearch, Sample
from fasterpy.bench.read import Program, read_programs
from fasterpy.bench.store import LineStore
from fasterpy.cli.compose import build_parts, make_measurer
from fasterpy.config import Settings, load_settings
from fasterpy.errors import FasterpyError
from fasterpy.pipeline import Options, optimize
from fasterpy.protocols import Search
from fasterpy.records import Code, Record, Result, Source, Trial
from fasterpy.search import AutoSearch, BestOfNSearch, EvolveSearch, SearchConfig

ROWS = Path(__file__).parent / "dev_rows.txt"
BARE = SearchConfig(repair_width=0, refine_rounds=0)
ARMS: dict[str, tuple[tuple[str, ...], Search]] = {
    "rules": (("rules",), AutoSearch()),
    "llm": (("llm",), BestOfNSearch()),
    "both": (("rules", "llm"), AutoSearch(BARE)),
    "both+repair": (("rules", "llm"), AutoSearch()),
    "evolve": (("rules", "llm"), EvolveSearch()),
}


ADVICE = ("all", "none", "detectors", "base")
"""Suggestions of the detectors and of the knowledge base, as ``optimize`` has them; of neither; of one alone."""


class Tried(Record, frozen=True):
    """One candidate in short."""

    origin: str
    verdict: str
    low: float
    why: str


class Row(Record, frozen=True):
    """One program in one arm: the three fields of PIE's stores, and how it came about."""

    row: int
    problem_id: str
    slow_code_col: str
    model_generated_potentially_faster_code_col: str
    outcome: str
    reason: str
    origin: str = ""
    speedup: float = 1.0
    """Lower end, on inputs of our own."""
    seconds: float = 0.0
    asked: int = 0
    """Answers that were not remembered."""
    tokens: int = 0
    tried: tuple[Tried, ...] = ()
    samples: tuple[Sample, ...] = ()


def rows() -> list[int]:
    """Row numbers of the programs, in the order in which they are done."""
    return [int(line) for line in ROWS.read_text().split()]


def run(
    program: Program, row: int, arm: str, settings: Settings, seconds: float, samples: int, advice: str = "all",
    instead: Search | None = None,
) -> Row:  # fmt: skip
    """Optimize one program. ``advice``: where suggestions come from (see ``ADVICE``); ``instead``: another search."""
    collect = CollectSearch(seconds) if arm == "samples" else None
    names, search = (("llm",), collect) if collect else ARMS[arm]
    search = instead or search
    source = Source(path="program.py", raw=program.input.encode("utf-8", "replace"), text=program.input)
    code = Code(text=program.input, kind="program", filename="program.py")
    began = time.monotonic()
    with build_parts(msgspec.structs.replace(settings, generators=names)) as built:
        measurer = make_measurer(settings, built.parts.executor, speedup_alone=True)
        parts = dataclasses.replace(built.parts, search=search, measurer=measurer)
        if advice not in ("all", "detectors"):
            parts = dataclasses.replace(parts, detect=None)
        if advice not in ("all", "base"):
            parts = dataclasses.replace(parts, retriever=None)
        try:
            options = Options(seconds=seconds, min_speedup=settings.min_speedup, samples=samples)
            result = optimize(source, [], code, parts, options)
        except FasterpyError as error:
            return _row(program, row, reason=str(error), seconds=time.monotonic() - began)
    return _done(program, row, result, time.monotonic() - began, collect.samples if collect else ())


def _done(program: Program, row: int, result: Result, seconds: float, samples: tuple[Sample, ...]) -> Row:
    best = result.best
    gain = best.measurement.speedup if best is not None and best.measurement is not None else None
    return msgspec.structs.replace(
        _row(program, row, reason=result.reason, seconds=seconds),
        model_generated_potentially_faster_code_col=result.code,
        outcome=result.outcome,
        origin=best.candidate.origin if best is not None else "",
        speedup=gain.low if gain is not None else 1.0,
        asked=result.usage.requests,
        tokens=result.usage.completion_tokens,
        tried=tuple(_tried(trial) for trial in result.trials),
        samples=samples,
    )


def _row(program: Program, row: int, reason: str, seconds: float) -> Row:
    return Row(
        row=row,
        problem_id=program.problem_id,
        slow_code_col=program.input,
        model_generated_potentially_faster_code_col=program.input,
        outcome="kept",
        reason=reason,
        seconds=round(seconds, 1),
    )


def _tried(trial: Trial) -> Tried:
    gain = trial.measurement.speedup if trial.measurement is not None else None
    verdict = trial.verdict.verdict if trial.verdict is not None else ""
    return Tried(origin=trial.candidate.origin, verdict=verdict, low=gain.low if gain else 0.0, why=trial.why[:200])


def summary(out: Path, programs: list[Program]) -> None:
    """Our own view of each arm, and the programs that all arms have done, for scoring."""
    arms = [name for name in ARMS if (out / f"{name}.jsonl").exists()]
    found = {name: {each.row: each for each in LineStore(out / f"{name}.jsonl", Row).read()} for name in arms}
    common = [row for row in rows() if arms and all(row in found[name] for name in arms if name != "evolve")]
    with (out / "programs.jsonl").open("wb") as file:
        for row in common:
            file.write(msgspec.json.encode(programs[row]) + b"\n")
    print(f"{len(common)} programs that every arm has done; gains are lower ends on our own inputs")
    print(f"{'arm':12} {'improved':>8} {'>=2x':>5} {'geomean':>8} {'median s':>9} {'asked':>6} {'tokens':>7}")
    for name in arms:
        done = [found[name][row] for row in common if row in found[name]]
        if not done:
            continue
        product = 1.0
        for each in done:
            product *= max(1.0, each.speedup)
        seconds = sorted(each.seconds for each in done)[len(done) // 2]
        improved = sum(each.outcome == "improved" for each in done)
        twice = sum(each.speedup >= 2 for each in done)
        asked, tokens = sum(each.asked for each in done), sum(each.tokens for each in done)
        mean = product ** (1 / len(done))
        print(f"{name:12} {improved:5}/{len(done):<2} {twice:5} {mean:8.2f} {seconds:9.1f} {asked:6} {tokens:7}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("out/dev"))
    parser.add_argument("--arm", action="append", choices=[*ARMS, "samples"], default=[])
    parser.add_argument("--model", default="auto")
    parser.add_argument("--prompt", default="auto")
    parser.add_argument("--advice", choices=ADVICE, default="all", help="where suggestions come from")
    parser.add_argument("--kb", default="", help="base of the suggestions; default: the bundled patterns")
    parser.add_argument("--seconds", type=float, default=30.0, help="per program; of samples: for judging")
    parser.add_argument("--samples", type=int, default=4)
    parser.add_argument("--limit", type=int, default=84)
    parser.add_argument("--rows", default="", help="these programs instead of the list: 385,188")
    parser.add_argument("--stop-after", type=float, default=1e9, help="begin no program after so many seconds")
    parser.add_argument("--summary", action="store_true")
    args = parser.parse_args()
    began = time.monotonic()
    programs = read_programs(args.programs)
    options = {"model": args.model, "prompt": args.prompt, "min_speedup": 1.1, "kb": args.kb}
    settings = load_settings(options=options)
    chosen = [int(row) for row in args.rows.split(",")] if args.rows else rows()
    todo = [(row, arm) for row in chosen[: args.limit] for arm in args.arm]
    for row, arm in todo:
        store = LineStore(args.out / f"{arm}.jsonl", Row)
        if row in {each.row for each in store.read()}:
            continue
        if time.monotonic() - began > args.stop_after:
            break
        done = run(programs[row], row, arm, settings, args.seconds, args.samples, args.advice)
        store.append(done)
        print(
            f"{arm:12} row {row:3} {done.outcome:8} {done.speedup:6.2f} {done.seconds:6.1f} s  {done.reason}",
            flush=True,
        )
    if args.summary:
        summary(args.out, programs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
