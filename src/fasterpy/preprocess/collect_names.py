"""References of statements and expressions: what reads a name and what binds one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fasterpy.preprocess import implicit
from fasterpy.preprocess.collect import Collector, Handler
from fasterpy.preprocess.refs import Scope
from fasterpy.preprocess.tree import annotation_words, imported_names, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


def _identifier(collector: Collector, node: Node, scope: Scope) -> None:
    name = text_of(node)
    scope.loads.add(name)
    extra = implicit.BUILTINS.get(name)
    if extra:
        collector.refs.implicit.update(extra)


def _string(collector: Collector, node: Node, scope: Scope) -> None:
    if node.named_child_count > 2:
        collector.stack.extend((child, scope) for child in node.named_children if child.type == "interpolation")


def _type(collector: Collector, node: Node, scope: Scope) -> None:
    collector.stack.extend((child, scope) for child in node.named_children)
    for name in annotation_words(node, quoted_only=True):
        scope.loads.add(name)


def _attribute(collector: Collector, node: Node, scope: Scope) -> None:
    names: list[str] = []
    at: Node | None = node
    while at is not None and at.type == "attribute":
        leaf = at.child_by_field_name("attribute")
        names.append(text_of(leaf) if leaf is not None else "")
        at = at.child_by_field_name("object")
    if at is None:
        return
    for name in names:
        collector.refs.implicit.update(implicit.BUILTINS.get(name, ()))
    if at.type == "identifier":
        _identifier(collector, at, scope)
        scope.chains.add((text_of(at), *reversed(names)))
        return
    collector.stack.append((at, scope))
    callee = at.child_by_field_name("function") if at.type == "call" else None
    if callee is not None and callee.type == "identifier":
        scope.chains.add((f"{text_of(callee)}()", *reversed(names)))
    if at.type != "call" or callee is None or text_of(callee) != "super":
        collector.refs.attributes.update(names)


def _keyword_argument(collector: Collector, node: Node, scope: Scope) -> None:
    value = node.child_by_field_name("value")
    if value is not None:
        collector.stack.append((value, scope))


def _assignment(collector: Collector, node: Node, scope: Scope) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    annotation = node.child_by_field_name("type")
    names: set[str] = set()
    if left is not None:
        collector.targets(left, scope, names)
        found = set(annotation_words(annotation)) if annotation is not None else set()
        made = right.child_by_field_name("function") if right is not None and right.type == "call" else None
        if made is not None and made.type == "identifier":
            found.add(text_of(made))
        if found and left.type == "identifier":
            scope.types.setdefault(text_of(left), set()).update(found)
        elif found and left.type == "attribute":
            owner, leaf = left.child_by_field_name("object"), left.child_by_field_name("attribute")
            if owner is not None and leaf is not None and owner.type == "identifier":
                at = scope.owner(text_of(owner))
                if at is not None and at.self_name == text_of(owner):
                    collector.refs.self_types.setdefault(text_of(leaf), set()).update(found)
    collector.stack.extend((part, scope) for part in (right, annotation) if part is not None)


def _augmented(collector: Collector, node: Node, scope: Scope) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    for child in node.children:
        collector.refs.implicit.update(implicit.OPERATORS.get(child.type, ()))
    if left is not None:
        collector.targets(left, scope)
        collector.mutate(left, scope)
        collector.stack.append((left, scope))
    if right is not None:
        collector.stack.append((right, scope))


def _walrus(collector: Collector, node: Node, scope: Scope) -> None:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    at = scope
    while at.kind == "comprehension" and at.parent is not None:
        at = at.parent
    if name is not None:
        at.binds.add(text_of(name))
    if value is not None:
        collector.stack.append((value, scope))


def _loop(collector: Collector, node: Node, scope: Scope) -> None:
    left = node.child_by_field_name("left")
    for child in node.named_children:
        if left is not None and child.id == left.id:
            collector.targets(child, scope)
        else:
            collector.stack.append((child, scope))


def _as_pattern(collector: Collector, node: Node, scope: Scope) -> None:
    after = False
    value = node.children[0] if node.children else None
    for child in node.children:
        if child.type == "as":
            after = True
        elif after:
            collector.targets(child, scope)
            callee = value.child_by_field_name("function") if value is not None and value.type == "call" else None
            target = child.named_children[0] if child.type == "as_pattern_target" and child.named_children else child
            if callee is not None and callee.type == "identifier" and target.type == "identifier":
                scope.types.setdefault(text_of(target), set()).add(text_of(callee))
        elif child.is_named:
            collector.stack.append((child, scope))


def _import(collector: Collector, node: Node, scope: Scope) -> None:
    for name in imported_names(node):
        if name == "*":
            collector.refs.star = True
        else:
            scope.binds.add(name)


def _global(collector: Collector, node: Node, scope: Scope) -> None:
    names = {text_of(child) for child in node.named_children if child.type == "identifier"}
    if node.type == "global_statement":
        scope.globals |= names
        scope.loads |= names
    else:
        scope.nonlocals |= names


def _delete(collector: Collector, node: Node, scope: Scope) -> None:
    for child in node.named_children:
        collector.targets(child, scope)
        collector.stack.append((child, scope))


def _expression(collector: Collector, node: Node, scope: Scope) -> None:
    # A call as a statement exists for its effect: it may change its receiver and its arguments.
    call = node.named_children[0] if node.named_child_count == 1 else None
    if call is not None and call.type == "call":
        collector.mutate(call, scope)
        arguments = call.child_by_field_name("arguments")
        for argument in arguments.named_children if arguments is not None else ():
            if argument.type == "identifier" and scope.kind != "function":
                collector.refs.mutated.add(text_of(argument))
    collector.stack.extend((child, scope) for child in node.named_children)


def _case_pattern(collector: Collector, node: Node, scope: Scope) -> None:
    for child in node.named_children:
        if child.type == "dotted_name" and child.named_child_count == 1:
            scope.binds.add(text_of(child))
        else:
            collector.stack.append((child, scope))


def _dotted_name(collector: Collector, node: Node, scope: Scope) -> None:
    names = [text_of(child) for child in node.named_children]
    if names:
        scope.loads.add(names[0])
        scope.chains.add(tuple(names))


def _keyword_pattern(collector: Collector, node: Node, scope: Scope) -> None:
    for child in node.named_children[1:]:
        if child.type == "dotted_name" and child.named_child_count == 1:
            scope.binds.add(text_of(child))
        else:
            collector.stack.append((child, scope))


def _splat_pattern(collector: Collector, node: Node, scope: Scope) -> None:
    for child in node.named_children:
        if child.type == "identifier":
            scope.binds.add(text_of(child))


def _type_alias(collector: Collector, node: Node, scope: Scope) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    inner = collector.child("function", scope)
    if left is not None:
        words = annotation_words(left)
        if words:
            scope.binds.add(words[0])
            inner.binds.update(words[1:])
    if right is not None:
        collector.stack.append((right, inner))


HANDLERS: dict[str, Handler] = {
    "identifier": _identifier,
    "string": _string,
    "type": _type,
    "attribute": _attribute,
    "keyword_argument": _keyword_argument,
    "assignment": _assignment,
    "augmented_assignment": _augmented,
    "named_expression": _walrus,
    "for_statement": _loop,
    "as_pattern": _as_pattern,
    **dict.fromkeys(("import_statement", "import_from_statement", "future_import_statement"), _import),
    **dict.fromkeys(("global_statement", "nonlocal_statement"), _global),
    "delete_statement": _delete,
    "expression_statement": _expression,
    "case_pattern": _case_pattern,
    "dotted_name": _dotted_name,
    "keyword_pattern": _keyword_pattern,
    "splat_pattern": _splat_pattern,
    "type_alias_statement": _type_alias,
}
