"""Module code → a function, because its variables are then fast locals."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.source import LOOPS
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import header_offset
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_BUILTINS = frozenset(dir(builtins))


class MainFunction(Rule):
    """Globals live in a dictionary, locals in an array: loops over module variables gain a fifth or more."""

    name = "module-code-into-function"
    pattern = "main-function"
    summary = "Run module code inside a function, where variables are fast locals."
    gain = 1.15
    risk = Risk.LIKELY
    programs_only = True
    order = 95

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        start, body = _wrapped_part(module)
        if not body or not _worth_it(module, body) or module.scopes.dynamic or _evaluates(module):
            return
        plan = _declarations(module, body)
        if plan is None:
            return
        kept_global, edits = plan
        name = module.fresh("main") if "main" in module.scopes.taken() else "main"
        unit = module.indent_unit
        head = f"def {name}():\n"
        if start:
            head = "\n\n" + head
        if kept_global:
            head += f"{unit}global {', '.join(sorted(kept_global))}\n"
        first = start
        while not module.text[first : module.line_end(first)].strip():
            first = module.line_end(first)
        edits.append(Edit(start, first, head))
        edits += indentation(module, first, unit)
        end = len(module.text)
        lead = "" if module.text.endswith(("\n", "\r")) else "\n"
        edits.append(Edit(end, end, f"{lead}\n\n{name}()\n"))
        yield Rewrite(tuple(_merge(edits)), "module code moved into a function")


def _wrapped_part(module: ParsedModule) -> tuple[int, list[ast.stmt]]:
    start, _ = header_offset(module)
    return start, [stmt for stmt in module.tree.body if module.span(stmt)[0] >= start]


def _worth_it(module: ParsedModule, body: list[ast.stmt]) -> bool:
    """Loops at module level; definitions alone gain nothing."""
    if any(
        isinstance(below, ast.ImportFrom) and below.names[0].name == "*" for stmt in body for below in ast.walk(stmt)
    ):
        return False
    return any(module.function(loop) is module.tree for loop in module.nodes(*LOOPS)) or any(
        module.function(node) is module.tree for node in module.nodes(ast.ListComp, ast.GeneratorExp)
    )


def _evaluates(module: ParsedModule) -> bool:
    """eval of anything but a line of input may read variables by name."""
    for call in module.nodes(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in ("eval", "exec", "compile"):
            inner = call.args[0] if call.args else None
            if not (isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "input"):
                return True
    words = ("multiprocessing", "pickle", "__main__.")
    return any(isinstance(node, ast.alias) and node.name.startswith(words) for node in module.nodes(ast.alias))


def _declarations(module: ParsedModule, body: list[ast.stmt]) -> tuple[set[str], list[Edit]] | None:
    """Names that must stay global, and edits that turn ``global`` into ``nonlocal``; None when it cannot be done."""
    root = module.scopes.module
    first = body[0]
    outside = {name for name, nodes in root.bindings.items() if all(_ahead(module, node, first) for node in nodes)}
    mixed = {
        name for name, nodes in root.bindings.items() if any(_ahead(module, node, first) for node in nodes)
    } - outside
    kept = set(mixed)
    for name in root.bindings:
        # ``sum = sum(a)`` reads the builtin first: as a local it would be unbound.
        if name in _BUILTINS and name not in outside and not _bound_first(module, name):
            kept.add(name)
    declared: set[str] = set()
    edits: list[Edit] = []
    for node in module.nodes(ast.Global):
        names = set(node.names)
        declared |= names
        inner = [name for name in node.names if name not in outside and name not in kept]
        if not inner:
            continue
        if module.function(node) is module.tree:
            return None
        if set(inner) != names:
            kept |= names
            continue
        if not all(_bound_at_top(module, name) for name in inner):
            kept |= names
            continue
        start, end = module.span(node)
        edits.append(Edit(start, end, "nonlocal " + ", ".join(node.names)))
    if kept & declared:
        edits = []
        kept |= declared - outside
    return kept, edits


def _ahead(module: ParsedModule, node: ast.AST, first: ast.stmt) -> bool:
    return module.before(node, first)


def _bound_at_top(module: ParsedModule, name: str) -> bool:
    nodes = module.scopes.module.bindings.get(name, [])
    return any(module.scopes.of.get(node) is module.scopes.module for node in nodes)


def _bound_first(module: ParsedModule, name: str) -> bool:
    root = module.scopes.module
    uses = module.scopes.uses(root, name)
    stores = [use for use in uses if not isinstance(use.ctx, ast.Load)]
    binders: list[ast.AST] = [node for node in root.bindings.get(name, []) if not isinstance(node, ast.Name)]
    first = min((*stores, *binders), key=lambda node: module.span(module.statement(node)), default=None)
    if first is None or module.parent(module.statement(first)) is not module.tree:
        return False
    end = module.span(module.statement(first))[1]
    return all(module.span(use)[0] > end for use in uses if isinstance(use.ctx, ast.Load))


def indentation(module: ParsedModule, start: int, unit: str) -> Iterator[Edit]:
    """Insertions that indent every line from ``start`` on, but not the inside of long strings."""
    inside: set[int] = set()
    for node in module.nodes(ast.Constant, ast.JoinedStr):
        if (
            node.end_lineno
            and node.end_lineno > node.lineno
            and (isinstance(node, ast.JoinedStr) or isinstance(node.value, str | bytes))
        ):
            inside.update(range(node.lineno + 1, node.end_lineno + 1))
    line = module.line_of(start)
    place = start
    while place < len(module.text):
        end = module.line_end(place)
        if module.text[place:end].strip() and line not in inside:
            yield Edit(place, place, unit)
        if end == place:
            break
        place, line = end, line + 1


def _merge(edits: list[Edit]) -> list[Edit]:
    """One edit per insertion point, so that the order of ``def`` and indentation is fixed."""
    merged: dict[tuple[int, int], str] = {}
    for edit in edits:
        merged[edit.start, edit.end] = merged.get((edit.start, edit.end), "") + edit.text
    return [Edit(start, end, text) for (start, end), text in sorted(merged.items())]
