"""Judge real rewrites of PIE programs without their test cases, then score the verdicts with the cases.

    python benchmarks/verifier/pie.py --data ../shared/data/pie --out out/pie [--sample 40] [--workers 2] [--seconds 10]

Every program's inputs are made once; the answers of all systems and the human reference are judged with them. Results
go line by line to OUT/verdicts.jsonl, so an interrupted run goes on where it was. The cases are opened only by the
second half, which scores: a candidate is right when it passes all sample tests (numbers within 1e-3).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import statistics
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from fasterpy.records import Code, Job, Limits, StdinCase

HUMAN = "human"


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def bare(text: str) -> str:
    """The first fenced block of a Markdown answer, or the answer."""
    if "```" not in text:
        return text
    block = text.split("```", 2)[1]
    first, _, rest = block.partition("\n")
    return rest if first.strip().lower() in ("python", "py", "python3", "") else block


def key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def program(text: str) -> Code:
    return Code(text=text, kind="program", filename="program.py")


_STATE: dict[str, Any] = {}


def _worker() -> dict[str, Any]:
    if not _STATE:
        from fasterpy.cli.compose import make_builder
        from fasterpy.config import Settings
        from fasterpy.sandbox.executor import ZygoteExecutor
        from fasterpy.verify.verifier import DifferentialVerifier, VerifyConfig

        executor, builder = ZygoteExecutor(), make_builder(Settings())  # as the command has them
        # The benchmark's own rule of equal output: white space at line ends and small differences of decimals are free.
        config = VerifyConfig(ignore_trailing_space=True, float_tolerance=1e-6)
        _STATE.update(executor=executor, builder=builder, make=lambda: DifferentialVerifier(executor, builder, config))
    return _STATE


def judge(task: tuple[int, str, list[tuple[str, str]], float]) -> list[dict[str, Any]]:
    """Verdicts of one program's candidates."""
    index, original, candidates, seconds = task
    state = _worker()
    verifier = state["make"]()
    code = program(original)
    start = time.monotonic()
    try:
        workload = state["builder"].build(code, state["executor"], seconds)
        trouble = ""
    except Exception as error:
        workload, trouble = None, f"builder: {type(error).__name__}: {error}"
    made = time.monotonic() - start
    results, known = [], {}
    for system, text in candidates:
        start = time.monotonic()
        if text not in known:
            known[text] = _verdict(verifier, code, text, workload, seconds, trouble)
        verdict = known[text]
        spent = time.monotonic() - start
        results.append(
            {"index": index, "system": system, "key": key(text), **verdict, "seconds": round(spent, 3), "build": made}
        )
    return results


def _verdict(verifier: Any, code: Code, text: str, workload: Any, seconds: float, trouble: str) -> dict[str, Any]:
    if trouble:
        return {"verdict": "inconclusive", "reason": trouble}
    try:
        found = verifier.verify(code, program(text), workload, seconds)
    except Exception as error:  # a crash of ours must show in the numbers, not stop them
        return {"verdict": "inconclusive", "reason": f"verifier: {type(error).__name__}: {error}"}
    shown = found.counterexample
    return {
        "verdict": found.verdict,
        "reason": found.reason,
        "inputs": found.inputs.count,
        "killed": [found.strength.killed, found.strength.mutants],
        "coverage": [found.strength.coverage_original, found.strength.coverage_candidate],
        "counterexample": None if shown is None else [shown.input, shown.original, shown.candidate],
    }


def same_output(expected: str, got: bytes) -> bool:
    """The benchmark's rule: equal tokens, numbers within 1e-3."""
    want, have = expected.split(), got.decode("utf-8", "replace").split()
    if len(want) != len(have):
        return False
    for x, y in zip(want, have, strict=True):
        if x != y:
            try:
                if not abs(float(x) - float(y)) <= 1e-3 * max(1.0, abs(float(x))):
                    return False
            except ValueError:
                return False
    return True


def score(task: tuple[str, str, list[dict[str, str]]]) -> tuple[str, bool]:
    """Whether a program passes its sample tests."""
    name, text, cases = task
    limits = Limits(wall_s=10, cpu_s=10)
    for case in cases:
        job = Job(code=program(text), case=StdinCase(stdin=case["input"].encode(), source="case"), limits=limits)
        run = _worker()["executor"].execute([job])[0]
        if run.status not in ("returned", "exited") or not same_output(case["output"], run.stdout):
            return name, False
    return name, True


