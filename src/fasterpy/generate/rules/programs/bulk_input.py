"""Many lines of input: read all at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import header, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.programs.fast_input import also_read, numeric
from fasterpy.generate.rules.target import TargetScope


class BulkInput(Rule):
    """One read and one split instead of a call per line; pays when lines are read in a loop."""

    name = "bulk-input"
    pattern = "bulk-stdin"
    summary = "Read standard input once and take its lines from a list."
    gain = 1.15
    risk = Risk.LIKELY
    programs_only = True
    order = 69

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        names = [node for node in module.nodes(ast.Name) if module.is_builtin(node, "input")]
        calls = [
            parent for name in names if isinstance(parent := module.parent(name), ast.Call) and parent.func is name
        ]
        if not calls or len(calls) != len(names) or any(call.args or call.keywords for call in calls):
            return
        if also_read(module):
            return
        if not any(module.loop_depth(call) or module.function(call) is not module.tree for call in calls):
            return
        # The end of input raises EOFError from input(), StopIteration from here.
        if module.nodes(ast.Try):
            return
        imports, sys = need(module, "sys")
        lines = f"input = iter({sys}.stdin.buffer.read().splitlines()).__next__"
        edits: list[Edit] = [*imports, header(module, lines)]
        for call in calls:
            if not numeric(module, call):
                edits.append(replace(module, call, "input().decode()"))
        yield Rewrite(tuple(edits), "all input at once")
