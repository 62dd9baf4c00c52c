"""The search for arguments: kinds from hints, docstring, defaults and use; calls; repair; generation; mutation."""

from __future__ import annotations

import ast
import inspect
import json
import random
import re
import sys
import time
import types
import typing
from typing import Any

from .call import Called, Target
from .docs import kind_of, stated
from .guess import kinds
from .hints import Hints, Namer
from .kinds import Bytes, Dict, Draw, Either, Int, Kind, Listing, Matrix, Nothing, Str, Tuple
from .made import Array, Frame, Graph, Node
from .mutate import mutate
from .usage import Body

_COLLECTIONS = (Listing, Matrix, Dict, Graph, Str, Array, Frame, Node, Bytes)
PATTERNS = ("random", "natural", "few", "sorted", "same", "reversed", "random", "natural")


class Slot:
    """One parameter with its possible kinds."""

    def __init__(
        self, name: str, options: list[Kind], typed: bool, named: bool = False, optional: bool = False
    ) -> None:
        self.name, self.options, self.typed, self.named, self.optional = name, options, typed, named, optional
        self.place = 0

    @property
    def kind(self) -> Kind:
        return self.options[self.place % len(self.options)]


class Search:
    """Arguments for one function."""

    def __init__(self, request: dict[str, Any], prelude: dict[str, Any]) -> None:
        self.rng = random.Random(request["seed"])
        self.target = Target(request, prelude)
        self.seconds: float = request["seconds"]
        self.start = time.perf_counter()
        self.namespace = self.target.module.__dict__
        self.body: Body | None = None
        self.node = self.target.node()
        self.body = Body(self.node, self.target.tree) if self.node is not None else None
        self.hints = Hints(Namer(self.namespace), self._guess_constructor)
        self.constants = self._constants()
        self.typed = True
        self.slots = self._slots()
        self.found: dict[str, dict[str, Any]] = {}
        self.arcs: set[Any] = set()
        self.results: set[str] = set()
        self.failures: list[str] = []
        self.tried = 0

    def left(self) -> float:
        return self.seconds - (time.perf_counter() - self.start)

    # ------------------------------------------------------------------------------------------------- reading

    def _constants(self) -> list[Any]:
        found: list[Any] = []
        root = self.node if self.node is not None else self.target.tree
        skip = set()
        for node in ast.walk(root):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.body and isinstance(node.body[0], ast.Expr):
                skip.add(id(node.body[0].value))
            if isinstance(node, ast.Raise):
                skip |= {id(inner) for inner in ast.walk(node)}
            if isinstance(node, ast.JoinedStr):
                skip |= {id(inner) for inner in ast.walk(node)}
        for node in ast.walk(root):
            if isinstance(node, ast.Constant) and id(node) not in skip and type(node.value) in (int, float, str):
                if isinstance(node.value, str) and (len(node.value) > 24 or not node.value):
                    continue
                if node.value not in found:
                    found.append(node.value)
            if isinstance(node, ast.Name) and isinstance(self.namespace.get(node.id), dict):
                found += [k for k in list(self.namespace[node.id])[:12] if isinstance(k, (int, str)) and k not in found]
        return found[:60]

    def _guess_constructor(self, cls: type) -> dict[str, Kind]:
        """Kinds for the parameters of a constructor without hints."""
        for node in ast.walk(self.target.tree):
            if isinstance(node, ast.ClassDef) and node.name == cls.__name__:
                for item in node.body:
                    if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                        body = Body(item, self.target.tree)
                        return {arg.arg: self._flows(body, node, item, arg.arg) for arg in item.args.args[1:]}
        return {}

    def _flows(self, body: Body, cls: ast.ClassDef, init: ast.FunctionDef, name: str) -> Kind:
        """Use in the constructor, and of the attribute that it becomes in the methods."""
        usage = body.usage(name)
        for node in ast.walk(init):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == name:
                for target in node.targets:
                    if isinstance(target, ast.Attribute):
                        for inner in ast.walk(cls):
                            if (
                                isinstance(inner, ast.Attribute)
                                and inner.attr == target.attr
                                and isinstance(inner.ctx, ast.Load)
                            ):
                                body._use(inner, usage, set(), cls)
        return kinds(usage, name)[0]

    def _slots(self) -> list[Slot]:
        function = self.target.function
        slots: list[Slot] = []
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):
            return slots
        try:
            hints = typing.get_type_hints(inspect.unwrap(function), include_extras=True)
        except Exception:
            hints = dict(getattr(inspect.unwrap(function), "__annotations__", {}))
        doc = stated(inspect.getdoc(function) or "")
        parameters = list(signature.parameters.values())
        if self.target.takes_self and parameters:
            first = parameters.pop(0)
            made = self.hints.instance(self.target.owner)
            slots.append(Slot(first.name, [made or Nothing()], True))
        for parameter in parameters:
            if parameter.kind is parameter.VAR_KEYWORD:
                continue
            kind = self.hints.kind(hints.get(parameter.name), parameter.name) if parameter.name in hints else None
            options: list[Kind] = []
            typed = kind is not None
            usage = self.body.usage(parameter.name) if self.body is not None else None
            if kind is not None:
                options.append(self._refined(kind, usage, parameter.name))
            if parameter.name in doc and not typed:
                known = kind_of(doc[parameter.name])
                if known is not None:
                    options.append(known)
                    typed = True
            if not typed and parameter.default is not parameter.empty and parameter.default is not None:
                by_default = self.hints.kind(type(parameter.default), parameter.name)
                if by_default is not None:
                    options.append(by_default)
            if usage is not None and not typed:
                guesses = kinds(usage, parameter.name)
                options = guesses if not options else options + guesses
            if not options:
                options = [Int(0)]
            if parameter.default is None and not typed:
                options[0] = Either([options[0], options[0], Nothing()])
            self.typed = self.typed and typed
            if parameter.kind is parameter.VAR_POSITIONAL:
                slots.append(
                    Slot("*" + parameter.name, [kind] if kind is not None else [Int(0), Str(), Listing(Int())], typed)
                )
                continue
            named = parameter.kind is parameter.KEYWORD_ONLY
            slots.append(Slot(parameter.name, options, typed, named, parameter.default is not parameter.empty))
        return slots

    def _refined(self, kind: Kind, usage: Any, name: str) -> Kind:
        """A hint says ``int`` or ``list[list[int]]``; the body says count, index, sorted, rectangular, graph."""
        if usage is None:
            return kind
        if type(kind) is Int and kind.low is None:
            guess = next((k for k in kinds(usage, name) if isinstance(k, Int)), None)
            if usage.ranged:
                return Int(0, None, "size")
            if guess is not None and guess.role == "index":
                return guess
            if name in ("n", "k", "size", "count", "length", "width", "height", "window", "limit", "rows", "cols"):
                return Int(0, None, "size")
        if type(kind) is Listing and type(kind.element) is Listing and kind.form == "{}" and kind.element.form == "{}":
            if usage.element is not None and (
                usage.element.indexed or usage.element.sized or name in ("grid", "matrix", "board")
            ):
                if name in ("graph", "adj", "adjacency") and type(kind.element.element) is Int:
                    return Graph("list")
                if not (
                    usage.element.unpack or (usage.element.arity and not usage.element.iterated and usage.iterated)
                ):
                    return Matrix(kind.element.element)
            if usage.element is not None and usage.element.unpack:
                return Listing(Tuple([kind.element.element] * len(usage.element.unpack), "[{}]"))
        if type(kind) is Listing and usage.sorted_input:
            kind.ordered = True
        if (
            type(kind) is Dict
            and name in ("graph", "adj", "adjacency", "deps", "dependencies")
            and isinstance(kind.value, Listing)
        ):
            return Graph(
                "dict",
                False,
                "str" if isinstance(kind.key, Str) else "int",
                kind.value.form.replace("{}", "[{}]") if kind.value.form != "{}" else "[{}]",
            )
        return kind

    # ----------------------------------------------------------------------------------------------------- making

    def draw(self, size: int, high: int, pattern: str, edge: bool = False) -> Draw:
        return Draw(self.rng, size, high, pattern, self.constants, edge)

    def expression(self, draw: Draw) -> str:
        args: list[str] = []
        named: list[str] = []
        skipping = False
        for slot in self.slots:
            draw.depth = 0
            if slot.name.startswith("*"):
                args += [slot.kind.emit(draw) for _ in range(self.rng.randint(0, 4))]
                continue
            if slot.optional and self.rng.random() < (0.5 if not slot.named else 0.4):
                skipping = True
                continue
            text = slot.kind.emit(draw)
            if slot.named or (skipping and slot.name.isidentifier()):
                named.append(f"{slot.name!r}: {text}")
            else:
                args.append(text)
        inside = ", ".join(args) + ("," if args else "")
        return f"(({inside}), {{{', '.join(named)}}})"

    def attempt(self, expression: str, trace: bool = False, seconds: float = 0.1) -> Called:
        self.tried += 1
        return self.target.call(expression, seconds, trace)

    # --------------------------------------------------------------------------------------------------- learning

    def trial(self, count: int = 6) -> tuple[float, list[Called]]:
        """Share of small inputs that work under the current kinds."""
        calls = []
        for _step in range(count):
            draw = self.draw(self.rng.choice((2, 3, 4, 5)), self.rng.choice((3, 5, 9)), "natural")
            calls.append(self.attempt(self.expression(draw), seconds=0.08))
        good = sum(1 for call in calls if call.ok or call.meant)
        plain = sum(1 for call in calls if call.ok)
        return (good + 0.5 * plain) / (1.5 * len(calls)), calls

    def learn(self) -> None:
        """Coordinate search over the kinds of each parameter, led by what goes wrong."""
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

    def generate(self, wanted: int) -> None:
        plans = [
            (0, 3),
            (1, 3),
            (1, 1),
            (2, 3),
            (2, 9),
            (3, 3),
            (3, 20),
            (4, 4),
            (5, 9),
            (5, 100),
            (6, 6),
            (8, 50),
            (10, 1000),
            (12, 12),
            (16, 10**6),
            (20, 30),
        ]
        source = "typed" if self.typed else "inferred"
        index = 0
        slow = 10**9
        valid: list[str] = []
        while self.left() > 0.03 and index < wanted * 5 and len(self.found) < wanted * 2:
            size, high = plans[index % len(plans)]
            size, high = min(size, slow), min(high, slow * 4)
            index += 1
            phase = index % 5
            if phase in (3, 4) and len(valid) > 4:
                base = self.rng.choice(valid[-40:])
                expression = mutate(base, self.rng, self.constants, self.rng.choice(valid))
                label = "mutation"
            else:
                edge = index % 7 == 0
                expression = self.expression(self.draw(size, high, PATTERNS[index % len(PATTERNS)], edge))
                label = "edge" if edge else source
            if not expression or expression in self.found:
                continue
            called = self.attempt(expression, trace=True, seconds=min(0.2, max(0.05, self.left() / 4)))
            if called.late:
                slow = max(2, min(slow, size) - 1)
                continue
            fresh = self.keep(expression, called, label, size)
            if called.ok and (fresh or len(valid) < 10):
                valid.append(expression)

    def sized(self, sizes: list[int], each: float) -> None:
        """One expression per size, as far as a call stays under ``each`` seconds."""
        collections = any(
            isinstance(slot.kind, (*_COLLECTIONS, Tuple)) or "Either" in repr(slot.kind) for slot in self.slots
        )
        scale = (
            [slot for slot in self.slots if type(slot.kind) is Int and not slot.kind.role] if not collections else []
        )
        for size in sizes:
            done = False
            for high in (max(10, size), 100, 10):
                draw = self.draw(size, high, "random" if high != 100 else "natural")
                draw.exact = True
                draw.n = size
                saved = [(slot, slot.options, slot.place) for slot in scale]
                for slot in scale:
                    low = slot.kind.low if isinstance(slot.kind, Int) else None
                    slot.options, slot.place = [Int(low, None, "size")], 0
                expression = self.expression(draw)
                for slot, options, place in saved:
                    slot.options, slot.place = options, place
                called = self.attempt(expression, seconds=each)
                if called.ok:
                    self.found[expression] = {
                        "expression": expression,
                        "ok": True,
                        "meant": False,
                        "source": "typed" if self.typed else "inferred",
                        "size": size,
                        "new": True,
                    }
                    done = True
                    break
                if called.late:
                    return
            if not done and size > 64:
                continue


