"""Weak priors: what a parameter called so usually is."""

# ruff: noqa: SIM905
from __future__ import annotations

_NAMES: list[tuple[set[str], str]] = [
    (
        set(
            (
                "a amount b base budget c capacity cols count depth end exp height hi high i idx index j k "
                "length level limit lo low m max_value min_value n num number p q r rows size start step steps "
                "target threshold times total width window x y year "
                "age duration hours minutes points position priority qty quantity rank seconds stock timestamp ts "
            ).split()
        ),
        "int",
    ),
    (
        set(
            (
                "char content delimiter haystack key line message name needle path pattern prefix query s s1 s2 "
                "sentence sep source str1 str2 string sub suffix t text title url word "
                "address author category city code color country currency email host ip isbn kind label language phone "
                "product region role sku slug status tag type user username zone "
            ).split()
        ),
        "str",
    ),
    (
        set(("keys labels lines names paths sentences strings strs tags texts tokens words ").split()),
        "list[str]",
    ),
    (
        set(("board grid image mat matrix maze rows table triangle ").split()),
        "matrix",
    ),
    (
        set(("adj adjacency deps graph neighbors neighbours tree_map ").split()),
        "graph",
    ),
    (
        set(("coordinates coords edges intervals jobs meetings pairs points ranges segments ").split()),
        "pairs",
    ),
    (
        set(
            (
                "config counter counts d dictionary freq index_map inventory lookup mapping options prices scores "
            ).split()
        ),
        "dict",
    ),
    (
        set(
            ("ascending case_sensitive descending flag ignore_case inclusive is_sorted reverse strict verbose ").split()
        ),
        "bool",
    ),
    (
        set(("callback cmp f fn func function key_func keyfunc mapper op pred predicate transform ").split()),
        "function",
    ),
    (
        set(("alpha eps epsilon lat lon price radius rate ratio temperature tol tolerance weight ").split()),
        "float",
    ),
]


def by_name(name: str) -> str:
    """A weak prior from the parameter's name."""
    name = name.lower().strip("_")
    for names, kind in _NAMES:
        if name in names:
            return kind
    last = name.rsplit("_", 1)[-1]
    for names, kind in _NAMES:
        if last in names and len(last) > 2:
            return kind
    if name.startswith(("is_", "has_", "use_", "allow_")):
        return "bool"
    if name.startswith(("num_", "n_", "max_", "min_")) or name.endswith(("_count", "_size", "_id", "_index")):
        return "int"
    if name.endswith(("s", "list", "arr", "array", "seq", "data", "items")) or name in (
        "nums",
        "arr",
        "xs",
        "lst",
        "values",
        "l",
    ):
        return "list"
    return ""
