"""Evidence about one value."""

from __future__ import annotations

import ast
from typing import Any

_AGAIN = 3
_WEAK = frozenset(
    {
        "is_none",
        "truth",
        "stored",
        "label",
        "alike",
        "compared",
        "names",
        "beside",
        "inward",
        "surely",
        "read_as",
        "limits",
        "again",
        "few",
        "climbed",
        "climbs",
        "ranked",
    }
)


class Usage:
    """Evidence about one value, gathered over the places where it flows."""

    def __init__(self) -> None:
        self.methods: set[str] = set()
        self.attributes: dict[str, Usage] = {}
        self.answers: dict[str, Usage] = {}
        """By method: what is done with what it returns."""
        self.number = self.real = self.string = False
        self.iterated = self.indexed = self.sliced = self.sized = self.called = self.contains = False
        self.ranged = self.hashed = self.is_none = self.sorted_input = self.key_like = self.stored = self.boolean = (
            False
        )
        self.types: set[str] = set()
        self.constants: list[Any] = []
        self.string_keys: dict[str, Usage] = {}
        self.maybe: set[str] = set()
        """Keys that are asked for with ``get``: they may be missing."""
        self.needed: set[str] = set()
        self.patterns: list[str] = []
        """Regular expressions that the text is compared with."""
        self.formed: dict[tuple[str, int], str] = {}
        """By pattern and group: the format of dates by which the group is read."""
        self.parted: set[str] = set()
        """Those that stand between what is kept: ``sub`` and ``split``."""
        self.consumed = False
        """Pieces that match one of the patterns follow one another."""
        self.dates: list[str] = []
        """Formats of dates in which the text is read."""
        self.pieces: dict[str, Usage] = {}
        """By separator: what is done with what ``split`` makes of it."""
        self.places: dict[int, Usage] = {}
        """By constant index: what is done with that item alone."""
        self.read_as: set[str] = set()
        """Types that read the text: ``int(text)``."""
        self.parser = ""
        """The function of the standard library that takes the text apart."""
        self.limits: tuple[int, int] | None = None
        """Of the number that is read, where any other raises an error."""
        self.names: set[tuple[str, int]] = set()
        """Expressions that stand for the value, with the function that they belong to."""
        self.told = ""
        """The type that a helper's hint names, to which the value is handed."""
        self.inward = False
        """A key of the dict that it is in."""
        self.beside: set[tuple[str, int]] = set()
        """Expressions that it is compared with."""
        self.keyed_by: set[tuple[str, int]] = set()
        """Expressions by which it is subscribed or asked with ``in`` and ``get``."""
        self.questioned: set[tuple[str, int]] = set()
        """Those that are asked with ``in``."""
        self.tested: set[str] = set()
        """Texts that are asked for with ``in``: of a dict they are keys that may be missing."""
        self.searched = False
        """A list that is asked for the place of what it surely holds (``order.index(name)``)."""
        self.again = ""
        """The parameter of the target that the value is given to by a call of the target itself."""
        self.key = ""
        """"int" or "str" where some dict at hand is asked for it, or where it is a dict asked for such values."""
        self.climbs = False
        """It takes the place of the key that it was looked up with: ``node = parents[node]``."""
        self.climbed = False
        """A dict whose values are its own keys."""
        self.few = False
        """A key of small dicts inside others (columns of rows), of which there are few."""
        self.known: list[str] = []
        """Keys of a table of the module that it is looked up in."""
        self.surely = True
        """Whether it is looked up so that a key that is not there raises an error."""
        self._parsed: Usage | None = None
        self._table: Usage | None = None
        self.unpack: list[Usage] | None = None
        self.element: Usage | None = None
        self.mapped: Usage | None = None
        self.arity: int | None = None
        self.truth = False
        self.label = ""
        """What the body calls it."""
        self.alike: list[str] = []
        """What it is compared with, by name."""
        self.compared = False
        """With another as a whole: more than what the body reads of it matters."""
        self.ranked = False
        """Less or more than another: no dict and no function."""

    def silent(self) -> bool:
        """Whether nothing but a question for None is known of the value."""
        said = {name: value for name, value in vars(self).items() if name not in _WEAK}
        return not any(said.values())

    def dimensions(self) -> int:
        """Of an array: two where it is indexed by pairs or asked for its second extent."""
        shape = self.attributes.get("shape")
        two = "shape" in self.methods or "T" in self.attributes
        return 2 if two or (shape is not None and ((shape.arity or 0) > 1 or shape.unpack is not None)) else 1

    @property
    def parsed(self) -> Usage:
        """What is done with what ``json.loads`` makes of it."""
        if self._parsed is None:
            self._parsed = Usage()
        return self._parsed

    @property
    def loaded(self) -> bool:
        """Whether ``json.loads`` reads it."""
        return self._parsed is not None

    @property
    def tabled(self) -> bool:
        """Whether ``csv`` reads it."""
        return self._table is not None

    @property
    def table(self) -> Usage:
        """What is done with the rows that ``csv`` reads from it."""
        if self._table is None:
            self._table = Usage()
        return self._table

    def inner(self) -> Usage:
        if self.element is None:
            self.element = Usage()
        return self.element

    def value(self) -> Usage:
        if self.mapped is None:
            self.mapped = Usage()
        return self.mapped


