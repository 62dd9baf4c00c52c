"""Names of types as strings (``list[int]``), how they are taken apart and joined, and what known calls give."""

from __future__ import annotations

CONSTRUCTORS: dict[str, str] = {
    "int": "int", "float": "float", "str": "str", "bool": "bool", "len": "int", "ord": "int", "chr": "str",
    "input": "str", "repr": "str", "bin": "str", "hex": "str", "oct": "str", "hash": "int", "id": "int",
    "bytes": "bytes", "bytearray": "bytearray", "complex": "complex", "isinstance": "bool", "any": "bool",
    "all": "bool", "callable": "bool",
    "range": "range[int]", "Counter": "Counter", "defaultdict": "defaultdict", "deque": "deque", "OrderedDict": "dict",
    "gcd": "int", "isqrt": "int", "factorial": "int", "comb": "int", "perm": "int", "lcm": "int", "sqrt": "float",
    "sin": "float", "cos": "float", "tan": "float", "asin": "float", "acos": "float", "atan": "float", "atan2": "float",
    "sinh": "float", "cosh": "float", "tanh": "float", "radians": "float", "degrees": "float", "exp": "float",
    "expm1": "float", "log": "float", "log2": "float", "log10": "float", "log1p": "float", "hypot": "float",
    "dist": "float", "fsum": "float", "cbrt": "float", "erf": "float", "gamma": "float", "lgamma": "float",
    "floor": "int", "ceil": "int", "bisect": "int", "bisect_left": "int", "bisect_right": "int", "Fraction": "Fraction",
    "Decimal": "Decimal", "readline": "str", "format": "str",
}  # fmt: skip
METHODS: dict[str, str] = {
    "split": "list[str]", "rsplit": "list[str]", "splitlines": "list[str]", "strip": "str", "rstrip": "str",
    "lstrip": "str", "lower": "str", "upper": "str", "replace": "str", "join": "str", "format": "str", "zfill": "str",
    "title": "str", "capitalize": "str", "swapcase": "str", "translate": "str", "ljust": "str", "rjust": "str",
    "center": "str", "find": "int", "rfind": "int", "index": "int", "count": "int", "startswith": "bool",
    "endswith": "bool", "isdigit": "bool", "isalpha": "bool", "isupper": "bool", "islower": "bool", "isalnum": "bool",
    "bit_length": "int", "readline": "str", "readlines": "list[str]", "sub": "str", "encode": "bytes", "decode": "str",
    "gcd": "int", "isqrt": "int", "factorial": "int", "sqrt": "float", "floor": "int", "ceil": "int", "tolist": "list",
}  # fmt: skip
NUMBERS = ("bool", "int", "float", "complex")


def kind(of: str) -> str:
    """``list[int]`` → ``list``."""
    return of.partition("[")[0]


def element(of: str) -> str:
    """What iterating gives: ``list[int]`` → ``int``; of a dict the key; of a str a str."""
    if of in ("str", "range"):
        return "str" if of == "str" else "int"
    if of == "bytes":
        return "int"
    inner = of.partition("[")[2][:-1]
    if kind(of) in ("dict", "Counter", "defaultdict"):
        return split(inner)[0] if inner else ""
    return inner


def split(inner: str) -> list[str]:
    """``int,list[str]`` → its parts."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(inner):
        depth += (letter == "[") - (letter == "]")
        if letter == "," and not depth:
            parts.append(inner[start:place])
            start = place + 1
    return [*parts, inner[start:]]


def join(first: str | None, second: str | None) -> str:
    """The type of a variable that is sometimes one, sometimes the other; None means not yet known."""
    if first is None or second is None or first == second:
        return (second if first is None else first) or ""
    if kind(first) == kind(second):
        # An empty literal says nothing about its elements.
        inner = element(first) or element(second) if "[" not in first or "[" not in second else ""
        return f"{kind(first)}[{inner}]" if inner else kind(first)
    if first in NUMBERS and second in NUMBERS:
        return max(first, second, key=NUMBERS.index)
    return ""
