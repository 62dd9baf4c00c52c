"""Regular expressions, dates, numbers and JSON that are parsed again and again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View

_RE = tuple(f"re.{name}" for name in ("match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split"))


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def regex_in_loop(view: View) -> Iterator[Hit]:
    """``re.match(pattern, x)`` in a loop; compiling inside one."""
    for call, full in view.imports(*_RE, "re.compile"):
        if not call.args:
            continue
        pattern, loop = call.args[0], view.loop(call)
        fixed = _literal(pattern) is not None or loop is None or view.is_invariant(pattern, loop)
        yield Hit(call, {"name": full}, 1.0 if fixed else 0.6)


def regex_for_fixed_text(view: View) -> Iterator[Hit]:
    """A pattern without any special character."""
    for call, full in view.imports("re.sub", "re.search", "re.match", "re.split", "re.findall"):
        pattern = _literal(call.args[0]) if call.args else None
        if pattern and re.escape(pattern) == pattern and len(call.args) < 4 and not call.keywords:
            yield Hit(call, {"name": full})


def many_patterns(view: View) -> Iterator[Hit]:
    """``for p in patterns: if re.search(p, text)``."""
    for call, _ in view.imports("re.search", "re.match", "re.findall"):
        around = view.around(call)
        pattern = call.args[0] if call.args else None
        if not around or not isinstance(pattern, ast.Name):
            continue
        loop = around[0]
        targets = [loop.target] if isinstance(loop, ast.For) else [p.target for p in getattr(loop, "generators", ())]
        if any(isinstance(target, ast.Name) and target.id == pattern.id for target in targets):
            yield Hit(call)


def date_parsing(view: View) -> Iterator[Hit]:
    """``strptime`` and dateutil in a loop."""
    names = ("datetime.datetime.strptime", "time.strptime", "dateutil.parser.parse")
    for call, full in view.imports(*names):
        yield Hit(call, {"name": full.rpartition(".")[2]})


def number_parsing_again(view: View) -> Iterator[Hit]:
    """``int(x)`` of something that the loop leaves alone."""
    for call in view.builtins("int", "float", "str", "Decimal"):
        loop = view.loop(call)
        if (
            loop is not None
            and len(call.args) == 1
            and isinstance(call.args[0], ast.Name | ast.Subscript | ast.Attribute)
        ):
            if view.kind(call.args[0]) != "int" and view.is_invariant(call, loop):
                yield Hit(call, {"outer": str(loop.lineno)})


def json_again(view: View) -> Iterator[Hit]:
    """``json.loads(x)`` of the same x in a loop."""
    for call, full in view.imports("json.loads", "json.dumps", "yaml.safe_load", "pickle.loads"):
        loop = view.loop(call)
        if loop is not None and call.args:
            names = [below for below in ast.walk(call.args[0]) if isinstance(below, ast.Name)]
            if names and all(view.steady(name, loop) for name in names):
                yield Hit(call, {"name": full, "outer": str(loop.lineno)})


def json_roundtrip(view: View) -> Iterator[Hit]:
    """``json.loads(json.dumps(x))``."""
    for call, full in view.imports("json.loads", "pickle.loads"):
        inner = call.args[0] if call.args else None
        if isinstance(inner, ast.Call) and view.imported(inner.func) == full.replace("loads", "dumps"):
            yield Hit(call)


def json_for_equality(view: View) -> Iterator[Hit]:
    """``json.dumps(a) == json.dumps(b)`` or ``str(a) == str(b)`` for containers."""
    for node in view.nodes(ast.Compare):
        sides = (node.left, *node.comparators)
        if len(sides) == 2 and all(
            isinstance(side, ast.Call) and view.imported(side.func) in ("json.dumps", "pickle.dumps") for side in sides
        ):
            yield Hit(node)


DETECTORS = (
    Detector(
        "regex_in_loop", "regex", regex_in_loop,
        "`{name}` looks its pattern up in a cache (or compiles it) {often}",
        "`{source}`: compile the pattern once outside (`find = re.compile(...).search`) and call that",
        0.4, "compile_in_loop",
    ),
    Detector(
        "regex_for_fixed_text", "regex", regex_for_fixed_text,
        "the pattern has no special character",
        "`{source}`: `in`, `replace`, `split` or `startswith` of str does the same without the regex engine",
        0.5, "regex_for_fixed_text", loop=0,
    ),
    Detector(
        "many_patterns", "regex", many_patterns,
        "one search per pattern, {often}",
        "`{source}`: join the patterns into one alternation compiled once, or index plain words in a set",
        0.6, "many_patterns_one_alternation",
    ),
    Detector(
        "date_parsing", "text", date_parsing,
        "`{name}` interprets its format {often}",
        "`{source}`: slice fixed-width fields and call datetime(int(...), ...), use fromisoformat, or cache per "
        "distinct text",
        0.75, "strptime_in_loop",
    ),
    Detector(
        "number_parsing_again", "text", number_parsing_again,
        "the same value is converted again {often}",
        "`{source}` gives the same value every time; convert once before the loop at line {outer}",
        0.4, "parse_repeated_values_once",
    ),
    Detector(
        "json_again", "io", json_again,
        "the same document goes through `{name}` {often}",
        "`{source}` does not depend on the loop at line {outer}; do it once before",
        0.9, "reparse_json_in_loop",
    ),
    Detector(
        "json_roundtrip", "io", json_roundtrip,
        "everything is written as text and parsed again, only to copy it",
        "`{source}`: copy the levels that change (`dict(x)`, `list(x)`), or walk the document "
        "with a small recursive copy",
        0.75, "json_roundtrip_copy", loop=0,
    ),
    Detector(
        "json_for_equality", "io", json_for_equality,
        "both sides are serialised {often}",
        "`{source}`: compare the objects themselves; `==` goes deep and stops at the first difference",
        0.6,
    ),
)  # fmt: skip
