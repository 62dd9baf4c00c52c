"""The same call several times in a comprehension → once per item."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.inner_loop_precompute import worth
from fasterpy.generate.rules.target import TargetScope


class RepeatedInComprehension(Rule):
    """``for row in [json.loads(line)]`` gives the value a name in the comprehension itself."""

    name = "repeated-in-comprehension-once"
    pattern = "common-subexpression"
    summary = "Compute once per item what the comprehension computes several times."
    gain = 1.6
    risk = Risk.LIKELY
    order = 40

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp):
            assert isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
            if len(node.generators) != 1 or node.generators[0].is_async:
                continue
            head = node.generators[0]
            names = free_names(head.target)
            groups: dict[str, list[ast.Call]] = {}
            values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
            for part in (*values, *head.ifs):
                for call in ast.walk(part):
                    if isinstance(call, ast.Call) and free_names(call) & names and worth(module, call):
                        groups.setdefault(module.source(call), []).append(call)
            for text, calls in groups.items():
                if len(calls) < 2 or "\n" in text or any(_inner(module, call, node) for call in calls):
                    continue
                name = module.fresh(_name(calls[0]))
                start = module.span(head.iter)[1]
                edits = [Edit(start, start, f" for {name} in [{text}]")]
                edits += [replace(module, call, name) for call in calls]
                yield Rewrite(tuple(edits), at(node, f"{text} once"))
                break


def _inner(module: ParsedModule, call: ast.AST, node: ast.AST) -> bool:
    """Whether another scope lies between."""
    current = module.parent(call)
    while current is not None and current is not node:
        if isinstance(current, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            return True
        current = module.parent(current)
    return False


def _name(call: ast.Call) -> str:
    word = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "value")
    return {"loads": "document", "split": "parts", "strip": "text", "lower": "text"}.get(word, f"{word}_value")
