"""How a program takes text from standard input, and inputs that its text may hold though no format says so.

Who reads ``input()`` into a list of names keeps the spaces inside them; who filters lines to the end of input keeps
blank lines, spaces at their ends and a last line without its newline; who splits at white space keeps what stands
inside a word. A rewrite has to keep the same. Spaces at line ends are left alone where a fixed number of lines is read.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.records import Case, StdinCase

SOURCE = "text"
"""Source of inputs whose white space is part of the text."""
PROSE = "prose"
"""Source of inputs whose white space between words varies, of any width."""
_CASES, _MOST_BYTES = 6, 400
_WORD = re.compile(rb"[^\W\d_]+")
_INSIDE = (b"'", b"-", b"2")
_TRIMS = frozenset({"strip", "rstrip", "lstrip", "lower", "upper", "casefold", "decode", "removesuffix"})
_BROKEN = frozenset({"split", "rsplit", "partition"})
_NUMBERS = frozenset({"int", "float", "map", "Fraction", "Decimal", "complex", "eval", "ord"})
_BREAKS = ("\n", "\r\n")


@dataclass(frozen=True)
class Reading:
    """What becomes of lines of text."""

    whole: bool
    """Lines are kept as they are, several of them."""
    words: bool
    """Lines or the whole input are split into words of text."""
    prose: bool
    """The whole input is split at white space of any kind."""
    filters: bool
    """Such lines are read until there are no more."""
    to_the_end: bool
    """Lines of any kind are."""


def reading(tree: ast.Module) -> Reading:
    """From the code alone; what a helper function returns is not followed, and then nothing is claimed."""
    lines = [*_loops(tree), *_kept(tree)]
    broken, numbers = _names_in(tree, _BROKEN, ()), _names_in(tree, (), _NUMBERS)
    whole = [(names, end) for names, end in lines if not names & (broken | numbers)]
    return Reading(
        whole=bool(whole),
        words=any(_plain_split(n) for n in ast.walk(tree)),
        prose=any(isinstance(n, ast.Call) and _method(n) == "read" for n in ast.walk(tree)),
        filters=any(end for _names, end in whole),
        to_the_end=any(end for _names, end in lines),
    )


def texts(tree: ast.Module, cases: Sequence[Case]) -> list[StdinCase]:
    """Variants of these inputs with what text may hold."""
    how = reading(tree)
    known = {word.encode() for n in ast.walk(tree) if isinstance(n, ast.Constant) for word in str(n.value).split()}
    if not (how.whole or how.words or how.to_the_end):
        return []
    base = [c for c in cases if isinstance(c, StdinCase) and len(c.stdin) < _MOST_BYTES]
    found: dict[StdinCase, None] = {}
    stride = max(1, len(base) // _CASES)
    for case in base[::stride][:_CASES]:
        for data, source in _variants(case.stdin, how, known):
            found[StdinCase(stdin=data, source=source, size=len(data))] = None
    tried = {case.stdin for case in cases if isinstance(case, StdinCase)}
    return [case for case in found if case.stdin not in tried]


def flat(stdin: bytes) -> bytes:
    """The input with each line of text as one word: what its format is when white space is part of the text."""
    rows = stdin.decode("utf-8", "replace").split("\n")
    rows = rows[:-1] if rows[-1] == "" else rows
    return "".join(
        (re.sub(r"\s", "_", row) if re.search(r"[^\W\d]", row) else row or "_") + "\n" for row in rows
    ).encode()


def _variants(stdin: bytes, how: Reading, known: set[bytes]) -> Iterator[tuple[bytes, str]]:
    words = [match for match in _WORD.finditer(stdin) if match[0] not in known]
    for match in [words[i] for i in sorted({0, len(words) // 2, len(words) - 1})] if words else []:
        text = match[0]
        half = len(text) // 2 or 1
        if how.whole:
            for space in (b" ", b"  ", b"\t"):
                yield _put(stdin, match, text[:half] + space + (text[half:] or text)), SOURCE
        if how.words:
            for mark in _INSIDE:
                yield _put(stdin, match, text[:half] + mark + (text[half:] or text)), "probe"
    if how.prose and how.words and words and not re.search(rb"\d", stdin):
        end = words[0].end()
        for space in (b" ", b"\n"):
            yield stdin[:end] + space + stdin[end:], PROSE
    if how.to_the_end:
        yield stdin.removesuffix(b"\n"), SOURCE
    if how.filters:
        lines = stdin.splitlines(keepends=True)
        at = len(lines) // 2
        middle = lines[at]
        for other in (b" " + middle, middle.removesuffix(b"\n") + b"  \n", b"\n" + middle, b"\t" + middle):
            yield b"".join([*lines[:at], other, *lines[at + 1 :]]), SOURCE
        yield stdin + b"\n", SOURCE


def _put(stdin: bytes, match: re.Match[bytes], text: bytes) -> bytes:
    return stdin[: match.start()] + text + stdin[match.end() :]


# -------------------------------------------------------------------------------------------------------- what is read


def _loops(tree: ast.Module) -> Iterator[tuple[frozenset[str], bool]]:
    """Names of lines in loops over all of the input."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension) and _all_lines(node.iter):
            yield frozenset(n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)), True


