"""Names that a piece of code needs from outside itself, by Python's scope rules, read from the tree-sitter tree.

Every traversal here uses its own stack: real files hold expressions thousands of levels deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fasterpy.preprocess import implicit
from fasterpy.preprocess.tree import CLASS, FUNCTION, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

_WORD = re.compile(r"[^\W\d]\w*")
_COMPREHENSIONS = frozenset(
    {"list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"}
)
_QUIET = frozenset({"comment", "integer", "float", "string_content", "escape_sequence", "ellipsis", "import_prefix"})

Chain = tuple[str, ...]
"""``a.b.c`` as ("a", "b", "c"). The root may also be ``Name()``, ``super()`` or ``self``-like (see ``Refs.chains``)."""


@dataclass(slots=True)
class Refs:
    """What one unit refers to."""

    loads: set[str] = field(default_factory=set)
    """Names that no scope inside the unit binds."""
    stores: set[str] = field(default_factory=set)
    """Names that the unit binds in the scope that it stands in."""
    global_stores: set[str] = field(default_factory=set)
    """Names assigned in functions under ``global``."""
    chains: set[Chain] = field(default_factory=set)
    """Attribute chains. Roots: ``@self`` (first parameter of the method), ``super()``, ``Name()`` (an instance of Name),
    else a name from outside."""
    attributes: set[str] = field(default_factory=set)
    """Attributes of objects about which nothing is known."""
    mutated: set[str] = field(default_factory=set)
    """Outside names whose object the unit changes: ``x[..] = ``, ``x.a = ``, ``x.append(..)``, ``f(x)`` as a statement."""
    implicit: set[str] = field(default_factory=set)
    """Special methods that operators and builtins may call."""
    self_types: dict[str, set[str]] = field(default_factory=dict)
    """``self.a = Name(..)`` or ``self.a: Name``: attribute to possible class names."""
    types: dict[str, set[str]] = field(default_factory=dict)
    """The same for names bound in the unit's own scope."""
    star: bool = False


class _Scope:
    __slots__ = ("binds", "chains", "globals", "kind", "loads", "nonlocals", "parent", "self_name", "types")

    def __init__(self, kind: str, parent: _Scope | None) -> None:
        self.kind = kind  # "unit", "function", "class", "comprehension"
        self.parent = parent
        self.binds: set[str] = set()
        self.loads: set[str] = set()
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.chains: set[Chain] = set()
        self.types: dict[str, set[str]] = {}
        self.self_name = ""


