"""What is known to have no side effect, and what a piece of code may change."""

from __future__ import annotations

import ast
from collections.abc import Callable

PURE_BUILTINS = frozenset(
    [
        "abs",
        "all",
        "any",
        "bin",
        "bool",
        "bytes",
        "chr",
        "complex",
        "dict",
        "divmod",
        "enumerate",
        "filter",
        "float",
        "format",
        "frozenset",
        "hash",
        "hex",
        "int",
        "isinstance",
        "issubclass",
        "len",
        "list",
        "map",
        "max",
        "min",
        "oct",
        "ord",
        "pow",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "slice",
        "sorted",
        "str",
        "sum",
        "tuple",
        "type",
        "zip",
    ]
)
PURE_METHODS = frozenset(
    [
        *("date", "day_name", "dst", "group", "groupdict", "groups", "isocalendar", "isoformat", "isoweekday"),
        *("quantize", "removeprefix", "removesuffix", "span", "strftime", "timestamp", "total_seconds", "weekday"),
        *("all", "any", "argmax", "argmin", "astype", "cumsum", "max", "mean", "min", "std", "sum", "tolist", "var"),
        "bit_count",
        "bit_length",
        "capitalize",
        "casefold",
        "center",
        "copy",
        "count",
        "decode",
        "difference",
        "digest",
        "encode",
        "endswith",
        "find",
        "format",
        "get",
        "hexdigest",
        "index",
        "intersection",
        "isalnum",
        "isalpha",
        "isdecimal",
        "isdigit",
        "isdisjoint",
        "islower",
        "isnumeric",
        "isspace",
        "issubset",
        "issuperset",
        "isupper",
        "items",
        "join",
        "keys",
        "ljust",
        "lower",
        "lstrip",
        "most_common",
        "partition",
        "replace",
        "rfind",
        "rindex",
        "rjust",
        "rpartition",
        "rsplit",
        "rstrip",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "swapcase",
        "symmetric_difference",
        "title",
        "translate",
        "union",
        "upper",
        "values",
        "zfill",
    ]
)
PURE_MODULES = frozenset(
    {"math", "cmath", "operator", "string", "bisect", "fractions", "decimal", "itertools", "statistics"}
)
IMMUTABLE_RESULTS = frozenset(
    [
        "base64.b64decode",
        "base64.b64encode",
        "binascii.crc32",
        "calendar.isleap",
        "calendar.monthrange",
        "datetime.date",
        "datetime.date.fromisoformat",
        "datetime.date.fromordinal",
        "datetime.datetime",
        "datetime.datetime.combine",
        "datetime.datetime.fromtimestamp",
        "datetime.datetime.fromisoformat",
        "datetime.datetime.strptime",
        "datetime.time",
        "datetime.time.fromisoformat",
        "datetime.timedelta",
        "fnmatch.fnmatch",
        "fnmatch.fnmatchcase",
        "html.escape",
        "html.unescape",
        "ipaddress.IPv4Address",
        "ipaddress.IPv4Network",
        "ipaddress.IPv6Address",
        "ipaddress.IPv6Network",
        "ipaddress.ip_address",
        "ipaddress.ip_interface",
        "ipaddress.ip_network",
        "os.path.basename",
        "os.path.dirname",
        "os.path.join",
        "os.path.normpath",
        "re.compile",
        "re.escape",
        "struct.pack",
        "struct.unpack",
        "struct.unpack_from",
        "textwrap.dedent",
        "unicodedata.category",
        "unicodedata.normalize",
        "urllib.parse.quote",
        "urllib.parse.quote_plus",
        "urllib.parse.unquote",
        "urllib.parse.unquote_plus",
        "uuid.UUID",
        "zlib.crc32",
        "zoneinfo.ZoneInfo",
        *(
            f"numpy.{name}"
            for name in (
                "all", "any", "argmax", "argmin", "average", "linalg.norm", "max", "mean", "median", "min", "nanmax",
                "nanmean", "nanmin", "nanstd", "nansum", "percentile", "prod", "ptp", "quantile", "std", "sum", "var",
            )
        ),
    ]
)  # fmt: skip
"""Functions of other modules without effects, whose value nobody can change (an axis makes arrays: a guess)."""
PURE_FUNCTIONS = IMMUTABLE_RESULTS | frozenset(
    [
        "hashlib.blake2b",
        "hashlib.md5",
        "hashlib.sha1",
        "hashlib.sha256",
        "hashlib.sha512",
        "json.dumps",
        "json.loads",
        "os.path.splitext",
        "re.findall",
        "re.fullmatch",
        "re.match",
        "re.search",
        "re.split",
        "urllib.parse.urlparse",
        "urllib.parse.urlsplit",
        *(
            f"numpy.{name}"
            for name in (
                "abs", "absolute", "argsort", "argwhere", "bincount", "clip", "cos", "cumsum", "diff", "dot", "exp",
                "flatnonzero", "floor", "histogram", "hypot", "isfinite", "isin", "isnan", "log", "maximum", "minimum",
                "nonzero", "outer", "searchsorted", "sign", "sin", "sort", "sqrt", "square", "unique", "where",
            )
        ),
    ]
)  # fmt: skip
"""Functions of other modules without effects. What ``json.loads`` and its like give is new at every call."""
_SAFE_CALLS = PURE_BUILTINS | {"print", "input"}


