"""Optimize functions of installed packages; check every patch that comes back with other inputs and their own tests.

    python -m benchmarks.functions.third_party --out out/third_party [--count 20] [--seconds 15] [--seed 1]
    python -m benchmarks.functions.third_party --out out/third_party --summary

The functions are drawn from the pure Python packages of this environment: of each file at most two, only functions and
methods with a loop or a comprehension (others cannot gain much), no tests. What a function calls in its package is
there as usual. A result goes as one line to OUT/results.jsonl as soon as it is there, so an interrupted
run goes on where it was.

A returned patch is checked again by what did not choose it: a verifier of its own in a sandbox of its own, on inputs
from another seed; the doctests of the function; and, where the environment holds the package's own tests, those that
name the function, run on a copy of the package with the patch in it.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

PACKAGES = (
    "black", "cachetools", "charset_normalizer", "click", "dateutil", "fontTools", "h11", "hypothesis",
    "idna", "iniconfig", "jinja2", "markdown_it", "matplotlib", "mpl_toolkits", "networkx", "packaging",
    "pandas", "pathspec", "pip", "pluggy", "pygments", "pyparsing", "requests", "rich", "setuptools",
    "sortedcontainers", "urllib3", "wcwidth",
)  # fmt: skip
_PER_FILE = 2
_MOST_LINES = 60
_TEST_SECONDS = 60
_VERIFY_SECONDS = 10.0
_OTHER_SEED = 4242
_SKIPPED = {"tests", "test", "testing", "_vendor", "__pycache__", "vendor"}


def files(name: str) -> list[Path]:
    """Source files of a package, if it is here."""
    root = Path(next((place for place in sys.path if (Path(place) / name).is_dir()), "/nonexistent")) / name
    found = []
    for path in sorted(root.rglob("*.py")) if root.is_dir() else []:
        parts = path.relative_to(root).parts
        if not _SKIPPED & set(parts) and not path.name.startswith("test_") and path.stat().st_size < 200_000:
            found.append(path)
    return found


def functions(path: Path) -> list[str]:
    """Qualified names of what may gain: some work in it, not too long, no coroutine."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError):
        return []
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and _works(node):
            found.append(node.name)
        elif isinstance(node, ast.ClassDef):
            found += [
                f"{node.name}.{part.name}"
                for part in node.body
                if isinstance(part, ast.FunctionDef) and not part.name.startswith("__") and _works(part)
            ]
    return found


def _works(node: ast.FunctionDef) -> bool:
    if (node.end_lineno or 0) - node.lineno > _MOST_LINES:
        return False
    loops = ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp
    return any(isinstance(below, loops) for below in ast.walk(node))


def jobs(count: int, seed: int) -> list[tuple[Path, str]]:
    """The first ``count`` in an order that the seed decides, one package after the other, so that each has its turn."""
    rng = Random(seed)
    packages = [name for name in PACKAGES if files(name)]
    rng.shuffle(packages)
    waiting = [_functions_of(name, Random(f"{seed}-{name}")) for name in packages]
    found: list[tuple[Path, str]] = []
    while waiting and len(found) < count:
        source = waiting.pop(0)
        job = next(source, None)
        if job is not None:
            found.append(job)
            waiting.append(source)
    return found


def _functions_of(package: str, rng: Random) -> Iterator[tuple[Path, str]]:
    """Functions of one package in random order, at most two per file."""
    paths = files(package)
    rng.shuffle(paths)
    for path in paths:
        names = functions(path)
        rng.shuffle(names)
        yield from ((path, name) for name in names[:_PER_FILE])


def _package(path: Path) -> tuple[str, Path]:
    """Name and folder of the top package that a file belongs to."""
    folder = path.parent
    while (folder.parent / "__init__.py").is_file():
        folder = folder.parent
    return folder.name, folder


