"""Types that a docstring states (numpy, Google and Sphinx styles)."""

from __future__ import annotations

import re

from .arrays import Array
from .groups import Dict, Listing, Matrix, Tuple
from .kinds import Bool, Bytes, Either, Float, Int, Kind, Nothing, Str
from .made import Frame, Function


def stated(doc: str) -> dict[str, str]:
    """Parameter name → type text."""
    found: dict[str, str] = {}
    for name, kind in re.findall(r":type\s+(\w+):\s*(.+)", doc):
        found[name] = kind  # noqa: PERF403
    for kind, name in re.findall(r":param\s+([\w\[\], .]+?)\s+(\w+):", doc):
        found.setdefault(name, kind)
    for name, kind in re.findall(r"^\s*(\w+)\s*\(([^)]+)\)\s*:", doc, re.M):
        found.setdefault(name, kind)
    section = re.search(r"Parameters\s*\n\s*-{3,}(.*?)(?:\n\s*\w+\s*\n\s*-{3,}|\Z)", doc, re.S)
    if section:
        for names, kind in re.findall(r"^\s*([\w, ]+?)\s*:\s*(.+)$", section[1], re.M):
            for name in names.split(","):
                found.setdefault(name.strip(), kind)
    for name in re.findall(r"^\s*(\w+)\s*:\s*\([nmkNMKT],\s*(?:[nmkNMKT]|\d)?\s*\)", doc, re.M):
        found.setdefault(name, "array")
    for name, kind in re.findall(r"^\s*(\w+)\s*:\s*((?:int|float|bool|complex)?\s*(?:nd)?array\b)", doc, re.M | re.I):
        found.setdefault(name, kind)
    return found


_ARRAY = re.compile(
    r"(?:\b([12])-?d(?:imensional)?\s+)?\b(u?int(?:8|16|32|64)|float(?:32|64)|bool)\s+"
    r"(?:image|array|matrix|vector|grid|raster|mask|tensor|img)"
    r"|\b([12])-?d(?:imensional)?\s+(?:image|array|matrix|grid|raster|mask)",
    re.I,
)


def described(kind: Kind, doc: str) -> None:
    """``a 2-D uint8 image``: what prose says of the only array of an argument."""
    found = _ARRAY.search(doc) if type(kind) is Array else None
    if found is not None and isinstance(kind, Array):
        kind.dtype = kind.dtype or (found[2] or "").lower()
        kind.dimensions = int(found[1] or found[3] or kind.dimensions)


def list_said(doc: str, name: str) -> bool:
    """Whether prose calls the argument a list: ``items is a list of``, ``Both are lists of``."""
    said = rf"\b(?:{re.escape(name)}`*|both|all|they)\s+(?:are|is|must be|should be)\s+(?:an?\s+)?(?:\w+\s+)?lists?\b"
    return re.search(said, doc, re.I) is not None


def kind_of(text: str, depth: int = 0) -> Kind | None:
    """A kind for words such as ``list of int``, ``dict[str, float]``, ``array_like``; None when not understood."""
    text = text.strip().strip("`").lower()
    text = re.sub(r",?\s*(optional|default\S*.*|required)$", "", text).strip()
    if not text or depth > 4:
        return None
    for splitter in (r"\s+or\s+", r"\s*\|\s*"):
        parts = re.split(splitter, text)
        if len(parts) > 1 and "[" not in parts[0].replace("[]", ""):
            kinds = [kind for kind in (kind_of(part, depth + 1) for part in parts) if kind is not None]
            return Either(kinds) if kinds else None
    match = re.match(
        r"(list|sequence|iterable|tuple|set|frozenset|array|collection)s?\s*(?:\[|of\s+|\()(.+?)[\])]?$", text
    )
    if match:
        inner = match[2]
        if match[1] == "tuple" and "," in inner:
            members = [kind_of(part, depth + 1) or Int() for part in inner.split(",") if part.strip() != "..."]
            return Listing(members[0], "tuple({})") if "..." in inner else Tuple(members)
        element = kind_of(inner, depth + 1) or Int()
        if match[1] == "list" and re.match(r"lists?\b", inner):
            nested = re.match(r"lists?\s*(?:\[|of\s+)(.+?)\]?$", inner)
            return Matrix(kind_of(nested[1], depth + 1) or Int()) if nested else Matrix(Int())
        form = {"tuple": "tuple({})", "set": "set({})", "frozenset": "frozenset({})"}.get(match[1], "{}")
        return Listing(element, form, distinct="set" in form)
    match = re.match(r"(dict|mapping)\s*(?:\[|of\s+)(.+?)\]?$", text)
    if match:
        key, _, value = match[2].partition("," if "," in match[2] else " to ")
        return Dict(kind_of(key, depth + 1) or Str(), kind_of(value, depth + 1) or Int())
    array = re.match(r"(u?int(?:8|16|32|64)?|float(?:32|64)?|bool)s?\s+(?:nd)?array\b", text)
    if array:
        return Array({"int": "int64", "float": "float64"}.get(array[1], array[1]))
    word = re.sub(
        r"s$",
        "",
        text.split()[-1] if text.split()[0] in ("a", "an", "the", "positive", "non-negative") else text.split()[0],
    )
    word = word.rsplit(".", 1)[-1]
    if "non-negative" in text or "nonnegative" in text:
        return Int(0)
    if "positive" in text and word in ("int", "integer"):
        return Int(1)
    plain: dict[str, Kind] = {
        "int": Int(),
        "integer": Int(),
        "float": Float(),
        "number": Either([Int(), Float()]),
        "str": Str(),
        "string": Str(),
        "bool": Bool(),
        "boolean": Bool(),
        "list": Listing(Int()),
        "sequence": Listing(Int()),
        "iterable": Listing(Int()),
        "tuple": Listing(Int(), "tuple({})"),
        "set": Listing(Int(), "set({})", distinct=True),
        "dict": Dict(Str(), Int()),
        "dictionary": Dict(Str(), Int()),
        "dictionarie": Dict(Str(), Int()),
        "mapping": Dict(Str(), Int()),
        "byte": Bytes(),
        "bytes": Bytes(),
        "array_like": Listing(Float()),
        "array-like": Listing(Float()),
        "ndarray": Array(),
        "array": Array(),
        "dataframe": Frame({}),
        "callable": Function(1),
        "function": Function(1),
        "none": Nothing(),
        "char": Str(length=1),
        "matrix": Matrix(Int()),
        "text": Str(),
    }
    return plain.get(word)
