"""Tokens per second of models on this machine, one stream and eight, and how busy the cores are.

    python -m benchmarks.llm.throughput --model openvino:qwen2.5-coder-1.5b --model llama:qwen2.5-coder-1.5b

A prompt of ordinary size (a function of the examples in the prompt ``plain``), the weights already loaded, answers
sampled and of at most ``--tokens``. Cores busy: processor time of this process over wall time and cores.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

from fasterpy.cli.local_models import make_local_model
from fasterpy.config import load_settings
from fasterpy.errors import FasterpyError
from fasterpy.machine import usable_cores
from fasterpy.protocols import ChatModel
from fasterpy.records import ChatRequest, Message, Record

FUNCTION = """
def longest_without_repeat(text: str) -> int:
    best = 0
    for start in range(len(text)):
        seen = []
        for character in text[start:]:
            if character in seen:
                break
            seen.append(character)
        best = max(best, len(seen))
    return best
"""
ASKED = f"Rewrite this function so that it is faster and gives the same results. Answer with code.\n{FUNCTION}"


class Speed(Record, frozen=True):
    """Of one engine."""

    streams: int
    tokens: int
    seconds: float
    first_s: float
    """Until the first answer was complete."""
    busy: float

    @property
    def rate(self) -> float:
        return self.tokens / self.seconds


def measure(model: ChatModel, streams: int, tokens: int, seed: int) -> Speed:
    """Ask for ``streams`` answers at once."""
    request = ChatRequest(
        messages=(Message(role="user", content=ASKED),),
        n=streams, temperature=0.7, top_p=0.95, seed=seed, max_tokens=tokens,
    )  # fmt: skip
    began, used, first, made = time.monotonic(), _processor(), 0.0, 0
    for _, completion in model.as_completed([request]):
        first = first or time.monotonic() - began
        made += completion.completion_tokens
    seconds = time.monotonic() - began
    busy = (_processor() - used) / seconds / usable_cores()
    return Speed(streams=streams, tokens=made, seconds=seconds, first_s=first, busy=busy)


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    print(f"{'model':44} {'streams':>7} {'tokens/s':>9} {'first answer s':>15} {'cores busy':>11}")
    for name in args.model:
        settings = load_settings(options={"model": name, "base_url": ""})
        try:
            model, _, _ = make_local_model(settings)
            measure(model, 1, 8, 0)
        except FasterpyError as error:
            print(f"{name:44} {error}")
            continue
        for streams in (1, 8):
            found = [measure(model, streams, args.tokens, 10 * number + 1) for number in range(args.repeats)]
            middle = sorted(found, key=lambda speed: speed.rate)[len(found) // 2]
            print(
                f"{model.name:44} {streams:7} {middle.rate:9.1f} {middle.first_s:15.1f} {middle.busy:11.0%}", flush=True
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
