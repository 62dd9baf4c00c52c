"""Annotations to kinds."""

from __future__ import annotations

import collections
import collections.abc
import dataclasses
import enum
import inspect
import types
import typing
from typing import Any

from .arrays import Array
from .fields import Amount, Dates
from .groups import Dict, Keyed, Listing, Tuple
from .guess import kinds
from .kinds import Bool, Bytes, Choice, Either, Float, Int, Kind, Nothing, Str, left_open
from .library import DATES, DECIMALS, PLAIN, REGEXES
from .loose import once
from .made import Build, Frame, Function, Node, Used, plain_fields
from .opened import filled
from .own import owned

_ABCS: dict[Any, str] = {
    collections.abc.Sequence: "{}",
    collections.abc.MutableSequence: "{}",
    collections.abc.Iterable: "{}",
    collections.abc.Collection: "{}",
    collections.abc.Iterator: "iter({})",
    collections.abc.Generator: "stream({})",
    collections.abc.Reversible: "{}",
    collections.abc.Container: "{}",
    collections.abc.Set: "set({})",
    collections.abc.MutableSet: "set({})",
    list: "{}",
    tuple: "tuple({})",
    set: "set({})",
    frozenset: "frozenset({})",
    collections.deque: "lib_collections.deque({})",
}


class Namer:
    """How an expression can name a class: by its name in the target's module, else by import."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace

    def __call__(self, cls: Any) -> str:
        name = getattr(cls, "__name__", "")
        if self.namespace.get(name) is cls:
            return str(name)
        for known, value in self.namespace.items():
            if value is cls and known.isidentifier():
                return known
        return f"load({cls.__module__!r}, {cls.__qualname__!r})"


class Hints:
    """Turns types into kinds; ``classes`` in progress are not entered again."""

    def __init__(self, namer: Namer, infer: Any = None, fillers: Any = None) -> None:
        self.namer, self.infer, self.fillers = namer, infer, fillers
        self.busy: list[Any] = []

    def kind(self, hint: Any, name: str = "") -> Kind | None:
        """None when the hint says nothing (Any, object, an unknown type)."""
        if hint is None or hint is type(None):
            return Nothing()
        if hint is Any or hint is object or hint is inspect.Parameter.empty or isinstance(hint, str):
            return None
        origin = typing.get_origin(hint)
        args = typing.get_args(hint)
        if isinstance(hint, typing.NewType):
            return self.kind(hint.__supertype__, name)
        if isinstance(hint, typing.TypeVar):
            if hint.__constraints__:
                return self.kind(hint.__constraints__[0], name)
            return self.kind(hint.__bound__, name) if hint.__bound__ else Int()
        if isinstance(hint, getattr(typing, "TypeAliasType", ())):
            return self.kind(getattr(hint, "__value__", None), name)
        if origin is typing.Annotated or origin in (typing.Final, typing.ClassVar):
            return self.kind(args[0], name)
        if origin is typing.Literal:
            return Choice([repr(value) for value in args])
        if origin is typing.Union or origin is types.UnionType:
            kinds = [kind for kind in (self.kind(arg, name) for arg in args) if kind is not None]
            some = [kind for kind in kinds if not isinstance(kind, Nothing)]
            if not kinds:
                return None
            return (
                Either(some * 3 + [k for k in kinds if isinstance(k, Nothing)])
                if len(some) < len(kinds)
                else Either(kinds)
            )
        if origin is not None and (args or not isinstance(origin, type)):
            return self._generic(origin, args, name)
        return self._plain(origin or hint, name)  # ``typing.Dict`` alone says as much as ``dict``

    def _element(self, args: tuple[Any, ...], place: int = 0) -> Kind:
        found = self.kind(args[place]) if len(args) > place else None
        return found or left_open(Int())

    def _generic(self, origin: Any, args: tuple[Any, ...], name: str) -> Kind | None:
        if origin is tuple:
            if len(args) == 2 and args[1] is Ellipsis:
                return Listing(self._element(args), "tuple({})")
            return Tuple([self.kind(arg) or left_open(Int()) for arg in args])
        if origin is collections.abc.Callable or origin is type:
            if origin is type:
                return Choice([self.namer(args[0])]) if isinstance(args[0], type) else None
            takes = args[0] if args else None
            gives = getattr(args[1], "__name__", "") if len(args) > 1 else ""
            return Function(len(takes) if isinstance(takes, list) else 1, gives)
        if (isinstance(origin, type) and issubclass(origin, (collections.abc.Mapping,))) or origin is dict:
            form = {
                "defaultdict": "lib_collections.defaultdict(lambda: None, {})",
                "Counter": "lib_collections.Counter({})",
                "OrderedDict": "lib_collections.OrderedDict({})",
            }.get(origin.__name__, "{}")
            if origin.__name__ == "Counter":
                return Dict(self._element(args), Int(0), form)
            key, value = self._element(args), self._element(args, 1)
            if origin.__name__ == "defaultdict":
                default = getattr(args[1], "__name__", "int") if len(args) > 1 else "int"
                default = default if default in ("int", "list", "set", "dict", "str", "float") else "int"
                form = "lib_collections.defaultdict(" + default + ", {})"
            return Dict(key, value, form)
        if origin in _ABCS:
            element = self._element(args)
            made = Listing(element, _ABCS[origin], distinct="set" in _ABCS[origin])
            return once(made) if origin is collections.abc.Iterable else made
        if getattr(origin, "__name__", "") == "ndarray":
            text = str(args)
            dtype = next(
                (d for d in ("float32", "int32", "uint8", "bool", "int64") if d in text),
                "float64" if "float" in text else "",
            )
            return Array("bool" if dtype == "bool" else dtype)
        return self._plain(origin, name)

    def _plain(self, cls: Any, name: str) -> Kind | None:
        simple: dict[Any, Kind] = {
            int: Int(),
            float: Float(),
            bool: Bool(),
            str: Str(),
            bytes: Bytes(),
            bytearray: Bytes("bytearray"),
            memoryview: Bytes("memoryview"),
            complex: Choice(["1j", "0j", "(2-3j)", "(1.5+0.5j)"]),
            list: Listing(left_open(Int())),
            tuple: Listing(left_open(Int()), "tuple({})"),
            set: Listing(left_open(Int()), "set({})"),
            frozenset: Listing(left_open(Int()), "frozenset({})"),
            dict: left_open(Dict(Str(), left_open(Int()))),
            type(None): Nothing(),
            range: Choice(["range(0)", "range(5)", "range(2, 20, 3)"]),
            collections.deque: Listing(left_open(Int()), "lib_collections.deque({})"),
            collections.Counter: Dict(Str(), Int(0), "lib_collections.Counter({})"),
            collections.abc.Callable: Function(1),
            slice: Choice(["slice(1, 3)", "slice(None, None, 2)"]),
        }
        if cls in simple:
            return simple[cls]
        if cls in _ABCS:
            return Listing(left_open(Int()), _ABCS[cls])
        title, module = getattr(cls, "__name__", ""), getattr(cls, "__module__", "")
        if title in DATES and module == "datetime":
            return Dates(title, DATES[title]) if title in ("date", "datetime") else Choice(DATES[title])
        if title == "Pattern" and module == "re":
            return Choice(REGEXES)
        if title == "UUID":
            return Choice(["load('uuid', 'UUID')(int=1)", "load('uuid', 'UUID')(int=2**100)"])
        if title == "Decimal":
            return Amount(DECIMALS)
        if title == "Fraction":
            return Tuple([Int(), Int(1)], "lib_fractions.Fraction({})")
        if title in PLAIN and module in ("pathlib", "io", "typing", "_io"):
            if "Bytes" in PLAIN[title]:
                return Tuple([Bytes()], "lib_io.BytesIO({})")
            texts = ["'a.txt'", "'dir/b.py'", "'/tmp/x/y.tar.gz'", "''"] if "Path" in title else []
            return Choice([f"{PLAIN[title]}({t})" for t in texts]) if texts else Tuple([Str()], "lib_io.StringIO({})")
        if title == "ndarray":
            return Array(dimensions=2 if any(w in name for w in ("mat", "grid", "img", "image")) else 1)
        if title == "DataFrame":
            return Frame({})
        if title == "Series":
            return Tuple([Listing(Float())], "series({})")
        if isinstance(cls, type):
            return self.instance(cls)
        if typing.is_typeddict(cls):
            return self._typed_dict(cls)
        return None

    def _typed_dict(self, cls: Any) -> Kind:
        fields = typing.get_type_hints(cls)
        return Keyed({key: self.kind(hint, key) or Int() for key, hint in fields.items()}, set(cls.__optional_keys__))

    def instance(self, cls: type) -> Kind | None:
        """An object of a class of the user's, through its constructor."""
        if typing.is_typeddict(cls):
            return self._typed_dict(cls)
        if issubclass(cls, enum.Enum):
            return Choice([f"{self.namer(cls)}[{member.name!r}]" for member in list(cls)[:30]] or ["None"])
        if cls in self.busy or len(self.busy) > 4:
            return Nothing()
        if inspect.isabstract(cls) or getattr(cls, "_is_protocol", False):
            for sub in cls.__subclasses__():
                found = self.instance(sub)
                if found is not None:
                    return found
            return None
        self.busy.append(cls)
        try:
            return self._construct(cls)
        finally:
            self.busy.pop()

    def _construct(self, cls: type) -> Kind | None:
        maker = self.namer(cls)
        links = self._links(cls)
        try:
            signature = inspect.signature(cls)
        except (TypeError, ValueError):
            return Build(maker, [])
        if links:
            return Node(maker, links, self._value_of_node(cls, signature))
        try:
            target = (
                cls
                if dataclasses.is_dataclass(cls) or hasattr(cls, "_fields")
                else inspect.getattr_static(cls, "__init__", cls)
            )
            hints = typing.get_type_hints(target)
        except Exception:
            hints = {}
        args: list[Kind] = []
        named: dict[str, Kind] = {}
        fields: list[str] = []
        uses = self.infer(cls) if self.infer is not None else {}
        for parameter in signature.parameters.values():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            found = self.kind(hints.get(parameter.name, parameter.annotation), parameter.name)
            usage = uses.get(parameter.name)
            if usage is not None:
                # Of a parameter with a default of which nothing is known, the default is the best guess.
                silent = parameter.default is not inspect.Parameter.empty and usage.silent()
                if found:
                    found = filled(found, usage, parameter.name)
                elif not silent:
                    found = owned(kinds(usage, parameter.name)[0], self, self.namer.namespace)
            if found is None and parameter.default is not inspect.Parameter.empty:
                continue
            found = found or Int(1, None, "size")
            fields.append(parameter.name)
            if parameter.kind is parameter.KEYWORD_ONLY:
                named[parameter.name] = found
            elif len(args) == len(signature.parameters) or not named:
                args.append(found)
            else:
                named[parameter.name] = found
        build = Build(maker, args, named, fields)
        calls = self.fillers(cls, [*args, *named.values()]) if self.fillers is not None else {}
        return Used(build, calls) if calls else build

    def _links(self, cls: type) -> list[str]:
        """Attributes through which nodes of a class refer to more of them."""
        try:
            text = (
                inspect.getsource(cls.__dict__["__init__"])
                if "__init__" in cls.__dict__
                else " ".join(getattr(cls, "__annotations__", ()))
            )
        except (OSError, TypeError):
            text = ""
        names = set(getattr(cls, "__annotations__", ())) | set(
            text.replace("self.", " ").replace("=", " ").replace(":", " ").replace(",", " ").split()
        )
        names -= plain_fields(cls)  # a pair of numbers is no tree
        if {"left", "right"} <= names:
            return ["left", "right"]
        if "next" in names and len(names) < 40:
            return ["next"]
        return []

    def _value_of_node(self, cls: type, signature: inspect.Signature) -> Kind:
        first = next(iter(signature.parameters.values()), None)
        if first is None:
            return Int()
        try:
            hints = typing.get_type_hints(
                cls if dataclasses.is_dataclass(cls) else inspect.getattr_static(cls, "__init__", cls)
            )
        except Exception:
            hints = {}
        return self.kind(hints.get(first.name) or int) or Int()
