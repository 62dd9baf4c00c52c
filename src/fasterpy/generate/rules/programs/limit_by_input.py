"""Tables and loops up to a fixed limit, whatever the input → as far as the input's own numbers can reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.source import LOOPS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, header_offset, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.programs.constants import constants, sets_work
from fasterpy.generate.rules.target import TargetScope

_LEAST, _MOST = 1000, 10**8
_LEAST_NESTED = 100
_FAMILY = 1000
"""Limits that differ by less than this (``n``, ``n + 1``, ``n + 10``) keep their distance."""
_ROOM = {
    # The n-th prime, the largest index that people ask a table for, is less than n times the bits of n.
    "": "({reach} := {total} + len({data})) * {reach}.bit_length() + 1000",
    "near": "2 * ({total} + len({data})) + 10",
    "most": "2 * max({numbers}, default=0) + len({data}) + 100",
}
_READERS = ("os.read", "os.fdopen", "fileinput.input", "numpy.loadtxt", "numpy.genfromtxt")


class LimitByInput(Rule):
    """A sieve to a million costs a tenth of a second, however small the numbers asked for are.

    All input is read first; a limit is then cut to what the sum of its numbers (with a wide margin) can reach. Never
    longer than before, and wrong only where an index is no sum of a few inputs: the verifier's small inputs show it.
    """

    name = "limit-by-input"
    pattern = "fixed-limit"
    summary = "Prepare tables and loops only as far as the numbers of the input can reach."
    gain = 30.0
    risk = Risk.BOLD
    programs_only = True
    order = 73

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if any(module.imported(node) in _READERS for node in module.nodes(ast.Attribute)):
            return
        if any(node.attr == "TextIOWrapper" for node in module.nodes(ast.Attribute)):
            return  # done before, or too clever for us
        limits = fixed_limits(module, _LEAST_NESTED)
        limits += _again(module, limits)
        large = [(node, value) for node, value in limits if value >= _LEAST]
        names = _Names(module)
        if large:
            yield self._rewrite(module, large, "", names)
        if limits and (len(limits) > 1 or large or _nested(module, limits[0][0])):
            yield self._rewrite(module, limits, "near", names)
        if large:
            yield self._rewrite(module, large, "most", names)

    def _rewrite(
        self, module: ParsedModule, limits: Sequence[tuple[ast.expr, int]], variant: str, names: _Names
    ) -> Rewrite:
        edits = [*names.imports, *_opened(module, names.sys)]
        lines = names.reading(_ROOM[variant])
        for number, family in enumerate(families(limits)):
            base = family[0][1]
            shared = len(family) > 1 or any(
                module.loops(node) or module.function(node) is not module.tree for node, _ in family
            )
            if shared:
                lines.append(f"{names.limit(number)} = min({base}, {names.reach})")
            for node, value in family:
                text = names.limit(number) if shared else f"min({module.source(node)}, {names.reach})"
                edits.append(replace(module, node, f"({text} + {value - base})" if value > base else text))
        place, found = header_offset(module)
        lead = "" if place == 0 or module.text[place - 1] in "\r\n" else "\n"
        lead += "\n" if found or names.imports else ""
        edits.append(Edit(place, place, lead + "".join(f"{line}\n" for line in lines)))
        return Rewrite(tuple(edits), at(limits[0][0], "limits follow the input"), variant=variant)


class _Names:
    """What the new lines need: imports, and names that are free."""

    def __init__(self, module: ParsedModule) -> None:
        self._module = module
        first, io = need(module, "io")
        second, self.sys = need(module, "sys")
        self.imports = (*first, *second)
        self.io = io
        self.data, self.reach = module.fresh("data"), module.fresh("reach")
        self._limits: list[str] = []
        self._stdin = [
            alias.asname or alias.name
            for stmt in module.tree.body
            if isinstance(stmt, ast.ImportFrom) and stmt.module == "sys"
            for alias in stmt.names
            if alias.name == "stdin"
        ]

    def limit(self, number: int) -> str:
        """The name of the limit of a family."""
        while len(self._limits) <= number:
            self._limits.append(self._module.fresh("limit"))
        return self._limits[number]

    def reading(self, room: str) -> list[str]:
        """Lines that read everything, leave it to be read again, and say how far numbers reach."""
        numbers = f'(int(word[:9]) for word in {self.data}.replace(b"-", b" ").split() if word.isdigit())'
        reach = room.format(reach=self.reach, total=f"sum{numbers}", numbers=numbers, data=self.data)
        streams = " = ".join([f"{self.sys}.stdin", *self._stdin])
        return [
            f"{self.data} = {self.sys}.stdin.buffer.read()",
            f"{streams} = {self.io}.TextIOWrapper({self.io}.BytesIO({self.data}))",
            f"{self.reach} = {reach}",
        ]


def fixed_limits(module: ParsedModule, least: int = _LEAST) -> list[tuple[ast.expr, int]]:
    """Constants that decide how much work a program does whatever its input."""
    return [
        (node, value)
        for node, value in constants(module, least, _MOST)
        if sets_work(module, node) and not _searches(module, node)
    ]


def _again(module: ParsedModule, limits: Sequence[tuple[ast.expr, int]]) -> list[tuple[ast.expr, int]]:
    """The same numbers where they are handed on or used as an index: ``tree.query(0, 9000)``."""
    known = {value for _, value in limits if value >= _LEAST}
    found = []
    for node, value in constants(module, _LEAST, _MOST):
        above = module.parent(node)
        if value not in known or any(node is limit for limit, _ in limits):
            continue
        match above:
            case ast.Call(func=ast.Name() as func) if node in above.args:
                handed = bool(module.callees(above)) or module.is_builtin(func, "min", "max")
            case ast.Call(func=ast.Attribute() as func) if node in above.args:
                handed = not module.imported(func)
            case _:
                handed = isinstance(above, ast.Subscript | ast.Slice)
        if handed:
            found.append((node, value))
    return found


def families(limits: Sequence[tuple[ast.expr, int]]) -> list[list[tuple[ast.expr, int]]]:
    """Limits that lie close together, least first."""
    found: list[list[tuple[ast.expr, int]]] = []
    for node, value in sorted(limits, key=lambda item: item[1]):
        if found and value - found[-1][0][1] < min(_FAMILY, value // 10):
            found[-1].append((node, value))
        else:
            found.append([(node, value)])
    return found


def _nested(module: ParsedModule, node: ast.expr) -> bool:
    """Whether a loop runs to the limit for every item of another one: tables of several hundred squared are work."""
    places: list[ast.AST] = [node]
    match module.parent(node):
        case ast.Assign(targets=[ast.Name() as name]):
            places = [use for use in module.uses(name) if isinstance(use.ctx, ast.Load)]
    return any(module.loop_depth(place) > 0 for place in places)


def _searches(module: ParsedModule, node: ast.expr) -> bool:
    """The end of a loop that stops when it has found something: such a loop rarely reaches its limit."""
    above: ast.AST | None = node
    while above is not None and not isinstance(above, ast.stmt):
        above = module.parent(above)
    if not isinstance(above, LOOPS):
        return False
    return any(
        isinstance(below, ast.Break | ast.Return)
        and next((outer for outer in module.ancestors(below) if isinstance(outer, LOOPS)), None) is above
        for below in ast.walk(above)
    )


def _opened(module: ParsedModule, sys: str) -> Iterator[Edit]:
    """``open(0)`` would find nothing left to read."""
    for call in module.nodes(ast.Call):
        if module.is_builtin(call.func, "open") and len(call.args) == 1 and not call.keywords:
            name = call.args[0]
            if isinstance(name, ast.Constant) and name.value in (0, "/dev/stdin"):
                yield replace(module, call, f"{sys}.stdin")