def main() -> None:
    """Reads a JSON request from standard input, writes the answer as one JSON line."""
    request = json.loads(sys.stdin.readline())
    out = sys.stdout
    prelude: dict[str, Any] = {"__name__": "prelude"}
    module = types.ModuleType("_fasterpy_prelude")
    sys.modules[module.__name__] = module
    exec(compile(request["prelude"], "<prelude>", "exec"), module.__dict__)
    prelude = {name: getattr(module, name) for name in module.__dict__["__all__"]}
    try:
        sys.stdout, real = sys.stderr, sys.stdout
        search = Search(request, prelude)
    except BaseException as error:
        out.write(json.dumps({"error": f"{type(error).__name__}: {error}"}) + "\n")
        out.flush()
        return
    finally:
        sys.stdout = real
    search.start = time.perf_counter()
    search.learn()
    if request.get("sizes"):
        search.sized(request["sizes"], request["each"])
    else:
        search.generate(request["wanted"])
    answer = {
        "cases": list(search.found.values()),
        "tried": search.tried,
        "failures": search.failures[-6:],
        "slots": [f"{slot.name}: {slot.kind!r} ({'typed' if slot.typed else 'inferred'})" for slot in search.slots],
    }
    out.write(json.dumps(answer) + "\n")
    out.flush()
