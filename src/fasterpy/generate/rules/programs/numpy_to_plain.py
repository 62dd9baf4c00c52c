"""numpy on a handful of numbers → plain Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import block, delete, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.programs.numpy_shapes import Unsupported
from fasterpy.generate.rules.programs.numpy_translate import Translator
from fasterpy.generate.rules.target import TargetScope

_SETTINGS = ("set_printoptions", "seterr")


class NumpyToPlain(Rule):
    """numpy takes a microsecond per call and a tenth of a second to import; it pays for long arrays only."""

    name = "numpy-to-plain-python"
    pattern = "numpy-on-tiny-data"
    summary = "Use plain Python instead of numpy, whose import and calls cost more than they save on short data."
    gain = 1.6
    risk = Risk.BOLD
    programs_only = True
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        imports = [stmt for stmt in module.nodes(ast.Import, ast.ImportFrom) if _brings_numpy(stmt)]
        if not imports or (module.nodes(ast.Lambda, ast.ClassDef) and module.scopes.dynamic):
            return
        to = Translator(module)
        edits: list[Edit] = []
        try:
            for stmt in _statements(module):
                edits += _translated(to, stmt)
        except (Unsupported, IndexError, RecursionError):
            return
        if not edits:
            return
        for stmt in imports:
            edits.append(_without_numpy(module, stmt))
        yield Rewrite((*to.imports, *edits), "lists instead of arrays")


def _brings_numpy(stmt: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(stmt, ast.ImportFrom):
        return (stmt.module or "").partition(".")[0] == "numpy" and stmt.names[0].name != "*"
    return any(alias.name.partition(".")[0] == "numpy" for alias in stmt.names)


def _without_numpy(module: ParsedModule, stmt: ast.Import | ast.ImportFrom) -> Edit:
    kept = [module.source(alias) for alias in stmt.names if alias.name.partition(".")[0] != "numpy"]
    if isinstance(stmt, ast.ImportFrom) or not kept:
        return delete(module, stmt)
    return replace(module, stmt, "import " + ", ".join(kept))


def _statements(module: ParsedModule) -> list[ast.stmt]:
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.stmt)]


def _translated(to: Translator, stmt: ast.stmt) -> list[Edit]:
    """Edits of the statement's own expressions."""
    module, shapes = to.module, to.shapes
    if isinstance(stmt, ast.Expr) and isinstance(stmt.value, ast.Call):
        if shapes.numpy(stmt.value.func) in _SETTINGS:
            return [replace(module, stmt, "pass")]
    if isinstance(stmt, ast.AugAssign) and (shapes.of(stmt.target) or shapes.of(stmt.value)):
        return [_augmented(to, stmt)]
    if isinstance(stmt, ast.Assign) and len(stmt.targets) == 1:
        target, value = stmt.targets[0], stmt.value
        sliced = isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice) and shapes.of(target.value)
        if sliced and not shapes.of(value):
            subject = to.text(target)
            return [replace(module, stmt, f"{subject} = [{to.text(value)}] * len({subject})")]
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and _is_mask(to, target.slice):
            return [replace(module, stmt, _masked(to, target, value))]
        if isinstance(target, ast.Subscript) and shapes.of(target.value) == 1 and _several(to, target.slice):
            return [replace(module, stmt, _each(to, target, value))]
        if isinstance(target, ast.Subscript) and shapes.of(target.slice):
            raise Unsupported("assignment to several places")
        if isinstance(target, ast.Name) and to.text(value) == target.id != module.source(value):
            return [delete(module, stmt)]
    edits = []
    for child in ast.iter_child_nodes(stmt):
        if isinstance(child, ast.stmt):
            continue
        for expression in _expressions(child):
            text = to.text(expression)
            if text != module.source(expression):
                edits.append(replace(module, expression, text))
    return edits


def _expressions(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.expr):
        yield node
    elif not isinstance(node, ast.stmt):
        for child in ast.iter_child_nodes(node):
            yield from _expressions(child)


def _augmented(to: Translator, stmt: ast.AugAssign) -> Edit:
    """``a += 1`` on a vector makes a new list."""
    if to.shapes.of(stmt.target) == 0:
        raise Unsupported("a number grows to an array")
    whole = ast.BinOp(left=stmt.target, op=stmt.op, right=stmt.value)
    return replace(to.module, stmt, f"{to.text(stmt.target)} = {to.elementwise(whole)}")


def _is_mask(to: Translator, index: ast.expr) -> bool:
    """Whether an index is a vector of truths, here or where its name was bound."""
    if isinstance(index, ast.Name):
        bound = to.module.scope_of(index).bindings.get(index.id, [])
        values = [to.module.parent(name) for name in bound]
        return bool(values) and all(isinstance(one, ast.Assign) and _is_mask(to, one.value) for one in values)
    if not isinstance(index, ast.Compare | ast.UnaryOp | ast.BinOp) or to.shapes.of(index) != 1:
        return False
    return isinstance(index, ast.Compare) or isinstance(getattr(index, "op", None), ast.Invert | ast.BitAnd | ast.BitOr)


def _several(to: Translator, index: ast.expr) -> bool:
    """Whether an index is a list or a vector of places."""
    return to.shapes.of(index) == 1 or (not to.shapes.of(index) and to.module.kind(index) == "list")


def _each(to: Translator, target: ast.Subscript, value: ast.expr) -> str:
    """``a[places] = 0``: every place in turn."""
    plain = isinstance(value, ast.Constant | ast.Name) or isinstance(getattr(value, "operand", None), ast.Constant)
    if not plain or to.shapes.of(value) or to.module.kind(value) == "list":
        raise Unsupported("assignment to several places")
    name = to.variable
    line = f"{to.text(target.value)}[{name}] = {to.text(value)}"
    return f"for {name} in {to.text(target.slice)}:\n{block(to.module, line)}"


def _masked(to: Translator, target: ast.Subscript, value: ast.expr) -> str:
    """``a[a > 3] = 0`` makes a new list in the place of the old items."""
    if to.shapes.of(target.value) != 1 or to.shapes.of(value):
        raise Unsupported("assignment through a mask")
    subject, name = to.text(target.value), to.variable
    pairs = f"for {name}, {name}m in zip({subject}, {to.text(target.slice)})"
    return f"{subject}[:] = [{to.atom(value)} if {name}m else {name} {pairs}]"
