"""Writes inputs of all flavours under the learned model; the entry point of the engine."""

from __future__ import annotations

import gc
import json
import sys

from .learn import Learner
from .memory import memory, recall
from .parts import loosen
from .regime import PATTERNS
from .relate import relate
from .run import Outcome
from .trees import plant
from .vary import ended, sweep, vary

_SMALL = 5
_LONE = ((20_000, 10**6), (200_000, 10**9))
_LONE_SIZE = 10_000
_SHORT = 60
_HIGHS = (10**9, 10**7, 10**5, 10**4, 1000, 100)


class Search(Learner):
    """Format inference and generation for one program."""

    # ------------------------------------------------------------------------------------------------- generation

    def generate(self, wanted: int) -> None:
        """Inputs of every flavour, kept when they are new."""
        plans = [
            (1, 1),
            (1, 3),
            (2, 2),
            (2, 5),
            (3, 3),
            (3, 10),
            (4, 4),
            (5, 5),
            (5, 100),
            (6, 10),
            (8, 8),
            (8, 1000),
            (10, 20),
            (12, 10**6),
            (15, 15),
            (20, 100),
            (20, 10**9),
            (30, 30),
        ]
        cost: dict[int, float] = {}
        index = 0
        slow = 10**9
        while self.left() > 0.05 and len(self.found) < wanted and index < wanted * 4:
            size, high = plans[index % len(plans)]
            index += 1
            if size >= slow:
                size = self.rng.randint(1, max(1, slow - 1))
            edge = index % 9 == 0
            regime = self.regime(size, high, PATTERNS[(index // 3) % len(PATTERNS)], edge)
            regime.exact = self.rng.random() < 0.5
            trace = (index % 2 == 0 or len(self.found) < 20) and self.base < 0.02
            each = max(2.5 * self.base, min(0.25, max(0.05, self.left() / 6)))
            outcome = self.attempt(regime, trace=trace, seconds=each, plain=self.heavy or index % 4 != 0)
            if outcome.timeout and not edge:  # at an edge it may go on for ever, whatever the size
                slow = min(slow, max(2, size))
            self.keep(outcome, "stdin-inferred", size)
            cost[size] = max(cost.get(size, 0.0), outcome.seconds)

    def keep(self, outcome: Outcome, source: str, size: int) -> None:
        text = outcome.text
        if outcome.timeout or text in self.found:
            return
        new = bool(outcome.arcs - self.arcs) or (outcome.output not in self.outputs and len(self.outputs) < 10)
        if outcome.ok:
            self.arcs |= outcome.arcs
            self.outputs.add(outcome.output)
        if outcome.feed.choose.odd:
            source = "edge"
        self.found[text] = {
            "stdin": text,
            "ok": outcome.ok,
            "source": source,
            "size": size,
            "new": new,
            "seconds": round(outcome.seconds, 5),
        }

    def magnitudes(self) -> None:
        """Probe how large lone numbers may be: raise the size of runs while they stay fast.

        Where a few numbers are the whole input, the largest sizes cost nothing but the run, and may be what it takes to
        get to some lines.
        """
        steps = [(40, 10**4), (100, 10**5), (300, 10**9), (1000, 10**6), (3000, 10**9), *_LONE]
        text = ""
        for size, high in steps:
            if self.left() < 0.1 or (size >= _LONE[0][0] and len(text) > _SHORT):
                return
            regime = self.regime(size, high, "random")
            regime.exact = True
            most = 0.3 if size >= _LONE[0][0] else 0.15
            each = max(2 * self.base, min(most, self.left() / 3))
            outcome = self.attempt(regime, limit=size * 4 + 100, seconds=each, plain=True)
            if outcome.timeout:
                return
            text = outcome.text
            self.keep(outcome, "stdin-inferred", size)
            if size < _LONE[0][0] and sum(field.size for field in self.model.fields.values()) > 1:
                regime = self.regime(size, high, "random")
                regime.exact = regime.apart = True
                self.keep(self.attempt(regime, limit=size * 4 + 100, seconds=each, plain=True), "stdin-inferred", size)

    def spans(self) -> None:
        """Ranges of the lengths that the program asks about: they may take long, so that each gets its time."""
        if not any(self.model.spans.values()):
            return
        slow = late = False
        for size, high, told in ((10, 100, 0), (10, 100, 1), (1000, 10**6, 1)):
            if self.left() < 0.1 or (slow and size > 10) or late:
                break
            regime = self.regime(size, high, "random")
            regime.told = told
            outcome = self.attempt(regime, seconds=max(2 * self.base, 0.4), plain=True)
            self.keep(outcome, "stdin-inferred", size)
            self.seconds += outcome.seconds
            slow, late = slow or outcome.seconds > 0.05, outcome.timeout
        if slow or late:  # enough of them
            self.model.spans = {ends: [] for ends in self.model.spans}

    def sized(self, sizes: list[int], each: float) -> None:
        """One input per size, as far as a run stays under ``each`` seconds; the smallest with small numbers.

        A program that does the same work for any input (a table for the largest number allowed) gains most on those.
        """
        largest = 10**9  # numbers that take too long with few items take too long with more
        text = ""
        powers = any(field.small for field in self.model.fields.values())
        for size in sizes:
            lone = size >= _LONE_SIZE
            if lone and len(text) > _SHORT:
                return
            # Where a few numbers are the whole input, they alone decide how long it takes.
            highs = [] if lone else [high for high in _HIGHS if size < high <= largest]
            for high in [*([10 * size] if size < _SMALL else []), *highs, size]:
                outcome = self._exact(size, high, each, powers)
                if powers and not outcome.ok:
                    if lone:
                        return
                    powers = False
                    outcome = self._exact(size, high, each, powers)
                if outcome.ok and outcome.text not in self.found:
                    self.keep(outcome, "stdin-inferred", size)
                    text = outcome.text
                    break
                if outcome.timeout:
                    largest = min(largest, high - 1)
            else:
                if outcome.timeout:
                    return

    def _exact(self, size: int, high: int, each: float, powers: bool) -> Outcome:
        regime = self.regime(size, high, "random")
        regime.exact, regime.powers = True, powers
        return self.attempt(regime, limit=size * 4 + 1000, seconds=each, plain=True)


def main() -> None:
    """Reads a JSON request from standard input, writes the answer as one JSON line."""
    request = json.loads(sys.stdin.readline())
    out = sys.stdout
    gc.disable()
    search = Search(request["text"], request["seed"], request["seconds"], request["patience"])
    if request.get("memory"):
        recall(search, request["memory"])
    else:
        search.learn()
        plant(search)
        sweep(search)
        vary(search)
        loosen(search.model, lambda: ended(search, 8))
        relate(search)
    known = request.get("memory") or memory(search)
    if request.get("sizes"):
        search.seconds += request["seconds"]
        search.last += sum(request["each"] for _ in request["sizes"])
        search.sized(request["sizes"], request["each"])
    else:
        if not request.get("memory"):  # learning on slow runs must not leave nothing for making inputs
            search.seconds += max(0.0, 0.6 - search.left())
        if search.base > 0.03:  # slow on anything: the small and telling ones first
            search.generate(min(24, request["wanted"]))
        search.magnitudes()
        search.spans()
        search.generate(request["wanted"])
    answer = {
        "memory": known,
        "cases": list(search.found.values()),
        "tried": search.tried,
        "failures": search.failures[-6:],
        "sites": [
            {
                "number": s.number,
                "loop": s.loop,
                "arity": s.arity,
                "split": s.split,
                "kind": s.kind,
                "star": s.star,
                "choice": s.choice,
                "shape": repr(s.shape),
            }
            for s in search.model.sites.values()
        ],
        "fields": {
            str(k): {
                "kind": f.kind,
                "size": f.size,
                "bound": str(search.model.bounds.get(k)),
                "consts": [str(c) for c in f.constants[:5]],
            }
            for k, f in search.model.fields.items()
        },
    }
    out.write(json.dumps(answer) + "\n")
    out.flush()
