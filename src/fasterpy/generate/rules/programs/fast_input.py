"""``input()`` → ``sys.stdin.buffer.readline()``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, header, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_NUMBER = ("int", "float")


class FastInput(Rule):
    """``input`` looks at the terminal, flushes output and decodes; ``readline`` of the buffer does none of it."""

    name = "fast-input"
    pattern = "fast-input"
    summary = "Read lines with sys.stdin.buffer.readline instead of input()."
    gain = 1.2
    risk = Risk.LIKELY
    programs_only = True
    order = 70

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        names = [node for node in module.nodes(ast.Name) if module.is_builtin(node, "input")]
        if not names:
            return
        calls = [
            parent for name in names if isinstance(parent := module.parent(name), ast.Call) and parent.func is name
        ]
        if len(calls) != len(names) or any(call.args or call.keywords for call in calls) or also_read(module):
            return
        imports, sys = need(module, "sys")
        edits: list[Edit] = [*imports, header(module, f"input = {sys}.stdin.buffer.readline")]
        for call in calls:
            if not numeric(module, call):
                edits.append(replace(module, call, _decoded(module, call)))
        yield Rewrite(tuple(edits), at(calls[0], "lines of bytes, decoded where text is wanted"))


def _decoded(module: ParsedModule, call: ast.Call) -> str:
    # The line break has to go, unless what follows ignores it anyway.
    return "input().decode()" if _newline_safe(module, call) else 'input().decode().rstrip("\\r\\n")'


class StdinBuffer(Rule):
    """A program that reads with ``sys.stdin.readline``: the text layer costs more than decoding what is text."""

    name = "stdin-buffer"
    pattern = "fast-input"
    summary = "Read from sys.stdin.buffer and decode only what is wanted as text."
    gain = 1.05
    risk = Risk.LIKELY
    programs_only = True
    order = 71

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        edits: list[Edit] = []
        for node in module.nodes(ast.Attribute):
            if module.imported(node) != "sys.stdin":
                continue
            above = module.parent(node)
            if not (isinstance(above, ast.Attribute) and above.attr in ("readline", "read")):
                return
            outer = module.parent(above)
            if isinstance(outer, ast.Call) and outer.func is above and not outer.args:
                users = [outer]
            elif isinstance(outer, ast.Assign) and outer.value is above and isinstance(outer.targets[0], ast.Name):
                users = []
                for use in module.uses(outer.targets[0]):
                    parent = module.parent(use)
                    if isinstance(use.ctx, ast.Load):
                        if not (isinstance(parent, ast.Call) and parent.func is use and not parent.args):
                            return
                        users.append(parent)
            else:
                return
            if not users:
                return
            for user in users:
                if not numeric(module, user):
                    end = module.span(user)[1]
                    edits.append(Edit(end, end, ".decode()"))
            edits.append(replace(module, node, f"{module.source(node)}.buffer"))
        if edits:
            yield Rewrite(tuple(edits), "no text layer")


class OpenZero(Rule):
    """``open(0)`` builds a second stack of stream objects on standard input."""

    name = "open-zero-to-stdin"
    pattern = "fast-input"
    summary = "Read from sys.stdin instead of opening file descriptor 0 again."
    gain = 1.3
    risk = Risk.LIKELY
    programs_only = True
    order = 68

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        imports, sys = need(module, "sys")
        for call in scope.nodes(ast.Call):
            if not (module.is_builtin(call.func, "open") and len(call.args) == 1 and not call.keywords):
                continue
            name = call.args[0]
            if not (isinstance(name, ast.Constant) and name.value in (0, "/dev/stdin")) or name.value is False:
                continue
            above = module.parent(call)
            outer = module.parent(above) if isinstance(above, ast.Attribute) and above.attr == "read" else None
            if isinstance(outer, ast.Call) and not outer.args:
                tail = "" if numeric(module, outer) else ".decode()"
                text = f"{sys}.stdin.buffer.read(){tail}"
                yield Rewrite((*imports, replace(module, outer, text)), at(call, "sys.stdin.buffer"))
            else:
                yield Rewrite((*imports, replace(module, call, f"{sys}.stdin")), at(call, "sys.stdin"))


def also_read(module: ParsedModule) -> bool:
    """Whether standard input is read by other means than ``input`` as well: each layer keeps what it read ahead."""
    return any(module.imported(node) == "sys.stdin" for node in module.nodes(ast.Attribute, ast.Name)) or any(
        module.is_builtin(call.func, "open") for call in module.nodes(ast.Call)
    )


def numeric(module: ParsedModule, call: ast.Call) -> bool:
    """Whether the text read by ``call`` is only ever turned into numbers."""
    parent = module.parent(call)
    if isinstance(parent, ast.Call) and module.is_builtin(parent.func, *_NUMBER):
        return len(parent.args) == 1
    if isinstance(parent, ast.Attribute) and parent.attr in ("strip", "rstrip", "split"):
        above = module.parent(parent)
        if not (isinstance(above, ast.Call) and not above.args and not above.keywords):
            return False
        return _numbers(module, above) if parent.attr == "split" else numeric(module, above)
    return False


def _numbers(module: ParsedModule, split: ast.Call) -> bool:
    parent = module.parent(split)
    if isinstance(parent, ast.Call) and module.is_builtin(parent.func, "map") and len(parent.args) == 2:
        return module.is_builtin(parent.args[0], *_NUMBER)
    if isinstance(parent, ast.comprehension) and isinstance(parent.target, ast.Name) and parent.iter is split:
        uses = [use for use in module.uses(parent.target) if isinstance(use.ctx, ast.Load)]
        return all(
            isinstance(above := module.parent(use), ast.Call) and module.is_builtin(above.func, *_NUMBER)
            for use in uses
        )
    return False


def _newline_safe(module: ParsedModule, call: ast.Call) -> bool:
    """Whether a trailing line break changes nothing."""
    parent = module.parent(call)
    if isinstance(parent, ast.Call) and module.is_builtin(parent.func, *_NUMBER):
        return True
    if not isinstance(parent, ast.Attribute):
        return False
    above = module.parent(parent)
    bare = isinstance(above, ast.Call) and not above.args
    return bare and parent.attr in ("split", "strip", "rstrip")
