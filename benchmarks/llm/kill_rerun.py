"""Kill -9 in the middle of a run over many targets: what does the second run pay for again? And two runs at once?

    python -m benchmarks.llm.kill_rerun [--targets 50] [--seconds 4] [--out out/kill_rerun]

A local server with scripted answers stands in for the model and counts what it is asked. Every request that it sees has
to be paid for, so a prompt that it sees twice was paid for twice. Prints a table and exits 1 when a promise is broken:
a killed run may repeat only what was under way when it died, a finished run repeats nothing, and two runs at once both
end well.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from fasterpy.testing.openai_server import Match, OpenAIServer, ServerScript

UNDER_WAY = 8
"""Requests that one run may have open at once."""
SLOW = """def pick{n}(orders: list[int], gone: list[int]) -> list[int]:
    result = []
    for order in orders:
        if order in gone:
            continue
        result.append(order + {n})
    return result
"""
FAST = """def pick{n}(orders: list[int], gone: list[int]) -> list[int]:
    left = set(gone)
    return [order + {n} for order in orders if order not in left]
"""


def command(
    module: Path, targets: int, seconds: float, server: OpenAIServer, cache: Path
) -> tuple[list[str], dict[str, str]]:
    """The run, and its environment."""
    line = [sys.executable, "-m", "fasterpy", "optimize", str(module), "--most", str(targets)]
    line += ["--generators", "llm", "--model", "scripted", "--base-url", server.base_url, "--samples", "1"]
    line += ["--search", "best-of-n", "--seconds", str(seconds), "--json", str(cache) + ".json"]
    return line, {**os.environ, "FASTERPY_CACHE_DIR": str(cache)}


def start(line: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """In a process group of its own, so that it can be killed with all it started; its words go to CACHE.log."""
    with Path(environment["FASTERPY_CACHE_DIR"] + ".log").open("ab") as log:
        return subprocess.Popen(line, env=environment, stdout=log, stderr=log, start_new_session=True)


def prompts(server: OpenAIServer) -> Counter[str]:
    """How often each prompt was seen."""
    return Counter(json.dumps(request["body"]["messages"]) for request in server.seen())


def finished(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """Exit code, and the seconds until then."""
    began = time.monotonic()
    return process.wait(), time.monotonic() - began


def improved(cache: Path) -> int:
    """Targets that a finished run made faster."""
    if not Path(str(cache) + ".json").exists():
        return 0
    document = json.loads(Path(str(cache) + ".json").read_text())
    return sum(result["outcome"] == "improved" for result in document["results"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--targets", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--out", type=Path, default=Path("out/kill_rerun"))
    args = parser.parse_args()
    shutil.rmtree(args.out, ignore_errors=True)
    args.out.mkdir(parents=True)
    numbers = range(100, 100 + args.targets)
    module = args.out / "orders.py"
    module.write_text("\n\n".join(SLOW.format(n=n) for n in numbers))
    matches = tuple(Match(match=f"def pick{n}(", text=f"```python\n{FAST.format(n=n)}```") for n in numbers)
    broken: list[str] = []
    rows: list[tuple[str, str]] = []
    with OpenAIServer(ServerScript(matches=matches)) as server:
        line, environment = command(module, args.targets, args.seconds, server, args.out / "cache")
        first = start(line, environment)
        while first.poll() is None and len(server.seen()) < args.targets // 2:
            time.sleep(0.05)
        if first.poll() is not None:
            broken.append("the first run ended before it could be killed")
        else:
            os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        paid = len(server.seen())
        rows.append(("killed", f"{paid} requests"))

        code, seconds = finished(start(line, environment))
        seen = prompts(server)
        repeated = sum(seen.values()) - len(seen)
        rows.append(("run again", f"{sum(seen.values()) - paid} requests, {seconds:.0f} s, exit {code}"))
        rows.append(("paid twice", f"{repeated} of {len(seen)} prompts"))
        rows.append(("made faster", f"{improved(args.out / 'cache')} of {args.targets}"))
        if code or len(seen) != args.targets or repeated > UNDER_WAY:
            broken.append("the second run did not go on where the first was killed")

        before = sum(seen.values())
        code, seconds = finished(start(line, environment))
        again = len(server.seen()) - before
        rows.append(("once more", f"{again} requests, {seconds:.0f} s, exit {code}"))
        if code or again:
            broken.append("a finished run was paid for again")

    with OpenAIServer(ServerScript(matches=matches)) as server:
        few = min(args.targets, 10)
        line, environment = command(module, few, args.seconds, server, args.out / "shared")
        both = [start(line, environment) for _ in range(2)]
        codes = [process.wait() for process in both]
        rows.append(("two at once", f"{len(server.seen())} requests for {few} targets, exits {codes}"))
        asked = {n for n in numbers for prompt in prompts(server) if f"def pick{n}(" in prompt}
        # Both may be at the same target at the same time, and neither waits: each pays what it would pay alone.
        if any(codes) or len(asked) != few or len(server.seen()) > 2 * few:
            broken.append("two runs at once got into each other's way")
    for name, text in rows:
        print(f"{name:12} {text}")
    for text in broken:
        print(f"BROKEN: {text}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
