"""What a candidate does to the rest of its file, where the target's inputs prove nothing about it.

A candidate for one function may come with changed helpers. They are checked only as far as the target uses them, while
others may call them otherwise: so a helper that others may use stays as it is, and the changed one stands beside it
under a name of its own, which the target alone uses.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from fasterpy.analysis.module import ParsedModule
from fasterpy.errors import TargetError

_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_NESTED = ("body", "orelse", "finalbody", "handlers")


def kept_apart(original: str, changed: str, qualname: str) -> str:
    """``changed``, but with every function and constant that others may use as ``original`` has it.

    A changed private one that nothing but the target uses is left in place, and so are changed methods: see
    ``changed_methods``. Raises TargetError where others would be affected and that cannot be helped, SourceError when
    one of the texts does not parse.
    """
    before, after = _original(original), _Items(changed)
    differing = _differing(before, after, qualname)
    if not differing:
        return changed
    public = before.public(differing, qualname)
    apart = [path for path in public if not before.is_method(path)]
    for path in apart:
        if path not in after.found:
            raise TargetError(f"the candidate takes away {path}, which other code may use")
    if not apart:
        return changed
    text = _beside(before, after, apart, differing, _root(qualname))
    left = _differing(before, _Items(text), qualname)
    if set(left) & set(apart):
        raise TargetError(f"the candidate changes {', '.join(apart)}, which other code may use")
    return text


def changed_methods(original: str, changed: str, qualname: str) -> tuple[str, ...]:
    """Methods beside the target that differ and that others may call: each needs a proof of its own."""
    before = _original(original)
    differing = _differing(before, _Items(changed), qualname)
    return tuple(before.public(differing, qualname))


class _Items(ParsedModule):
    """Functions, methods, constants and class heads of a file, by path."""

    @cached_property
    def found(self) -> dict[str, list[ast.stmt]]:
        """Path to the statements that bind it, also inside ``if`` and ``try``."""
        found: dict[str, list[ast.stmt]] = {}
        for path, node in _walk(self.tree.body, ""):
            found.setdefault(path, []).append(node)
        return found

    def shape(self, path: str) -> list[str]:
        """What it says, wherever it stands. Of a class: its bases and decorators."""
        return [_shape(node) for node in self.found.get(path, ())]

    def is_method(self, path: str) -> bool:
        """A function of a class."""
        return "." in path and isinstance(self.found[path][-1], _FUNCTION)

    def public(self, changed: Sequence[str], target: str) -> list[str]:
        """Those of the changed items that others may use.

        The rest have a name that says so, and nothing names them but the target and others like them.
        """
        private = {path for path in changed if _secret(path.rpartition(".")[2])}
        while True:
            inside = {id(node) for own in (_root(target), *private) for node in self._below(own)}
            seen = {path for path in private if not self._within(path.rpartition(".")[2], inside)}
            if not seen:
                return [path for path in changed if path not in private]
            private -= seen

    def _within(self, name: str, inside: set[int]) -> bool:
        return all(id(node) in inside for node in ast.walk(self.tree) if _names(node, name))

    def _below(self, path: str) -> Iterator[ast.AST]:
        for statement in self.found.get(path, ()):
            yield from (statement,) if isinstance(statement, ast.ClassDef) else ast.walk(statement)


@lru_cache(maxsize=4)
def _original(text: str) -> _Items:
    """Of a file that every candidate of a search is held against."""
    return _Items(text)


def _walk(body: Iterable[ast.AST], owner: str) -> Iterator[tuple[str, ast.stmt]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield owner + node.name, node
            yield from _walk(node.body, f"{owner}{node.name}.")
        elif isinstance(node, _FUNCTION):
            yield owner + node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                        yield owner + name.id, node
        elif isinstance(node, ast.stmt | ast.ExceptHandler):
            for field in _NESTED:
                yield from _walk(getattr(node, field, ()), owner)


def _differing(before: _Items, after: _Items, qualname: str) -> list[str]:
    """Paths of the original that the other text has otherwise or not at all. Raises TargetError for class heads."""
    target = _root(qualname)
    for path, statements in after.found.items():
        owner, _, name = path.rpartition(".")
        if owner in before.found and path not in before.found and _dunder(name):
            raise TargetError(f"the candidate adds {path}, which changes what others may do with {owner}")
        head = isinstance(statements[-1], ast.ClassDef) and path in before.found
        if head and before.shape(path) != after.shape(path):
            raise TargetError(f"the candidate changes what {path} is, which other code may use")
    found = [path for path in before.found if path != target and before.shape(path) != after.shape(path)]
    for path in found:
        statement = before.found[path][-1]
        if isinstance(statement, ast.ClassDef):
            raise TargetError(f"the candidate takes away {path}, which other code may use")
        if "." in path and not (isinstance(statement, _FUNCTION) and path in after.found):
            raise TargetError(f"the candidate changes {path}, which other code may use")
    return found


def _beside(before: _Items, after: _Items, paths: Sequence[str], differing: Sequence[str], target: str) -> str:
    """The changed text with the original of each path, and the changed one before it under a name of its own."""
    own = {id(statement) for path, statements in after.found.items() for statement in statements
           if path in (target, *differing) or path not in before.found}  # fmt: skip
    edits: list[tuple[int, int, str]] = []
    for path in paths:
        old, new = _only(before, path), _only(after, path)
        fresh = after.fresh(f"_{path.strip('_')}_for_{target.rpartition('.')[2].strip('_')}")
        if any(path in scope.outside for scope in before.scopes.module.walk()):
            raise TargetError(f"the candidate changes {path}, which functions of the file set")
        start, end = after.span(new)
        edits.append((end, end, 3 * after.newline + before.source(old)))
        if isinstance(new, _FUNCTION):
            word = after.text.index(path, after.text.index("def", after.offset(new.lineno, new.col_offset)) + 3)
            edits.append((word, word + len(path), fresh))
        for name in after.scopes.uses(after.scopes.module, path):
            above = [name, *after.ancestors(name)]
            if not any(id(node) in own for node in above):
                continue
            if sys.version_info < (3, 12) and any(isinstance(node, ast.JoinedStr) for node in above):
                raise TargetError(
                    f"the candidate changes {path}, which other code may use, and names it in an f-string"
                )
            at = after.offset(name.lineno, name.col_offset)
            edits.append((at, at + len(path), fresh))
    text = after.text
    for start, end, new_text in sorted(set(edits), reverse=True):
        text = text[:start] + new_text + text[end:]
    return text


def _only(items: _Items, path: str) -> ast.stmt:
    """The one statement at the top of the file that binds a path."""
    [statement, *more] = items.found[path]
    simple = isinstance(statement, _FUNCTION) or (
        isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name)
    )
    if more or not simple or statement not in items.tree.body or not items.starts_line(statement):
        raise TargetError(f"the candidate changes {path}, which other code may use")
    return statement


def _shape(node: ast.stmt) -> str:
    if isinstance(node, ast.ClassDef):
        return "class " + " ".join(map(ast.dump, (*node.bases, *node.keywords, *node.decorator_list)))
    return ast.dump(node)


def _names(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Name(id=found) | ast.Attribute(attr=found) | ast.FunctionDef(name=found) | ast.ClassDef(name=found):
            return found == name
        case ast.AsyncFunctionDef(name=found) | ast.Constant(value=str(found)) | ast.keyword(arg=str(found)):
            return found == name
        case ast.alias(name=found, asname=other):
            return name in (found, other)
    return False


def _secret(name: str) -> bool:
    return name.startswith("_") and not _dunder(name)


def _dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _root(qualname: str) -> str:
    """The item that holds a target: a function inside another belongs to that one."""
    return qualname.partition(".<locals>")[0]
