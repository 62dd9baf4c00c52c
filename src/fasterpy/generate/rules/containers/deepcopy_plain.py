"""``copy.deepcopy(x)`` → the same for plain dicts, lists and values without its detours."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, block, header, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_PLAIN = "{plain} = frozenset((str, int, float, bool, bytes, type(None)))"
_TREE = """\
kind = type(value)
if kind is list:
    return [item if type(item) in {plain} else {name}(item) for item in value]
if kind is dict:
    return {{key: item if type(item) in {plain} else {name}(item) for key, item in value.items()}}
if kind in {plain} or (kind is tuple and all(type(item) in {plain} for item in value)):
    return value
return {deepcopy}(value)"""
_SHARED = """\
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
    """deepcopy looks every object up in tables; data as from JSON is dicts, lists and values.

    Data is mostly a tree, in which nothing is in two places: the first form relies on that, the other one keeps what is
    shared shared.
    """

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
        # This rule's own function leaves the rest to deepcopy.
        calls = [call for call in calls if "type(value)" not in module.source(module.function(call))]
        if not calls:
            return
        plain, name = module.fresh("_PLAIN"), module.fresh("_deep_copy")
        words = {"plain": plain, "name": name, "deepcopy": module.source(calls[0].func)}
        doc = '"""What copy.deepcopy gives, quicker for dicts, lists and plain values."""'
        for variant, parameters, body, memo in (("", "value", _TREE, ""), ("shared", "value, memo", _SHARED, ", {}")):
            lines = block(module, doc, *body.format(**words).split("\n"))
            text = f"{_PLAIN.format(**words)}\n\n\ndef {name}({parameters}):\n{lines}\n"
            edits: list[Edit] = [header(module, text)]
            edits += [replace(module, call, f"{name}({argument(module, call.args[0])}{memo})") for call in calls]
            yield Rewrite(tuple(edits), at(calls[0], "plain data copied directly"), variant)