def asked(node: ast.AST, function: ast.AST) -> set[tuple[str, int]]:
    """A name for the expression, where it is one that stands for a value."""
    plain = isinstance(node, (ast.Name, ast.Attribute, ast.Subscript))
    return {(ast.unparse(node), id(function))} if plain else set()


def called(node: ast.AST) -> list[str]:
    """The name, attribute or key by which an expression takes a value."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        node = node.args[0]
    elif isinstance(node, ast.Subscript):
        node = node.slice
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return [name] if name else []


def steps(node: ast.AST, name: str) -> bool:
    """Whether it is ``table[name]`` or ``table.get(name)``."""
    inside = [node.slice] if isinstance(node, ast.Subscript) else node.args[:1] if isinstance(node, ast.Call) else []
    return any(isinstance(one, ast.Name) and one.id == name for one in inside)


def often_met(seen: set[Any], name: str, function: ast.AST) -> bool:
    """Whether a name was met as several parts of itself already: ``text = text.split("+")[0]``."""
    return len([key for key in seen if len(key) == 3 and key[:2] == (name, id(function))]) > _AGAIN


def chosen_rows(node: ast.Subscript) -> bool:
    """``frame[(frame["sku"] == sku) & (frame["day"] <= day)]``: rows by comparisons of columns of the same frame."""
    if not isinstance(node.value, ast.Name) or not isinstance(node.slice, (ast.Compare, ast.BinOp)):
        return False
    return any(
        isinstance(part, ast.Subscript) and isinstance(part.value, ast.Name) and part.value.id == node.value.id
        for side in ast.walk(node.slice)
        if isinstance(side, ast.Compare)
        for part in (side.left, *side.comparators)
    )


def written_keys(table: ast.AST | None) -> list[str]:
    """What a dict or set that the module writes out holds: its constants as expressions, when it holds nothing else."""
    if isinstance(table, ast.Call) and getattr(table.func, "id", "") in ("frozenset", "set", "tuple", "list"):
        table = table.args[0] if len(table.args) == 1 else None
    inside = (
        table.keys
        if isinstance(table, ast.Dict)
        else table.elts
        if isinstance(table, (ast.Set, ast.Tuple, ast.List))
        else []
    )
    constants = [part for part in inside if isinstance(part, ast.Constant)]
    return [repr(part.value) for part in constants] if len(constants) == len(inside) else []


def hint_name(node: ast.AST | None) -> str:
    """``date`` of ``date``, ``datetime.date`` and ``"date"``; empty for what has parts."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return getattr(node, "id", getattr(node, "attr", "")) if isinstance(node, (ast.Name, ast.Attribute)) else ""


def alternatives(up: ast.AST, node: ast.AST, function: ast.AST) -> set[tuple[str, int]]:
    """What may stand in the place of a value: the other side of ``or``, what else ``min`` chooses from."""
    others: list[ast.expr] = []
    if isinstance(up, ast.BoolOp) and isinstance(up.op, ast.Or):
        others = up.values
    elif isinstance(up, ast.Call):
        others = up.args
    elif isinstance(up, ast.IfExp) and up.test is not node:
        others = [up.body, up.orelse]
    return set().union(*(asked(other, function) for other in others if other is not node)) if others else set()
