"""Array libraries, recognised by the names of their classes when the target has loaded them; never imported here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from fasterpy.sandbox.child.portrait_parts import mro, type_name

if TYPE_CHECKING:
    from fasterpy.sandbox.child.portrait import Handler, Painter


def handler(t: type) -> tuple[Handler, bool] | None:
    """(handler, has an identity) for numpy, pandas, polars, scipy.sparse and torch types and their subclasses."""
    for base in mro(t):
        module = str(type.__getattribute__(base, "__module__"))
        root = module.partition(".")[0]
        if root in _FINDERS and root in sys.modules:
            found = _FINDERS[root](base.__name__, base)
            if found is not None:
                return found
    return None


# --------------------------------------------------------------------------------------------------------------- numpy


def _numpy(name: str, base: type) -> tuple[Handler, bool] | None:
    if name == "ndarray":
        return _ndarray, True
    if name == "generic":
        return _numpy_scalar, False
    if name == "dtype":
        return (lambda p, x, d: ["val", "numpy.dtype", [dtype_of(x)]]), False
    if name == "Generator":
        return (lambda p, x, d: ["val", type_name(type(x)), [p.visit(x.bit_generator.state, d + 1)]]), True
    if name == "RandomState":
        return (lambda p, x, d: ["val", type_name(type(x)), [p.visit(x.get_state(legacy=False), d + 1)]]), True
    if name == "ufunc":
        return (lambda p, x, d: ["name", "function", f"numpy.{x.__name__}"]), False
    return None


def dtype_of(dtype: Any) -> str:
    """Text that tells dtypes apart, structured ones included."""
    return str(dtype.descr) if dtype.names else str(dtype.str)


def _ndarray(p: Painter, x: Any, depth: int) -> list[Any]:
    numpy = sys.modules["numpy"]
    plain = x.view(numpy.ndarray) if type(x) is not numpy.ndarray else x
    if plain.dtype.hasobject:
        data: Any = p.items(plain.ravel().tolist(), depth)
    else:
        data = p.large(plain.tobytes(), plain.nbytes)
    node = [dtype_of(plain.dtype), list(plain.shape), data, _owner(p, x)]
    if type(x) is numpy.ndarray:
        return ["array", *node]
    parts: list[Any] = [["array", 0, *node]]
    if _is(x, "MaskedArray"):
        parts += [p.visit(numpy.ma.getmaskarray(x), depth + 1), p.visit(x.fill_value, depth + 1)]
    return ["val", type_name(type(x)), parts]


def _owner(p: Painter, x: Any) -> int:
    """Number of the object whose memory a view shows, when the caller holds it; 0 otherwise."""
    owner = x
    while getattr(owner, "base", None) is not None:
        owner = owner.base
    if owner is x:
        return 0
    n = p.numbers.get(id(owner), 0)
    return n if n <= p.known else 0


def _numpy_scalar(p: Painter, x: Any, depth: int) -> list[Any]:
    if x.dtype.hasobject:
        return ["val", type_name(type(x)), [dtype_of(x.dtype), p.visit(x.item(), depth + 1)]]
    return ["val", type_name(type(x)), [dtype_of(x.dtype), x.tobytes()]]


def _is(x: Any, name: str) -> bool:
    return any(cls.__name__ == name for cls in mro(type(x)))


# -------------------------------------------------------------------------------------------------------------- pandas


def _pandas(name: str, base: type) -> tuple[Handler, bool] | None:
    if name == "DataFrame":
        return _frame, True
    if name == "Series":
        return _series, True
    if name == "MultiIndex":
        return (
            lambda p, x, d: ["val", "pandas.MultiIndex", [p.visit(v, d + 1) for v in (list(x.names), list(x))]]
        ), True
    if name == "Index":
        return _index, True
    if name == "ExtensionArray":
        return (lambda p, x, d: ["val", type_name(type(x)), [str(x.dtype), p.visit(list(x), d + 1)]]), True
    if name in ("Timestamp", "Timedelta"):
        return (lambda p, x, d: ["val", name, [str(x), x.value, str(getattr(x, "tz", ""))]]), False
    if name in ("NAType", "NaTType"):
        return (lambda p, x, d: ["val", name, []]), False
    if name == "Interval":
        return (lambda p, x, d: ["val", name, [p.visit(x.left, d), p.visit(x.right, d), x.closed]]), False
    if name == "Period":
        return (lambda p, x, d: ["val", name, [x.ordinal, str(x.freq)]]), False
    return None


def _column(p: Painter, x: Any, depth: int) -> Any:
    numpy = sys.modules["numpy"]
    values = x.array
    if isinstance(x.dtype, numpy.dtype):
        copied = numpy.array(values, dtype=x.dtype)
        return ["array", 0, *_ndarray(p, copied, depth)[1:]]
    extra = [p.visit(list(x.dtype.categories), depth + 1), x.dtype.ordered] if _is(x.dtype, "CategoricalDtype") else []
    return ["val", 0, str(x.dtype), [p.visit(list(values), depth + 1), *extra]]


def _frame(p: Painter, x: Any, depth: int) -> list[Any]:
    columns = [_column(p, x.iloc[:, i], depth + 1) for i in range(x.shape[1])]
    parts = [p.visit(x.columns, depth + 1), p.visit(x.index, depth + 1), ["tuple", 0, columns]]
    return ["val", type_name(type(x)), [*parts, p.visit(dict(x.attrs), depth + 1)]]


def _series(p: Painter, x: Any, depth: int) -> list[Any]:
    parts = [p.visit(x.name, depth + 1), p.visit(x.index, depth + 1), _column(p, x, depth + 1)]
    return ["val", type_name(type(x)), parts]


def _index(p: Painter, x: Any, depth: int) -> list[Any]:
    # A RangeIndex is how pandas stores an Index of int64 when it can; users cannot rely on which they get.
    name = "pandas.Index" if type(x).__name__ in ("RangeIndex", "Index") else type_name(type(x))
    parts = [p.visit(x.name, depth + 1), _column(p, x, depth + 1), str(getattr(x, "freq", None))]
    return ["val", name, parts]


# -------------------------------------------------------------------------------------------- polars, scipy, torch


def _polars(name: str, base: type) -> tuple[Handler, bool] | None:
    if name == "DataFrame":
        return (
            lambda p, x, d: [
                "val",
                "polars.DataFrame",
                [["list", 0, [f"{k}:{t}" for k, t in zip(x.columns, x.dtypes, strict=True)]]]
                + [p.visit(c.to_list(), d + 1) for c in x.get_columns()],
            ]
        ), True
    if name == "Series":
        return (lambda p, x, d: ["val", "polars.Series", [x.name, str(x.dtype), p.visit(x.to_list(), d + 1)]]), True
    return None


def _scipy(name: str, base: type) -> tuple[Handler, bool] | None:
    return (_sparse, True) if name in ("spmatrix", "sparray", "_spbase") else None


def _sparse(p: Painter, x: Any, depth: int) -> list[Any]:
    coo = x.tocoo(copy=True)
    coo.sum_duplicates()
    arrays = [p.visit(a, depth + 1) for a in (coo.row, coo.col, coo.data)]
    return ["val", type_name(type(x)), [x.format, ["tuple", 0, list(x.shape)], *arrays]]


def _torch(name: str, base: type) -> tuple[Handler, bool] | None:
    if name == "Tensor":
        return _tensor, True
    if name in ("dtype", "device", "Size"):
        return (lambda p, x, d: ["val", f"torch.{name}", [str(x)]]), False
    return None


def _tensor(p: Painter, x: Any, depth: int) -> list[Any]:
    flat = x.detach().cpu().contiguous()
    try:
        data = ["array", 0, *_ndarray(p, flat.numpy(), depth)[1:4], 0]
    except TypeError:  # dtypes that numpy lacks, such as bfloat16
        data = p.visit(flat.tolist(), depth + 1)
    return ["val", "torch.Tensor", [str(x.dtype), ["tuple", 0, list(x.shape)], str(x.device), x.requires_grad, data]]


_FINDERS = {"numpy": _numpy, "pandas": _pandas, "polars": _polars, "scipy": _scipy, "torch": _torch}
