"""Kinds that are built: graphs, objects, nodes, arrays, frames, functions."""

from __future__ import annotations

import ast
import contextlib
import inspect
from collections.abc import Iterable

from .fields import Key
from .kinds import LOWER, Choice, Draw, Float, Int, Kind, Str
from .linked import links


class Graph(Kind):
    """Adjacency over nodes 0 … n-1, as a dict or a list."""

    hashable = False

    def __init__(self, form: str = "dict", weighted: bool = False, keys: str = "int", container: str = "[{}]") -> None:
        self.form, self.weighted, self.keys, self.container = form, weighted, keys, container

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        nodes = draw.size if draw.exact else max(1, draw.n)
        draw.n = nodes
        if draw.exact and nodes > 30:
            # Long chains keep what waits for its neighbours busy; others end soon, where recursion goes along them.
            near = {0: 5, 2: max(20, nodes // 10), 4: max(20, nodes // 10)}.get(draw.flavour, 0 if draw.circles else 5)
            rest = f", near={near}" if near else ""
            made = f"graph({rng.randrange(10**6)}, {nodes}, keys={self.keys!r}, weighted={self.weighted}{rest})"
            return made if self.form == "dict" else f"list({made}.values())"
        rows = []
        for node in range(nodes):
            others = [o for o in range(nodes) if o != node and rng.random() < 2.0 / max(2, nodes)]
            if draw.acyclic:
                others = [(other * 7 + node) % node for other in others] if node else []
                others = list(dict.fromkeys(others))
            rng.shuffle(others)
            names = [self.name_of(o) for o in others]
            if self.weighted:
                rows.append("{" + ", ".join(f"{o}: {rng.randint(1, 9)}" for o in names) + "}")
            else:
                rows.append(self.container.format(", ".join(names)) if names or self.container == "[{}]" else "set()")
        if self.form == "list":
            return "[" + ", ".join(rows) + "]"
        found = [f"{self.name_of(i)}: {row}" for i, row in enumerate(rows)]
        if draw.acyclic:
            rng.shuffle(found)
        return "{" + ", ".join(found) + "}"

    def name_of(self, node: int) -> str:
        return repr(LOWER[node % 26] * (node // 26 + 1)) if self.keys == "str" else str(node)


class Build(Kind):
    """A call of a class: positional and named kinds; ``fields``: the names of the positional ones."""

    hashable = False

    def __init__(
        self, maker: str, args: list[Kind], named: dict[str, Kind] | None = None, fields: list[str] | None = None
    ) -> None:
        self.maker, self.args, self.named, self.fields = maker, args, named or {}, fields or []

    def name(self) -> str:
        return self.maker

    def emit(self, draw: Draw) -> str:
        if draw.depth > 4:
            return f"{self.maker}()" if not self.args else "None"
        # What an object holds is what its methods work on: it grows with the size asked for.
        inside = 0 if draw.depth == 0 and (draw.exact or draw.shared) else 1
        draw.depth += inside
        known = links(self.known(), draw) if inside else {}
        named = dict(zip(range(len(self.args)), self.fields, strict=False))
        parts = [known.get(named.get(at, "")) or kind.emit(draw) for at, kind in enumerate(self.args)]
        parts += [f"{name}={known.get(name) or kind.emit(draw)}" for name, kind in self.named.items()]
        draw.depth -= inside
        return f"{self.maker}({', '.join(parts)})"

    def known(self) -> dict[str, Kind]:
        """What is given by name or under the name of its parameter."""
        return {**dict(zip(self.fields, self.args, strict=False)), **self.named}


class Used(Kind):
    """An object that fills through its methods: what was submitted, put, recorded."""

    hashable = False

    def __init__(self, build: Kind, calls: dict[str, list[Kind]]) -> None:
        self.build, self.calls = build, calls

    def name(self) -> str:
        return self.build.name()

    def emit(self, draw: Draw) -> str:
        depth, draw.depth = draw.depth, draw.depth + 1
        made = self.build.emit(draw)
        draw.depth = depth
        count = min(draw.length(), 2000)
        draw.depth += 1
        calls = []
        for _ in range(count):
            name = draw.rng.choice(sorted(self.calls))
            calls.append(f"({name!r}, ({''.join(kind.emit(draw) + ', ' for kind in self.calls[name])}))")
        draw.depth = depth
        return f"used({made}, [{', '.join(calls)}])"


class Node(Kind):
    """A linked list or a tree of the user's node class, or None."""

    hashable = False

    def __init__(self, maker: str, links: list[str], value: Kind) -> None:
        self.maker, self.links, self.value = maker, links, value

    def emit(self, draw: Draw) -> str:
        count = draw.length()
        if count == 0:
            return "None"
        draw.depth += 1
        values = [self.value.emit(draw) for _ in range(min(count, 500))]
        draw.depth -= 1
        listed = "[" + ", ".join(values) + "]"
        if len(self.links) == 1:
            return f"linked({self.maker}, {listed}, {self.links[0]!r})"
        return f"tree({self.maker}, {listed}, {self.links[0]!r}, {self.links[1]!r})"


_FILTERED = 0.3
_PLAIN = (int, float, str, bool, bytes, "int", "float", "str", "bool", "bytes")


def plain_fields(cls: type) -> set[str]:
    """Fields and parameters of a class that are said to be plain values."""
    said = dict(getattr(cls, "__annotations__", {}))
    with contextlib.suppress(TypeError, ValueError):
        said |= {name: one.annotation for name, one in inspect.signature(cls).parameters.items()}
    return {name for name, hint in said.items() if hint in _PLAIN}


class Frame(Kind):
    """A pandas DataFrame with the columns that the code names."""

    hashable = False
    filtered = False  # whether some have the index of rows that were chosen from others

    def __init__(self, columns: dict[str, Kind]) -> None:
        # Numbers of 64 bits wrap around in silence, and nobody means that.
        columns = {name: Int(kind.low, 10**6) if type(kind) is Int else kind for name, kind in columns.items()}
        some = Choice(["'x'", "'y'", "'z'"])  # where the column as a whole is used, its cells are anything
        columns = {name: kind if kind.hashable else some for name, kind in columns.items()}
        self.columns = columns or {"a": Int(), "b": Float(), "c": Choice(["'x'", "'y'", "'z'"])}

    def emit(self, draw: Draw) -> str:
        count = max(1, draw.length())
        draw.depth += 1
        parts = []
        for name, kind in self.columns.items():
            if draw.exact and count > 40:
                pool = ", ".join(kind.emit(draw) for _ in range(20))
                parts.append(f"{name!r}: pick({draw.rng.randrange(10**6)}, {count}, [{pool}])")
            else:
                parts.append(f"{name!r}: [" + ", ".join(kind.emit(draw) for _ in range(count)) + "]")
        draw.depth -= 1
        index = ""
        if self.filtered and draw.rng.random() < _FILTERED:
            start, step = draw.rng.randint(0, 3), draw.rng.randint(1, 3)
            index = f", index=range({start}, {start + step * count}, {step})"
        return "frame({" + ", ".join(parts) + "}" + index + ")"


def share_columns(options: Iterable[Kind], node: ast.AST | None = None) -> None:
    """Columns of one name in several frames hold the same keys, so that rows of one find those of the other.

    The index of a frame is any where the code asks for no row by its label.
    """
    frames = [kind for kind in options if type(kind) is Frame]
    for frame in frames if node is not None and not _by_label(node) else ():
        frame.filtered = True
    shared = set.intersection(*(set(frame.columns) for frame in frames)) if len(frames) > 1 else set()
    for name in sorted(shared):
        if not all(type(frame.columns[name]) in (Int, Float) for frame in frames):
            for frame in frames:
                frame.columns[name] = Key(Str())


def _by_label(node: ast.AST) -> bool:
    """Whether rows may be asked for by their labels: ``df.loc[i]``, ``df["price"][i]``."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and part.attr in ("loc", "at", "index", "reindex", "drop"):
            return True
        if isinstance(part, ast.Subscript) and not isinstance(part.slice, (ast.Constant, ast.Compare, ast.List)):
            if getattr(part.value, "attr", "") not in ("iloc", "iat"):
                return True
    return False


_OF_COLUMNS = frozenset(
    {
        "unique",
        "nunique",
        "value_counts",
        "isin",
        "fillna",
        "dtype",
        "to_numpy",
        "tolist",
        "iloc",
        "loc",
        "shift",
        "cumsum",
    }
    | {"rolling", "astype", "str", "dt", "map", "idxmax", "idxmin", "isna", "notna", "values", "mean", "sum"}
)


def framed(node: ast.AST, name: str, namespace: dict[str, object]) -> bool:
    """Whether a parameter is used as a frame: a column is asked as a whole, or rows are chosen by a comparison."""
    if not any(getattr(value, "__name__", "") == "pandas" for value in namespace.values()):
        return False
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and inner.attr in _OF_COLUMNS:
            column = inner.value
            if isinstance(column, ast.Subscript) and isinstance(column.slice, ast.Constant):
                if isinstance(column.value, ast.Name) and column.value.id == name and type(column.slice.value) is str:
                    return True
        if isinstance(inner, ast.Subscript) and isinstance(inner.value, ast.Name) and inner.value.id == name:
            if isinstance(inner.slice, ast.Compare) and any(
                isinstance(part, ast.Name) and part.id == name for part in ast.walk(inner.slice)
            ):
                return True
    return False


def called_for_effect(node: ast.AST, name: str) -> bool:
    """Whether a function calls its parameter and has no use for the answer."""
    return any(
        isinstance(part, ast.Expr) and isinstance(part.value, ast.Call) and getattr(part.value.func, "id", "") == name
        for part in ast.walk(node)
    )


class Function(Kind):
    """A simple callable of some arity; ``effect``: it keeps what it was called with."""

    def __init__(self, arity: int | None = None, gives: str = "") -> None:
        self.arity, self.gives, self.effect = arity, gives, False

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        names = ["a", "b", "c", "d", "e"][: self.arity if self.arity is not None else 1]
        head = ", ".join(names)
        first = names[0] if names else "0"
        if self.gives == "bool":
            bodies = [f"bool({first})", "True", "False", f"hash({first}) % 2 == 0"]
        elif self.gives == "str":
            bodies = [f"str({first})", "'x'", f"repr({first})"]
        elif len(names) >= 2:
            bodies = [f"{names[0]} + {names[1]}", names[0], f"max({names[0]}, {names[1]})", f"{names[0]} - {names[1]}"]
        else:
            bodies = [
                first,
                f"({first}, {first})[0]",
                f"-{first} if isinstance({first}, (int, float)) else {first}",
                f"str({first})",
            ]
        if self.gives in ("int", "float"):
            bodies = [b for b in bodies if not b.startswith("str")] + (["len(str(a))"] if names else ["3"])
        made = f"(lambda {head}: {rng.choice(bodies)})"
        return f"recorder({made})" if self.effect else made
