"""Strings that grow by copying, are searched again, or changed character by character."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View

_CHANGERS = ("lower", "upper", "strip", "lstrip", "rstrip", "casefold", "title", "split", "encode", "replace")


def _is_text(view: View, node: ast.expr) -> bool:
    return view.kind(node) == "str" or isinstance(node, ast.JoinedStr)


def _starts_as_text(view: View, name: ast.Name) -> bool:
    for use in view.uses(name):
        parent = view.parent(use)
        if isinstance(parent, ast.Assign) and isinstance(parent.value, ast.Constant | ast.JoinedStr):
            return _is_text(view, parent.value)
    return False


def concat(view: View) -> Iterator[Hit]:
    """``s += part`` for a string, in a loop that did not create it."""
    for node in view.nodes(ast.AugAssign):
        if isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name | ast.Attribute | ast.Subscript):
            name = node.target
            text = _is_text(view, node.value) or (isinstance(name, ast.Name) and _starts_as_text(view, name))
            if text and view.kind(node.value) not in ("int", "float"):
                yield Hit(node, {"name": view.short(name)})


def prepend(view: View) -> Iterator[Hit]:
    """``s = part + s`` or ``s = s + part``."""
    for node in view.nodes(ast.Assign):
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Name) and isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
            left = value.left
            while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
                left = left.left
            ends = [side for side in (left, value.right) if isinstance(side, ast.Name) and side.id == target.id]
            if ends and _starts_as_text(view, target):
                yield Hit(node, {"name": target.id})


def replace_chain(view: View) -> Iterator[Hit]:
    """``s.replace(..).replace(..).replace(..)``."""
    for call, inner in view.methods("replace"):
        above = view.parent(call)
        if isinstance(above, ast.Attribute) and above.attr == "replace":
            continue
        length = 1
        while isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "replace":
            inner, length = inner.func.value, length + 1
        if length >= 3:
            yield Hit(call, {"length": str(length)})


def changed_again(view: View) -> Iterator[Hit]:
    """``text.lower()`` in a loop that leaves ``text`` alone."""
    for call, text in view.methods(*_CHANGERS):
        loop = view.loop(call)
        if loop is not None and isinstance(text, ast.Name | ast.Attribute | ast.Subscript):
            if not isinstance(loop, ast.While) and view.is_invariant(call, loop):
                yield Hit(call, {"text": view.short(text), "outer": str(loop.lineno)})


def startswith_many(view: View) -> Iterator[Hit]:
    """``s.startswith(a) or s.startswith(b)``."""
    for node in view.nodes(ast.BoolOp):
        if not isinstance(node.op, ast.Or):
            continue
        for name in ("startswith", "endswith"):
            texts = [
                ast.dump(part.func.value)
                for part in node.values
                if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == name
            ]
            if len(texts) >= 2 and len(set(texts)) < len(texts):
                yield Hit(node, {"name": name})


def split_again(view: View) -> Iterator[Hit]:
    """The same text split the same way twice in one block."""
    groups: dict[tuple[int, str], list[ast.Call]] = {}
    for call, text in view.methods("split", "partition", "splitlines"):
        if isinstance(text, ast.Name | ast.Attribute | ast.Subscript) and isinstance(view.parent(call), ast.Subscript):
            block = view.parent(view.statement(call))
            groups.setdefault((id(block), ast.dump(call)), []).append(call)
    for calls in groups.values():
        if len(calls) >= 2:
            yield Hit(calls[1], {"times": str(len(calls))})


def chars_by_index(view: View) -> Iterator[Hit]:
    """A string that is compared or gathered character by character through an index."""
    for loop in view.nodes(ast.For):
        match loop:
            case ast.For(target=ast.Name(id=index), iter=ast.Call(func=ast.Name(id="range"), args=[*_, last])):
                texts = {
                    below.args[0].id
                    for below in ast.walk(last)
                    if view.calls_builtin(below, "len")
                    and isinstance(below, ast.Call)
                    and len(below.args) == 1
                    and isinstance(below.args[0], ast.Name)
                    and view.kind(below.args[0]) == "str"
                }
                for below in ast.walk(loop):
                    if isinstance(below, ast.Subscript) and isinstance(below.value, ast.Name):
                        if below.value.id in texts and index in {
                            n.id for n in ast.walk(below.slice) if isinstance(n, ast.Name)
                        }:
                            yield Hit(loop, {"text": below.value.id}, where=loop.body[0])
                            break


def chars_filtered(view: View) -> Iterator[Hit]:
    """A loop over characters that appends those that pass a test or a map."""
    for loop in view.nodes(ast.For):
        if isinstance(loop.target, ast.Name) and view.kind(loop.iter) == "str" and len(loop.body) == 1:
            branch = loop.body[0]
            if isinstance(branch, ast.If) and isinstance(branch.body[0], ast.AugAssign):
                if isinstance(branch.body[0].value, ast.Name) and branch.body[0].value.id == loop.target.id:
                    yield Hit(loop, {"text": view.short(loop.iter)}, where=branch)


def digits_through_text(view: View) -> Iterator[Hit]:
    """``sum(int(c) for c in str(n))`` or ``sum(map(int, str(n)))``."""
    for call in view.builtins("sum"):
        match call.args:
            case [ast.GeneratorExp(elt=ast.Call(func=ast.Name(id="int")), generators=[part])] | [
                ast.ListComp(elt=ast.Call(func=ast.Name(id="int")), generators=[part])
            ]:
                if view.calls_builtin(part.iter, "str"):
                    yield Hit(call)
            case [ast.Call(func=ast.Name(id="map"), args=[ast.Name(id="int"), text])]:
                if view.calls_builtin(text, "str"):
                    yield Hit(call)


def slice_compared(view: View) -> Iterator[Hit]:
    """``s[:k] == prefix`` in a loop, or ``s[i:i+k] == word``: a copy per test."""
    for node in view.nodes(ast.Compare):
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            side = node.left
            if isinstance(side, ast.Subscript) and isinstance(side.slice, ast.Slice) and view.kind(side.value) == "str":
                if side.slice.step is None:
                    yield Hit(node)


def sorted_text_compared(view: View) -> Iterator[Hit]:
    """``sorted(a) == sorted(b)`` for pairs of words."""
    for node in view.nodes(ast.Compare):
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            if view.calls_builtin(node.left, "sorted") and view.calls_builtin(node.comparators[0], "sorted"):
                yield Hit(node)


def format_in_loop(view: View) -> Iterator[Hit]:
    """``"...%s" % x`` or ``.format`` in an inner loop."""
    for node in view.nodes(ast.BinOp):
        if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            yield Hit(node)
    for call, text in view.methods("format"):
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield Hit(call)


DETECTORS = (
    Detector(
        "concat", "strings", concat,
        "the string `{name}` may be copied {often}",
        "`{source}`: collect the parts in a list and join them once after the loop",
        0.6, "concat_in_loop",
    ),
    Detector(
        "prepend", "strings", prepend,
        "all of `{name}` is copied {often}",
        "`{source}` copies `{name}` {often}; append parts to a list, then reverse and join once",
        0.8, "reverse_by_prepend",
    ),
    Detector(
        "replace_chain", "strings", replace_chain,
        "the text is scanned and copied {length} times",
        "`{source}`: for single characters use one str.translate with a table made once",
        0.5, "replace_chain_to_translate", loop=0,
    ),
    Detector(
        "changed_again", "strings", changed_again,
        "`{text}` does not change in the loop at line {outer}, yet the result is made again {often}",
        "`{source}` gives the same value every time; compute it once before the loop at line {outer}",
        0.6, "lower_in_inner_loop",
    ),
    Detector(
        "startswith_many", "strings", startswith_many,
        "one call per affix",
        "`{source}`: give `{name}` a tuple of all the affixes, one call",
        0.35, "startswith_many",
    ),
    Detector(
        "split_again", "strings", split_again,
        "the same text is split {times} times",
        "`{source}` is done {times} times; split once and unpack the parts",
        0.55, "split_repeatedly", loop=0,
    ),
    Detector(
        "chars_by_index", "strings", chars_by_index,
        "`{text}` is taken apart one character at a time in Python",
        "iterate over the characters of `{text}` directly, or use a string method (slice, find, count, translate) that "
        "runs in C",
        0.4, "palindrome_by_index",
    ),
    Detector(
        "chars_filtered", "strings", chars_filtered,
        "each character of `{text}` passes through the interpreter and a growing string",
        "write it as one `''.join(...)` over `{text}`, or str.translate with a table that drops characters",
        0.6, "filter_chars_in_loop",
    ),
    Detector(
        "digits_through_text", "strings", digits_through_text,
        "a number becomes text and each digit a number again, {often}",
        "`{source}`: take digits with divmod, or build digit sums from those of n // 1000 in a table",
        0.4, "digit_sum_arithmetic",
    ),
    Detector(
        "slice_compared", "strings", slice_compared,
        "a slice is copied for each test, {often}",
        "`{source}`: `startswith(word, start)` compares in place; `find` or `count` finds all places in C",
        0.35, "substring_all_windows",
    ),
    Detector(
        "sorted_text_compared", "strings", sorted_text_compared,
        "both sides are sorted {often}",
        "`{source}` sorts both sides {often}; give each element its sorted form once and group by it in a dict",
        0.85, "enumerate_pairs_anagrams",
    ),
    Detector(
        "format_in_loop", "strings", format_in_loop,
        "the template is parsed {often}",
        "`{source}`: an f-string is compiled once and formats faster",
        0.2, "format_in_loop_to_join",
    ),
)  # fmt: skip
