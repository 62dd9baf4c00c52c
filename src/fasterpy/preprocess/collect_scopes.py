"""References of what opens a scope: functions, lambdas, classes, comprehensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fasterpy.preprocess import implicit
from fasterpy.preprocess.collect import Collector, Handler
from fasterpy.preprocess.refs import Scope
from fasterpy.preprocess.tree import CLASS, FUNCTION, annotation_words, first_identifier, text_of

if TYPE_CHECKING:
    from tree_sitter import Node


def _function(collector: Collector, node: Node, scope: Scope) -> None:
    name = node.child_by_field_name("name")
    if name is not None:
        scope.binds.add(text_of(name))
    inner = collector.child("function", scope)
    _parameters(collector, node.child_by_field_name("parameters"), scope, inner)
    _generic_parameters(collector, node, inner)
    for part in (node.child_by_field_name("return_type"),):
        if part is not None:
            collector.stack.append((part, scope))
    body = node.child_by_field_name("body")
    if body is not None:
        collector.stack.append((body, inner))


def _lambda(collector: Collector, node: Node, scope: Scope) -> None:
    inner = collector.child("function", scope)
    _parameters(collector, node.child_by_field_name("parameters"), scope, inner)
    body = node.child_by_field_name("body")
    if body is not None:
        collector.stack.append((body, inner))


def _parameters(collector: Collector, node: Node | None, outer: Scope, inner: Scope) -> None:
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
            name = parameter if kind == "identifier" else first_identifier(parameter)
        if name is not None:
            text = text_of(name)
            if kind == "tuple_pattern":
                collector.targets(parameter, inner)
            inner.binds.add(text)
            if annotation is not None:
                inner.types.setdefault(text, set()).update(annotation_words(annotation))
            if first and collector.method and outer is collector.unit and kind in ("identifier", "typed_parameter"):
                inner.self_name = text
        first = False
        collector.stack.extend((part, outer) for part in (annotation, value) if part is not None)


def _generic_parameters(collector: Collector, node: Node, inner: Scope) -> None:
    generic = node.child_by_field_name("type_parameters")
    if generic is not None:
        for child in generic.named_children:
            name = first_identifier(child)
            if name is not None:
                inner.binds.add(text_of(name))
            collector.stack.append((child, inner))


def _class(collector: Collector, node: Node, scope: Scope) -> None:
    name = node.child_by_field_name("name")
    if name is not None:
        scope.binds.add(text_of(name))
    inner = collector.child("class", scope)
    _generic_parameters(collector, node, inner)
    bases, body = node.child_by_field_name("superclasses"), node.child_by_field_name("body")
    if bases is not None:
        collector.stack.append((bases, scope))
    if body is not None:
        collector.stack.append((body, inner))


def _comprehension(collector: Collector, node: Node, scope: Scope) -> None:
    inner = collector.child("comprehension", scope)
    outermost = True
    for child in node.named_children:
        if child.type != "for_in_clause":
            collector.stack.append((child, inner))
            continue
        collector.refs.implicit.update(implicit.NODES["for_in_clause"])
        left = child.child_by_field_name("left")
        if left is not None:
            collector.targets(left, inner)
        for right in child.children_by_field_name("right"):
            if right.is_named:
                collector.stack.append((right, scope if outermost else inner))
        outermost = False


HANDLERS: dict[str, Handler] = {
    FUNCTION: _function,
    CLASS: _class,
    "lambda": _lambda,
    "list_comprehension": _comprehension,
    "set_comprehension": _comprehension,
    "dictionary_comprehension": _comprehension,
    "generator_expression": _comprehension,
}