def run_one(path: Path, name: str, options: dict[str, Any]) -> dict[str, Any]:
    """Optimize one function and check what was returned."""
    from fasterpy.cli.compose import build_parts
    from fasterpy.cli.targets import runnable
    from fasterpy.config import load_settings
    from fasterpy.errors import FasterpyError
    from fasterpy.pipeline import Options, optimize
    from fasterpy.preprocess.reader import read_source

    started = time.monotonic()
    row: dict[str, Any] = {"package": _package(path)[0], "file": _short(path), "name": name}
    try:
        with tempfile.TemporaryDirectory() as empty:  # no settings of whatever project lies around
            chosen = {"generators": ("rules",), "seconds": options["seconds"], "cache": False}
            settings = load_settings(Path(empty), options=chosen)
        source = read_source(path)
        code = runnable(source, name)
        with build_parts(settings) as built:
            limits = Options(seconds=settings.seconds, min_speedup=settings.min_speedup, overtime=options["overtime"])
            result = optimize(source, [name], code, built.parts, limits)
    except FasterpyError as error:
        return {**row, "outcome": "error", "reason": str(error)[:300], "seconds": time.monotonic() - started}
    row |= {"outcome": result.outcome, "reason": result.reason, "seconds": round(time.monotonic() - started, 2)}
    row["tried"] = len(result.trials)
    if result.outcome == "improved" and result.best is not None and result.best.measurement is not None:
        speedup = result.best.measurement.speedup
        row |= {
            "point": speedup.point,
            "low": speedup.low,
            "origin": result.best.candidate.origin,
            "patch": result.patch,
        }
        row |= checked(path, name, result.code, settings)
    return row


def checked(path: Path, name: str, text: str, settings: Any) -> dict[str, Any]:
    """What the independent checks say: ``wrong`` is a reason or empty, ``checks`` names those that were made."""
    wrong, verdict = _verified_again(path, name, text, settings)
    checks = [f"verifier: {verdict}"]
    done, failed = _own_tests(path, name, text)
    checks += done
    return {"wrong": wrong or failed, "checks": checks}


def _verified_again(path: Path, name: str, text: str, settings: Any) -> tuple[str, str]:
    """Another verifier, in another sandbox, with inputs from another seed."""
    import msgspec

    from fasterpy.cli.compose import open_executor, open_shaken
    from fasterpy.cli.targets import runnable
    from fasterpy.preprocess.reader import read_source
    from fasterpy.verify.config import VerifyConfig
    from fasterpy.verify.verifier import DifferentialVerifier
    from fasterpy.workload.builder import CombinedWorkloadBuilder
    from fasterpy.workload.config import WorkloadConfig

    original = runnable(read_source(path), name)
    candidate = msgspec.structs.replace(original, text=text)
    builder = CombinedWorkloadBuilder(WorkloadConfig(seed=_OTHER_SEED))
    with open_executor(settings) as executor, open_shaken(settings) as shaken:
        verifier = DifferentialVerifier(executor, builder, VerifyConfig(), shaken)
        verdict = verifier.verify_fresh(original, candidate, _VERIFY_SECONDS)
    return (verdict.reason if verdict.verdict == "different" else ""), verdict.verdict


def _own_tests(path: Path, name: str, text: str) -> tuple[list[str], str]:
    """Doctests and tests of the package that name the function; only what passes for the original counts."""
    package, folder = _package(path)
    last = name.rpartition(".")[2]
    tests = [
        found
        for place in (folder / "tests", folder / "test", folder.parent / "tests" / package)
        if place.is_dir()
        for found in sorted(place.rglob("test_*.py"))
        if last in found.read_text(encoding="utf-8", errors="replace")
    ][:4]
    docs = ">>>" in _docstring(path, name)
    if not tests and not docs:
        return [], ""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / package
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
        target = copy / path.relative_to(folder)
        named = [str(copy / found.relative_to(folder)) for found in tests if found.is_relative_to(folder)]
        made = []
        for label, arguments in (("doctests", ["--doctest-modules", str(target)] if docs else []), ("tests", named)):
            if not arguments:
                continue
            target.write_bytes(path.read_bytes())
            if _pytest(scratch, arguments) != 0:
                continue  # it does not pass here anyway
            target.write_text(text, encoding="utf-8")
            if _pytest(scratch, arguments) != 0:
                return [*made, label], f"{label} of the package fail with the patch"
            made.append(label)
    return made, ""


