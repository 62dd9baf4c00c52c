"""``x in items`` in a loop, where ``items`` is a list: test in a set."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.scopes import Scope
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import (
    at,
    atom,
    bound_value,
    insert_after,
    insert_before,
    owns_line,
    replace,
    retyped,
)
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

# A parameter without a hint is mostly a list; the verifier refuses what was a text.
_LISTS = ("list", "tuple", "")
_ORDERING = ("index", "count", "copy", "append", "extend", "sort", "reverse")
_ADDING = {"append": "add", "extend": "update", "remove": "remove", "clear": "clear"}


class MembershipListToSet(Rule):
    """Turns the list into a set where every use allows it, else keeps a set beside the list."""

    name = "membership-list-to-set"
    pattern = "membership-list-to-set"
    summary = "Test membership in a set, which hashes, instead of a list, which is searched from the front."
    gain = 3.0
    risk = Risk.LIKELY
    order = 20
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[int, str], tuple[Scope, list[ast.Compare]]] = {}
        for node in scope.nodes(ast.Compare):
            if len(node.ops) != 1 or not isinstance(node.ops[0], ast.In | ast.NotIn):
                continue
            container = node.comparators[0]
            if isinstance(container, ast.Name) and module.kind(container) in _LISTS:
                owner = module.scopes.owner(container)
                if owner and (module.kind(container) or _parameter(owner, container.id)):
                    groups.setdefault((id(owner), container.id), (owner, []))[1].append(node)
        for (_, name), (owner, tests) in groups.items():
            if not any(_repeats(module, test) for test in tests):
                continue
            uses = module.scopes.uses(owner, name)
            if _asked_by(module, uses, {module.source(test.left) for test in tests}):
                continue  # a dict
            # Dicts and lists are no members of sets; what stands for them is.
            kinds = {module.kind(test.left) for test in tests}
            plain = not kinds & {"dict", "list", "set"}
            edits = _becomes_set(module, uses, tests) if plain else []
            if edits:
                yield Rewrite(tuple(edits), at(tests[0], f"{name} becomes a set"))
                continue
            if not any(_listish(module, use) for use in uses):
                continue
            other = module.fresh(f"{name}_set")
            forms = [("", ""), ("tuples", "tuple({})"), ("dicts", "frozenset({}.items())")]
            if kinds - {"", "dict"} or not all(isinstance(test.left, ast.Name) for test in tests):
                forms.pop()
            if not plain:
                forms = forms[-1:] if "dict" in kinds else forms[1:2]
            for variant, key in forms:
                edits = _beside(module, owner, name, other, uses, tests, key)
                if edits:
                    yield Rewrite(tuple(edits), at(tests[0], f"a set beside {name}"), variant)


def _repeats(module: ParsedModule, test: ast.Compare) -> bool:
    return module.loop_depth(test) > 0 or module.function(test) is not module.tree


def _asked_by(module: ParsedModule, uses: list[ast.Name], keys: set[str]) -> bool:
    """Whether the container is also subscripted by what is looked for in it."""
    above = (module.parent(use) for use in uses)
    return any(isinstance(node, ast.Subscript) and module.source(node.slice) in keys for node in above)


def _becomes_set(module: ParsedModule, uses: list[ast.Name], tests: list[ast.Compare]) -> list[Edit]:
    """All uses are: one or more constructions, membership tests, adding, len()."""
    edits: list[Edit] = []
    for use in uses:
        parent = module.parent(use)
        if isinstance(use.ctx, ast.Store):
            bound = bound_value(parent)
            if bound is None or bound[0] is not use or not isinstance(parent, ast.Assign | ast.AnnAssign):
                return []
            text = _as_set(module, bound[1])
            if not text:
                return []
            edits += retyped(module, parent, text, "set")
        elif isinstance(parent, ast.Compare) and parent in tests and parent.comparators[0] is use:
            continue
        elif isinstance(parent, ast.Call) and parent.args == [use] and module.is_builtin(parent.func, "len", "sorted"):
            continue  # the same when nothing is in the list twice
        elif isinstance(parent, ast.Attribute) and parent.attr in ("append", "extend", "remove", "clear"):
            call = module.parent(parent)
            if not (isinstance(call, ast.Call) and isinstance(module.parent(call), ast.Expr)):
                return []
            # Removing from a list takes one of several equal items away; a set has only one.
            if parent.attr == "remove":
                return []
            start = module.span(parent)[1] - len(parent.attr)
            edits.append(Edit(start, start + len(parent.attr), _ADDING[parent.attr]))
        else:
            return []
    return edits


def _as_set(module: ParsedModule, value: ast.expr) -> str:
    match value:
        case ast.List(elts=[]):
            return "set()"
        case ast.List(elts=elts) | ast.Tuple(elts=elts):
            inner = module.source(value).strip("()[]").strip().rstrip(",")
            simple = all(isinstance(elt, ast.Constant | ast.Name | ast.Starred) for elt in elts)
            return (
                "{" + inner + "}"
                if simple and "\n" not in inner and "#" not in inner
                else f"set({module.source(value)})"
            )
        case ast.ListComp():
            return "{" + module.source(value)[1:-1] + "}"
        case ast.Call(func=ast.Name(id="list" | "sorted" | "tuple"), args=[inner], keywords=[]):
            return f"set({module.source(inner)})"
        case ast.Call(func=ast.Name(id="list"), args=[]):
            return "set()"
        case ast.Call() | ast.Name() | ast.Subscript() | ast.BinOp():
            text = module.source(value)
            return f"set({text})"
    return ""


def _beside(
    module: ParsedModule,
    owner: Scope,
    name: str,
    other: str,
    uses: list[ast.Name],
    tests: list[ast.Compare],
    key: str = "",
) -> list[Edit]:
    """The list stays; a set follows what happens to it. ``key`` makes what is in it hashable."""
    word = f"set(map(tuple, {name}))" if key.startswith("tuple") else f"{{{key.format('item')} for item in {name}}}"
    whole = word if key else f"set({name})"
    edits: list[Edit] = [replace(module, test.comparators[0], other) for test in tests]
    if key:
        edits += [replace(module, test.left, key.format(atom(module, test.left))) for test in tests]
    if isinstance(owner.node, ast.FunctionDef | ast.AsyncFunctionDef) and _parameter(owner, name):
        if any(not isinstance(use.ctx, ast.Load) for use in uses) or _changed(module, uses):
            return []
        first = owner.node.body[0]
        if not owns_line(module, first):
            return []
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            return [*edits, insert_after(module, first, f"{other} = {whole}")]
        return [*edits, insert_before(module, first, f"{other} = {whole}")]
    for use in uses:
        parent = module.parent(use)
        if isinstance(use.ctx, ast.Store):
            stmt = module.statement(use)
            if isinstance(stmt, ast.Assign | ast.AnnAssign) and owns_line(module, stmt) and use in _plain_targets(stmt):
                empty = isinstance(stmt.value, ast.List) and not stmt.value.elts
                edits.append(insert_after(module, stmt, f"{other} = set()" if empty else f"{other} = {whole}"))
                continue
            return []
        if isinstance(parent, ast.Attribute) and parent.attr in ("append", "extend"):
            call = module.parent(parent)
            stmt = module.statement(parent)
            if not (isinstance(call, ast.Call) and isinstance(stmt, ast.Expr) and owns_line(module, stmt)):
                return []
            if len(call.args) != 1 or call.keywords or any(module.inside(test, call) for test in tests):
                return []
            if not module.is_pure(call.args[0]) and name in free_names(call.args[0]):
                return []
            verb = _ADDING[parent.attr]
            item = module.source(call.args[0])
            if not cheap(module, call.args[0]):
                # What it calls may do something, or take long: once is enough.
                word = module.fresh("added" if verb == "update" else "item")
                made = f"list({item})" if verb == "update" else item
                edits.append(insert_before(module, stmt, f"{word} = {made}"))
                edits.append(replace(module, call.args[0], word))
                item = word
            if key:
                one = key.format(item if item.isidentifier() else atom(module, call.args[0]))
                item = f"[{key.format('item')} for item in {item}]" if verb == "update" else one
            edits.append(insert_after(module, stmt, f"{other}.{verb}({item})"))
        elif _touches(module, use):
            return []
    return edits


def cheap(module: ParsedModule, item: ast.expr) -> bool:
    """Whether an expression may be evaluated twice: no call of an unknown function, or of one of this file."""
    calls = [below for below in ast.walk(item) if isinstance(below, ast.Call)]
    return module.is_pure(item) and not any(module.callees(call) for call in calls)


def _parameter(owner: Scope, name: str) -> bool:
    node = owner.node
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(arg.arg == name for arg in _arguments(node))


def _listish(module: ParsedModule, use: ast.Name) -> bool:
    """Whether nothing speaks for a text or a dict."""
    parent = module.parent(use)
    return not (isinstance(parent, ast.Attribute) and parent.attr in ("lower", "items", "keys", "values", "split"))


def _arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def _plain_targets(stmt: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    found: list[ast.expr] = []
    for target in stmt.targets if isinstance(stmt, ast.Assign) else [stmt.target]:
        found.extend(target.elts if isinstance(target, ast.Tuple | ast.List) else [target])
    return found


def _changed(module: ParsedModule, uses: list[ast.Name]) -> bool:
    return any(
        _touches(module, use)
        or (isinstance(parent := module.parent(use), ast.Attribute) and parent.attr in ("append", "extend"))
        for use in uses
    )


def _touches(module: ParsedModule, use: ast.Name) -> bool:
    """Whether this use may change the contents."""
    parent = module.parent(use)
    if isinstance(parent, ast.Subscript) and not isinstance(parent.ctx, ast.Load):
        return True
    if isinstance(parent, ast.AugAssign):
        return True
    return isinstance(parent, ast.Attribute) and parent.attr not in _ORDERING
