"""A program without what does not run: names that a person chose, layout, comments, docstrings, annotations.

Two versions that are equal here differ in looks alone: such a pair is no optimization. Two pairs that are equal here
are one pair.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import io
import tokenize

from fasterpy.analysis.source import parse
from fasterpy.errors import SourceError

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BUILTINS = frozenset(dir(builtins))


def canonical(text: str) -> str:
    """The normalised syntax tree as text. Raises SourceError when it does not parse."""
    tree = parse(text)
    return ast.dump(_Bare(_own_names(tree)).visit(tree))


def digest(*texts: str) -> str:
    """Digest of canonical texts."""
    return hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def tokens(text: str) -> list[str]:
    """Words of the program with chosen names as ``N`` and numbers as they are; for likeness, not for equality."""
    try:
        own = _own_names(parse(text))
        found = tokenize.generate_tokens(io.StringIO(text).readline)
        skip = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
        return ["N" if token.string in own else token.string for token in found if token.type not in skip]
    except (SourceError, tokenize.TokenError, SyntaxError):
        return text.split()


def _own_names(tree: ast.AST) -> set[str]:
    """Names that the program binds itself: variables, parameters, functions, classes, attributes of its classes.

    A name that is also a builtin keeps its meaning, even where it is rebound (``input = sys.stdin.readline``).
    """
    own: set[str] = set()
    methods: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            own.add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            own.add(node.name)
            if isinstance(node, ast.ClassDef):
                methods |= {item.name for item in node.body if isinstance(item, _FUNCTIONS)}
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                methods.add(node.attr)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            own.add(node.name)
        elif isinstance(node, ast.alias) and node.asname:
            own.add(node.asname)
    return {name for name in own | methods if name not in _BUILTINS and not name.startswith("__")}


class _Bare(ast.NodeTransformer):
    """Renames in order of first appearance and removes what does not run."""

    def __init__(self, own: set[str]) -> None:
        self.own = own
        self.names: dict[str, str] = {}

    def name(self, name: str) -> str:
        if name not in self.own:
            return name
        return self.names.setdefault(name, f"v{len(self.names)}")

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for field in ("annotation", "returns", "type_comment", "kind"):
            if getattr(node, field, None) is not None and field in node._fields:
                if field == "annotation" and isinstance(node, ast.AnnAssign):
                    continue
                setattr(node, field, None)
        for field in ("id", "name", "attr", "arg", "asname"):
            value = getattr(node, field, None)
            if isinstance(value, str) and not (field == "name" and isinstance(node, ast.alias)):
                setattr(node, field, self.name(value))
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [self.name(name) for name in node.names]
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                kept = [item for item in body if not _idle(item)]
                setattr(node, field, kept or ([ast.Pass()] if field == "body" else []))
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """``x: int = 1`` runs as ``x = 1``; a bare ``x: int`` does not run."""
        if node.value is None:
            return ast.Pass()
        plain = ast.Assign(targets=[node.target], value=node.value)
        return self.generic_visit(ast.copy_location(plain, node))


def _idle(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
