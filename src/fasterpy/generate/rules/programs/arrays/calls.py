"""Calls of numpy functions and array methods with their arguments by name; tables of what can be translated."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.shapes import Shapes
    from fasterpy.generate.rules.programs.arrays.translate import Translator

Form = int | tuple["Form", ...]
"""Dimensions of an array, 0 for anything else; a tuple of them for a tuple."""


class Unsupported(Exception):
    """The program uses numpy in a way for which there is no plain translation here."""


@dataclass(frozen=True)
class Call:
    """A call with its arguments by the names of numpy's parameters."""

    name: str
    node: ast.Call
    given: dict[str, ast.expr]

    def __getitem__(self, name: str) -> ast.expr:
        if name not in self.given:
            raise Unsupported(f"{self.name} without {name}")
        return self.given[name]

    def get(self, name: str) -> ast.expr | None:
        """An argument, None when it was not given."""
        return self.given.get(name)

    def says(self, name: str) -> bool:
        """Whether an argument is the word True."""
        value = self.given.get(name)
        if value is not None and not isinstance(value, ast.Constant):
            raise Unsupported(f"{name}={ast.unparse(value)}")
        return value is not None and bool(value.value)

    def axis(self, dimensions: int, default: int | None = None) -> int | None:
        """The axis, counted from the front; None when the call names none or when there is only one."""
        value = self.given.get("axis")
        if value is None:
            return default if dimensions > 1 else None
        if isinstance(value, ast.Constant) and value.value is None:
            return None
        try:
            axis = ast.literal_eval(value)
        except ValueError:
            raise Unsupported(f"axis {ast.unparse(value)}") from None
        if not isinstance(axis, int):
            raise Unsupported(f"axis {axis}")
        return axis % dimensions if dimensions > 1 else None


Rank = Callable[["Shapes", Call], Form]
Text = Callable[["Translator", Call], str]


@dataclass(frozen=True)
class Function:
    """How a numpy function is called, what shape it gives, and how it is said without numpy."""

    parameters: tuple[str, ...]
    rank: Rank
    text: Text


@dataclass
class Table:
    """Functions by name."""

    functions: dict[str, Function] = field(default_factory=dict)

    def add(self, signature: str, rank: Rank) -> Callable[[Text], Text]:
        """Enter ``"max min: a axis"`` with the function that writes the translation."""
        names, _, parameters = signature.partition(":")

        def entered(text: Text) -> Text:
            for name in names.split():
                self.functions[name] = Function(tuple(parameters.split()), rank, text)
            return text

        return entered


def number(_: Shapes, __: Call) -> Form:
    """The shape of one number."""
    return 0


def vector(_: Shapes, __: Call) -> Form:
    """The shape of a vector."""
    return 1


def table(_: Shapes, __: Call) -> Form:
    """The shape of a table."""
    return 2


def same(shapes: Shapes, call: Call) -> Form:
    """The shape of the first argument."""
    for value in call.given.values():
        return shapes.rank(value)
    raise Unsupported(f"{call.name} of nothing")


def bound(name: str, function: Function, node: ast.Call, args: list[ast.expr]) -> Call:
    """The call with its arguments by name. Raises Unsupported for arguments that have no translation."""
    parameters = function.parameters
    given: dict[str, ast.expr] = {}
    if any(isinstance(arg, ast.Starred) for arg in args):
        raise Unsupported("starred")
    if parameters and parameters[0].startswith("*"):
        given.update({f"{parameters[0][1:]}{number}": arg for number, arg in enumerate(args)})
    elif len(args) > len(parameters):
        raise Unsupported(f"{name} with {len(args)} arguments")
    else:
        given.update(zip(parameters, args, strict=False))
    for word in node.keywords:
        if word.arg in ("order", "copy", "casting", "subok"):
            continue
        if word.arg not in parameters and word.arg not in ("dtype", "out"):
            raise Unsupported(f"{name} with {word.arg}")
        given[str(word.arg)] = word.value
    return Call(name, node, given)
