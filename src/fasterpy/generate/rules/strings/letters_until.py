"""Letter after letter up to a mark → the part before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, atom, owns_line, replace_range
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class LettersUntil(Rule):
    """``text = ""; for letter in line: if letter == "#": break; text += letter``."""

    name = "letters-until-to-partition"
    pattern = "string-concat-in-loop"
    summary = "Take the part before the mark with partition() instead of letter by letter."
    gain = 6.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(
                    target=ast.Name(id=letter),
                    iter=items,
                    body=[
                        ast.If(
                            test=ast.Compare(
                                left=ast.Name(id=one), ops=[ast.Eq()], comparators=[ast.Constant(value=str() as mark)]
                            ),
                            body=[ast.Break()],
                            orelse=[],
                        ),
                        ast.AugAssign(target=ast.Name(id=text), op=ast.Add(), value=ast.Name(id=other)),
                    ],
                    orelse=[],
                ) if letter == one == other and len(mark) == 1:
                    pass
                case _:
                    continue
            before = module.previous(loop)
            match before:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value="")) if name == text:
                    pass
                case _:
                    continue
            if lives_on(module, loop) or not owns_line(module, loop) or not owns_line(module, before):
                continue
            line = f"{text} = {atom(module, items)}.partition({mark!r})[0]"
            yield Rewrite((replace_range(module, before, loop, line),), at(loop, "partition()"))
