"""Completing an answer that gives only part of the code: it is put into the code that was asked about."""

from __future__ import annotations

import ast

from fasterpy.generate.llm.dress import dress
from fasterpy.generate.llm.layout import first_line, indented, last_line, segment
from fasterpy.generate.llm.syntax import acts, bound, covers, defined, parse, prepares

_DEFS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def merge(answer: str, base: str, targets: tuple[str, ...]) -> str | None:
    """The full code that the answer stands for.

    A program (no targets) is taken as it is, unless it only redefines functions of a program that does things: then
    they are put into it. Functions are put into ``base``: definitions of the same name replace it, new imports,
    helpers and constants are added, trial calls and prints are left out. None when no target is in the answer.
    """
    new, old = parse(answer), parse(base)
    if new is None:
        return None
    if old is None:
        return answer
    if not targets:
        if acts(new) or not acts(old):
            return answer
        known = {node.name for node in old.body if isinstance(node, _DEFS)}
        given = {node.name for node in new.body if isinstance(node, _DEFS)}
        return _into(answer, new, base, old, ()) if known & given else None
    if covers(new, targets) == 0:
        return None
    return _into(answer, new, base, old, targets)


def _into(answer: str, new: ast.Module, base: str, old: ast.Module, targets: tuple[str, ...]) -> str | None:
    replaced: list[tuple[int, int, str]] = []  # first line, last line (from 1), text
    imports: list[str] = []
    added: list[str] = []
    known = defined(old)
    wanted = {leaf.id for node in new.body if isinstance(node, _DEFS) for leaf in ast.walk(node)
              if isinstance(leaf, ast.Name)}  # fmt: skip
    homes = {target.rpartition(".")[2]: target.rpartition(".")[0] for target in targets if "." in target}
    for node in new.body:
        text = segment(answer, node)
        if isinstance(node, ast.Import | ast.ImportFrom):
            if not bound(node) <= known or text not in base:
                imports.append(text)
        elif isinstance(node, ast.ClassDef) and isinstance(
            same_class := _definition(old.body, node.name), ast.ClassDef
        ):
            replaced += _members(answer, node, base, same_class)
        elif isinstance(node, _DEFS):
            same = _definition(old.body, node.name)
            home = homes.get(node.name)
            method = _definition_at(old, f"{home}.{node.name}") if home else None
            # A method that the answer gives without its class, be there a function of the same name or not.
            if method is not None and (same is None or (node.name not in targets and _self(node) == _self(method))):
                same = method
            if same is not None:
                text = dress(text, segment(base, same))
                replaced.append((first_line(same), last_line(same), indented(text, same.col_offset)))
            else:
                added.append(text)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and (names := bound(node)):
            same_assign = next((n for n in old.body if bound(n) == names), None)
            if same_assign is None:
                if targets:
                    added.append(text)
            elif targets:
                replaced.append((first_line(same_assign), last_line(same_assign), text))
        elif targets and prepares(node, wanted, targets) and text not in base:
            added.append(text)
    return _assemble(base, old, replaced, imports, added)


def _assemble(
    base: str, old: ast.Module, replaced: list[tuple[int, int, str]], imports: list[str], added: list[str]
) -> str | None:
    lines = base.split("\n")
    body = old.body
    start = 0
    for node in body:  # imports go below the docstring and __future__
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if docstring or (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            start = last_line(node)
        else:
            break
    first_def = min((first_line(node) for node in body if isinstance(node, _DEFS)), default=start + 1)
    imports = [line for line in imports if "__future__" not in line]
    inserts = [(start, "\n".join(imports))] if imports else []
    if added:
        inserts.append((max(start, first_def - 1), "\n\n\n".join(added) + "\n\n"))
    changes = [(first - 1, last, text) for first, last, text in replaced]
    changes += [(at, at, text) for at, text in inserts]
    for at, end, text in sorted(changes, key=lambda change: (change[0], change[1]), reverse=True):
        lines[at:end] = text.split("\n")
    result = "\n".join(lines)
    return result if parse(result) is not None else None


def _self(node: ast.stmt) -> str:
    """Name of the first parameter."""
    arguments = [*node.args.posonlyargs, *node.args.args] if isinstance(node, _DEFS[:2]) else []
    return arguments[0].arg if arguments else ""


def _members(answer: str, node: ast.ClassDef, base: str, same: ast.ClassDef) -> list[tuple[int, int, str]]:
    """Replacements of single methods of a class; methods that are new go behind the last one."""
    have = {member.name: member for member in same.body if isinstance(member, _DEFS)}
    replaced: list[tuple[int, int, str]] = []
    for member in node.body:
        text = segment(answer, member)
        if not isinstance(member, _DEFS):
            replaced += _attribute(text, member, same)
            continue
        if member.name in have:
            old = have[member.name]
            text = indented(dress(text, segment(base, old)), old.col_offset)
            replaced.append((first_line(old), last_line(old), text))
        else:
            replaced.append((last_line(same) + 1, last_line(same), "\n" + indented(text, same.body[0].col_offset)))
    return replaced


def _attribute(text: str, member: ast.stmt, same: ast.ClassDef) -> list[tuple[int, int, str]]:
    """A class attribute, ``__slots__`` for example: in the place of the old one, else before the first method."""
    names = bound(member)
    if not names or isinstance(member, ast.Import | ast.ImportFrom):
        return []
    text = indented(text, same.body[0].col_offset)
    for old in same.body:
        if bound(old) == names:
            return [(first_line(old), last_line(old), text)]
    at = next((first_line(old) for old in same.body if isinstance(old, _DEFS)), last_line(same) + 1)
    return [(at, at - 1, text + "\n")]


def _definition(body: list[ast.stmt], name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | None:
    """The last definition of a name in a body, into if and try as well."""
    found: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | None = None
    for node in body:
        if isinstance(node, _DEFS) and node.name == name:
            found = node
        elif isinstance(node, ast.If | ast.Try):
            found = _definition([*node.body, *node.orelse], name) or found
    return found


def _definition_at(tree: ast.Module, qualname: str) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | None:
    body = tree.body
    node = None
    for part in qualname.split("."):
        node = _definition(body, part)
        if node is None:
            return None
        body = node.body
    return node
