"""Answers for many programs asked in one go, so that the model's streams are always full.

    ask="--programs DEV.jsonl --prompt brief --samples 3"
    python -m benchmarks.llm.ahead $ask --advice none --advice base --kb BASE.db
    python -m benchmarks.llm.dev $ask --arm samples --advice none --out out/none

The first command prepares each program as ``optimize`` does, up to the prompts, and asks for all answers; they are
remembered (FASTERPY_CACHE_DIR), killed or not. The second, with the same options, finds them and only judges; change no
code of fasterpy in between, since measured facts in prompts are remembered for one version. For ``samples`` alone,
whose answers have no time limit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.llm.dev import ADVICE, rows, run
from fasterpy.bench.read import Program, read_programs
from fasterpy.cli.compose import build_parts
from fasterpy.config import Settings, load_settings
from fasterpy.generate.llm.generator import LLMGenerator
from fasterpy.protocols import Generator, Judge
from fasterpy.records import ChatRequest, SearchOutcome, SearchTask


class PlanSearch:
    """Keeps what would be asked, and asks nothing."""

    name = "plan"

    def __init__(self) -> None:
        self.chats: list[ChatRequest] = []

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """See ``Search``."""
        request = msgspec.structs.replace(task.request, seconds=None)
        for generator in generators:
            if isinstance(generator, LLMGenerator):
                self.chats += [chat for _, chat in generator.plan(request)]
        return SearchOutcome(trials=(), best=None, reason="nothing was asked yet")


def planned(program: Program, row: int, settings: Settings, samples: int, advice: str) -> list[ChatRequest]:
    """What ``samples`` will ask about a program."""
    plan = PlanSearch()
    run(program, row, "samples", settings, 5.0, samples, advice, plan)
    return plan.chats


def ask(settings: Settings, chats: Sequence[ChatRequest]) -> tuple[int, int, float]:
    """Ask for all; gives answers, new tokens and seconds."""
    began, count = time.monotonic(), 0
    total = sum(chat.n for chat in chats)
    with build_parts(msgspec.structs.replace(settings, generators=("llm",))) as built:
        [generator] = [each for each in built.parts.generators if isinstance(each, LLMGenerator)]
        for _, _ in generator.model.as_completed(chats):
            count += 1
            print(f"\r{count} of {total} answers, {time.monotonic() - began:.0f} s", end="", flush=True)
        tokens = generator.usage().completion_tokens
    print()
    return count, tokens, time.monotonic() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--advice", action="append", choices=ADVICE, required=True)
    parser.add_argument("--kb", default="")
    parser.add_argument("--model", default="auto")
    parser.add_argument("--prompt", default="auto")
    parser.add_argument("--samples", type=int, default=4)
    parser.add_argument("--limit", type=int, default=84)
    args = parser.parse_args()
    programs = read_programs(args.programs)
    options = {"model": args.model, "prompt": args.prompt, "min_speedup": 1.1, "kb": args.kb}
    settings = load_settings(options=options)
    chats: list[ChatRequest] = []
    for row in rows()[: args.limit]:
        for advice in args.advice:
            chats += planned(programs[row], row, settings, args.samples, advice)
        print(f"\rplanned to row {row}, {len(chats)} prompts", end="", flush=True)
    print()
    count, tokens, seconds = ask(settings, chats)
    print(f"{count} answers, {tokens} tokens in {seconds:.0f} s: {tokens / seconds:.1f} tokens/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
