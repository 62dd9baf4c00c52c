"""Optimize every function of the evaluation set, then check the results independently.

    python -m benchmarks.functions.run --out out/functions [--seconds 15] [--limit 15] [--workers 1]
    python -m benchmarks.functions.run --out out/functions --summary
    python -m benchmarks.functions.run --out out/stranger --only stranger_8 --workers 2

Each function is optimized on its own from a file that holds nothing else of the run. A result goes as one line to
OUT/results.jsonl as soon as it is there, so an interrupted run goes on where it was; a changed case or another budget
is done again. The check modules are opened only after a function's optimization is over, in a process of its own.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases"
CHECK_SECONDS = 120


def targets(path: Path) -> list[str]:
    """Qualified names of the functions and methods of a case, without helpers."""
    found = []
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found += [node.name] * (not node.name.startswith("_"))
        elif isinstance(node, ast.ClassDef):
            methods = [part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)]
            found += [f"{node.name}.{name}" for name in methods if not name.startswith("_")]
    return found


def jobs(only: str = "") -> list[tuple[str, str]]:
    """All (case, qualified name) in an order that mixes the domains, or those of the cases whose names begin so.

    What strangers wrote (``stranger_…``) is asked for by name: some of it was looked at once, and never is again.
    """
    paths = sorted(path for path in CASES.glob("*.py") if path.stem != "__init__")
    paths = [path for path in paths if path.stem.startswith(only or "stranger_") == bool(only)]
    every = [(path.stem, name) for path in paths for name in targets(path)]
    Random(5).shuffle(every)
    return every


def job_key(case: str, name: str, options: dict[str, Any]) -> str:
    """What a result depends on."""
    text = (CASES / f"{case}.py").read_text()
    return hashlib.sha256(json.dumps([case, name, text, options], sort_keys=True).encode()).hexdigest()[:16]


def run_one(case: str, name: str, options: dict[str, Any]) -> dict[str, Any]:
    """Optimize one function and check what was returned."""
    from fasterpy.cli.compose import build_parts
    from fasterpy.cli.targets import runnable
    from fasterpy.config import load_settings
    from fasterpy.errors import FasterpyError
    from fasterpy.pipeline import Options, optimize
    from fasterpy.preprocess.reader import read_source

    path = CASES / f"{case}.py"
    source = read_source(path)
    chosen = {"generators": tuple(options["generators"]), "seconds": options["seconds"], "cache": False}
    settings = load_settings(path.parent, options=chosen)
    started = time.monotonic()
    row: dict[str, Any] = {"case": case, "name": name, "key": job_key(case, name, options)}
    try:
        with build_parts(settings) as built:
            limits = Options(seconds=settings.seconds, min_speedup=settings.min_speedup, overtime=options["overtime"])
            result = optimize(source, [name], runnable(source, name), built.parts, limits)
    except FasterpyError as error:
        return {**row, "outcome": "error", "reason": str(error), "seconds": time.monotonic() - started}
    row |= {"outcome": result.outcome, "reason": result.reason, "seconds": round(time.monotonic() - started, 2)}
    row["trials"] = [
        [
            trial.candidate.origin,
            trial.verdict.verdict if trial.verdict else "",
            trial.measurement.speedup.low if trial.measurement and trial.measurement.speedup else 0.0,
            trial.why,
        ]
        for trial in result.trials
    ]
    if result.outcome == "improved" and result.best is not None and result.best.measurement is not None:
        speedup = result.best.measurement.speedup
        row |= {"point": speedup.point, "low": speedup.low, "origin": result.best.candidate.origin, "code": result.code}
        row["wrong"] = checked(case, name, result.code)
    return row


def checked(case: str, name: str, code: str) -> str:
    """Why the independent check refuses a result, or empty."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from benchmarks.functions.check import check, load\n"
        "case, name, original = sys.argv[1:4]\n"
        "print(check(load(Path(original).read_text(), 'target'), load(sys.stdin.read(), 'target'), case, name))\n"
    )
    command = [sys.executable, "-c", script, case, name, str(CASES / f"{case}.py")]
    try:
        done = subprocess.run(
            command, input=code, capture_output=True, text=True, timeout=CHECK_SECONDS, cwd=ROOT, check=False
        )
    except subprocess.TimeoutExpired:
        return f"the check did not end within {CHECK_SECONDS} s"
    return done.stdout.strip() if done.returncode == 0 else f"the check failed: {done.stderr.strip()[-300:]}"


