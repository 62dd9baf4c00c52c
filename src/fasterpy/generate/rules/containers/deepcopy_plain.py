"""``copy.deepcopy(x)`` → the same for plain dicts, lists and values without its detours."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, block, header, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_HELPER = """\
{plain} = frozenset((str, int, float, bool, bytes, type(None)))


def {name}(value, memo):
{doc}
{body}
"""
_BODY = """\
kind = type(value)
if kind in {plain} or (kind is tuple and all(type(item) in {plain} for item in value)):
    return value
if kind is not dict and kind is not list:
    return {deepcopy}(value, memo)
if id(value) in memo:
    return memo[id(value)]
if kind is list:
    memo[id(value)] = result = []
    for item in value:
        result.append(item if type(item) in {plain} else {name}(item, memo))
    return result
memo[id(value)] = result = {{}}
for key, item in value.items():
    key = key if type(key) in {plain} else {name}(key, memo)
    result[key] = item if type(item) in {plain} else {name}(item, memo)
return result"""


class DeepcopyPlain(Rule):
    """deepcopy looks every object up in tables; data as from JSON is dicts, lists and values. Sharing is kept."""

    name = "deepcopy-to-plain-copy"
    pattern = "deepcopy-to-slices"
    summary = "Copy dicts, lists and plain values directly; copy.deepcopy is left for everything else."
    gain = 4.0
    risk = Risk.LIKELY
    order = 26

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        calls = [
            call
            for call in scope.nodes(ast.Call)
            if module.imported(call.func) == "copy.deepcopy" and len(call.args) == 1 and not call.keywords
        ]
        if not calls:
            return
        plain, name = module.fresh("_PLAIN"), module.fresh("_deep_copy")
        words = {"plain": plain, "name": name, "deepcopy": module.source(calls[0].func)}
        doc = block(module, '"""What copy.deepcopy gives, quicker for dicts, lists and plain values."""')
        text = _HELPER.format(doc=doc, body=block(module, *_BODY.format(**words).split("\n")), **words)
        edits: list[Edit] = [header(module, text)]
        edits += [replace(module, call, f"{name}({argument(module, call.args[0])}, {{}})") for call in calls]
        yield Rewrite(tuple(edits), at(calls[0], "plain data copied directly"))
