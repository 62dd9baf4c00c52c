"""The search for arguments: kinds from hints, docstring, defaults and use; calls; repair; generation; mutation."""

from __future__ import annotations

import re
import sys
import time

from .call import Called
from .groups import Listing
from .kinds import Int, Kind
from .mutate import mutate
from .replays import replaying
from .seeds import always_seeded
from .serve import Desk, daring
from .sifted import sifted
from .sizes import Sized
from .slots import PATTERNS, Slot

_PLANS = (
    *((0, 3), (1, 3), (1, 1), (2, 3), (2, 9), (3, 3), (3, 20), (4, 4), (5, 9), (5, 100), (6, 6), (8, 50)),
    *((10, 1000), (12, 12), (16, 10**6), (20, 30)),
)
"""Sizes and magnitudes, in turn."""
_LATER = tuple(plan for plan in _PLANS if plan[0] > 1)
"""After two turns: there are only so many inputs of a single item that say something."""
_SAYING = 0.15
"""Seconds after which all that was found is said once more."""
_SIFTING = 0.25
"""The share of the time that looking for items that are not refused may take."""
_STALE = 40
"""Inputs in a row without a new branch outcome or a new kind of result, after which there is nothing more to find."""


class Search(Sized):
    """Arguments for one function."""

    several = refused = 0
    """Calls with several items, and how many of them failed."""
    sifting = 0.0

    # --------------------------------------------------------------------------------------------------- learning

    def trial(self, count: int = 6) -> tuple[float, list[Called]]:
        """Share of small inputs that work under the current kinds."""
        calls = []
        for _step in range(count):
            draw = self.draw(self.rng.choice((2, 3, 4, 5)), self.rng.choice((3, 5, 9)), "natural")
            draw.fit = "same" if draw.fit == "free" else draw.fit  # what does not fit says nothing of the kinds
            calls.append(self.attempt(self.expression(draw), seconds=0.08))
        good = sum(1 for call in calls if call.ok or call.meant)
        plain = sum(1 for call in calls if call.ok)
        return (good + 0.5 * plain) / (1.5 * len(calls)), calls

    def learn(self) -> None:
        """Coordinate search over the kinds of each parameter, led by what goes wrong."""
        always_seeded(self.node, self.slots)
        replaying(self.slots)
        score, calls = self.trial()
        if self.whole:
            score, calls = self.trial()
        best = score
        budget = self.seconds * 0.4
        for _ in range(60):
            if best >= 0.75 or self.seconds - self.left() > budget:
                break
            blamed = self._blame(calls)
            improved = False
            for slot in blamed:
                before = slot.place
                for place in range(len(slot.options)):
                    if place == before:
                        continue
                    slot.place = place
                    score, tried = self.trial(4)
                    if score > best + 0.1:
                        best, calls, improved = score, tried, True
                        before = place
                    if best >= 0.9 or self.seconds - self.left() > budget:
                        break
                slot.place = before
                if improved:
                    break
            if not improved:
                if len(blamed) >= 2 and self.rng.random() < 0.8:
                    first, second = self.rng.sample(blamed, 2)
                    saved = first.place, second.place
                    first.place = self.rng.randrange(len(first.options))
                    second.place = self.rng.randrange(len(second.options))
                    score, tried = self.trial(4)
                    if score > best + 0.1:
                        best, calls = score, tried
                    else:
                        first.place, second.place = saved
                else:
                    break

    def _blame(self, calls: list[Called]) -> list[Slot]:
        """Open parameters, those named on the failing lines first."""
        lines = self.target.text.splitlines()
        text = ""
        for call in calls:
            if not call.ok and call.error is not None:
                self.failures.append(f"{type(call.error).__name__}: {str(call.error)[:100]} (line {call.line})")
                if 0 < call.line <= len(lines):
                    text += lines[call.line - 1] + "\n"
        open_slots = [slot for slot in self.slots if len(slot.options) > 1]
        named = [slot for slot in open_slots if re.search(rf"\b{re.escape(slot.name)}\b", text)]
        return named + [slot for slot in open_slots if slot not in named]

    # ------------------------------------------------------------------------------------------------- generation

    def keep(self, expression: str, called: Called, source: str, size: int) -> bool:
        if called.late or not called.built or expression in self.found:
            return False
        usable = called.ok or called.meant
        new = usable and bool(called.arcs - self.arcs)
        fresh = usable and called.result not in self.results and len(self.results) < 40
        if usable:
            self.arcs |= called.arcs
            if len(self.results) < 400:
                self.results.add(called.result)
        self.found[expression] = {
            "expression": expression,
            "ok": called.ok,
            "meant": called.meant,
            "source": source,
            "size": size,
            "new": new or fresh,
            "arc": new,
        }
        return new or fresh

    def generate(self, wanted: int, told: bool = False) -> None:
        source = "typed" if self.typed else "inferred"
        index = 0
        slow = 10**9
        valid: list[str] = []
        waiting: list[tuple[str, str, int]] = []
        spare = 0.03 + 0.2 * self.seconds
        stale = 0
        said = self.left()
        while self.left() > (spare if waiting else 0.03) and index < wanted * 5 and len(self.found) < wanted * 2:
            if stale > _STALE and len(valid) >= wanted // 2 and len(self.found) >= wanted:
                break  # enough of them, and nothing new for long
            plans = _PLANS if index < 2 * len(_PLANS) else _LATER
            size, high = plans[index % len(plans)]
            size, high = min(size, slow), min(high, slow * 4)
            index += 1
            phase = index % 5
            if phase in (3, 4) and index % 11 not in (3, 8) and len(valid) > 4:
                base = self.rng.choice(valid[-40:])
                expression = mutate(base, self.rng, self.constants, self.rng.choice(valid))
                label = "mutation"
            else:
                edge = index % 7 == 0
                odd = self._unhashable() if index % 11 in (3, 8) and not told else []
                expression = self.expression(self.draw(size, high, PATTERNS[index % len(PATTERNS)], edge))
                for slot, options, place in odd:
                    slot.options, slot.place = options, place
                label = "edge" if edge else source
            if not expression or expression in self.found or self.breaks(expression):
                continue
            if daring(expression):
                waiting.append((expression, label, size))
                continue
            if said - self.left() > _SAYING and self.desk is not None:  # what comes next may never end
                said = self.left()
                self.desk.answer(self.answer())
            called = self.attempt(expression, trace=True, seconds=min(0.2, max(0.05, self.left() / 4)))
            if called.late:
                slow = max(2, min(slow, size) - 1)
                continue
            fresh = self.keep(expression, called, label, size)
            stale = 0 if fresh else stale + 1
            if called.ok and (fresh or len(valid) < 10):
                valid.append(expression)
            if size > 2 and label == source and (expression := self._without_refused(expression, called)):
                called = self.attempt(expression, trace=True, seconds=0.1)
                self.keep(expression, called, label, size)
                valid += [expression] if called.ok else []
        for expression, label, size in waiting[: wanted // 2]:
            if self.left() > 0.03:
                if self.desk is not None:
                    self.desk.answer(self.answer())  # it may be the last word
                self.keep(expression, self.attempt(expression, trace=True, seconds=0.1), label, size)

    def _of_numbers(self, name: str) -> bool:
        """Whether the body reckons with the items of a list, be it on some paths only."""
        element = self.body.usage(name).element if self.body is not None else None
        return element is not None and element.number

    def _without_refused(self, expression: str, called: Called) -> str:
        """Where most calls with several items fail: the call with those that are taken, two at least."""
        self.several += 1
        self.refused += not (called.ok or called.late)
        if called.ok or called.late or 2 * self.refused < self.several or self.sifting > _SIFTING * self.seconds:
            return ""
        began = time.perf_counter()
        found = sifted(self.target, expression, _SIFTING * self.seconds / 4, least=2)
        self.sifting += time.perf_counter() - began
        return found if found not in self.found else ""

    def _unhashable(self) -> list[tuple[Slot, list[Kind], int]]:
        """Nobody said what is in a list: it may be lists, which can be compared but not hashed. What to restore."""
        open_slots = [
            slot
            for slot in self.slots
            if not slot.typed
            and isinstance(slot.kind, Listing)
            and slot.kind.form == "{}"
            and slot.kind.element.hashable
            and not self._of_numbers(slot.name)
        ]
        saved = [(slot, slot.options, slot.place) for slot in open_slots]
        for slot in open_slots:
            slot.options, slot.place = [Listing(Listing(Int(0, 2), least=1), least=2)], 0
        return saved


def main() -> None:
    """Reads a JSON request from standard input, writes the answer as JSON lines."""
    desk = Desk()
    request = desk.request
    try:
        sys.stdout, real = sys.stderr, sys.stdout
        search = Search(request, desk.prelude)
    except BaseException as error:
        desk.answer({"error": f"{type(error).__name__}: {error}"})
        return
    finally:
        sys.stdout = real
    search.begin()
    search.desk = desk
    desk.guard(search.seconds * search.patience + sum(request["each"] for _ in request.get("sizes", ())))
    search.learn()
    if request.get("sizes"):
        search.sized(request["sizes"], request["each"])
    else:
        desk.answer(search.answer())  # should making more never end
        search.generate(request["wanted"], bool(request.get("told")))
    desk.answer(search.answer())
