"""From evidence and names to kinds of values, the likeliest first."""

from __future__ import annotations

from .arrays import Array
from .clues import KEYS, boxed, formed_text, looked_up, of_digits, text_kind, values_of, written
from .documents import document
from .fields import TOLD, Again, Key, Names, Parents, Written
from .grids import Grid
from .groups import Dict, Keyed, Listing, Matrix, Tuple
from .kinds import Bool, Bytes, Choice, Either, Float, Int, Kind, Nothing, Str
from .library import REGEXES
from .made import Frame, Function, Graph
from .methods import ARRAY, DICT, FILE, KNOWN, LIST, REGEX, SET, STR
from .names import by_name
from .shaped import Acting, PairGraph, Recordish
from .traces import Usage

_OF_LETTERS = frozenset({"isdigit", "isalpha", "isupper", "islower", "isspace", "isalnum"})


def kinds(usage: Usage, name: str, depth: int = 0) -> list[Kind]:
    """Kinds that fit the evidence, the likeliest first."""
    if usage.again:
        inside: Kind = Again(usage.again)
        other: list[Kind] = [Int(), Int(), Str()]
        if {"list", "dict"} <= usage.types:  # the parameter is one of them; both may be in it
            other += [Listing(Either([inside, *other])), Dict(Str(), Either([inside, *other]))]
        return [Either([inside, *other]) if usage.types else inside, Listing(Int())]
    found = _kinds(usage, name, depth)
    if usage.told in TOLD and not isinstance(found[0], type(TOLD[usage.told])):
        if usage.told != "str" or not formed_text(usage):
            found.insert(0, TOLD[usage.told])
    content = kinds(usage.parsed, "", depth)[0] if usage.loaded and depth < 3 else None
    if (text := document(usage, content)) is not None:
        return [text, *found]
    if usage.climbed and (usage.methods & DICT or usage.contains):
        return [Parents(Str()), *found]
    if _asked_for_its_own(usage):
        found.insert(0, Dict(Str(), kinds(usage.mapped or usage.element or Usage(), "", depth + 1)[0]))
    elif usage.key and usage.searched:
        found.insert(0, Names(Key(KEYS[usage.key](), usage.few)))
    elif usage.key and usage.keyed_by:
        value = values_of(usage)
        key = Key(KEYS[usage.key](), usage.few)
        found.insert(
            0, Dict(key, kinds(value, "", depth + 1)[0] if value is not None and not value.silent() else Int())
        )
    elif usage.known or usage.key:
        found.insert(0, looked_up(usage, found[0]))
    elif usage.questioned and usage.indexed and not (usage.sized or usage.sliced or usage.iterated or usage.string):
        found.insert(0, Dict(Str(), kinds(usage.element or Usage(), "", depth + 1)[0]))
    if usage.is_none and depth > 0:
        found.insert(0, Either([found[0]] * 3 + [Nothing()]))
    return found


