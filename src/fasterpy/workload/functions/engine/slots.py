"""The parameters of the target and the kinds that each may have."""

from __future__ import annotations

import ast
import inspect
import random
import typing
from typing import Any

from fasterpy.analysis.promises.told import parameters, promises

from .arrays import Array, told_of
from .call import Target
from .cells import columns_named, said_of
from .docs import described, kind_of, list_said, stated
from .filling import fillers
from .grids import Grid
from .groups import Dict, Listing, Matrix, Tuple
from .guess import kinds
from .held import Holding
from .hints import Hints, Namer
from .kept import keep
from .keys import link
from .kinds import Bytes, Either, Int, Kind, Nothing, Str
from .loose import Loose, kind_names, once, poured
from .made import Frame, Function, Graph, Node, called_for_effect, framed, share_columns
from .marks import letters_asked, library_letters, marks_of, recurs, words_listed
from .opened import filled
from .own import owned
from .pieces import PIECES, cut_into_pieces
from .rising import looked_through, mark_rising, rises
from .said import spread
from .serve import Timed
from .shaped import Nodes, PairGraph, Pairs, Usually, Vertex, edges, graphs
from .usage import Body

COLLECTIONS = (Listing, Matrix, Dict, Graph, Str, Array, Frame, Node, Bytes)
_ENDS = frozenset({"start", "source", "src", "root", "origin", "begin", "goal", "target", "end", "dest", "node", "dst"})
PATTERNS = ("random", "natural", "few", "sorted", "same", "reversed", "random", "natural")


class Slot:
    """One parameter with its possible kinds."""

    def __init__(
        self, name: str, options: list[Kind], typed: bool, named: bool = False, optional: bool = False
    ) -> None:
        self.name, self.options, self.typed, self.named, self.optional = name, options, typed, named, optional
        self.place = 0
        self.setting = self.counted = False
        """Its default is a number, a text or a truth, which callers mostly leave; it says how often a loop runs."""

    @property
    def kind(self) -> Kind:
        return self.options[self.place % len(self.options)]


