"""Reading what a generator returned (the whole context, the class, the bare function) and finding the targets in it."""

from __future__ import annotations

import textwrap

from fasterpy.errors import SourceError, TargetError
from fasterpy.preprocess.lines import normal
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.reader import check_syntax
from fasterpy.preprocess.sameness import Read
from fasterpy.preprocess.targets import choose
from fasterpy.preprocess.tree import FUNCTION, find, text_of

NAME = "<candidate>"


def read_candidate(text: str, targets: tuple[str, ...], cleaned: Outline) -> Read:
    """The candidate; raises SourceError when it does not parse.

    A method that was returned with its indentation is moved to the left; a single new function in place of a missing
    single target, with the same parameters, is taken to be that target under another name.
    """
    text = normal(text).replace("\ufeff", "").strip("\n") + "\n"
    try:
        check_syntax(text, NAME)
    except SourceError:
        moved = _dedented(text)
        if moved == text:
            raise
        check_syntax(moved, NAME)
        text = moved
    read = Read(text)
    if read.outline.has_error:
        raise SourceError(f"{NAME}: its syntax is not known to tree-sitter's Python grammar")
    if len(targets) == 1 and not _definitions(read.outline, targets[0]):
        renamed = _renamed(read.outline, targets[0], cleaned)
        if renamed is not None:
            return Read(renamed)
    return read


def _dedented(text: str) -> str:
    """Moved to the left; also when the first line alone lost its indentation, as happens in Markdown."""
    moved = textwrap.dedent(text)
    first, _, rest = text.partition("\n")
    if moved == text and first[:1].strip() and rest.strip():
        left = textwrap.dedent(rest)
        if left != rest:
            return f"{first}\n{left}"
    return moved


def locate(outline: Outline, qualname: str) -> Unit:
    """The unit that defines the target; raises TargetError when there is none or more than one could be meant."""
    units = _definitions(outline, qualname)
    if not units:
        known = [unit.qualname for unit in outline.all if unit.name and unit.kind == "function"]
        what = f"it defines {', '.join(known[:5])}" if known else "it defines no function"
        raise TargetError(f"the candidate does not define {qualname}; {what}")
    if len({id(unit.owner) for unit in units}) > 1:
        raise TargetError(f"the candidate defines {qualname.rsplit('.', 1)[-1]} in several classes")
    unit = choose(qualname, units)
    if unit.shared:
        raise TargetError(f"the candidate puts {qualname} on a line with other code")
    return unit


def _definitions(outline: Outline, qualname: str) -> list[Unit]:
    last = qualname.rsplit(".", 1)[-1]
    named = [
        unit
        for unit in outline.all
        if last in unit.names and (unit.kind == "function" or unit.node.type == "expression_statement")
    ]
    exact = [unit for unit in named if _place(unit, last) == qualname]
    if exact or "." not in qualname:
        return exact
    loose = [unit for unit in named if unit.owner is None and unit.kind == "function"]
    if loose:
        return loose
    owner = qualname.rsplit(".", 2)[-2]
    return [unit for unit in named if unit.owner is not None and unit.owner.name == owner]


def _place(unit: Unit, name: str) -> str:
    return f"{unit.owner.qualname}.{name}" if unit.owner is not None else name


def _renamed(outline: Outline, target: str, cleaned: Outline) -> str | None:
    last = target.rsplit(".", 1)[-1]
    old = [unit for unit in cleaned.all if unit.kind == "function" and unit.qualname == target]
    known = {unit.name for unit in cleaned.all}
    new = [unit for unit in outline.all if unit.kind == "function" and unit.name not in known]
    if len(new) != 1 or not old or _parameters(new[0]) != _parameters(old[-1]):
        return None
    wrong = new[0].name.encode()
    data, shift = bytearray(outline.data), 0
    for node in sorted(find("(identifier) @it", outline.root), key=lambda node: node.start_byte):
        if node.text == wrong:
            data[node.start_byte + shift : node.end_byte + shift] = last.encode()
            shift += len(last.encode()) - len(wrong)
    return data.decode("utf-8", "surrogatepass")


def _parameters(unit: Unit) -> str:
    node = unit.definition.child_by_field_name("parameters") if unit.definition.type == FUNCTION else None
    if node is None:
        return ""
    names = []
    for child in node.named_children:
        name = child.child_by_field_name("name") or child
        names.append(text_of(name).split(":")[0].strip())
    return ",".join(names)
