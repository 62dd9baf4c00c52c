"""Which parts define a value, type by type: built-ins and the standard library. See `portrait` for the grammar."""

from __future__ import annotations

import array
import collections
import datetime
import decimal
import fractions
import functools
import io
import pathlib
import re
import sys
import types
import uuid
from _blake2 import blake2b
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from fasterpy.sandbox.child import portrait_arrays
from fasterpy.sandbox.child.portrait_iterators import BUILTIN_ITERATORS, Drained, drained_node, iterator
from fasterpy.sandbox.child.portrait_parts import mro, type_name

if TYPE_CHECKING:
    from fasterpy.sandbox.child.portrait import Handler, Painter


def _list(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["list", p.items(list.__getitem__(x, slice(None)) if type(x) is not list else x, depth)]


def _tuple(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["tuple", p.items(x if type(x) is tuple else tuple.__getitem__(x, slice(None)), depth)]


def _dict(p: Painter, x: Any, depth: int) -> list[Any]:
    keys, values = list(dict.keys(x)), list(dict.values(x))
    return ["dict", p.items(keys, depth), p.items(values, depth)]


def _set(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["set", p.items(canonical(p, list(set.__iter__(x))), depth)]


def _frozenset(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["frozenset", p.items(canonical(p, list(frozenset.__iter__(x))), depth)]


def canonical(p: Painter, elements: list[Any]) -> list[Any]:
    """An order that depends on the values alone, not on hashes, addresses or history."""
    kinds = set(map(type, elements))
    if len(kinds) == 1 and kinds <= {int, str, bytes}:
        return sorted(elements)

    def key(element: Any) -> bytes:
        lone = type(p)(drain=False)
        node = lone.visit(element)
        lone.flush()
        return msgspec.msgpack.encode([node, lone.heap])

    return sorted(elements, key=key)


def _complex(p: Painter, x: Any, depth: int) -> list[Any]:
    z = complex.__complex__(x)
    return ["complex", z.real, z.imag]


def _bytearray(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["bytearray", p.large(bytes(x), len(x))]


def _plain(convert: Callable[[Any], Any]) -> Handler:
    """A subclass of a scalar type: the scalar underneath."""
    return lambda p, x, depth: ["plain", p.visit(convert(x), depth)]


def _parts(*getters: Callable[[Any], Any] | str) -> Handler:
    """A value by some of its attributes."""

    def handler(p: Painter, x: Any, depth: int) -> list[Any]:
        values = [getattr(x, g) if isinstance(g, str) else g(x) for g in getters]
        return ["val", type_name(type(x)), [p.visit(v, depth + 1) for v in values]]

    return handler


def _exception(p: Painter, x: Any, depth: int) -> list[Any]:
    t = type(x)
    state = BaseException.__dict__["__dict__"].__get__(x) or {}
    notes = [n for n in state.get("__notes__", ()) if type(n) is str]
    fields = [[k, p.visit(v, depth + 1)] for k, v in sorted(state.items()) if type(k) is str and k != "__notes__"]
    args = BaseException.__dict__["args"].__get__(x)
    cause = BaseException.__dict__["__cause__"].__get__(x)
    where, traceback = None, BaseException.__dict__["__traceback__"].__get__(x)
    while traceback is not None:
        where = [traceback.tb_frame.f_code.co_filename, traceback.tb_lineno]
        traceback = traceback.tb_next
    nodes = p.items(list(args), depth)
    return ["exc", type_name(t), nodes, notes, None if cause is None else type_name(type(cause)), fields, where]


def _function(p: Painter, x: Any, depth: int) -> list[Any]:
    name = f"{x.__module__}.{x.__qualname__}"
    if "<" not in name.replace("<target>", ""):
        return ["name", "function", name]
    cells = []
    for cell in x.__closure__ or ():
        try:
            cells.append(cell.cell_contents)
        except ValueError:
            cells.append(None)
    parts = [*cells, x.__defaults__, x.__kwdefaults__]
    return ["func", name, _code_digest(x.__code__), [p.visit(v, depth + 1) for v in parts]]


def _code_digest(code: types.CodeType) -> bytes:
    hasher = blake2b(code.co_code, digest_size=16)
    hasher.update(repr((code.co_names, code.co_varnames, code.co_freevars, code.co_argcount)).encode())
    for const in code.co_consts:
        hasher.update(
            _code_digest(const) if isinstance(const, types.CodeType) else repr(const).encode("utf-8", "replace")
        )
    return hasher.digest()


def _method(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["val", "method", [p.visit(x.__func__, depth + 1), p.visit(x.__self__, depth + 1)]]


def _builtin(p: Painter, x: Any, depth: int) -> list[Any]:
    owner = x.__self__
    if owner is None or isinstance(owner, types.ModuleType | type):
        return ["name", "function", f"{x.__module__}.{x.__qualname__}"]
    return ["val", "method", [x.__qualname__, p.visit(owner, depth + 1)]]


def _match(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["val", "re.Match", [p.visit(v, depth + 1) for v in (x.re, x.string, x.pos, x.endpos, list(x.regs))]]


def _memory(p: Painter, x: Any, depth: int) -> list[Any]:
    return [
        "val",
        "memoryview",
        [x.format, ["tuple", 0, list(x.shape or ())], p.large(x.tobytes(), x.nbytes), x.readonly],
    ]


def _slots_free(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["val", type_name(type(x)), [p.visit(list(x), depth + 1)]]


def _mapping(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["val", type_name(type(x)), [p.visit(dict(x), depth + 1)]]


def _enum(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["val", type_name(type(x)), [p.visit(object.__getattribute__(x, "_name_")), repr(x._value_)]]


def _defaultdict(p: Painter, x: Any, depth: int) -> list[Any]:
    factory = collections.defaultdict.__dict__["default_factory"].__get__(x)
    inner = ["dict", 0, *_dict(p, x, depth + 1)[1:]]
    return ["val", type_name(type(x)), [inner, p.visit(factory, depth + 1)]]


def _deque(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["val", type_name(type(x)), [["list", 0, p.items(list(collections.deque.__iter__(x)), depth)], x.maxlen]]


def _array(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["val", "array.array", [x.typecode, ["list", 0, p.items(array.array.tolist(x), depth)]]]


def _stream(p: Painter, x: Any, depth: int) -> list[Any]:
    if x.closed:
        return ["val", type_name(type(x)), ["closed"]]
    return ["val", type_name(type(x)), [p.visit(x.getvalue(), depth + 1), x.tell()]]


def reduced(p: Painter, x: Any, depth: int) -> list[Any]:
    """An object of a type written in C, by what it gives to pickle; raises when it gives nothing (→ opaque)."""
    parts = x.__reduce_ex__(4)
    if isinstance(parts, str):
        return ["name", "object", parts]
    head = list(parts[:3])
    tail = [None if q is None else list(q) for q in parts[3:5]]
    return ["val", type_name(type(x)), [p.visit(v, depth + 1) for v in head + tail]]


def _module(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["name", "module", str(types.ModuleType.__getattribute__(x, "__name__"))]


def _class(p: Painter, x: Any, depth: int) -> list[Any]:
    return ["name", "class", type_name(x)]


def builtin_handlers() -> dict[type, tuple[Handler, bool]]:
    """Exact type → (handler, has an identity)."""
    flat, owned = False, True
    table: dict[type, tuple[Handler, bool]] = {
        list: (_list, owned), tuple: (_tuple, flat), dict: (_dict, owned), set: (_set, owned),
        frozenset: (_frozenset, flat), complex: (_complex, flat), bytearray: (_bytearray, owned),
        int: (_plain(int.__int__), flat), float: (_plain(float.__float__), flat), str: (_plain(str.__str__), flat),
        bytes: (_plain(lambda x: bytes.__getitem__(x, slice(None))), flat),
        range: (_parts("start", "stop", "step"), flat), slice: (_parts("start", "stop", "step"), flat),
        BaseException: (_exception, owned), type: (_class, flat), types.ModuleType: (_module, flat),
        types.FunctionType: (_function, flat), types.MethodType: (_method, flat),
        types.BuiltinFunctionType: (_builtin, flat), types.MappingProxyType: (_mapping, flat),
        type(Ellipsis): (_parts(), flat), type(NotImplemented): (_parts(), flat),
        type({}.keys()): (_slots_free, flat), type({}.values()): (_slots_free, flat),
        type({}.items()): (_slots_free, flat), memoryview: (_memory, owned), array.array: (_array, owned),
        collections.defaultdict: (_defaultdict, owned), collections.deque: (_deque, owned),
        decimal.Decimal: (_parts(str), flat), fractions.Fraction: (_parts("numerator", "denominator"), flat),
        datetime.date: (_parts("year", "month", "day"), flat),
        datetime.datetime: (_parts(datetime.datetime.isoformat, "tzinfo", "fold"), flat),
        datetime.time: (_parts(datetime.time.isoformat, "tzinfo", "fold"), flat),
        datetime.timedelta: (_parts("days", "seconds", "microseconds"), flat),
        uuid.UUID: (_parts("int"), flat), re.Pattern: (_parts("pattern", "flags"), flat), re.Match: (_match, flat),
        functools.partial: (_parts("func", "args", "keywords"), owned),
        io.BytesIO: (_stream, owned), io.StringIO: (_stream, owned), Drained: (drained_node, owned),
        **{t: (_parts(str), flat) for t in (pathlib.PurePosixPath, pathlib.PureWindowsPath, type(pathlib.Path()))},
        **dict.fromkeys(BUILTIN_ITERATORS, (iterator, owned)),
    }  # fmt: skip
    return table


def library_handler(t: type) -> tuple[Handler, bool] | None:
    """Handlers found by ancestry rather than by exact type: enums, numpy, pandas, polars, torch, scipy."""
    bases = mro(t)
    if BaseException in bases:
        return _exception, True
    if type in bases:
        return _class, False
    enum = sys.modules.get("enum")
    if enum is not None and enum.Enum in bases:
        return _enum, False
    return portrait_arrays.handler(t)


def plain_object(painter: Painter, x: Any, depth: int) -> list[Any]:
    """An instance of a class without a handler."""
    t = type(x)
    lineage = mro(t)
    root = lineage[-2] if len(lineage) > 1 else t
    own = type.__getattribute__(root, "__dict__")
    if t is object or "__dict__" in own or "__slots__" in own:  # made by class statements: its state is all there is
        return ["obj", type_name(t), painter.fields(x, t, depth)]
    return reduced(painter, x, depth)


def resolve(t: type, exact_types: dict[type, tuple[Handler, bool]]) -> tuple[Handler, bool, type | None] | None:
    """(handler, has an identity, built-in base) of a library type or a subclass of a built-in."""
    found = library_handler(t)
    if found is not None:
        return found[0], found[1], None
    for base in mro(t)[1:-1]:
        exact = exact_types.get(base)
        if exact is not None:
            return exact[0], True, base
    return None
