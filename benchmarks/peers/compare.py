"""Three ways of running programs, side by side in one run: cost per execution, reported times, errors.

    python -m benchmarks.peers.compare --programs dev.jsonl.gz --cases dev_cases.json.gz [--quick] [--json OUT]

The last part of the output, ``criteria``, says what has to hold and whether it does: our cost within 1.3 times the
program's own time plus 2 ms (median program), at least 8 times cheaper than a subprocess per run (median program
without numpy), 30 times where numpy is imported, and no poison that spoils our later runs. A cost is the least of five
runs, the ways alternating.

Runs the *input* and *reference* programs (written by people) outside the sandbox for the two baselines.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
from pathlib import Path
from typing import Any

from benchmarks.peers.exec_peer import ExecPeer
from benchmarks.peers.fasterpy_peer import FasterpyPeer
from benchmarks.peers.poison import POISON, VICTIMS
from benchmarks.peers.runs import Peer
from benchmarks.peers.subprocess_peer import SubprocessPeer
from fasterpy.bench.metrics import line_accuracy
from fasterpy.bench.read import read_cases, read_programs

TIMEOUT = 30.0


def sample(programs: Path, cases: Path, count: int) -> list[tuple[str, str, str]]:
    """(text, stdin, expected), one case per program, drawn with a fixed seed."""
    tests = read_cases(cases)
    pool = [
        (text, tests[row.problem_id][0].input, tests[row.problem_id][0].output)
        for row in read_programs(programs)
        if tests.get(row.problem_id)
        for text in (row.input, row.target)
    ]
    return random.Random(0).sample(pool, min(count, len(pool)))


def costs(peers: list[Peer], rows: list[tuple[str, str, str]], repeats: int) -> dict[str, Any]:
    """Median over programs of the least of ``repeats`` runs; the ways alternate."""
    found: dict[str, dict[str, list[Any]]] = {p.name: {"cost": [], "reported": [], "errors": []} for p in peers}
    numpy = [("numpy" in text) for text, _, _ in rows]
    for text, stdin, expected in rows:
        runs: dict[str, list[Any]] = {p.name: [] for p in peers}
        for _ in range(repeats):
            for peer in peers:
                runs[peer.name].append(peer.run(text, stdin, TIMEOUT))
        for name, several in runs.items():
            wrong = [r for r in several if r.error or line_accuracy(r.output, expected) < 1.0]
            found[name]["cost"].append(min(r.cost_s for r in several))
            found[name]["reported"].append(min(r.reported_s for r in several))
            if wrong:
                found[name]["errors"].append(wrong[0].error or "wrong output")
    ours = found[FasterpyPeer.name]
    summary: dict[str, Any] = {"programs": len(rows), "with_numpy": sum(numpy)}
    summary["criteria"] = criteria(ours, found[SubprocessPeer.name], numpy)
    for name, values in found.items():
        pure = [c for c, heavy in zip(values["cost"], numpy, strict=True) if not heavy]
        heavy = [c for c, is_heavy in zip(values["cost"], numpy, strict=True) if is_heavy]
        summary[name] = {
            "median_cost_ms": _ms(pure),
            "median_cost_numpy_ms": _ms(heavy),
            "median_reported_ms": _ms(values["reported"]),
            "median_reported_over_ours": _median(
                [r / max(1e-9, o) for r, o in zip(values["reported"], ours["reported"], strict=True)]
            ),
            "failed": len(values["errors"]),
            "failures": sorted(set(values["errors"]))[:8],
        }
    base = summary[FasterpyPeer.name]
    for name in found:
        own = summary[name]
        own["cost_over_ours"] = own["median_cost_ms"] / base["median_cost_ms"]
        if heavy:
            own["cost_over_ours_numpy"] = own["median_cost_numpy_ms"] / base["median_cost_numpy_ms"]
    return summary


def criteria(ours: dict[str, list[Any]], other: dict[str, list[Any]], numpy: list[bool]) -> dict[str, Any]:
    """What has to hold of our cost, each with its figure; ``other`` is a subprocess per run."""
    surplus = [cost - 1.3 * own for cost, own in zip(ours["cost"], ours["reported"], strict=True)]
    times = [theirs / own for theirs, own in zip(other["cost"], ours["cost"], strict=True)]
    plain = _median([t for t, heavy in zip(times, numpy, strict=True) if not heavy])
    heavy = _median([t for t, heavy in zip(times, numpy, strict=True) if heavy])
    return {
        "cost less 1.3 times the own time, ms": {
            "median": _ms(surplus),
            "worst": 1e3 * max(surplus),
            "programs_within_2_ms": sum(s <= 2e-3 for s in surplus),
            "met": _median(surplus) <= 2e-3,
        },
        "times cheaper than a subprocess, median program": {
            "without_numpy": plain,
            "all": _median(times),
            "met": plain >= 8.0,
        },
        "times cheaper than a subprocess, with numpy": {"median": heavy, "met": heavy >= 30.0},
    }


def poisoned(make: Any) -> dict[str, Any]:
    """After each poison, how many of the victims fail, and how much slower the last of them reports to be."""
    report: dict[str, Any] = {}
    for name, poison in POISON.items():
        peer: Peer = make()
        try:
            before = _victims(peer)
            own = peer.run(poison, "", 5.0)
            after = _victims(peer)
        finally:
            peer.close()
        report[name] = {
            "poison_itself": "right" if own.output == "done\n" and not own.error else own.error or "wrong output",
            "failed_before": before[0],
            "failed_after": after[0],
            "of": len(VICTIMS),
            "time_of_last_over_before": after[1] / max(1e-9, before[1]),
        }
    return report


def _victims(peer: Peer) -> tuple[int, float]:
    failed, last = 0, 0.0
    for text, (stdin, expected) in VICTIMS.items():
        run = peer.run(text, stdin, 10.0)
        failed += bool(run.error) or line_accuracy(run.output, expected) < 1.0
        last = run.reported_s
    return failed, last


def _median(values: list[float]) -> float:
    return statistics.median(values) if values else float("nan")


def _ms(values: list[float]) -> float:
    return 1e3 * _median(values)


def main() -> None:
    """Print the comparison as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="30 programs, 2 runs each")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = sample(options.programs, options.cases, 30 if options.quick else 200)
    kinds = (FasterpyPeer, SubprocessPeer, ExecPeer)
    peers: list[Peer] = [make() for make in kinds]
    try:
        result = {"cost": costs(peers, rows, 2 if options.quick else 5)}
    finally:
        for peer in peers:
            peer.close()
    result["poison"] = {make.name: poisoned(make) for make in kinds}
    spoiled = {
        name: sum(row["failed_after"] > row["failed_before"] for row in found.values())
        for name, found in result["poison"].items()
    }
    result["criteria"] = {
        **result["cost"].pop("criteria"),
        "poisons that spoil later runs": {**spoiled, "met": spoiled[FasterpyPeer.name] == 0},
    }
    result["load"] = round(os.getloadavg()[0], 2)
    text = json.dumps(result, indent=1)
    if options.json:
        options.json.write_text(text + "\n")
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
