"""What a hint leaves open is filled in from the use: ``list[dict]`` of records, ``items: list`` of an object."""

from __future__ import annotations

from .clues import boxed, looked_up, text_kind, values_of, written
from .documents import Frames, document
from .fields import Key, Known, Names, Parents
from .groups import Dict, Keyed, Listing, Matrix, Tuple
from .guess import keyed, kinds
from .kinds import Bytes, Either, Int, Kind, Str
from .made import Build, Graph
from .traces import Usage


def filled(kind: Kind, usage: Usage | None, name: str = "") -> Kind:
    """The kind that a hint names, with what it leaves open taken from the use."""
    if usage is None or (usage.silent() and not usage.read_as):
        return kind
    if usage.known and type(kind) in (Str, Int):
        return looked_up(usage, kind)
    if usage.key and type(kind) in (Str, Int) and not usage.keyed_by:
        return Key(kind, usage.few)
    if isinstance(kind, Either):
        return Either([filled(one, usage, name) for one in kind.kinds])
    if isinstance(kind, Dict) and kind.form == "{}":
        return _mapping(kind, usage, name)
    if isinstance(kind, Listing):
        return _sequence(kind, usage, name)
    if isinstance(kind, Tuple) and usage.unpack is not None and len(usage.unpack) == len(kind.parts):
        kind.parts = [filled(part, inner) for part, inner in zip(kind.parts, usage.unpack, strict=True)]
        return kind
    if isinstance(kind, Tuple) and usage.places and usage.unpack is None:
        kind.parts = [filled(part, usage.places.get(place)) for place, part in enumerate(kind.parts)]
        return kind
    if isinstance(kind, Build):
        # Of two uses the caller's says more: he knows what he does with the field.
        kind.args = [
            filled(arg, usage.attributes.get(field), field)
            for arg, field in zip(kind.args, kind.fields + [""] * len(kind.args), strict=False)
        ]
        kind.named = {field: filled(arg, usage.attributes.get(field), field) for field, arg in kind.named.items()}
        return kind
    if kind.open:
        return kinds(usage, name, 1)[0]
    if type(kind) is Bytes and (heads := _heads(usage)):
        return Frames(heads)
    if type(kind) is Str and (usage.loaded or usage.tabled):
        read = document(usage, kinds(usage.parsed, "", 1)[0] if usage.loaded else None)
        if read is not None:
            return read
    if type(kind) is Str and not kind.alphabet:
        words = [repr(c) for c in usage.constants if isinstance(c, str) and len(c) > 1] if usage.string else []
        compared = Known(list(dict.fromkeys(words)), kind, False) if words and not usage.methods else kind
        return text_kind(usage) or written(usage) or compared
    return kind


def _heads(usage: Usage) -> dict[int, int]:
    """Bytes that the code asks for, by place."""
    found: dict[int, int] = {}
    for place, inner in usage.places.items():
        known = [value for value in inner.constants if type(value) is int and 0 <= value < 256]
        if known and 0 <= place < 64:
            found[place] = known[0]
    return found


def _mapping(kind: Dict, usage: Usage, name: str) -> Kind:
    dynamic = usage.indexed or usage.iterated or bool(usage.methods & {"items", "keys", "values", "update"})
    if usage.climbed and type(kind.key) in (Str, Int) and type(kind.value) is type(kind.key):
        return Parents(kind.key)
    if usage.key and type(kind.key) in (Str, Int):
        kind.key = Key(kind.key, usage.few)
    if (usage.string_keys or usage.tested) and isinstance(kind.key, Str) and (kind.value.open or not dynamic):
        made = keyed(usage, 0)
        if not kind.value.open:
            made.fields = {key: filled(kind.value, usage.string_keys[key], key) for key in made.fields}
        return made
    if kind.open:
        return next((k for k in kinds(usage, name) if isinstance(k, (Dict, Keyed, Graph))), kind)
    if usage.mapped is None and usage.element is not None and usage.element.key and type(kind.key) in (Str, Int):
        kind.key = Key(kind.key, usage.element.few)  # ``for name in table: other[name]``
    if not kind.value.open or usage.mapped is not None or usage.element is not None:
        kind.value = filled(kind.value, values_of(usage))
    return kind


def _sequence(kind: Listing, usage: Usage, name: str) -> Kind:
    if usage.key and usage.searched and type(kind.element) in (Str, Int):
        if kind.form == "{}" and not kind.ordered:
            return Names(Key(kind.element, usage.few))
        kind.element = Key(kind.element, usage.few)
        return kind
    if usage.element is not None and usage.element.climbs and type(kind.element) is Int and kind.form == "{}":
        return Either([Parents(kind.element, listed=True)] * 3 + [kind])
    if type(kind.element) is Int and (box := boxed(usage)):
        return Either([Tuple([kind.element] * box, kind.form.replace("{}", "[{}]"))] * 4 + [kind])
    if not kind.element.open or isinstance(kind.element, Dict):
        kind.element = filled(kind.element, usage.element, name[:-1] if name.endswith("s") else "")
        return kind
    guess = next((k for k in kinds(usage, name) if isinstance(k, (Listing, Matrix, Tuple))), None)
    if isinstance(guess, Listing):
        kind.element, kind.ordered = guess.element, guess.ordered
        if not kind.element.hashable and kind.form in ("set({})", "frozenset({})"):
            kind.element = Str()
    elif guess is not None and kind.form == "{}":
        return guess
    return kind