class Parameters(Timed):
    """Arguments for one function."""

    def __init__(self, request: dict[str, Any], prelude: dict[str, Any]) -> None:
        self.rng = random.Random(request["seed"])
        self.target = Target(request, prelude)
        super().__init__(request["seconds"], request.get("patience", 1.0))
        self.namespace = self.target.module.__dict__
        self.body: Body | None = None
        self.node = self.target.node()
        self.body = Body(self.node, self.target.tree) if self.node is not None else None
        self.holding = Holding(self.target.tree)
        self.hints = Hints(Namer(self.namespace), self.holding.uses, self._fillers)
        self.constants = self._constants()
        self.marks = marks_of(self.node if self.node is not None else self.target.tree, self.namespace)
        self.recursive = self.node is not None and recurs(self.node, self.target.tree)
        self.asked = letters_asked(self.target.tree, self.namespace)
        self.spelled = [] if self.asked else words_listed(self.namespace, self.constants)
        self.asked = self.asked or "".join(sorted(set("".join(self.spelled))))
        self.typed, self.tried = True, 0
        self.presets: list[str] = []
        self.told = promises(self.node)
        self.names = parameters(self.node) if self.told else []
        self.slots = self._slots()
        keep(self.told, {slot.name: slot.options for slot in self.slots})
        self.cut = cut_into_pieces(self.slots, self.target.tree) and not self.asked
        if self.cut:
            self.spelled, self.asked = PIECES, "ab"
        if any("json[" in repr(slot.kind) for slot in self.slots):
            self.marks.json = False  # which texts are documents is known
        self.found: dict[str, dict[str, Any]] = {}
        self.arcs: set[Any] = set()
        self.results: set[str] = set()
        self.failures: list[str] = []

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
            found += library_letters(node)
            if isinstance(node, ast.Name) and isinstance(self.namespace.get(node.id), dict):
                found += [k for k in list(self.namespace[node.id])[:12] if isinstance(k, (int, str)) and k not in found]
        return found[:60]

    def _fillers(self, cls: type, given: list[Kind]) -> dict[str, list[Kind]]:
        """How an object that is made empty gets its content."""
        held = any(isinstance(kind, COLLECTIONS) for kind in given)
        return fillers(cls, self.node, self.target.tree, self.hints, held) if cls is self.target.owner else {}

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
        prose = inspect.getdoc(function) or ""
        doc = stated(prose)
        parameters = list(signature.parameters.values())
        first = parameters.pop(0) if self.target.takes_self and parameters else None
        uses = {one.name: self.body.usage(one.name) for one in parameters} if self.body is not None else {}
        hinted = {name: self.hints.kind(hints[name], name) for name in uses if name in hints}
        said = [name for name, kind in hinted.items() if isinstance(kind, Dict)]
        for name, kind in hinted.items():  # ``if seat in free``, where it is a list
            uses[name].searched |= isinstance(kind, Listing) and bool(uses[name].questioned)
        # What the object holds is asked for what the method is given.
        held, dicts = self.holding.held(self.target.owner, self.hints) if first is not None else ([], [])
        tables = [name for name in said if self.node and looked_through(self.node, name)]
        link([*uses.items(), *held], [*said, *dicts], tables)
        spread(hinted, uses)
        if first is not None:
            made = self.hints.instance(self.target.owner)
            slots.append(Slot(first.name, [made or Nothing()], True))
        self.presets = [
            repr(one.default)
            for one in parameters
            if type(one.default) is str and one.name in uses and uses[one.name].key and uses[one.name].few
        ]
        for parameter in parameters:
            if parameter.kind is parameter.VAR_KEYWORD:
                value = self.hints.kind(hints.get(parameter.name), parameter.name)
                names = kind_names(self.constants)
                slots.append(Slot("**" + parameter.name, [Loose(value, names)], value is not None))
                continue
            kind = self.hints.kind(hints.get(parameter.name), parameter.name) if parameter.name in hints else None
            options: list[Kind] = []
            typed = kind is not None
            usage = uses.get(parameter.name)
            if kind is not None:
                options.append(self._refined(filled(kind, usage, parameter.name), usage, parameter.name))
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
                guesses = [
                    self._whole(owned(kind, self.hints, self.namespace)) for kind in kinds(usage, parameter.name)
                ]
                options = guesses if not options else options + guesses
            if not typed and self.node is not None and framed(self.node, parameter.name, self.namespace):
                options.insert(0, Frame(columns_named(self.node, self.target.tree)))
            for option in options:
                if type(option) is Array and self.node is not None:
                    told_of(option, parameter.name, self.node, prose)
                described(option, prose)
                mark_rising(option, parameter.name, self.node, prose)
            ranks = bool(options) and rises(options[0])
            graph = edges(options[0], parameter.name) if options and not ranks else None
            if graph is not None:
                options[0] = graph
            if not options:
                options = [Int(0)]
            if (
                not typed
                and self.node is not None
                and poured(self.node, parameter.name)
                and not list_said(prose, parameter.name)
            ):
                options[0] = once(options[0])
            if not typed and (parameter.default is None or (usage is not None and usage.is_none)):
                options[0] = Either([options[0], options[0], Nothing()])
            if self.node is not None and called_for_effect(self.node, parameter.name):
                for option in options:
                    if isinstance(option, Function):
                        option.effect = True
            self.typed = self.typed and typed
            if parameter.kind is parameter.VAR_POSITIONAL:
                slots.append(
                    Slot("*" + parameter.name, [kind] if kind is not None else [Int(0), Str(), Listing(Int())], typed)
                )
                continue
            named = parameter.kind is parameter.KEYWORD_ONLY
            slots.append(Slot(parameter.name, options, typed, named, parameter.default is not parameter.empty))
            slots[-1].setting = type(parameter.default) in (int, float, bool, str)
            slots[-1].counted = usage is not None and usage.ranged
        if any(isinstance(slot.kind, (Grid, Matrix)) or "Grid" in repr(vars(slot.kind)) for slot in slots):
            for option in (one for slot in slots for one in slot.options if type(one) is Tuple and len(one.parts) == 2):
                option.parts = [Int(0, None, "cell") if type(part) is Int else part for part in option.parts]
            for slot in slots:
                if slot.name in uses and uses[slot.name].key_like and type(slot.kind) is Int:
                    slot.options.insert(0, Int(0, None, "cell"))
        share_columns((option for slot in slots for option in slot.options), self.node)
        graphs(list(uses.items()), {slot.name: slot.options for slot in slots}, hinted)
        meant = [slot.kind.fitting if isinstance(slot.kind, Usually) else slot.kind for slot in slots]
        for graph in [kind for kind in meant if isinstance(kind, (Graph, PairGraph))][:1]:
            for slot in slots:
                if slot.name in _ENDS and (type(slot.kind) in (Int, Str) or not slot.typed):
                    slot.options.insert(0, Usually(Vertex(graph), slot.kind))
        joined = any(isinstance(slot.kind, Pairs) for slot in slots)
        for slot in slots:
            if joined and type(slot.kind) is Listing and type(slot.kind.element) is Int and slot.kind.form == "{}":
                slot.options.insert(0, Either([Nodes(), Nodes(), Nodes(), slot.kind]))
        return slots

    def _whole(self, kind: Kind) -> Kind:
        """A frame has all the columns that the body names, also those that it asks rows for."""
        if type(kind) is Frame and self.node is not None and (named := columns_named(self.node, self.target.tree)):
            return Frame(named)
        return kind

    def _refined(self, kind: Kind, usage: Any, name: str) -> Kind:
        """A hint says ``int`` or ``list[list[int]]``; the body says count, index, sorted, rectangular, graph."""
        if usage is None:
            return kind
        if type(kind) is Array and usage.dimensions() > 1:
            kind.dimensions = 2
        if type(kind) is Frame:
            columns = {key: kinds(inner, key, 1)[0] for key, inner in usage.string_keys.items() if key in usage.needed}
            return Frame(said_of(columns, self.node, self.target.tree))
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
        if type(kind) is Listing and type(kind.element) is Str and kind.form == "{}" and usage.indexed:
            cells = usage.element
            letters = [c for c in cells.element.constants if type(c) is str] if cells and cells.element else []
            if cells is not None and cells.indexed and letters and all(len(letter) == 1 for letter in letters):
                return Either([Grid("".join(dict.fromkeys(letters)))] * 4 + [kind])
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
