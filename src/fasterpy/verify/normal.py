"""Programs that are the same but for layout: equal without running anything."""

from __future__ import annotations

import ast
import copy
import warnings

from fasterpy.syntax import syntax_tree


def parse(text: str) -> ast.Module:
    """``ast.parse`` without the warnings that foreign code may deserve."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return syntax_tree(text)


def same_program(a: ast.Module, b: ast.Module) -> bool:
    """Equal but for comments, layout, docstrings that nobody reads, and ``pass`` beside other statements."""
    return ast.dump(normalized(a)) == ast.dump(normalized(b))


def normalized(tree: ast.Module) -> ast.Module:
    """A copy without what cannot change behaviour."""
    reads_docs = any(isinstance(n, ast.Attribute) and n.attr == "__doc__" for n in ast.walk(tree)) or any(
        isinstance(n, ast.Name) and n.id == "__doc__" for n in ast.walk(tree)
    )
    return _Normalizer(reads_docs).visit(copy.deepcopy(tree))  # type: ignore[no-any-return]


class _Normalizer(ast.NodeTransformer):
    def __init__(self, keep_docs: bool) -> None:
        self.keep_docs = keep_docs

    def body(self, body: list[ast.stmt]) -> list[ast.stmt]:
        kept = [s for s in body if not isinstance(s, ast.Pass) and not (_constant(s) and not self.keep_docs)]
        return kept or [ast.Pass()]

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                setattr(node, name, self.body(body))
        return node


def _constant(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def functions_of(tree: ast.Module) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Qualified name (``Class.method``, ``outer.<locals>.inner``) → definition; the last definition of a name wins."""
    found: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}

    def walk(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                found[prefix + child.name] = child
                walk(child, f"{prefix}{child.name}.<locals>.")
            elif isinstance(child, ast.ClassDef):
                walk(child, f"{prefix}{child.name}.")
            elif not isinstance(child, ast.expr):
                walk(child, prefix)

    walk(tree, "")
    return found


def live_parts(tree: ast.Module, qualname: str | None) -> list[ast.AST]:
    """What a run can reach by name: the target (or the module's statements) and every function it mentions, closed.

    Functions that nothing mentions are dead; a coverage or mutation score over them would say nothing.
    """
    functions = functions_of(tree)
    by_name: dict[str, list[ast.AST]] = {}
    for name, definition in functions.items():
        by_name.setdefault(name.rsplit(".", 1)[-1], []).append(definition)
    classes = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}
    roots: list[ast.AST] = []
    if qualname is None:
        roots = [s for s in tree.body if not isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    elif qualname in functions:
        roots = [functions[qualname]]
    live, seen, queue = list(roots), {id(r) for r in roots}, list(roots)
    while queue:
        for name in _mentioned(queue.pop()):
            reached: list[ast.AST] = list(by_name.get(name, ()))
            if name in classes:
                special = [f for f in classes[name].body if isinstance(f, ast.FunctionDef) and f.name.startswith("__")]
                reached += special
            for part in reached:
                if id(part) not in seen:
                    seen.add(id(part))
                    live.append(part)
                    queue.append(part)
    return live


def _mentioned(node: ast.AST) -> set[str]:
    """Names and attributes, but for a function's own variables: ``best = row`` means no function of that name."""
    names: set[str] = set()
    own: set[str] = set()
    outer: set[str] = set()
    for n in ast.walk(node):
        if isinstance(n, ast.Name):
            (names if isinstance(n.ctx, ast.Load) else own).add(n.id)
        elif isinstance(n, ast.Attribute):
            names.add(n.attr)
        elif isinstance(n, ast.arg):
            own.add(n.arg)
        elif isinstance(n, ast.Global | ast.Nonlocal):
            outer.update(n.names)
    return (names - own) | outer if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else names


def module_names(tree: ast.Module) -> frozenset[str]:
    """Names bound at module level or declared ``global``."""
    names: set[str] = set()
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        else:
            todo.extend(ast.iter_child_nodes(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            names.update(node.names)
    return frozenset(names)


def copied_on(node: ast.Call, parent: ast.AST | None) -> bool:
    """Whether a list is made for something that goes through it once: without it the program is the same."""
    if not isinstance(node.func, ast.Name) or node.func.id not in ("list", "tuple"):
        return False
    match parent:
        case ast.Call(func=ast.Name(id="sorted" | "sum" | "min" | "max" | "set" | "list" | "tuple"), args=[one]):
            return one is node
        case ast.Assign(targets=[ast.Tuple() | ast.List()], value=value):
            return value is node
    return isinstance(parent, ast.Starred)