def root_name(node: ast.AST) -> str:
    """``a`` of ``a.b[c].d``; empty when the chain does not start at a name."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.AST) -> str:
    """``a.b`` of ``a.b[c].d``: the attributes that surely lie on the way; empty when it does not start at a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
        names = [node.attr, *names] if isinstance(node, ast.Attribute) else []
        node = node.value
    return ".".join([node.id, *names]) if isinstance(node, ast.Name) else ""


def touched(node: ast.AST, name: str, pure: Callable[[ast.Call], bool] | None = None) -> set[str]:
    """Which attributes of ``name`` (``self.log``) code may change, as far as ``mutated_names`` says that it may."""
    found: set[str] = set()
    for below in ast.walk(node):
        match below:
            case ast.Attribute(ctx=ast.Store() | ast.Del()):
                found.add(dotted(below))
            case ast.Subscript(ctx=ast.Store() | ast.Del()):
                found.add(dotted(below.value))
            case ast.Call(func=func, args=args, keywords=keywords) if not (pure is not None and pure(below)):
                found.update(dotted(arg) for arg in (*args, *(word.value for word in keywords)))
                if isinstance(func, ast.Attribute) and func.attr not in PURE_METHODS:
                    found.add(dotted(func.value))
    return {path for path in found if path.partition(".")[0] == name}


def mutated_names(node: ast.AST, pure: Callable[[ast.Call], bool] | None = None) -> tuple[set[str], set[str]]:
    """Names that code in ``node`` rebinds, and names whose objects it may change.

    ``pure`` says of a call that it leaves its arguments and its object alone.
    """
    rebound: set[str] = set()
    mutated: set[str] = set()
    for below in ast.walk(node):
        match below:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                rebound.add(name)
            case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
                mutated.add(root_name(below))
            case ast.AugAssign(target=target):
                mutated.add(root_name(target))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                rebound.add(name)
            case ast.alias(name=name, asname=other):
                rebound.add(other or name.split(".")[0])
            case ast.ExceptHandler(name=str() as name):
                rebound.add(name)
            case ast.Call(func=func, args=args, keywords=keywords):
                if isinstance(func, ast.Attribute):
                    if func.attr not in PURE_METHODS and not (pure is not None and pure(below)):
                        mutated.add(root_name(func.value))
                    continue_args = func.attr not in ("append", "add", "appendleft")
                else:
                    continue_args = not (isinstance(func, ast.Name) and func.id in _SAFE_CALLS)
                if continue_args and not (pure is not None and pure(below)):
                    mutated.update(root_name(arg) for arg in (*args, *(word.value for word in keywords)))
    mutated.discard("")
    return rebound, mutated
