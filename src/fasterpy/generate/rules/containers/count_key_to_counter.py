"""``max(set(words), key=words.count)`` → the counts of one pass."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class CountKeyToCounter(Rule):
    """The same order of questions, so that of several most frequent ones the same comes out."""

    name = "count-key-to-counter"
    pattern = "count-in-loop"
    summary = "Count everything once instead of counting each item for the comparison."
    gain = 10.0
    risk = Risk.LIKELY
    order = 14
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            if not (
                module.is_builtin(call.func, "max", "min", "sorted")
                or (isinstance(call.func, ast.Attribute) and call.func.attr == "sort")
            ):
                continue
            for word in call.keywords:
                counted: ast.expr
                match word:
                    case ast.keyword(arg="key", value=ast.Attribute(attr="count", value=counted)):
                        imports, counter = need(module, "collections", "Counter")
                        text = f"{counter}({module.source(counted)}).__getitem__"
                        yield Rewrite((*imports, replace(module, word.value, text)), at(call, "counted once"))
                    case ast.keyword(arg="key", value=ast.Lambda(args=ast.arguments(args=[arg]), body=body) as key):
                        inner = [
                            node
                            for node in ast.walk(body)
                            if isinstance(node, ast.Call)
                            and isinstance(node.func, ast.Attribute)
                            and node.func.attr == "count"
                            and isinstance(node.func.value, ast.Name)
                            and [getattr(part, "id", "") for part in node.args] == [arg.arg]
                        ]
                        if len(inner) != 1 or not owns(module, call):
                            continue
                        imports, counter = need(module, "collections", "Counter")
                        counted = inner[0].func.value  # type: ignore[attr-defined]
                        name = module.fresh(f"{module.source(counted)}_counts")
                        body_text = module.source(key.body).replace(module.source(inner[0]), f"{name}[{arg.arg}]")
                        text = f"lambda {arg.arg}, {name}={counter}({module.source(counted)}): {body_text}"
                        yield Rewrite((*imports, replace(module, key, text)), at(call, "counted once"))


def owns(module: ParsedModule, call: ast.Call) -> bool:
    """One line, so that the text of the key can be changed."""
    return "\n" not in module.source(call)