class Collector:
    """Collects the Refs of some nodes. ``method``: the outermost functions take the instance or class as first parameter."""

    def __init__(self, method: bool = False) -> None:
        self._method = method
        self._refs = Refs()
        self._unit = _Scope("unit", None)
        self._scopes = [self._unit]
        self._stack: list[tuple[Node, _Scope]] = []

    def collect(self, nodes: Iterable[Node]) -> Refs:
        self._stack.extend((node, self._unit) for node in nodes)
        stack, handlers, refs = self._stack, _HANDLERS, self._refs
        while stack:
            node, scope = stack.pop()
            kind = node.type
            if kind in _QUIET:
                continue
            extra = implicit.NODES.get(kind)
            if extra:
                refs.implicit.update(extra)
            handler = handlers.get(kind)
            if handler is not None:
                handler(self, node, scope)
            else:
                for child in node.children:
                    if child.is_named:
                        stack.append((child, scope))
                    elif child.type in implicit.OPERATORS:
                        refs.implicit.update(implicit.OPERATORS[child.type])
        self._finish()
        return refs

    # ------------------------------------------------------------------------------------------------- scopes and names

    def _finish(self) -> None:
        refs, unit = self._refs, self._unit
        for scope in self._scopes:
            for name in scope.loads:
                if self._owner(scope, name) is None:
                    refs.loads.add(name)
            for chain in scope.chains:
                self._chain(scope, chain)
            if scope is not unit:
                refs.global_stores |= scope.binds & scope.globals
        refs.stores |= unit.binds
        refs.types = unit.types

    def _owner(self, scope: _Scope, name: str) -> _Scope | None:
        """The scope inside the unit that binds ``name`` as seen from ``scope``; None: it comes from outside."""
        first: _Scope | None = scope
        at = first
        while at is not None:
            if name in at.globals or at.kind == "unit":
                return None
            if name in at.binds and name not in at.nonlocals and (at.kind != "class" or at is first):
                return at
            at = at.parent
        return None

    def _chain(self, scope: _Scope, chain: Chain) -> None:
        refs, root = self._refs, chain[0]
        owner = None if root.endswith("()") else self._owner(scope, root)
        if root.endswith("()"):
            refs.chains.add(chain)
        elif owner is None:
            refs.chains.add(chain)
        elif owner.self_name == root:
            refs.chains.add(("@self", *chain[1:]))
        elif root in owner.types:
            refs.chains.update((f"{name}()", *chain[1:]) for name in owner.types[root])
            refs.attributes.add(chain[-1])
        else:
            refs.attributes.update(chain[1:])

    def _bind(self, scope: _Scope, name: str) -> None:
        scope.binds.add(name)

    def _targets(self, node: Node, scope: _Scope, names: set[str] | None = None) -> None:
        """Binds what an assignment target binds; the rest of it is read."""
        todo = [node]
        while todo:
            at = todo.pop()
            if at.type == "identifier":
                name = text_of(at)
                self._bind(scope, name)
                if names is not None:
                    names.add(name)
            elif at.type in ("attribute", "subscript", "call"):
                self._mutate(at, scope)
                self._stack.append((at, scope))
            else:
                todo.extend(at.named_children)

    def _mutate(self, node: Node, scope: _Scope) -> None:
        root = node
        while root.type in ("attribute", "subscript", "call"):
            inner = root.child_by_field_name({"attribute": "object", "subscript": "value"}.get(root.type, "function"))
            if inner is None:
                return
            root = inner
        if root.type == "identifier" and scope.kind != "function":
            self._refs.mutated.add(text_of(root))

    def _child(self, kind: str, parent: _Scope) -> _Scope:
        scope = _Scope(kind, parent)
        self._scopes.append(scope)
        return scope

    # ---------------------------------------------------------------------------------------------------- node handlers

    def _identifier(self, node: Node, scope: _Scope) -> None:
        name = text_of(node)
        scope.loads.add(name)
        extra = implicit.BUILTINS.get(name)
        if extra:
            self._refs.implicit.update(extra)

    def _string(self, node: Node, scope: _Scope) -> None:
        if node.named_child_count > 2:
            self._stack.extend((child, scope) for child in node.named_children if child.type == "interpolation")

    def _type(self, node: Node, scope: _Scope) -> None:
        self._stack.extend((child, scope) for child in node.named_children)
        for name in _annotation_words(node, quoted_only=True):
            scope.loads.add(name)

    def _attribute(self, node: Node, scope: _Scope) -> None:
        names: list[str] = []
        at: Node | None = node
        while at is not None and at.type == "attribute":
            leaf = at.child_by_field_name("attribute")
            names.append(text_of(leaf) if leaf is not None else "")
            at = at.child_by_field_name("object")
        if at is None:
            return
        for name in names:
            self._refs.implicit.update(implicit.BUILTINS.get(name, ()))
        if at.type == "identifier":
            self._identifier(at, scope)
            scope.chains.add((text_of(at), *reversed(names)))
            return
        self._stack.append((at, scope))
        callee = at.child_by_field_name("function") if at.type == "call" else None
        if callee is not None and callee.type == "identifier":
            scope.chains.add((f"{text_of(callee)}()", *reversed(names)))
        if at.type != "call" or callee is None or text_of(callee) != "super":
            self._refs.attributes.update(names)

    def _keyword_argument(self, node: Node, scope: _Scope) -> None:
        value = node.child_by_field_name("value")
        if value is not None:
            self._stack.append((value, scope))

    def _function(self, node: Node, scope: _Scope) -> None:
        name = node.child_by_field_name("name")
        if name is not None:
            self._bind(scope, text_of(name))
        inner = self._child("function", scope)
        self._parameters(node.child_by_field_name("parameters"), scope, inner)
        self._generic_parameters(node, inner)
        for part in (node.child_by_field_name("return_type"),):
            if part is not None:
                self._stack.append((part, scope))
        body = node.child_by_field_name("body")
        if body is not None:
            self._stack.append((body, inner))

    def _lambda(self, node: Node, scope: _Scope) -> None:
        inner = self._child("function", scope)
        self._parameters(node.child_by_field_name("parameters"), scope, inner)
        body = node.child_by_field_name("body")
        if body is not None:
            self._stack.append((body, inner))

    def _parameters(self, node: Node | None, outer: _Scope, inner: _Scope) -> None:
        if node is None:
            return
        first = True
        for parameter in node.named_children:
            kind = parameter.type
            if kind in ("comment", "keyword_separator", "positional_separator"):
                continue
            name = parameter.child_by_field_name("name")
            annotation = parameter.child_by_field_name("type")
            value = parameter.child_by_field_name("value")
            if name is None:
                name = parameter if kind == "identifier" else _first_identifier(parameter)
            if name is not None:
                text = text_of(name)
                if kind == "tuple_pattern":
                    self._targets(parameter, inner)
                inner.binds.add(text)
                if annotation is not None:
                    inner.types.setdefault(text, set()).update(_annotation_words(annotation))
                if first and self._method and outer is self._unit and kind in ("identifier", "typed_parameter"):
                    inner.self_name = text
            first = False
            self._stack.extend((part, outer) for part in (annotation, value) if part is not None)

    def _generic_parameters(self, node: Node, inner: _Scope) -> None:
        generic = node.child_by_field_name("type_parameters")
        if generic is not None:
            for child in generic.named_children:
                name = _first_identifier(child)
                if name is not None:
                    inner.binds.add(text_of(name))
                self._stack.append((child, inner))

    def _class(self, node: Node, scope: _Scope) -> None:
        name = node.child_by_field_name("name")
        if name is not None:
            self._bind(scope, text_of(name))
        inner = self._child("class", scope)
        self._generic_parameters(node, inner)
        bases, body = node.child_by_field_name("superclasses"), node.child_by_field_name("body")
        if bases is not None:
            self._stack.append((bases, scope))
        if body is not None:
            self._stack.append((body, inner))

    def _comprehension(self, node: Node, scope: _Scope) -> None:
        inner = self._child("comprehension", scope)
        outermost = True
        for child in node.named_children:
            if child.type != "for_in_clause":
                self._stack.append((child, inner))
                continue
            self._refs.implicit.update(implicit.NODES["for_in_clause"])
            left = child.child_by_field_name("left")
            if left is not None:
                self._targets(left, inner)
            for right in child.children_by_field_name("right"):
                if right.is_named:
                    self._stack.append((right, scope if outermost else inner))
            outermost = False

    def _assignment(self, node: Node, scope: _Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        annotation = node.child_by_field_name("type")
        names: set[str] = set()
        if left is not None:
            self._targets(left, scope, names)
            found = set(_annotation_words(annotation)) if annotation is not None else set()
            made = right.child_by_field_name("function") if right is not None and right.type == "call" else None
            if made is not None and made.type == "identifier":
                found.add(text_of(made))
            if found and left.type == "identifier":
                scope.types.setdefault(text_of(left), set()).update(found)
            elif found and left.type == "attribute":
                owner, leaf = left.child_by_field_name("object"), left.child_by_field_name("attribute")
                if owner is not None and leaf is not None and owner.type == "identifier":
                    at = self._owner(scope, text_of(owner))
                    if at is not None and at.self_name == text_of(owner):
                        self._refs.self_types.setdefault(text_of(leaf), set()).update(found)
        self._stack.extend((part, scope) for part in (right, annotation) if part is not None)

    def _augmented(self, node: Node, scope: _Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        for child in node.children:
            self._refs.implicit.update(implicit.OPERATORS.get(child.type, ()))
        if left is not None:
            self._targets(left, scope)
            self._mutate(left, scope)
            self._stack.append((left, scope))
        if right is not None:
            self._stack.append((right, scope))

    def _walrus(self, node: Node, scope: _Scope) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        at = scope
        while at.kind == "comprehension" and at.parent is not None:
            at = at.parent
        if name is not None:
            self._bind(at, text_of(name))
        if value is not None:
            self._stack.append((value, scope))

    def _loop(self, node: Node, scope: _Scope) -> None:
        left = node.child_by_field_name("left")
        for child in node.named_children:
            if left is not None and child.id == left.id:
                self._targets(child, scope)
            else:
                self._stack.append((child, scope))

    def _as_pattern(self, node: Node, scope: _Scope) -> None:
        after = False
        value = node.children[0] if node.children else None
        for child in node.children:
            if child.type == "as":
                after = True
            elif after:
                self._targets(child, scope)
                callee = value.child_by_field_name("function") if value is not None and value.type == "call" else None
                target = child.named_children[0] if child.type == "as_pattern_target" and child.named_children else child
                if callee is not None and callee.type == "identifier" and target.type == "identifier":
                    scope.types.setdefault(text_of(target), set()).add(text_of(callee))
            elif child.is_named:
                self._stack.append((child, scope))

    def _import(self, node: Node, scope: _Scope) -> None:
        for name in imported_names(node):
            if name == "*":
                self._refs.star = True
            else:
                self._bind(scope, name)

    def _global(self, node: Node, scope: _Scope) -> None:
        names = {text_of(child) for child in node.named_children if child.type == "identifier"}
        if node.type == "global_statement":
            scope.globals |= names
            scope.loads |= names
        else:
            scope.nonlocals |= names

    def _delete(self, node: Node, scope: _Scope) -> None:
        for child in node.named_children:
            self._targets(child, scope)
            self._stack.append((child, scope))

    def _expression(self, node: Node, scope: _Scope) -> None:
        # A call as a statement exists for its effect: it may change its receiver and its arguments.
        call = node.named_children[0] if node.named_child_count == 1 else None
        if call is not None and call.type == "call":
            self._mutate(call, scope)
            arguments = call.child_by_field_name("arguments")
            for argument in arguments.named_children if arguments is not None else ():
                if argument.type == "identifier" and scope.kind != "function":
                    self._refs.mutated.add(text_of(argument))
        self._stack.extend((child, scope) for child in node.named_children)

    def _case_pattern(self, node: Node, scope: _Scope) -> None:
        for child in node.named_children:
            if child.type == "dotted_name" and child.named_child_count == 1:
                self._bind(scope, text_of(child))
            else:
                self._stack.append((child, scope))

    def _dotted_name(self, node: Node, scope: _Scope) -> None:
        names = [text_of(child) for child in node.named_children]
        if names:
            scope.loads.add(names[0])
            scope.chains.add(tuple(names))

    def _keyword_pattern(self, node: Node, scope: _Scope) -> None:
        for child in node.named_children[1:]:
            if child.type == "dotted_name" and child.named_child_count == 1:
                self._bind(scope, text_of(child))
            else:
                self._stack.append((child, scope))

    def _splat_pattern(self, node: Node, scope: _Scope) -> None:
        for child in node.named_children:
            if child.type == "identifier":
                self._bind(scope, text_of(child))

    def _type_alias(self, node: Node, scope: _Scope) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        inner = self._child("function", scope)
        if left is not None:
            words = _annotation_words(left)
            if words:
                self._bind(scope, words[0])
                inner.binds.update(words[1:])
        if right is not None:
            self._stack.append((right, inner))


_HANDLERS = {
    "identifier": Collector._identifier,
    "string": Collector._string,
    "type": Collector._type,
    "attribute": Collector._attribute,
    "keyword_argument": Collector._keyword_argument,
    FUNCTION: Collector._function,
    CLASS: Collector._class,
    "lambda": Collector._lambda,
    **dict.fromkeys(_COMPREHENSIONS, Collector._comprehension),
    "assignment": Collector._assignment,
    "augmented_assignment": Collector._augmented,
    "named_expression": Collector._walrus,
    "for_statement": Collector._loop,
    "as_pattern": Collector._as_pattern,
    **dict.fromkeys(("import_statement", "import_from_statement", "future_import_statement"), Collector._import),
    **dict.fromkeys(("global_statement", "nonlocal_statement"), Collector._global),
    "delete_statement": Collector._delete,
    "expression_statement": Collector._expression,
    "case_pattern": Collector._case_pattern,
    "dotted_name": Collector._dotted_name,
    "keyword_pattern": Collector._keyword_pattern,
    "splat_pattern": Collector._splat_pattern,
    "type_alias_statement": Collector._type_alias,
}


def imported_names(node: Node) -> list[str]:
    """Names that an import statement binds; ``*`` for a star import."""
    if node.type == "future_import_statement":
        return []
    names = []
    for part in node.children_by_field_name("name"):
        alias = part.child_by_field_name("alias")
        if alias is not None:
            names.append(text_of(alias))
        else:
            names.append(text_of(part).split(".")[0].strip())
    if any(child.type == "wildcard_import" for child in node.children):
        names.append("*")
    return names


def _first_identifier(node: Node) -> Node | None:
    todo = [node]
    while todo:
        at = todo.pop()
        if at.type == "identifier":
            return at
        todo.extend(reversed(at.named_children))
    return None


def _annotation_words(node: Node, quoted_only: bool = False) -> list[str]:
    """Identifiers of an annotation, those inside quotes too."""
    text = text_of(node)
    if quoted_only and "'" not in text and '"' not in text:
        return []
    return _WORD.findall(text)
