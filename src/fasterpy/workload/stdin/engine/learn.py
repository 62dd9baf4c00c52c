"""Runs a program on guesses and repairs the model by what goes wrong."""

from __future__ import annotations

import ast
import random
import time
from typing import Any

from .choose import Chooser
from .hints import LARGEST, clock_places, fixed_counts, group, held_equal, largest, letters, literals, permutes
from .model import Model
from .parts import takes_prose
from .ranges import ranges
from .regime import PATTERNS, Regime
from .repair import Repairs
from .run import Outcome, Runner, compile_watched
from .sites import Reader
from .solo import letters_once
from .taint import STATE


class Learner(Repairs):
    """Format inference and generation for one program."""

    def __init__(self, text: str, seed: int, seconds: float, patience: float = 1.0) -> None:
        """``patience``: on a crowded machine this engine's own seconds count, up to so many on the clock for each."""
        code, tree = compile_watched(text)
        self.rng = random.Random(seed)
        self.model = Model(Reader(tree), self.rng)
        self._static(text, tree)
        self.runner = Runner(text, self.model, code)
        self.seconds = seconds
        self.patience = patience
        self._begin()
        self.last = self.start + seconds + 5.5
        """When to stop whatever was allowed: the parent waits eight seconds longer than it asks for."""
        self.slice_s = 0.25
        self.base = 0.0
        """Time of a small run, when it is long: what the program does on any input."""
        self.heavy = False
        """Watched runs take too long; most are then as the program is."""
        self.found: dict[str, dict[str, Any]] = {}
        self.arcs: set[Any] = set()
        self.outputs: set[str] = set()
        self.tried = 0
        self.failures: list[str] = []

    def _static(self, text: str, tree: ast.Module) -> None:
        """Constants of the code: letters and words that inputs may be made of."""
        self.model.cap = largest(tree, text)
        self.model.group = group(tree)
        self.model.boards = fixed_counts(tree)
        self.model.permuted, self.model.clock = 0.5 * permutes(tree), clock_places(tree)
        self.model.ranges = ranges(tree)
        self.model.zeros = held_equal(tree)
        self.model.prose = takes_prose(tree)
        self.model.solo = letters_once(tree)
        STATE.literals = literals(tree)
        self.model.alphabet = letters(tree)

    def _begin(self) -> None:
        self.start, self.cpu = time.perf_counter(), time.process_time()

    def left(self) -> float:
        now = time.perf_counter()
        spent = max(time.process_time() - self.cpu, (now - self.start) / self.patience)
        return min(self.seconds - spent, self.last - now)

    # ------------------------------------------------------------------------------------------------------ runs

    def regime(self, size: int, high: int, pattern: str | None = None, edge: bool = False) -> Regime:
        high = self.model.cap if high == LARGEST < self.model.cap else high
        return Regime(self.rng, size, high, pattern or self.rng.choice(PATTERNS), edge)

    def attempt(
        self, regime: Regime, trace: bool = False, limit: int = 3000, seconds: float | None = None, plain: bool = False
    ) -> Outcome:
        chooser = Chooser(self.model, regime, self.rng)
        most = max(0.05, self.last - time.perf_counter())
        outcome = self.runner.run(chooser, min(seconds or self.slice_s, most), limit, trace, plain)
        self.tried += 1
        return outcome

    # --------------------------------------------------------------------------------------------------- learning

    def learn(self) -> None:
        """Runs small inputs until they end normally, repairing what breaks."""
        streak = 0
        best: tuple[float, Any] = (-1.0, None)
        recent: list[bool] = []
        late = 0
        budget = self.seconds * 0.45
        for step in range(160):
            if self.seconds - self.left() > budget and step > 12:
                break
            if step == 0:
                outcome = self._first()
                budget = self.seconds * 0.45
            else:
                size = self.rng.choice((2, 3, 4, 5, 6)) if self.model.size_cap > 6 else self.rng.choice((1, 2, 3))
                regime = self.regime(size, self.rng.choice((3, 6, 10, 20)), "random")
                outcome = self.attempt(regime, plain=self.heavy and step % 4 != 0)
            if outcome.timeout and step > 0:
                late += 1
                if late == 2 and not self.base:
                    outcome = self._patient()
            recent.append(outcome.ok)
            if outcome.ok:
                streak += 1
                if streak >= (10 if self.base < 0.05 else 4):
                    break
                continue
            streak = 0
            changed = self.repair(outcome) or self._digits(outcome) or self._several(outcome)
            if changed:
                recent.clear()
            elif len(recent) >= 6 and sum(recent[-6:]) <= 2:
                score = sum(recent) / len(recent)
                if score > best[0]:
                    best = (score, self._choices())
                self._flip(outcome)
                recent.clear()
        if recent and best[1] is not None and sum(recent) / len(recent) < best[0]:
            self._restore(best[1])

    def _digits(self, outcome: Outcome) -> bool:
        """A digit beyond the end of a number's text: find how many digits the numbers need."""
        if self.model.digits or str(outcome.error) != "string index out of range":
            return False
        kinds = {key: self.model.field(key).kind for _, _, keys in outcome.feed.rows for key in keys}
        if "str" in kinds.values():
            return False
        numbers = [key for key, kind in kinds.items() if kind == "int"]
        for digits in range(2, 8) if numbers else ():
            self.model.digits = digits
            if sum(self.attempt(self.regime(3, 9, "random")).ok for _ in range(3)) >= 2:
                return True
        self.model.digits = 0
        return False

    def _several(self, outcome: Outcome) -> bool:
        """An index beyond the end where one item was announced: perhaps the program is for two and more."""
        if not isinstance(outcome.error, IndexError):
            return False
        ones = [key for key, value in outcome.feed.choose.scalars.items() if value == 1]
        for key in ones:
            field = self.model.field(key)
            if field.several or not (field.size or len(outcome.feed.choose.scalars) == 1):
                continue
            field.several = True
            if sum(self.attempt(self.regime(2 + i, 9, "random")).ok for i in range(5)) >= 4:
                return True
            field.several = False
        return False

    def _first(self) -> Outcome:
        """The first run, which also pays for imports; a program that is slow on anything gets more time."""
        # Imports are paid already: they stand before the engine.
        outcome = self.attempt(self.regime(3, 5, "random"), seconds=1.5)
        self._begin()
        if not outcome.ok and not outcome.timeout:
            return outcome
        outcome = self.attempt(self.regime(2, 3, "random"), seconds=0.8)
        if outcome.timeout:
            for _ in range(3):
                outcome = self.attempt(self.regime(2, 3, "random"), seconds=0.8, plain=True)
                if not outcome.timeout:
                    self.heavy = True
                    break
        self._allow(outcome)
        return outcome

    def _patient(self) -> Outcome:
        """Small runs time out: perhaps the program takes long on anything. One run as it is, with much time."""
        outcome = self.attempt(self.regime(2, 3, "random"), seconds=1.5, plain=True)
        if not outcome.timeout:
            self.heavy = True
            self.slice_s = max(self.slice_s, min(0.8, 8 * outcome.seconds))
        self._allow(outcome)
        return outcome

    def _allow(self, outcome: Outcome) -> None:
        """More time for a program whose smallest run is long."""
        if outcome.ok and outcome.seconds > 0.03:
            self.base = outcome.seconds
            self.slice_s = max(self.slice_s, 4 * outcome.seconds)
            self.seconds += min(2.5, 16 * outcome.seconds)

    def _choices(self) -> dict[int, Any]:
        return {s.number: (s.choice, s.extra, s.arity, s.end) for s in self.model.sites.values()}

    def _restore(self, saved: dict[int, Any]) -> None:
        for site in self.model.sites.values():
            if site.number in saved:
                site.choice, site.extra, site.arity, site.end = saved[site.number]

    def _flip(self, outcome: Outcome) -> None:
        """Change one open choice at random."""
        wide = [s for s in self.model.sites.values() if s.split and s.loop and not s.star and not s.shape.variable]
        if wide and isinstance(outcome.error, IndexError) and self.rng.random() < 0.5:
            # A constant index may reach further than the names that are unpacked.
            site = self.rng.choice(wide)
            site.arity = (site.arity or max(1, site.shape.least)) + 1 if (site.arity or 0) < 6 else None
            return
        open_sites = [
            s for s in self.model.sites.values() if s.shape.variable or s.star or not s.split or s.loop == "file"
        ]
        if open_sites:
            site = self.rng.choice(open_sites)
            site.choice += 1
        elif self.model.sites:
            site = self.rng.choice(list(self.model.sites.values()))
            if site.loop == "while":
                site.end = "eof" if site.end == "sentinel" else "sentinel"
