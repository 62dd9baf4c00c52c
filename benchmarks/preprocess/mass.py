"""Preprocesses many real files, a random target each, and puts the unchanged target back.

    python benchmarks/preprocess/mass.py [--limit N] [--seconds S] [--no-format] [--processes 2] [--json OUT] [ROOT ...]

Without ROOT: the standard library and the installed packages of the running Python. Prints outcomes by reason,
the throughput of each step in MB per second of CPU and the slope of log(time) to log(size). Exit 1: a crash, a cleaned
text that does not parse, or a file that does not come back byte for byte.
"""

from __future__ import annotations

import argparse
import ast
import json
import math
import multiprocessing
import os
import random
import re
import statistics
import sys
import sysconfig
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

from fasterpy.errors import UserError
from fasterpy.preprocess.cleaner import PreprocessConfig, TreeSitterPreprocessor
from fasterpy.preprocess.lines import split_lines
from fasterpy.preprocess.reader import encode_source, read_source
from fasterpy.preprocess.sameness import dump, first_row
from fasterpy.preprocess.targets import TargetInfo, list_targets
from fasterpy.records import CleanedCode


def check(path: Path, seed: int, config: PreprocessConfig) -> dict[str, object]:
    """Outcome, reason, size in bytes and seconds per step for one file."""
    warnings.simplefilter("ignore")
    row: dict[str, object] = {"path": str(path), "bytes": 0, "outcome": "ok", "reason": ""}
    name = ""
    try:
        row["bytes"] = path.stat().st_size
        start = time.process_time()
        source = read_source(path)
        row["read"] = time.process_time() - start
        targets = list_targets(source)
        row["targets"] = len(targets)
        start = time.process_time()
        preprocessor = TreeSitterPreprocessor(config)
        if not targets:
            row["outcome"] = "no function"
            if preprocessor.clean(source, ()).text != source.text:
                row |= {"outcome": "fault", "reason": "text without target changed"}
            return row
        name = random.Random(f"{seed} {path.name} {row['bytes']}").choice(targets).qualname
        row["target"] = name
        cleaned = preprocessor.clean(source, [name])
        row["clean"] = time.process_time() - start
        row["kept"] = len(cleaned.text.encode("utf-8", "replace")) / max(len(source.raw), 1)
        row["whole"] = not cleaned.patch
        try:
            ast.parse(cleaned.text)
        except SyntaxError as error:
            row |= {"outcome": "fault", "reason": f"cleaned text does not parse: {error}"}
            return row
        start = time.process_time()
        back = encode_source(source, preprocessor.restore(cleaned, cleaned.text))
        row["restore"] = time.process_time() - start
        if back != source.raw:
            row |= {"outcome": "fault", "reason": "does not come back byte for byte"}
        else:
            row |= rewritten(preprocessor, cleaned, next(item for item in targets if item.qualname == name))
    except UserError as error:
        row |= {"outcome": "refused", "reason": f"{type(error).__name__}: {_general(str(error), path, name)}"}
    except Exception:
        row |= {"outcome": "crash", "reason": traceback.format_exc()}
    return row


def rewritten(preprocessor: TreeSitterPreprocessor, cleaned: CleanedCode, target: TargetInfo) -> dict[str, object]:
    """The same program in another layout must give the file back, too; and one statement more in the target must change
    the target alone, in the text and in the syntax tree."""
    source = cleaned.source
    tree = ast.parse(cleaned.text)
    original = ast.parse(source.text)
    try:
        layout = ast.unparse(tree)
        if ast.dump(ast.parse(layout)) != ast.dump(tree):
            return {"rewritten": "not tried"}
    except (ValueError, RecursionError):  # what ast.unparse cannot do
        return {"rewritten": "not tried"}
    if preprocessor.restore(cleaned, layout) != source.text:
        return {"outcome": "fault", "reason": "the same program in another layout does not give the file back"}
    here, there = _find(tree, target.qualname, None), _find(original, target.qualname, target.line)
    if here is None or there is None:
        return {"rewritten": "not tried"}
    here.body.append(ast.Pass())
    there.body.append(ast.Pass())
    new = preprocessor.restore(cleaned, ast.unparse(tree))
    before, after = split_lines(source.text)[0], split_lines(new)[0]
    tail = len(before) - target.end_line
    if before[: target.line - 1] != after[: target.line - 1] or before[target.end_line :] != after[len(after) - tail :]:
        return {"outcome": "fault", "reason": "a change of the target touched other lines"}
    try:
        same = dump(ast.parse(new)) == dump(original)
    except SyntaxError:
        same = False
    return {"rewritten": "ok"} if same else {"outcome": "fault", "reason": "a changed target came back wrong"}


