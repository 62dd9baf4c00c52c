"""Both versions in one process on thousands of small inputs, led by the conditions that came out only one way so far.

Calls cost microseconds here, where a process of its own per call costs a thousand times that. What is found is only a
hint: inputs on which the versions seem to part, and inputs that reach something new; others judge them.
"""

from __future__ import annotations

import builtins
import io
import signal
import sys
import time
import types
from typing import Any

from .aiming import aimed, lengthened
from .call import Late, Target
from .mutate import mutate
from .search import Search
from .serve import Desk, daring
from .slots import PATTERNS
from .snapshot import snapshot
from .template import Template, counting
from .watch import BRANCH, COMPARE, Watch, restore
from .wild import WORDS, asks_for_types, constants_in, wild

_SECONDS = 0.05
_PARTED = 6
_SETTLING = 0.4
_LATE = 8
_ANSWERS = [("bool", True), ("bool", False), ("NoneType", None), ("int", -1), ("int", 0), ("int", 1)]
_MOST_ANSWERS = 60
_CHECKED = (KeyError, ZeroDivisionError, ValueError)
_PLANS = ((1, 3), (2, 3), (2, 9), (3, 3), (3, 20), (4, 4), (5, 9), (5, 100), (6, 6), (8, 50), (10, 1000), (16, 10**6))


_armed = [False]


def _alarm(*_: Any) -> None:
    if _armed[0]:
        raise Late


