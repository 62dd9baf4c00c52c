"""Which special methods a piece of code may call without naming them."""

from __future__ import annotations

ALWAYS = frozenset(
    [
        "__init__",
        "__new__",
        "__post_init__",
        "__init_subclass__",
        "__eq__",
        "__hash__",
        "__getattr__",
        "__getattribute__",
        "__setattr__",
        "__bool__",
        "__len__",
        "__set_name__",
        "__get__",
        "__set__",
        "__missing__",
        "__slots__",
        "__class_getitem__",
        "__prepare__",
        "_missing_",
    ]
)
"""Called by mere existence, truth tests, sets and dictionaries."""


def _both(*names: str) -> tuple[str, ...]:
    return tuple(f"__{prefix}{name}__" for name in names for prefix in ("", "r", "i"))


OPERATORS: dict[str, tuple[str, ...]] = {
    "+": (*_both("add"), "__pos__"),
    "-": (*_both("sub"), "__neg__"),
    "*": _both("mul"),
    "/": _both("truediv"),
    "//": _both("floordiv"),
    "%": _both("mod"),
    "@": _both("matmul"),
    "**": _both("pow"),
    "<<": _both("lshift"),
    ">>": _both("rshift"),
    "&": _both("and"),
    "|": _both("or"),
    "^": _both("xor"),
    "~": ("__invert__",),
    "<": ("__lt__", "__gt__"),
    ">": ("__lt__", "__gt__"),
    "<=": ("__le__", "__ge__"),
    ">=": ("__le__", "__ge__"),
    "!=": ("__ne__",),
    "in": ("__contains__", "__iter__", "__getitem__"),
    "not in": ("__contains__", "__iter__", "__getitem__"),
}
OPERATORS |= {f"{name}=": methods for name, methods in OPERATORS.items() if name[0] in "+-*/%@&|^" or len(name) == 2}

_ITERATION = ("__iter__", "__next__", "__aiter__", "__anext__", "__getitem__")
_ORDER = ("__lt__", "__gt__", *_ITERATION)

NODES: dict[str, tuple[str, ...]] = {
    "for_statement": _ITERATION,
    "for_in_clause": _ITERATION,
    "list_splat": _ITERATION,
    "dictionary_splat": ("keys", "__getitem__"),
    "pattern_list": _ITERATION,
    "yield": _ITERATION,
    "subscript": ("__getitem__", "__setitem__", "__delitem__"),
    "with_statement": ("__enter__", "__exit__", "__aenter__", "__aexit__"),
    "call": ("__call__",),
    "await": ("__await__",),
    "interpolation": ("__format__", "__str__", "__repr__"),
    "case_clause": ("__match_args__",),
}

BUILTINS: dict[str, tuple[str, ...]] = {
    "str": ("__str__", "__repr__"),
    "print": ("__str__", "__repr__"),
    "repr": ("__repr__",),
    "format": ("__format__", "__str__"),
    "int": ("__int__", "__index__", "__trunc__"),
    "float": ("__float__",),
    "complex": ("__complex__",),
    "abs": ("__abs__",),
    "round": ("__round__",),
    "divmod": ("__divmod__", "__rdivmod__"),
    "reversed": ("__reversed__", "__getitem__"),
    "range": ("__index__",),
    "bytes": ("__bytes__",),
    "dir": ("__dir__",),
    "isinstance": ("__instancecheck__",),
    "issubclass": ("__subclasscheck__",),
    "sum": ("__add__", "__radd__", *_ITERATION),
    "sorted": _ORDER,
    "min": _ORDER,
    "max": _ORDER,
    "sort": _ORDER,
    "heappush": _ORDER,
    "heapify": _ORDER,
    "copy": ("__copy__", "__reduce__", "__getstate__", "__setstate__"),
    "deepcopy": ("__deepcopy__", "__reduce__", "__getstate__", "__setstate__"),
    **dict.fromkeys(
        [
            "list",
            "tuple",
            "set",
            "frozenset",
            "dict",
            "iter",
            "next",
            "enumerate",
            "zip",
            "map",
            "filter",
            "any",
            "all",
            "extend",
            "update",
            "join",
            "deque",
        ],
        _ITERATION,
    ),
}

COMMON_METHODS = frozenset(
    name
    for kind in (str, bytes, bytearray, list, tuple, dict, set, int, float, complex, range, memoryview)
    for name in dir(kind)
) | frozenset(
    [
        "read",
        "write",
        "close",
        "open",
        "flush",
        "seek",
        "readline",
        "readlines",
        "send",
        "put",
        "acquire",
        "release",
        "start",
        "run",
    ]
)
"""A call of one of these on an unknown object says nothing about which class of the file it is."""