def rows(
    pool: Executor, todo: Sequence[tuple[str, str]], options: dict[str, Any], workers: int, until: float
) -> Iterator[dict[str, Any]]:
    """Results as they come; nothing is begun after ``until`` (of the monotonic clock)."""
    waiting, running = list(reversed(todo)), set[Future[dict[str, Any]]]()
    while running or (waiting and time.monotonic() < until):
        while waiting and len(running) < workers and time.monotonic() < until:
            running.add(pool.submit(run_one, *waiting.pop(), options))
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()


def read(path: Path) -> list[dict[str, Any]]:
    """Results so far."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def summary(rows: list[dict[str, Any]]) -> str:
    """The numbers that we publish."""
    fast = [row for row in rows if row["case"] == "already_fast"]
    held = [row for row in rows if row["case"].startswith("holdout_")]
    slow = [row for row in rows if row not in fast and row not in held]
    lines = []
    for label, part in (("slow", slow), ("hold-out", held), ("already fast", fast)):
        if not part:
            continue
        better = [row for row in part if row["outcome"] == "improved"]
        double = sum(row.get("point", 0) >= 2 for row in better)
        wrong = [row for row in better if row.get("wrong")]
        lines.append(
            f"{label}: {len(part)} functions, "
            f"improved {len(better) / len(part):.0%}, by 2x or more "
            f"{double / len(part):.0%}, wrong {len(wrong)}, "
            f"median {statistics.median(row['seconds'] for row in part):.1f} s"
        )
        lines += [f"  wrong: {row['case']}.{row['name']} [{row['origin']}]: {row['wrong']}" for row in wrong]
    reasons = Counter(re.sub(r"\d+(\.\d+)?", "N", row["reason"]) for row in rows if row["outcome"] != "improved")
    lines += [f"  kept {count}: {reason}" for reason, count in reasons.most_common()]
    kept = [f"{row['case']}.{row['name']}" for row in [*slow, *held] if row["outcome"] != "improved"]
    lines.append("  kept: " + ", ".join(sorted(kept)))
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("out/functions"))
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--overtime", type=float, default=8.0, help="more of them to confirm what was found right")
    parser.add_argument("--limit", type=int, default=0, help="only so many functions (0: all)")
    parser.add_argument("--only", default="", help="cases whose names begin so: stranger_8")
    parser.add_argument("--workers", type=int, default=1, choices=(1, 2))
    parser.add_argument("--generators", default="rules")
    parser.add_argument("--stop-after", type=float, default=0.0, help="begin no function after so many seconds")
    parser.add_argument("--summary", action="store_true", help="only report what is there")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    log = args.out / "results.jsonl"
    options = {"seconds": args.seconds, "overtime": args.overtime, "generators": args.generators.split(",")}
    wanted = jobs(args.only)[: args.limit or None]
    keys = {job_key(case, name, options): (case, name) for case, name in wanted}
    done = {row["key"]: row for row in read(log) if row["key"] in keys}
    todo = [job for key, job in keys.items() if key not in done]
    if not args.summary and todo:
        until = time.monotonic() + (args.stop_after or float("inf"))
        with ProcessPoolExecutor(args.workers) as pool, log.open("a") as sink:
            for row in rows(pool, todo, options, args.workers, until):
                done[row["key"]] = row
                sink.write(json.dumps(row) + "\n")
                sink.flush()
                gain = f" {row['point']:.2f}x" if "point" in row else ""
                print(f"{row['case']}.{row['name']}: {row['outcome']}{gain} in {row['seconds']:.1f} s", flush=True)
    print(summary(list(done.values())))


if __name__ == "__main__":
    main()
