"""Methods that tell what kind of value it is that has them."""

from __future__ import annotations

STR = {
    "lower",
    "upper",
    "strip",
    "split",
    "startswith",
    "endswith",
    "isdigit",
    "isalpha",
    "isupper",
    "islower",
    "isalnum",
    "isspace",
    "encode",
    "join",
    "lstrip",
    "rstrip",
    "splitlines",
    "title",
    "capitalize",
    "swapcase",
    "zfill",
    "ljust",
    "rjust",
    "center",
    "casefold",
    "partition",
    "rpartition",
    "rsplit",
    "translate",
    "format",
    "isnumeric",
    "isdecimal",
    "isidentifier",
    "expandtabs",
    "removeprefix",
    "removesuffix",
    "rfind",
}
LIST = {"append", "extend", "insert", "sort", "reverse"}
DICT = {"items", "keys", "values", "get", "setdefault", "popitem", "update"}
SET = {
    "add",
    "discard",
    "union",
    "intersection",
    "difference",
    "issubset",
    "issuperset",
    "symmetric_difference",
    "isdisjoint",
}
ARRAY = {
    "shape",
    "dtype",
    "T",
    "ndim",
    "astype",
    "reshape",
    "flatten",
    "ravel",
    "mean",
    "std",
    "cumsum",
    "argmax",
    "argsort",
    "dot",
    "size",
}

FILE = {"read", "readline", "readlines", "write"}
REGEX = {"match", "search", "fullmatch", "finditer", "findall", "sub", "subn"}
KNOWN = frozenset(
    name for kind in (str, bytes, list, dict, set, int, float, tuple) for name in dir(kind) if name[0] != "_"
) | (ARRAY | FILE | {"popleft", "appendleft", "groupby", "iterrows", "itertuples", "merge", "apply"})
"""Methods of values that are made as what they are; whatever has others is made by its use."""
