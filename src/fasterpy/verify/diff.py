"""The first difference between two portraits, found without recursion (structures may be deep or cyclic)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np

from fasterpy.verify.difference import CompareOptions, Difference, Path, first_unequal, same_float, strip, words
from fasterpy.verify.nodes import NUMBERED, Header, Node, array_of, children, header, is_numpy_scalar, kind, render, tag

_encode = msgspec.msgpack.Encoder().encode


class _Walk:
    """One parallel walk over two portraits; see `diff`."""

    def __init__(self, a: Any, b: Any, options: CompareOptions) -> None:
        self.options = options
        self.a, self.b = a, b
        self.head_a: Header = header(a)
        self.head_b: Header = header(b)
        self.nodes_a: dict[int, Node] = dict(self.head_a["heap"])
        self.nodes_b: dict[int, Node] = dict(self.head_b["heap"])
        self.pairs: set[tuple[int, int]] = set()
        self.forth: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.unsure: Difference | None = None

    def run(self, roots: list[tuple[Node, Node, Path]]) -> Difference | None:
        for portrait, table in ((self.a, self.nodes_a), (self.b, self.nodes_b)):
            self.index(portrait, table)
        stack = roots[::-1]
        while stack:
            a, b, path = stack.pop()
            children: list[tuple[Node, Node, Path]] = []
            for step in self.step(a, b, path):
                if isinstance(step, Difference):
                    if step.kind == "different":
                        return step
                    self.unsure = self.unsure or step
                else:
                    children.append(step)
            stack.extend(reversed(children))
        return self.unsure

    @staticmethod
    def index(portrait: Any, table: dict[int, Node]) -> None:
        """Where each numbered object is shown, so that references can be followed."""
        stack: list[Any] = [node for name, node in portrait.items() if name != "#"]
        stack.extend(table.values())
        while stack:
            node = stack.pop()
            if node and isinstance(node, list | tuple) and node[0] in NUMBERED and node[1] > 0:
                table.setdefault(node[1], node)
            stack.extend(children(node))

    # ---------------------------------------------------------------------------------------------------- one node

    def step(self, a: Node, b: Node, path: Path) -> Iterator[Difference | tuple[Node, Node, Path]]:
        if not isinstance(a, list | tuple) and not isinstance(b, list | tuple):
            found = self.scalars(a, b, path)
            if found is not None:
                yield found
            return
        ida, idb = self.identity(a), self.identity(b)
        a, b = self.follow(a, self.nodes_a), self.follow(b, self.nodes_b)
        alias = self.alias(a, b, ida, idb, path)
        if alias is not None:
            yield alias
            return
        if ida and idb:
            if (ida, idb) in self.pairs:
                return
            self.pairs.add((ida, idb))
        plain = not isinstance(a, list | tuple) or not isinstance(b, list | tuple)
        if plain or tag(a) != tag(b) or (kind(a) != kind(b) and tag(a) not in ("iter", "truncated")):
            if "truncated" in (tag(a), tag(b)):
                yield self.doubt(path, "one of the values is too large to compare in full")
                return
            yield self.say(path, a, b, f"{kind(a)} vs {kind(b)}" if kind(a) != kind(b) else "")
            return
        yield from self.same_kind(a, b, path, ida)

    def same_kind(self, a: Node, b: Node, path: Path, ida: int) -> Iterator[Difference | tuple[Node, Node, Path]]:
        t = tag(a)
        if t in ("list", "tuple"):
            yield from self.sequence(a, b, a[2], b[2], path, "[{}]")
        elif t in ("set", "frozenset"):
            yield from self.unordered(a, b, path)
        elif t == "dict":
            yield from self.dicts(a, b, path)
        elif t == "sub":
            yield a[3], b[3], path
            yield from self.fields(a[4], b[4], path)
        elif t == "obj":
            yield from self.fields(a[3], b[3], path)
        elif t == "exc":
            yield from self.sequence(a, b, a[3], b[3], (*path, ".args"), "[{}]")
            if a[4] != b[4]:
                yield self.say((*path, ".__notes__"), a[4], b[4])
            yield from self.fields(a[6], b[6], path)
        elif t == "array":
            yield from self.arrays(a, b, path)
        elif t == "iter":
            yield from self.sequence(a, b, a[3], b[3], (*path, " (yielded)"), "[{}]")
            yield a[4], b[4], (*path, " (how it ended)")
        elif t == "val":
            yield from self.values(a, b, path)
        elif t == "func":
            if a[3] != b[3]:
                yield self.doubt(path, "two different functions; their behaviour was not compared")
            else:
                yield from self.sequence(a, b, a[4], b[4], (*path, ".__closure__"), "[{}]")
        elif t == "class":
            yield from self.fields(a[3], b[3], path)
        elif t == "opaque":
            if not ida or ida > self.head_a["known"]:
                yield self.doubt(path, f"cannot look into {a[2]}")
        elif t == "truncated":
            if a[2] != b[2]:
                sure = not self.options.float_tolerance and a[4] != b[4]
                text = f"large values differ (lengths {a[4]} and {b[4]})"
                yield Difference(path=words(path), text=text, kind="different" if sure else "unsure")
        elif list(a[2:]) != list(b[2:]):
            yield self.say(path, a, b)

    # ----------------------------------------------------------------------------------------------------- identity

    @staticmethod
    def identity(node: Node) -> int:
        if isinstance(node, list | tuple) and node and node[0] in (*NUMBERED, "ref", "opaque"):
            return int(node[1])
        return 0

    @staticmethod
    def follow(node: Node, table: dict[int, Node]) -> Node:
        return table.get(node[1], node) if tag(node) == "ref" else node

    def alias(self, a: Node, b: Node, ida: int, idb: int, path: Path) -> Difference | None:
        """Objects that the caller holds must be the same ones in both versions; sharing among new ones is free."""
        if not self.options.aliasing or ida <= 0 or idb <= 0:
            return None
        mine, yours = ida <= self.head_a["known"], idb <= self.head_b["known"]
        if mine != yours:
            if path and path[0] in ("args", "kwargs"):
                return None  # an argument's inside was replaced by an equal object; nobody else can tell
            who, other = ("the original", "the candidate") if mine else ("the candidate", "the original")
            text = f"{who} gives an object that the caller passed in (or a part of it), {other} an equal new one"
            return Difference(path=words(path), text=text)
        if not mine:
            return None
        if self.head_a["before"] and self.head_b["before"]:
            agree = ida == idb
        else:
            agree = self.forth.setdefault(ida, idb) == idb and self.back.setdefault(idb, ida) == ida
        return (
            None if agree else Difference(path=words(path), text="equal, but not the same one of the caller's objects")
        )

    # --------------------------------------------------------------------------------------------------------- kinds

    def scalars(self, a: Any, b: Any, path: Path) -> Difference | None:
        if type(a) is not type(b):
            return self.say(path, a, b, f"{type(a).__name__} vs {type(b).__name__}")
        if type(a) is float:
            return None if same_float(a, b, self.options.float_tolerance) else self.say(path, a, b)
        return None if a == b else self.say(path, a, b)

    def sequence(
        self, a: Node, b: Node, xs: Any, ys: Any, path: Path, form: str
    ) -> Iterator[Difference | tuple[Node, Node, Path]]:
        if "truncated" in (tag(xs), tag(ys)):
            yield xs, ys, path
            return
        if len(xs) != len(ys):
            at = next((i for i, (x, y) in enumerate(zip(xs, ys, strict=False)) if _encode(x) != _encode(y)), None)
            where = "" if at is None else f"; first difference at position {at}"
            text = f"{self.text(a, self.a)} vs {self.text(b, self.b)} (lengths {len(xs)} and {len(ys)}{where})"
            yield Difference(path=words(path), text=text)
            return
        flat = not any(isinstance(x, list | tuple) for x in xs) and not any(isinstance(y, list | tuple) for y in ys)
        if flat and _encode(xs) == _encode(ys):
            return
        for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
            if flat:
                found = self.scalars(x, y, (*path, form.format(i)))
                if found is not None:
                    yield found
                    return
            else:
                yield x, y, (*path, form.format(i))

    def unordered(self, a: Node, b: Node, path: Path) -> Iterator[Difference | tuple[Node, Node, Path]]:
        if "truncated" in (tag(a[2]), tag(b[2])) or self.options.float_tolerance:
            yield from self.sequence(a, b, a[2], b[2], path, " (element {})")
            return
        xs = {_encode(strip(x)): x for x in a[2]}
        ys = {_encode(strip(y)): y for y in b[2]}
        only_a = [render(x, self.a, 60) for key, x in xs.items() if key not in ys]
        only_b = [render(y, self.b, 60) for key, y in ys.items() if key not in xs]
        if only_a or only_b:
            text = f"sets differ; only in the original: {{{', '.join(only_a[:5])}}}"
            yield Difference(path=words(path), text=f"{text}; only in the candidate: {{{', '.join(only_b[:5])}}}")

    def dicts(self, a: Node, b: Node, path: Path) -> Iterator[Difference | tuple[Node, Node, Path]]:
        keys_a, keys_b = a[2], b[2]
        if "truncated" in (tag(keys_a), tag(keys_b)):
            yield keys_a, keys_b, (*path, " (keys)")
            yield a[3], b[3], (*path, " (values)")
            return
        codes_a, codes_b = [_encode(strip(k)) for k in keys_a], [_encode(strip(k)) for k in keys_b]
        if codes_a == codes_b and "truncated" not in (tag(a[3]), tag(b[3])):
            flat = not any(isinstance(v, list | tuple) for v in a[3])
            if flat and _encode(a[3]) == _encode(b[3]):
                return
            for k, x, y in zip(keys_a, a[3], b[3], strict=True):
                yield x, y, (*path, f"[{render(k, self.a, 60)}]")
            return
        if set(codes_a) == set(codes_b):
            ka, kb = (", ".join(render(k, None, 40) for k in keys[:8]) for keys in (keys_a, keys_b))
            yield Difference(path=words(path), text=f"same keys in another order: {ka} vs {kb}")
            return
        if self.options.float_tolerance and len(keys_a) == len(keys_b):
            yield from self.sequence(a, b, keys_a, keys_b, (*path, " (keys)"), "[{}]")
        mine, yours = set(codes_b), set(codes_a)
        missing = [render(k, self.a, 60) for k, c in zip(keys_a, codes_a, strict=True) if c not in mine]
        added = [render(k, self.b, 60) for k, c in zip(keys_b, codes_b, strict=True) if c not in yours]
        text = f"keys differ; only in the original: {', '.join(missing[:5]) or 'none'}"
        yield Difference(path=words(path), text=f"{text}; only in the candidate: {', '.join(added[:5]) or 'none'}")

    def fields(self, a: Any, b: Any, path: Path) -> Iterator[Difference | tuple[Node, Node, Path]]:
        mine, yours = dict(a), dict(b)
        for name in sorted(mine.keys() | yours.keys()):
            if name not in yours or name not in mine:
                who = "candidate" if name in mine else "original"
                yield Difference(path=words((*path, f".{name}")), text=f"this attribute is missing in the {who}")
            else:
                yield mine[name], yours[name], (*path, f".{name}")

    def arrays(self, a: Node, b: Node, path: Path) -> Iterator[Difference | tuple[Node, Node, Path]]:
        if list(a[3]) != list(b[3]):
            yield Difference(path=words(path), text=f"array shapes {tuple(a[3])} vs {tuple(b[3])}")
            return
        if self.options.aliasing and a[5] != b[5]:
            yield Difference(
                path=words(path), text="a view of an argument's memory in one version, a copy in the other"
            )
            return
        x, y = array_of(a), array_of(b)
        if x is None or y is None:
            if isinstance(a[4], bytes) or isinstance(b[4], bytes):
                if a[4] != b[4]:
                    yield self.say(path, a, b)
            else:
                yield from self.sequence(a, b, a[4], b[4], path, ".flat[{}]")
            return
        at = first_unequal(x, y, self.options.float_tolerance)
        if at is not None:
            place = "" if x.ndim == 0 else "[" + ", ".join(map(str, np.unravel_index(at, x.shape))) + "]"
            yield Difference(path=words(path) + place, text=f"{x.flat[at]!r} vs {y.flat[at]!r}")

    def values(self, a: Node, b: Node, path: Path) -> Iterator[Difference | tuple[Node, Node, Path]]:
        if is_numpy_scalar(a) and is_numpy_scalar(b):
            yield ["array", 0, a[3][0], [], a[3][1], 0], ["array", 0, b[3][0], [], b[3][1], 0], path
            return
        if len(a[3]) != len(b[3]):
            yield self.say(path, a, b)
            return
        for i, (x, y) in enumerate(zip(a[3], b[3], strict=True)):
            yield x, y, (*path, f" (part {i} of {a[2]})") if len(a[3]) > 1 else path

    # --------------------------------------------------------------------------------------------------------- words

    def text(self, node: Node, portrait: Any) -> str:
        return render(node, portrait, 120)

    def say(self, path: Path, a: Node, b: Node, note: str = "") -> Difference:
        text = f"{self.text(a, self.a)} vs {self.text(b, self.b)}"
        return Difference(path=words(path), text=f"{text} ({note})" if note else text)

    @staticmethod
    def doubt(path: Path, text: str) -> Difference:
        return Difference(path=words(path), text=text, kind="unsure")


def diff(a: Any, b: Any, options: CompareOptions, names: list[str]) -> Difference | None:
    """First difference between the entries ``names`` of two portraits; None when there is none.

    Cyclic and deep structures are walked in pairs, each pair once.
    """
    head = {"#"}.union(names)
    code_a = _encode({name: node for name, node in a.items() if name in head})
    code_b = _encode({name: node for name, node in b.items() if name in head})
    if code_a == code_b and b"opaque" not in code_a:
        return None
    return _Walk(a, b, options).run([(a[name], b[name], (name,)) for name in names if name in a and name in b])