def _docstring(path: Path, name: str) -> str:
    last = name.rpartition(".")[2]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == last:
            return ast.get_docstring(node) or ""
    return ""


def _pytest(root: str, arguments: Sequence[str]) -> int:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--rootdir", root, *arguments]
    try:
        return subprocess.run(
            command, cwd=root, env=environment, capture_output=True, timeout=_TEST_SECONDS, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return -1


def _short(path: Path) -> str:
    package, folder = _package(path)
    return f"{package}/{path.relative_to(folder)}"


def job_key(path: Path, name: str, options: dict[str, Any]) -> str:
    """What a result depends on."""
    facts = json.dumps([_short(path), name, path.read_text(encoding="utf-8"), options], sort_keys=True)
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def summary(rows: Sequence[dict[str, Any]]) -> str:
    """The numbers that we publish."""
    better = [row for row in rows if row["outcome"] == "improved"]
    wrong = [row for row in better if row.get("wrong")]
    lines = [
        f"{len(rows)} functions of {len({row['package'] for row in rows})} packages: improved {len(better)} "
        f"({len(better) / max(1, len(rows)):.0%}), by 2x or more {sum(row['point'] >= 2 for row in better)}, "
        f"wrong {len(wrong)}, median {statistics.median(row['seconds'] for row in rows) if rows else 0:.1f} s"
    ]
    lines += [f"  wrong: {row['file']} {row['name']} [{row['origin']}]: {row['wrong']}" for row in wrong]
    lines += [f"  {row['file']} {row['name']}: {row['point']:.2f}x [{row['origin']}] {row['checks']}" for row in better]
    reasons = Counter(_reason(row) for row in rows if row["outcome"] != "improved")
    return "\n".join([*lines, *(f"  kept {count}: {reason}" for reason, count in reasons.most_common())])


def _reason(row: dict[str, Any]) -> str:
    reason = str(row["reason"])
    for start in ("nothing was proposed", "no usable input", "none of", "no verified candidate"):
        if reason.startswith(start):
            return start
    return "not faster, or not shown equivalent" if "candidates are" in reason else reason[:60]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("out/third_party"))
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--overtime", type=float, default=8.0, help="more of them to confirm what was found right")
    parser.add_argument("--stop-after", type=float, default=0.0, help="begin no function after so many seconds")
    parser.add_argument("--summary", action="store_true", help="only report what is there")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    log = args.out / "results.jsonl"
    options = {"seconds": args.seconds, "overtime": args.overtime}
    wanted = {job_key(path, name, options): (path, name) for path, name in jobs(args.count, args.seed)}
    known = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    done = {row["key"]: row for row in known if row["key"] in wanted}
    until = time.monotonic() + (args.stop_after or float("inf"))
    if not args.summary:
        with log.open("a") as sink:
            for key, (path, name) in wanted.items():
                if key in done or time.monotonic() > until:
                    continue
                row = {"key": key, **run_one(path, name, options)}
                done[key] = row
                sink.write(json.dumps(row) + "\n")
                sink.flush()
                gain = (
                    f" {row['point']:.2f}x {row['wrong'] or 'right'}" if "point" in row else f" ({row['reason'][:80]})"
                )
                print(f"{row['file']} {name}: {row['outcome']}{gain} in {row['seconds']:.1f} s", flush=True)
    print(summary(list(done.values())))


if __name__ == "__main__":
    main()
