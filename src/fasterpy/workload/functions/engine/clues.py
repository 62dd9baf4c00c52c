"""Smaller conclusions from the evidence about one value: forms of texts, keys, short lists."""

from __future__ import annotations

import copy

from .fields import READERS, Key, Known, Lines, Separated, Written
from .kinds import Int, Kind, Str
from .methods import STR
from .parsed import Parsed
from .regexes import Formed
from .traces import Usage


def boxed(usage: Usage) -> int:
    """How many items a short list has that is only asked for by constant places: ``box[3]``; 0 where it is none."""
    other = usage.iterated or usage.sized or usage.sliced or usage.stored or usage.contains or usage.keyed_by
    return usage.arity or 0 if usage.indexed and (usage.arity or 0) > 1 and not other and not usage.methods else 0


def values_of(usage: Usage) -> Usage | None:
    """What is done with the values of a dict, apart from the keys that are gone through."""
    if usage.mapped is not None or usage.element is None or not usage.element.key:
        return usage.mapped or usage.element
    value = copy.copy(usage.element)
    value.key = ""
    return value


_DIGITS = frozenset({"isdigit", "isdecimal", "isnumeric"})
KEYS: dict[str, type[Int] | type[Str]] = {"int": Int, "str": Str}


def looked_up(usage: Usage, kind: Kind) -> Kind:
    """The kind of what is a key of a table of the module, or of a dict beside it."""
    if usage.known:
        return Known(usage.known, kind, usage.surely)
    return Key(KEYS[usage.key](), usage.few) if usage.key else kind


def written(usage: Usage) -> Kind | None:
    """A text that is read as a number, as a whole or digit by digit."""
    reader = next((name for name in ("Decimal", "float", "int") if name in usage.read_as), "")
    if reader and not usage.indexed and not usage.iterated:
        return Written(reader)
    digits = usage.element is not None and "int" in usage.element.read_as and not usage.pieces
    return Written("int", each=True) if digits else None


def of_digits(usage: Usage) -> bool:
    """Whether the digits are picked out of a text: ``if ch.isdigit()`` for its letters, and nothing else is asked."""
    asked = usage.element.methods if usage.element is not None and usage.iterated and not usage.pieces else set()
    return bool(asked & _DIGITS) and asked <= _DIGITS


def text_kind(usage: Usage) -> Kind | None:
    """Texts of the forms that the body expects, or None where it expects none."""
    if usage.parser:
        return Parsed(usage.parser)
    if usage.patterns or usage.dates:
        return Formed(usage.patterns, usage.dates, usage.formed, usage.consumed, usage.parted)
    for separator, pieces in usage.pieces.items():
        made = _separated(separator, pieces)
        if made is not None:
            return made
    return None


def formed_text(usage: Usage) -> bool:
    """Whether more is known of a text than that it is one."""
    return (
        text_kind(usage) is not None or of_digits(usage) or (bool(usage.methods & STR) and written(usage) is not None)
    )


def _separated(separator: str, pieces: Usage) -> Kind | None:
    """A text of lines of some form, or of several fields; None where little is known of its parts."""
    if separator == "\n" and pieces.unpack is None and pieces.element is not None:
        return Lines(text_kind(pieces.element) or Str())
    parts = dict(enumerate(pieces.unpack)) if pieces.unpack is not None else dict(pieces.places)
    count = len(parts) if pieces.unpack is not None else pieces.arity or 0
    count = count or int(bool(separator and pieces.indexed and not pieces.iterated))  # ``path.split("/")[-1]``
    each = _field(pieces.element) if pieces.element is not None and not pieces.places else None
    if count < (1 if separator not in ("", "\n") and pieces.unpack is None else 2) and each is None:
        return None
    known = {place: kind for place in range(max(count, 3)) if (kind := _field(parts.get(place)) or each) is not None}
    return Separated(separator, max(1, count), known, pieces.unpack is None, each)


def _field(usage: Usage | None) -> Kind | None:
    """What a field of a text holds, where its use tells."""
    if usage is None:
        return None
    form = text_kind(usage)
    if form is not None or usage.known:
        return form or Known(usage.known, Str(), usage.surely)
    words = [word for word in usage.constants if isinstance(word, str) and len(word) > 1 and not word.isspace()]
    if words:
        return Known([repr(word) for word in dict.fromkeys(words)], Str(), False)
    if usage.limits and "int" in usage.read_as:
        return Int(*usage.limits)
    return next((READERS[name] for name in ("Decimal", "float", "int") if name in usage.read_as), None)