class Side:
    """One version, instrumented."""

    def __init__(self, request: dict[str, Any], text: str, prelude: dict[str, Any], suffix: str) -> None:
        self.watch = Watch()
        watched = self.watch.instrument(text).replace(BRANCH, BRANCH + suffix).replace(COMPARE, COMPARE + suffix)
        vars(builtins).update(self.watch.names(suffix))
        self.target = Target({**request, "text": watched}, prelude)
        self.namespace = {**prelude, **self.target.module.__dict__}
        self.plain = compile(text, self.target.filename, "exec", dont_inherit=True)
        self.new = self.late = self.unwatched = False

    def unwatch(self) -> None:
        """Once every condition came out both ways, the functions run as they were written: several times faster."""
        if not self.unwatched and len(self.watch.done) == len(self.watch.sites):
            self.unwatched = True
            restore(vars(self.target.module), self.plain)

    def run(self, code: types.CodeType) -> Any:
        """What the call did, as plain values; None when the arguments cannot be built or it took too long."""
        out = io.StringIO()
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(), out, out
        self.watch.begin()
        self.late = False
        ending: Any = None
        try:
            _armed[0] = True
            signal.setitimer(signal.ITIMER_REAL, _SECONDS, 0.05)
            args, kwargs = eval(code, self.namespace)
            try:
                result = self.target.function(*args, **kwargs)
                ending = ("returned", snapshot(result))
            except Exception as error:
                ending = ("raised" if self._meant(error) else "failed", type(error).__name__, snapshot(error.args))
            ending = (ending, snapshot((args, kwargs)), out.getvalue())
        except Late:
            self.late = True
        except BaseException:
            ending = None
        finally:
            _armed[0] = False
            signal.setitimer(signal.ITIMER_REAL, 0)
        self.new = self.watch.end()
        return ending

    def _meant(self, error: Exception) -> bool:
        """Whether the failure is one that callers may count on: raised by a statement of the code's own, or checked."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        error.__traceback__ = None
        if trace is not None and trace.tb_frame.f_code.co_filename == self.target.filename:
            return trace.tb_lineno in self.target.raises or isinstance(error, _CHECKED)
        return False


class Duel(Search):
    """The search for inputs on which two versions part."""

    def __init__(self, request: dict[str, Any], prelude: dict[str, Any]) -> None:
        super().__init__(request, prelude)
        self.request, self.prelude = request, prelude
        self.sides = self._sides()
        self.order: list[types.CodeType] = []
        self.constants = list(dict.fromkeys([*constants_in(request["other"]), *self.constants]))[:80]
        self.seeds: list[str] = request.get("seeds", [])
        self.negative = any("-" in seed for seed in self.seeds)
        self.nested = any(asks_for_types(request[text], request["qualname"]) for text in ("text", "other"))
        self.words = [*WORDS, *(c for c in self.constants if type(c) is str)]
        self.queue: list[str] = []
        self.long: list[tuple[int, str]] = []
        """Inputs made longer, the longest first, with their lengths."""
        self.parted: list[str] = []
        self.fresh: list[str] = []
        self.known: set[str] = set()
        self.answers: set[tuple[Any, int]] = set()
        self.aims: dict[tuple[str, str], int] = {}
        self.runs = self.lates = 0

    def _sides(self) -> list[Side]:
        return [
            Side(self.request, self.request["text"], self.prelude, "_1"),
            Side(self.request, self.request["other"], self.prelude, "_2"),
        ]

    def settled(self) -> list[str]:
        """What parted, again in fresh modules; where that takes a call before, that call and then the other."""
        found: list[str] = []
        until = time.perf_counter() + _SETTLING
        for expression in sorted(self.parted, key=len)[:4]:
            code = compile(expression, expression, "eval")
            if self._parts([], code):
                found.append(expression)
                continue
            place = next((i for i, other in enumerate(self.order) if other == code), len(self.order))
            before = self.order[:place]
            if self._parts(before, code):
                low, high = 0, len(before)  # from ``low`` on it parts, from ``high`` on it does not
                while high - low > 1 and time.perf_counter() < until:
                    middle = (low + high) // 2
                    low, high = (middle, high) if self._parts(before[middle:], code) else (low, middle)
                found += [before[low].co_filename, expression]
        return found

    def _parts(self, before: list[types.CodeType], code: types.CodeType) -> bool:
        first, second = self._sides()
        for other in before:
            first.run(other)
            second.run(other)
        ours = first.run(code)
        return ours is not None and ours != second.run(code) and not second.late

    def try_one(self, expression: str) -> bool:
        """Whether the input is one to go on from."""
        if not expression or expression in self.known or len(expression) > 20_000:
            return False
        self.known.add(expression)
        try:
            code = compile(expression, expression, "eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        self.runs += 1
        self.order.append(code)
        first, second = self.sides
        ours = first.run(code)
        self.lates += first.late
        if ours is None:
            return False
        theirs = second.run(code)
        if second.late:
            self.lates += 1
        elif ours != theirs and ours[0][0] != "failed":
            self.parted.append(expression)
        if ours[0][0] == "failed":
            return False
        new = first.new or second.new
        if new:
            self.fresh.append(expression)
        for side in self.sides:
            side.unwatch()
            for left, right in side.watch.wanting():
                self._aim(expression, left, right)
        if ours[0][1] in _ANSWERS and len(self.answers) < _MOST_ANSWERS:
            # Yes for a text of four characters is something else than yes for one of two.
            key = (ours[0][1], len(expression))
            new = new or key not in self.answers
            self.answers.add(key)
        return new

    def _aim(self, expression: str, left: Any, right: Any) -> None:
        key = (repr(left)[:40], repr(right)[:40])
        count = self.aims.get(key, 0)
        if count < 3 and len(self.queue) < 400:
            self.aims[key] = count + 1
            self.queue += aimed(expression, left, right)

    def answer(self) -> dict[str, Any]:
        return {"parted": self.parted[:_PARTED], "fresh": self.fresh[:60], "runs": self.runs}

    def fight(self) -> None:
        signal.signal(signal.SIGALRM, _alarm)
        real = sys.stdin, sys.stdout, sys.stderr
        try:
            pool = [seed for seed in self.seeds if len(seed) < 2000]
            for seed in list(pool):
                if self.left() > 0.02:
                    self.try_one(seed)
            sizes = sorted({c + 1 for c in self.constants if type(c) is int and 4 < c < 20_000})[:6]
            for seed in pool[: len(pool) : max(1, len(pool) // 3)][:4]:
                for size in (40, *sizes, 150, 1500):
                    self.long += [(size, text) for text in lengthened(seed, [size])]
            self.long.sort(key=lambda one: -one[0])
            self.lates = 0
            counted = counting([*map(Template, pool)])
            filled = [made for made in map(Template, pool[: len(pool) : max(1, len(pool) // 8)]) if made.holes]
            own = "".join(dict.fromkeys("".join(c for c in self.constants if type(c) is str and len(c) < 7))) or "abc"
            old, step = len(pool), 0
            waiting: list[str] = []
            while self.left() > 0.02 and len(self.parted) < _PARTED and self.lates < _LATE:
                step += 1
                size = 0
                if self.long and step % 4 == 2:
                    size, expression = self.long.pop()
                elif waiting and self.left() < self.seconds / 3 and step % 2:
                    expression = waiting.pop()
                elif self.queue and step % 3:
                    expression = self.queue.pop(0)
                elif counted and step % 3 == 1:
                    expression = next(counted, "")
                elif filled and step % 5 < 2:
                    expression = self.rng.choice(filled).fill(self.rng, own)
                elif pool and (step % 2 or not self.typed):
                    # What reached something new is near to what else is new.
                    base = self.rng.choice(pool[old:][-12:] if len(pool) > old and self.rng.random() < 0.4 else pool)
                    if step % 4 == 1:
                        most = 80 if self.lates < 2 else 9
                        expression = wild(base, self.rng, self.words, self.negative, self.nested, most)
                    else:
                        expression = mutate(base, self.rng, self.constants, self.rng.choice(pool))
                else:
                    many, high = self.rng.choice(_PLANS)
                    pattern = self.rng.choice(PATTERNS)
                    expression = self.expression(self.draw(many, high, pattern, step % 7 == 0))
                if daring(expression):
                    if self.left() > self.seconds / 3:
                        waiting.append(expression)
                        continue
                    if self.desk is not None:
                        self.desk.answer(self.answer())
                before = self.lates
                try:
                    if self.try_one(expression) and "[:" not in expression:
                        pool.append(expression)
                except Late:  # between a call and its end
                    self.lates += 1
                if size and self.lates > before:  # what is longer still takes longer still
                    self.lates = before
                    self.long = [one for one in self.long if one[0] < size]
            self.parted = self.settled()
        finally:
            sys.stdin, sys.stdout, sys.stderr = real


def main() -> None:
    """Reads a JSON request from standard input, writes the answer as JSON lines."""
    desk = Desk()
    sys.stdout = sys.stderr
    try:
        duel = Duel(desk.request, desk.prelude)
        duel.desk = desk
        desk.guard(duel.seconds + _SETTLING)
        if not duel.seeds:
            duel.learn()
        duel.fight()
        desk.answer(duel.answer())
    except BaseException as error:
        desk.answer({"error": f"{type(error).__name__}: {error}"})
