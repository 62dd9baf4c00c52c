"""``"%d %s" % (a, b)`` and ``"{}".format(a)`` → f-strings."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class FormatToFstring(ExpressionRule):
    """An f-string is compiled; format() parses its pattern at every call."""

    name = "format-to-fstring"
    pattern = "format-to-fstring"
    summary = "Use an f-string instead of format()."
    gain = 1.06
    risk = Risk.SAFE
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        match node:
            case ast.Call(
                func=ast.Attribute(attr="format", value=ast.Constant(value=str() as pattern)), args=args, keywords=[]
            ):
                if any(isinstance(arg, ast.Starred) for arg in args) or pattern.count("{}") != len(args):
                    return None
                pieces = pattern.split("{}")
                if any(letter in "".join(pieces) for letter in "{}\\\n\r\t\"'") or not all(
                    piece.isprintable() for piece in pieces
                ):
                    return None
                texts = [module.source(arg) for arg in args]
                if any(letter in text for text in texts for letter in "\"'\\\n{#:!=") or any(
                    isinstance(arg, ast.Lambda) for arg in args
                ):
                    return None
                made = (
                    "".join(piece + ("{" + text + "}") for piece, text in zip(pieces, texts, strict=False)) + pieces[-1]
                )
                return f'f"{made}"'
        return None