def load(data: Path, sample: int, seed: int) -> list[tuple[int, str, list[tuple[str, str]]]]:
    programs = rows(data / "dev.jsonl.gz")
    candidates: list[list[tuple[str, str]]] = [[(HUMAN, row["target"])] for row in programs]
    for path in sorted((data / "dev_generations").glob("*.jsonl.gz")):
        for i, row in enumerate(rows(path)):
            system = path.name.removesuffix(".jsonl.gz")
            candidates[i].append((system, bare(row["model_generated_potentially_faster_code_col"])))
    chosen = list(range(len(programs)))
    if sample:
        chosen = random.Random(seed).sample(chosen, min(sample, len(chosen)))
    return [(i, programs[i]["input"], candidates[i]) for i in chosen]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=0, help="programs to draw; 0 is all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--systems", default="", help="comma-separated; default all")
    parser.add_argument("--stop", type=float, default=0.0, help="begin no more programs after so many seconds")
    parser.add_argument("--judge-only", action="store_true", help="leave the scoring to a later run")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    tasks = load(options.data, options.sample, options.seed)
    if options.systems:
        wanted = set(options.systems.split(","))
        tasks = [(i, text, [c for c in found if c[0] in wanted]) for i, text, found in tasks]
    path = options.out / "verdicts.jsonl"
    done = {json.loads(line)["index"] for line in path.read_text().splitlines()} if path.exists() else set()
    start = time.monotonic()
    with ProcessPoolExecutor(options.workers) as pool, path.open("a") as out:
        futures = [pool.submit(judge, (i, text, found, options.seconds)) for i, text, found in tasks if i not in done]
        for n, future in enumerate(as_completed(futures)):
            if options.stop and time.monotonic() - start > options.stop:
                pool.shutdown(wait=False, cancel_futures=True)  # those that had begun are finished, not waited for
                out.write("".join(json.dumps(line) + "\n" for line in future.result()))
                break
            out.write("".join(json.dumps(line) + "\n" for line in future.result()))
            out.flush()
            if n % 10 == 9:
                print(f"{n + 1}/{len(futures)} programs, {time.monotonic() - start:.0f} s", flush=True)
    if not options.judge_only:
        report(options, tasks)


def report(options: argparse.Namespace, tasks: list[tuple[int, str, list[tuple[str, str]]]]) -> None:
    """Score with the cases and print the table."""
    programs = rows(options.data / "dev.jsonl.gz")
    with gzip.open(options.data / "dev_cases.json.gz", "rt") as file:
        cases = json.load(file)
    texts = {(i, key(text)): text for i, _original, found in tasks for _system, text in found}
    verdicts = [json.loads(line) for line in (options.out / "verdicts.jsonl").read_text().splitlines()]
    verdicts = [v for v in verdicts if (v["index"], v["key"]) in texts]
    store = options.out / "scores.json"
    scores: dict[str, bool] = json.loads(store.read_text()) if store.exists() else {}
    missing = []
    for i, name in {(v["index"], v["key"]) for v in verdicts}:
        full = f"{programs[i]['problem_id']}:{name}"
        if full not in scores:
            missing.append((full, texts[i, name], cases[programs[i]["problem_id"]]))
    with ProcessPoolExecutor(options.workers) as pool:
        scores.update(pool.map(score, missing, chunksize=4))
    store.write_text(json.dumps(scores))
    for v in verdicts:
        v["passes"] = scores[f"{programs[v['index']]['problem_id']}:{v['key']}"]
    print(f"{len(verdicts)} candidates of {len({v['index'] for v in verdicts})} programs")
    for system in [HUMAN, *sorted({v["system"] for v in verdicts} - {HUMAN}), "all systems"]:
        mine = [v for v in verdicts if v["system"] == system or (system == "all systems" and v["system"] != HUMAN)]
        if mine:
            print(line(system, mine))
    print("reasons for inconclusive:")
    reasons = Counter(v["reason"].split(":")[0][:90] for v in verdicts if v["verdict"] == "inconclusive")
    for reason, count in reasons.most_common(12):
        print(f"  {count:4d} {reason}")
    for v in verdicts:
        if v["verdict"] == "equivalent" and not v["passes"]:
            print(
                f"FALSE ACCEPT program {v['index']} ({programs[v['index']]['problem_id']}) {v['system']}: {v['reason']}"
            )


def line(system: str, mine: list[dict[str, Any]]) -> str:
    accepted = [v for v in mine if v["verdict"] == "equivalent"]
    wrong = [v for v in accepted if not v["passes"]]
    right = [v for v in mine if v["passes"]]
    recall = sum(v["verdict"] == "equivalent" for v in right) / max(1, len(right))
    unsure = sum(v["verdict"] == "inconclusive" for v in mine) / len(mine)
    seconds = statistics.median(v["seconds"] for v in mine)
    share = len(wrong) / max(1, len(accepted))
    return (
        f"{system:40s} n {len(mine):4d}  pass {len(right):4d}  accepted {len(accepted):4d}  "
        f"false accepts {len(wrong):2d} ({share:.2%})  recall of passing {recall:.1%}  inconclusive {unsure:.1%}  "
        f"median {seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
