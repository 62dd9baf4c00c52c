"""``text.split(",")[1]`` → ``text.split(",", 2)[1]``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_MOST = 8


class SplitOnlySoFar(Rule):
    """Splitting makes an object of every part; those behind the one that is wanted need not be made."""

    name = "split-only-so-far"
    pattern = "split-for-one-part"
    summary = "Split a text only as far as the part that is used."
    gain = 1.5
    risk = Risk.LIKELY
    order = 60

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.Subscript):
            match node:
                case ast.Subscript(
                    value=ast.Call(func=ast.Attribute(value=text, attr="split"), args=args, keywords=[]), slice=index
                ) if len(args) < 2 and module.kind(text) in ("str", "bytes", ""):
                    separator = module.source(args[0]) if args else "None"
                    match index:
                        case ast.Constant(value=int(place)) if type(place) is int and 0 <= place < _MOST:
                            new = f"{module.source(text)}.split({separator}, {place + 1})[{place}]"
                        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(place))) if 0 < place < _MOST:
                            new = f"{module.source(text)}.rsplit({separator}, {place})[-{place}]"
                        case _:
                            continue
                    yield Rewrite((replace(module, node, new),), at(node, "split"))
