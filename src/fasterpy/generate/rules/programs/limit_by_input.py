"""Tables and loops up to a fixed limit, whatever the input → as far as the input's own numbers can reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, header_offset, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.programs.fixed_limits import LEAST, Limit, families, fixed_limits, nested, repeated, rounds
from fasterpy.generate.rules.target import TargetScope

_LEAST_NESTED, _LEAST_DEEP, _DEEP = 100, 40, 100_000
"""Limits of loops in loops, and of those that together make so many rounds."""
_ROOM = {
    # The n-th prime, the largest index that people ask a table for, is less than n times the bits of n.
    "": "({reach} := {total} + len({data})) * {reach}.bit_length() + 1000",
    "near": "2 * ({total} + len({data})) + 10",
    # Sizes stand in the first line; what follows is often as large as numbers get.
    "head": "2 * {head} + len({data}) + 1000",
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
        if not readable(module):
            return
        limits = fixed_limits(module, _LEAST_NESTED)
        deep = rounds(module, fixed_limits(module, _LEAST_DEEP))
        limits += [limit for limit in deep if limit[1] < _LEAST_NESTED and deep[limit] >= _DEEP]
        limits += repeated(module, limits)
        large = [(node, value) for node, value in limits if value >= LEAST]
        names = Names(module)
        # Tables and loops in loops to limits of a few hundred: the wide margin would leave them as they are.
        close = max(deep.values(), default=0) >= max([_DEEP, *(value for _, value in limits)])
        if large and not close:
            yield limited(module, large, "", names)
        if limits and (len(limits) > 1 or large or nested(module, limits[0][0])):
            yield limited(module, limits, "near", names)
        if large and close:
            yield limited(module, large, "", names)
        if large:
            yield limited(module, large, "most", names)
            yield limited(module, large, "head", names)


def readable(module: ParsedModule) -> bool:
    """Whether all input may be read first and read again; False when that was done before, or reading is too clever."""
    attributes = module.nodes(ast.Attribute)
    return not any(module.imported(node) in _READERS or node.attr == "TextIOWrapper" for node in attributes)


def limited(module: ParsedModule, limits: Sequence[Limit], variant: str, names: Names) -> Rewrite:
    """The program with ``limits`` cut to what the input's numbers can reach; ``variant`` says how far that is."""
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


class Names:
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
        head = f'sum(int(word[:9]) for word in {self.data}.partition(b"\\n")[0].split() if word.isdigit())'
        reach = room.format(reach=self.reach, total=f"sum{numbers}", numbers=numbers, head=head, data=self.data)
        streams = " = ".join([f"{self.sys}.stdin", *self._stdin])
        return [
            f"{self.data} = {self.sys}.stdin.buffer.read()",
            f"{streams} = {self.io}.TextIOWrapper({self.io}.BytesIO({self.data}))",
            f"{self.reach} = {reach}",
        ]


def _opened(module: ParsedModule, sys: str) -> Iterator[Edit]:
    """``open(0)`` would find nothing left to read."""
    for call in module.nodes(ast.Call):
        if module.is_builtin(call.func, "open") and len(call.args) == 1 and not call.keywords:
            name = call.args[0]
            if isinstance(name, ast.Constant) and name.value in (0, "/dev/stdin"):
                yield replace(module, call, f"{sys}.stdin")
