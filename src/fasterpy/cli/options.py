"""Options and outputs that several commands share."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
Place = TypeVar("Place", str, Path)


class Number(click.FloatRange):
    """A number in a range; "not a number" and infinity are in none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is not a number that can be used.", param, ctx)
        return number


def inputs_option(function: F) -> F:
    """``--inputs``: where inputs come from."""
    return click.option(
        "--inputs",
        type=click.Path(path_type=Path),
        help="A directory of *.in files (program), or a Python file with inputs(n, rng) (function).",
    )(function)


def json_option(function: F) -> F:
    """``--json OUT``; ``-`` is standard output."""
    return click.option(
        "--json",
        "json_out",
        metavar="OUT",
        callback=output_option,
        help="Write the result as JSON here; - for stdout.",
    )(function)


def output_option(ctx: click.Context, param: click.Parameter, value: Place | None) -> Place | None:
    """A file to write at the end; that it cannot be written is told before the work starts. Raises UserError."""
    from fasterpy.report.files import check_place

    if value is not None and value != "-":
        check_place(Path(value))
    return value


def sandbox_option(function: F) -> F:
    """``--sandbox``: how much protection is demanded."""
    return click.option(
        "--sandbox",
        type=click.Choice(["auto", "strict", "off"]),
        help="auto uses every layer of protection that this machine has; strict refuses to run with one missing.",
    )(function)


def dataset_options(function: F) -> F:
    """``--source``, ``--licence``, ``--rate-unit``: what the lines of a dataset leave out."""
    for option in (
        click.option(
            "--rate-unit",
            type=click.Choice(["ratio", "saved", "saved-percent"]),
            help="Unit of the rates; default: told from the column.",
        ),
        click.option("--licence", default="", help="Licence of the data for lines that have none."),
        click.option(
            "--source", default="", help="Name of the source for lines that have none; default: the file's name."
        ),
    ):
        function = option(function)
    return function


def tuple_option(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """``a,b`` to ``("a", "b")``."""
    return None if value is None else tuple(part.strip() for part in value.split(",") if part.strip())


def write_json(out: str | None, document: dict[str, Any]) -> None:
    """Write a document to a file, atomically, or to standard output for ``-``."""
    from fasterpy.report.document import encode
    from fasterpy.report.files import write_atomic

    if out is None:
        return
    data = encode(document)
    if out == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomic(Path(out), data)