def _kinds(usage: Usage, name: str, depth: int) -> list[Kind]:
    found: list[Kind] = []
    sequence = (
        usage.iterated or usage.indexed or usage.sliced or usage.sized or usage.contains or usage.unpack is not None
    )
    prior = next((known for known in map(by_name, (name, usage.label, *usage.alike)) if known), "")
    if prior == "list" and depth > 0 and not sequence:
        prior = ""  # an amount in cents, a time in seconds: nothing is done with its items
    if usage.ranked and not sequence and prior not in ("int", "str", "float"):
        prior = ""
    words = [c for c in usage.constants if isinstance(c, str)]
    if usage.types:
        for typed in sorted(usage.types):
            made = {
                "int": Int(),
                "float": Float(),
                "str": Str(),
                "list": Listing(Int()),
                "tuple": Listing(Int(), "tuple({})"),
                "dict": Dict(Str(), Int()),
                "set": Listing(Int(), "set({})"),
                "bool": Bool(),
                "bytes": Bytes(),
            }.get(typed)
            if made is not None:
                found.append(made)
        if len(found) > 1 or (found and depth == 0 and (usage.iterated or usage.number)):
            found.append(Choice(["None", "''", "0", "False"]))  # what is none of these is handed on as it is
            lists = depth == 0 and any(isinstance(k, Listing) for k in found)
            found.insert(0, Listing(Either([Int(), Listing(Int())])) if lists else Either(list(found)))
    formed = text_kind(usage)
    if formed is not None:
        found.insert(0, formed)
    if usage.called:
        found.append(Function(usage.arity))
    methods = usage.methods
    extra = {k: v for k, v in usage.attributes.items() if k not in ARRAY}
    if usage.attributes.keys() & ARRAY or methods & {
        "reshape",
        "astype",
        "mean",
        "cumsum",
        "argsort",
        "ravel",
        "shape",
    }:
        found.append(Array(dimensions=2 if "shape" in methods or "T" in usage.attributes else 1))
        found.append(Array(dimensions=2))
    if methods & {"groupby", "iterrows", "itertuples", "iloc", "loc", "merge", "apply"} or usage.attributes.keys() & {
        "iloc",
        "loc",
        "columns",
    }:
        columns: dict[str, Kind] = {key: kinds(inner, key, depth + 1)[0] for key, inner in usage.string_keys.items()}
        found.append(Frame(columns))
    foreign = {name: usage.answers[name] for name in sorted(methods & usage.answers.keys() - KNOWN)}
    if methods & REGEX and not methods - REGEX:
        found.append(Choice(REGEXES))
    elif foreign:
        fields = {key: kinds(inner, key, depth + 1)[0] for key, inner in usage.attributes.items()}
        found.append(Acting(fields, {name: kinds(inner, name, depth + 1)[0] for name, inner in foreign.items()}))
    if extra:
        found.append(Recordish({key: kinds(inner, key, depth + 1)[0] for key, inner in extra.items()}))
    if methods & FILE:
        found.append(Tuple([Str()], "lib_io.StringIO({})"))
    if methods & STR and (digits := written(usage)) is not None:
        found.append(digits)
    if of_digits(usage):
        found.append(Either([Written("int", each=True), Written("int", each=True), Str()]))
    if methods & STR:
        found.append(Str())
    if methods & {"popleft", "appendleft"}:
        found.append(Listing(_first(usage.element, name, depth), "lib_collections.deque({})"))
    if methods & SET - {"add"} or ("add" in methods):
        found.append(Listing(_first(usage.element, name, depth), "set({})", distinct=True))
    if (usage.string_keys or (usage.tested and methods & DICT)) and not (methods & {"groupby"}):
        found.append(keyed(usage, depth))
    if methods & DICT and not methods & LIST:
        value = kinds(values_of(usage) or Usage(), "", depth + 1)[0]
        key = kinds(usage.element or Usage(), "", depth + 1)[0] if usage.mapped and usage.element else Str()
        key = key if key.hashable else Str()
        elsewhere = usage.mapped is not None and usage.mapped.element is not None and bool(usage.mapped.element.key)
        walked = usage.mapped is not None and not usage.mapped.types and (usage.mapped.iterated or prior == "graph")
        if walked and not elsewhere:
            found.append(Graph())
        found += [Dict(key, value), Dict(Int(0), value), Graph()]
    if methods & LIST:
        found.append(_listing(usage, name, depth))
    if prior == "graph" and (usage.indexed or usage.contains or usage.sized or usage.iterated or "get" in methods):
        weighted = bool(usage.element and (usage.element.methods & {"items"}))
        form = "list" if usage.sized and not (methods & DICT or usage.contains) and usage.indexed else "dict"
        both = [
            Graph(form, weighted),
            Graph("list" if form == "dict" else "dict", weighted),
            Graph("dict", weighted, "str"),
            Graph("dict", False, "int", "{{{}}}"),
        ]
        found = [*both[:1], *found, *both[1:]] if "get" in methods else [*found, *both]
        listed = usage.element or usage.mapped
        if listed and listed.element and listed.element.unpack:
            found.insert(0, PairGraph(form))
    if depth == 0 and not usage.string and (box := boxed(usage)):
        found.insert(0, Tuple([_first(usage.element, "", 1)] * box, "[{}]"))
    if usage.boolean or prior == "bool":
        found.append(Bool())
    if (sequence and not usage.string) or (usage.sized and not found):
        inner = usage.element
        stringy = (
            prior == "str"
            and not (usage.stored or usage.unpack)
            and not (inner and (inner.number or inner.unpack or inner.iterated))
        )
        charlike = (
            inner is not None
            and any(isinstance(c, str) and len(c) == 1 for c in inner.constants)
            and prior != "list[str]"
        )
        lettered = inner is not None and inner.methods & _OF_LETTERS
        if (stringy or charlike or lettered) and "__setitem__" not in methods:
            found.append(Str())
        if inner is not None and inner.key:
            found.insert(0, _listing(usage, name, depth))
        if prior == "pairs" and usage.arity is None:
            found.append(Listing(Tuple([Int(), Int()])))
        found.append(_listing(usage, name, depth))
        if not usage.stored and not (inner is not None and inner.stored):
            found.append(Str())
        found += [Listing(Int()), Listing(Str()), Dict(Int(0), Int()), Listing(Int(), "set({})", distinct=True)]
    if usage.string:
        exact = [w for w in words if len(w) > 1]
        found.append(
            Either([Choice([repr(w) for w in dict.fromkeys(exact)]), Str()])
            if exact and not sequence and not methods
            else Str()
        )
        found.append(Str())
    if usage.number or usage.ranged:
        if usage.real or prior == "float":
            found.append(Float())
        role = "size" if usage.ranged else ""
        found.append(Int(0 if usage.ranged else None, None, role))
        found += [Int(0), Float(), Int(1, None, "size")]
    guess: dict[str, Kind] = {
        "int": Int(0),
        "str": Str(),
        "list[str]": Listing(Str()),
        "matrix": Matrix(Int()),
        "graph": Graph(),
        "list": Listing(Int()),
        "pairs": Listing(Tuple([Int(), Int()])),
        "dict": Dict(Str(), Int()),
        "bool": Bool(),
        "function": Function(usage.arity),
        "float": Float(),
    }
    if prior in guess and (not found or prior in ("pairs", "list[str]", "matrix")):
        found.insert(len(found) if found else 0, guess[prior])
    if usage.key_like and depth == 0:
        found.append(Int(0, None, "index"))
    found += [
        Int(0),
        Listing(Int()),
        Str(),
        Listing(Str()),
        Dict(Str(), Int()),
        Float(),
        Matrix(Int()),
        Listing(Tuple([Int(), Int()])),
        Tuple([Int(0), Int(0)]),
    ]
    if usage.element is not None and usage.element.stored:  # its items are changed in place: it is no text
        found = [kind for kind in found if type(kind) is not Str]
    unique: dict[str, Kind] = {}
    for kind in found:
        unique.setdefault(
            repr(kind)
            + str(getattr(kind, "role", ""))
            + str(getattr(kind, "low", ""))
            + str(getattr(kind, "form", "")),
            kind,
        )
    return list(unique.values())


