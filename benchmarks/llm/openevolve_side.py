"""OpenEvolve on one function, in an interpreter of its own (it is no dependency of ours).

    PYTHON_WITH_OPENEVOLVE benchmarks/llm/openevolve_side.py FILE.py CASE QUALNAME BASE_URL MODEL OUT.jsonl

Started and ended by benchmarks.llm.peers. OpenEvolve has to be told how to score a program: this evaluator runs the
author's own inputs (seed 1 of the independent check) and gives time original / time program, or 0 when results differ.
Every program that was scored goes to OUT as a line, so that the best one is known whenever the time is up. Full
rewrites are asked for, since a model of this size seldom writes a diff that applies.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EVALUATOR = """
import sys
sys.path.insert(0, {root!r})
from benchmarks.llm.openevolve_side import score

def evaluate(program_path):
    return score(program_path)
"""
SMALL, REPEATS = 40, 3
SIZES = (300, 1000, 3000, 10_000, 30_000)
ENOUGH_S = 0.005


def timing_size(module: Any, case: str, name: str) -> int:
    """The least size at which the original takes long enough to be timed."""
    return next((size for size in SIZES if timed(module, case, name, size, repeats=1) >= ENOUGH_S), SIZES[-1])


def timed(module: Any, case: str, name: str, size: int, seed: int = 1, repeats: int = REPEATS) -> float:
    """Least seconds of processor time of one call on the author's input of that size."""
    import copy
    import importlib

    from benchmarks.functions.check import drained

    checks = importlib.import_module(f"benchmarks.functions.checks.{case}")
    drawn = checks.ARGS[name](Random(f"{seed}-{name}"), size)
    owner, _, method = name.rpartition(".")
    best = float("inf")
    for _ in range(repeats):
        args = copy.deepcopy(drawn)
        call = getattr(getattr(module, owner)(*args[0]) if owner else module, method)
        start = time.process_time()
        drained(call(*(args[1] if owner else args)))
        best = min(best, time.process_time() - start)
    return best


def score(path: str) -> dict[str, float]:
    """What OpenEvolve asks of an evaluator: higher is better."""
    from benchmarks.functions.check import arguments, load, outcome

    original, case, name, out = os.environ["PEER_JOB"].split("\t")
    text, gain = Path(path).read_text(), 0.0
    first, other = load(Path(original).read_text(), "target"), load(text, "target")
    if all(outcome(first, name, args) == outcome(other, name, args) for args in arguments(case, name, 1)[:SMALL]):
        size = timing_size(first, case, name)
        gain = timed(first, case, name, size) / max(timed(other, case, name, size), 1e-9)
    with Path(out).open("a") as file:
        file.write(json.dumps({"gain": gain, "text": text}) + "\n")
    return {"combined_score": gain, "speedup": gain}


def main() -> None:
    from openevolve import run_evolution
    from openevolve.config import Config, LLMModelConfig

    file, case, name, url, model, out = sys.argv[1:]
    os.environ["PEER_JOB"] = "\t".join((file, case, name, out))
    os.environ["OPENAI_API_KEY"] = "none"
    config = Config(max_iterations=10_000, diff_based_evolution=False, log_level="WARNING")
    config.llm.api_base, config.llm.api_key = url, "none"
    config.llm.max_tokens, config.llm.timeout, config.llm.retries = 1024, 120, 1
    config.llm.models = [
        LLMModelConfig(
            name=model, api_base=url, api_key="none", temperature=0.7, max_tokens=1024, timeout=120, retries=1,
            retry_delay=1, system_message=f"You make {name} faster. It must return exactly the same for every input.",
        )
    ]  # fmt: skip
    config.prompt.system_message = f"You make {name} faster. It must return exactly the same for every input."
    config.evaluator.cascade_evaluation, config.evaluator.timeout = False, 20
    config.evaluator.parallel_evaluations = 1
    folder = Path(out).parent
    evaluator = folder / "evaluator.py"
    evaluator.write_text(EVALUATOR.format(root=str(ROOT)))
    program = folder / "program.py"
    program.write_text(f"# EVOLVE-BLOCK-START\n{Path(file).read_text()}# EVOLVE-BLOCK-END\n")
    run_evolution(str(program), str(evaluator), config, output_dir=str(folder / "evolution"), cleanup=False)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