def _find(tree: ast.Module, qualname: str, line: int | None) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The function of that name; at ``line`` when given, else the only one."""
    found: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    todo: list[tuple[str, ast.AST]] = [("", tree)]
    while todo:
        prefix, at = todo.pop()
        for node in ast.iter_child_nodes(at):
            if isinstance(node, ast.ClassDef):
                todo.append((f"{prefix}{node.name}.", node))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if prefix + node.name == qualname and line in (None, first_row(node) + 1):
                    found.append(node)
            elif isinstance(node, ast.stmt | ast.ExceptHandler):
                todo.append((prefix, node))
    return found[0] if len(found) == 1 else None


def _general(message: str, path: Path, target: str) -> str:
    message = message.replace(str(path), "FILE")
    if target:
        message = message.replace(target, "TARGET")
    return re.sub(r"\d+", "N", message)[:160]


def _job(arguments: tuple[Path, int, PreprocessConfig]) -> dict[str, object]:
    return check(*arguments)


def slope(rows: list[dict[str, object]], step: str) -> float:
    """Least squares slope of log time against log size, over the medians of size classes (powers of two from 2 KiB)."""
    classes: dict[int, list[tuple[float, float]]] = {}
    for row in rows:
        if step in row and float(str(row["bytes"])) >= 2048:
            size, seconds = float(str(row["bytes"])), float(str(row[step]))
            classes.setdefault(int(math.log2(size)), []).append((math.log(size), math.log(max(seconds, 1e-9))))
    points = [tuple(map(statistics.median, zip(*pairs, strict=True))) for pairs in classes.values() if len(pairs) >= 3]
    if len(points) < 2:
        return math.nan
    return statistics.linear_regression([p[0] for p in points], [p[1] for p in points]).slope


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("roots", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="a random sample of this many files")
    parser.add_argument("--seconds", type=float, default=0, help="stop after this time; files come in random order")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--no-format", action="store_true", help="leave Black out")
    parser.add_argument("--no-budget", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    roots = options.roots or [Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("purelib"))]
    found = ((path, path.relative_to(root)) for root in roots for path in root.rglob("*.py") if path.is_file())
    files = sorted({path for path, inner in found if "site-packages" not in inner.parts})
    random.Random(options.seed).shuffle(files)
    files = files[: options.limit or len(files)]
    config = PreprocessConfig(format=not options.no_format, max_tokens=None if options.no_budget else 6000)
    os.nice(5)
    start = time.perf_counter()
    with multiprocessing.Pool(options.processes) as pool:
        jobs = [(path, options.seed, config) for path in files]
        rows = []
        for row in pool.imap_unordered(_job, jobs, chunksize=4):
            rows.append(row)
            if options.seconds and time.perf_counter() - start > options.seconds:
                pool.terminate()
                break
    wall = time.perf_counter() - start
    outcomes = Counter(str(row["outcome"]) for row in rows)
    total = sum(int(str(row["bytes"])) for row in rows)
    print(f"{len(rows)} files, {total / 1e6:.1f} MB, {wall:.0f} s, {options.processes} processes: {dict(outcomes)}")
    print(f"cut nothing (fallback or all needed): {sum(bool(row.get('whole')) for row in rows)}")
    print(f"another layout and a changed target: {dict(Counter(str(row.get('rewritten', '-')) for row in rows))}")
    kept = [float(str(row["kept"])) for row in rows if "kept" in row]
    if kept:
        print(f"share of the file that stays, median: {statistics.median(kept):.2f}")
    for step in ("read", "clean", "restore"):
        timed = [row for row in rows if step in row]
        seconds = sum(float(str(row[step])) for row in timed)
        size = sum(int(str(row["bytes"])) for row in timed) / 1e6
        if seconds:
            print(f"{step:8} {size / seconds:6.2f} MB/s   slope of log time to log size {slope(timed, step):.2f}")
    reasons = Counter(
        (str(row["outcome"]), str(row["reason"])) for row in rows if row["outcome"] not in ("ok", "no function")
    )
    for (outcome, reason), count in reasons.most_common(40):
        example = next(row["path"] for row in rows if (row["outcome"], row["reason"]) == (outcome, reason))
        print(f"{count:5} {outcome}: {reason}   e.g. {example}")
    slowest = sorted((row for row in rows if "clean" in row), key=lambda row: -float(str(row["clean"])))[:3]
    for row in slowest:
        print(f"slowest: {row['path']} {row['bytes']} bytes: clean {float(str(row['clean'])):.2f} s")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))
    return 1 if outcomes["crash"] or outcomes["fault"] else 0


if __name__ == "__main__":
    sys.exit(main())