def _asked_for_its_own(usage: Usage) -> bool:
    """``for name in table: … table[name]``, but for graphs, whose kind says more."""
    keys = usage.element.names & usage.keyed_by if usage.element is not None and usage.iterated else set()
    return bool(keys) and usage.indexed and not (usage.ranged or usage.sliced or usage.stored or usage.climbed)


def keyed(usage: Usage, depth: int) -> Keyed:
    """A dict with the keys that the body names; what it only writes is not there before."""
    for key in sorted(usage.tested):
        usage.string_keys.setdefault(key, Usage())
    usage.maybe |= usage.tested
    usage.needed -= usage.tested
    keys = usage.needed | usage.maybe or usage.string_keys.keys()
    fields = {key: kinds(usage.string_keys[key], key, depth + 1)[0] for key in usage.string_keys if key in keys}
    for key, kind in fields.items():
        kind.inward = any(part.inward for part in (usage.string_keys[key].element,) if part is not None)
    if usage.compared:
        fields["value"] = Int(0, 3)  # two that agree in the keys that are read need not be equal
    return Keyed(fields, usage.maybe - usage.needed)


def _first(usage: Usage | None, name: str, depth: int) -> Kind:
    singular = name[:-1] if name.endswith("s") and len(name) > 2 else ""
    if usage is None or depth > 4:
        return Str() if by_name(name) == "list[str]" else Int()
    return kinds(usage, singular, depth + 1)[0]


def _listing(usage: Usage, name: str, depth: int) -> Kind:
    """A list whose elements fit; a tuple when it is unpacked or indexed by constants alone."""
    if usage.unpack is not None and not usage.iterated:
        return Tuple([kinds(part, "", depth + 1)[0] for part in usage.unpack])
    inner = usage.element
    if depth > 0 and usage.arity and usage.indexed and not usage.iterated and not usage.sized:
        element = _first(inner, "", depth)
        return Tuple([element] * max(2, usage.arity), "[{}]" if usage.stored else "({},)")
    if (
        inner is not None
        and inner.unpack is None
        and (inner.indexed or inner.sized or inner.iterated)
        and not inner.methods & (STR | DICT)
    ):
        if inner.arity and not inner.iterated and not inner.sized and usage.iterated:
            form = "[{}]" if inner.stored else "({},)"
            return Listing(Tuple([_first(inner.element, "", depth + 1)] * max(2, inner.arity), form))
        if usage.indexed and (inner.indexed or inner.sized) and inner.element is not None and not inner.string:
            leaf = kinds(inner.element, "", depth + 2)[0]
            if by_name(name) in ("list[str]",):
                return Listing(Str())
            letters = [c for c in inner.element.constants if type(c) is str]
            return Grid("".join(dict.fromkeys(letters))) if letters and max(map(len, letters)) == 1 else Matrix(leaf)
    element = _first(inner, name, depth)
    if by_name(name) == "list[str]" and type(element) is Int and not (inner and inner.number):
        element = Str()
    if by_name(name) == "pairs" and type(element) is Int and inner is not None and not inner.number:
        element = Tuple([Int(), Int()])
    if by_name(name) == "matrix" and type(element) in (Int, Listing):
        return Matrix(Int())
    return Listing(element, ordered=usage.sorted_input)
