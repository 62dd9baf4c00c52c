"""``datetime.strptime(text, "%Y-%m-%d")`` → ``fromisoformat`` for texts of exactly this form, strptime for others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, header, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_WIDTHS = {"Y": 4, "m": 2, "b": 3, "d": 2, "H": 2, "M": 2, "S": 2, "z": 5}
_PIECE = re.compile(r"%(.)|([^%])")


class ParseDates(Rule):
    """strptime translates its format into a regular expression and interprets the groups, item by item.

    What is not of the exact form (one digit for a month, a longer name, white space) goes to strptime as before, so the
    same texts are accepted and refused with the same errors.
    """

    name = "strptime-to-fields"
    pattern = "strptime-in-loop"
    summary = "Cut dates of a fixed form into their fields instead of interpreting the format for every item."
    gain = 3.0
    risk = Risk.LIKELY
    order = 47

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[str, list[ast.Call]] = {}
        for call in scope.nodes(ast.Call):
            if module.imported(call.func) != "datetime.datetime.strptime" or call.keywords or len(call.args) != 2:
                continue
            if "fromisoformat" in module.source(module.function(call)) and not module.loops(call):
                continue  # this rule's own function
            form = module.constant(call.args[1])
            if isinstance(form, str) and _places(form) is not None:
                groups.setdefault(form, []).append(call)
        for pattern, calls in groups.items():
            imports, cls = need(module, "datetime", "datetime")
            name = module.fresh("_parsed" if len(groups) == 1 else f"_parsed_{len(pattern)}")
            edits: list[Edit] = [*imports, header(module, _function(module, name, pattern, cls))]
            edits += [replace(module, call, f"{name}({argument(module, call.args[0])})") for call in calls]
            yield Rewrite(tuple(edits), at(calls[0], f"{pattern} by its fields"))


def _places(form: str) -> tuple[dict[str, slice], dict[int, str], int] | None:
    """Where the fields lie, the letters between them and the length; None where the form has no fixed width."""
    fields: dict[str, slice] = {}
    letters: dict[int, str] = {}
    place = 0
    for match in _PIECE.finditer(form):
        directive, letter = match.groups()
        if letter is not None:
            if (letter.isspace() and letter != " ") or (letter.isalnum() and letter != "T") or letter in "'\"\\{}%":
                return None
            letters[place] = letter
            place += 1
            continue
        if directive not in _WIDTHS or directive in fields:
            return None
        fields[directive] = slice(place, place + _WIDTHS[directive])
        place += _WIDTHS[directive]
    clock = "".join(key for key in "HMS" if key in fields)
    whole = {"Y", "d"} <= fields.keys() and ("m" in fields) != ("b" in fields) and clock in ("", "H", "HM", "HMS")
    return (fields, letters, place) if whole and ("z" not in fields or clock == "HMS") else None


def _function(module: ParsedModule, name: str, form: str, cls: str) -> str:
    found = _places(form)
    assert found is not None
    fields, letters, width = found
    unit = module.indent_unit
    parts = (("H", " %H"), ("M", ":%M"), ("S", ":%S"), ("z", "%z"))
    iso = "%Y-%m-%d" + "".join(mark for key, mark in parts if key in fields)
    if form in (iso, iso.replace(" ", "T")):
        text = "text"
    else:
        cuts = {key: f"{{{_part(cut, width)}}}" for key, cut in fields.items()}
        if "b" in fields:
            cuts["m"] = f"{{{name}_months[{_part(fields['b'], width)}]}}"
        text = f'f"{re.sub("%(.)", lambda match: cuts[match.group(1)], iso)}"'
    tests = [f"len(text) == {width}"]
    if letters:
        tests.append(f"{' + '.join(f'text[{at}]' for at in letters)} == '{''.join(letters.values())}'")
    if "H" in fields:
        tests.append(f"{_part(fields['H'], width)} != '24'")
    months = (
        f'{name}_months = {{"{{0:%b}}".format({cls}(2000, month, 1)): f"{{month:02}}" for month in range(1, 13)}}\n'
    )
    return "\n".join(
        [
            "",
            *([months, ""] if "b" in fields else []),
            f"def {name}(text):",
            f"{unit}try:",
            f"{unit * 2}if {' and '.join(tests)}:".replace("'", '"'),
            f"{unit * 3}return {cls}.fromisoformat({text})",
            f"{unit}except (TypeError, ValueError{', KeyError' if 'b' in fields else ''}):",
            f"{unit * 2}pass  # strptime says what is wrong",
            f"{unit}return {cls}.strptime(text, {form!r})".replace("'", '"'),
        ]
    )


def _part(cut: slice, width: int) -> str:
    return f"text[{cut.start or ''}:{cut.stop if cut.stop < width else ''}]"