def _all_lines(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("enumerate", "reversed"):
        return bool(node.args) and _all_lines(node.args[0])
    if isinstance(node, ast.Call):
        method = _method(node)
        text = ast.unparse(node)
        source = "stdin" in text or "open(0)" in text
        if method == "split":
            first = node.args[0] if node.args else None
            return source and isinstance(first, ast.Constant) and first.value in _BREAKS
        return (source and method in ("readlines", "splitlines")) or text in ("open(0)", "fileinput.input()")
    return ast.unparse(node) in ("sys.stdin", "stdin")


def _kept(tree: ast.Module) -> Iterator[tuple[frozenset[str], bool]]:
    """Names that lines read one by one in a loop are kept under."""
    for loop in ast.walk(tree):
        if isinstance(loop, ast.ListComp | ast.SetComp) and _line(loop.elt):
            yield frozenset({f"<{loop.lineno}>"}), False
        if not isinstance(loop, ast.For | ast.While):
            continue
        ends = any(isinstance(n, ast.ExceptHandler) and "EOFError" in ast.unparse(n) for n in ast.walk(loop))
        for node in ast.walk(loop):
            if isinstance(node, ast.Assign) and _line(node.value):
                yield frozenset(t.id for t in node.targets if isinstance(t, ast.Name)), ends
            elif isinstance(node, ast.Call) and _method(node) in ("append", "add") and any(map(_line, node.args)):
                yield frozenset({ast.unparse(node.func).split(".")[0]}), ends


def _line(node: ast.expr) -> bool:
    """``input()``, ``sys.stdin.readline()``, also trimmed."""
    while isinstance(node, ast.Call) and _method(node) in _TRIMS and isinstance(node.func, ast.Attribute):
        node = node.func.value
    if not isinstance(node, ast.Call):
        return False
    return _method(node) == "readline" or (isinstance(node.func, ast.Name) and node.func.id == "input")


def _plain_split(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and _method(node) == "split" and not node.args


def _method(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _names_in(
    tree: ast.Module, methods: Sequence[str] | frozenset[str], calls: Sequence[str] | frozenset[str]
) -> set[str]:
    """Names that one of these methods or functions is called on."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        parts: list[ast.expr] = []
        if isinstance(node.func, ast.Attribute) and node.func.attr in methods and not _at_a_mark(node):
            parts = [node.func.value]
        elif isinstance(node.func, ast.Name) and node.func.id in calls:
            parts = node.args
        found.update(n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name))
    return found


def _at_a_mark(node: ast.Call) -> bool:
    """Whether a line is split at commas, tabs and the like: spaces stay as they are."""
    mark = node.args[0] if node.args else None
    return isinstance(mark, ast.Constant) and isinstance(mark.value, str) and mark.value != " "
