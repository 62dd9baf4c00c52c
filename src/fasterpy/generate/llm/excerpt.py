"""What of an earlier candidate a model has to see: the definitions that differ from the original."""

from __future__ import annotations

import ast

import msgspec

from fasterpy.generate.llm.syntax import parse
from fasterpy.records import GenerationRequest


def shortened(request: GenerationRequest) -> GenerationRequest:
    """The request with its earlier candidates cut down to what they change.

    A candidate may be a whole file of which the target is a small part; the prompt holds the target's context already.
    Programs stay whole.
    """
    if not request.cleaned.targets:
        return request
    known = _statements(request.code.text) | _statements(request.cleaned.text)
    exemplars = tuple(
        msgspec.structs.replace(exemplar, text=excerpt(exemplar.text, known)) for exemplar in request.exemplars
    )
    return msgspec.structs.replace(request, previous=excerpt(request.previous, known), exemplars=exemplars)


def excerpt(text: str, known: set[str]) -> str:
    """The top-level statements of ``text`` that are not among the ``known`` ones; all of it when there is none."""
    tree = parse(text)
    if tree is None:
        return text
    lines = text.split("\n")
    fresh = [_lines(lines, node) for node in tree.body if ast.dump(node) not in known]
    return "\n\n".join(fresh) + "\n" if fresh else text


def _statements(text: str) -> set[str]:
    tree = parse(text)
    return set() if tree is None else {ast.dump(node) for node in tree.body}


def _lines(lines: list[str], node: ast.stmt) -> str:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return "\n".join(lines[first - 1 : node.end_lineno])
