"""Reads ``*.traps``: groups of one original with rewrites that are the same or subtly wrong.

    ## NAME: ARGUMENT KINDS [target=QUALNAME]     (or ``program``)
    …original…
    ## same [what is worth noting]
    …rewrite…
    ## wrong WHAT IS WRONG
    …rewrite…
    ## assumed WHAT HAS TO BE TAKEN FOR GRANTED     (the same on such input alone: the answer has to say so)
    …rewrite…

The argument kinds (``list[int], posint``) are for tests that want to do without the workload stage; the recipe
benchmarks/verifier/traps.py has the inputs inferred from the code alone. The files ``fresh_*`` and ``blind_*`` name
none: they were written without looking at the others or at what finds them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fasterpy.records import Case, Code, ExpressionCase, Verdict

FOLDER = Path(__file__).parent
_HEADER = re.compile(r"^## (.*)$", re.M)


@dataclass(frozen=True)
class Trap:
    """One pair."""

    name: str
    kinds: tuple[str, ...]
    original: Code
    candidate: Code
    same: bool
    note: str
    assumed: bool = False
    """Whether it is the same only where something is taken for granted, and an answer *equivalent* has to say so."""

    @property
    def described(self) -> bool:
        """Whether its argument kinds are stated."""
        return self.kinds not in (("program",), ("",))

    def right(self, found: Verdict) -> bool:
        """Whether this is the answer."""
        told = not self.assumed or any(warning.startswith("taken for granted") for warning in found.warnings)
        return (found.verdict == "equivalent" and told) == self.same

    def __str__(self) -> str:
        kind = "assumed" if self.assumed else "same" if self.same else "wrong"
        return f"{self.name}-{kind}-{self.note.replace(' ', '-') or 'x'}"


def traps(folder: Path = FOLDER) -> Iterator[Trap]:
    for path in sorted(folder.glob("*.traps")):
        yield from _file(path)


def _file(path: Path) -> Iterator[Trap]:
    pieces = _HEADER.split(path.read_text())[1:]
    name, kinds, original = "", (), None
    for title, text in zip(pieces[::2], pieces[1::2], strict=True):
        word, _, rest = title.partition(" ")
        if word in ("same", "wrong", "assumed") and original is not None:
            candidate = Code(text=text, kind=original.kind, filename=original.filename, qualname=original.qualname)
            same, assumed = word != "wrong", word == "assumed"
            yield Trap(f"{path.stem}/{name}", kinds, original, candidate, same, rest.strip(), assumed)
            continue
        name, _, spec = title.partition(":")
        spec, _, target = spec.partition("target=")
        kinds = tuple(kind.strip() for kind in re.split(r",(?![^\[(]*[\])])", spec))
        if kinds == ("program",):
            original = Code(text=text, kind="program", filename="program.py")
        else:
            original = Code(text=text, kind="function", filename="target.py", qualname=target.strip() or "f")


# ------------------------------------------------------------------------------------------------------------- inputs

_WORDS = ["", "a", "b", "ab", "ba", "abc", "A", "Ab", "aa", "héllo", "ß", "ſt", "x y", "  pad ", "a,b,,c", "-12", "+3",
          "7", "0", " 42 ", "x1y2", "²٣", "zzzz", "racecar", "Hello World  again", "hello hello", "abcabcab", "1_0",
          "\n",           "aabbbc", "-", "abca", "AbBa", "3.5", "\tab  c"]  # fmt: skip
_FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 0.2, 0.3, 1e16, 1e-9, 3.3333333, -7.25, 123456.789, 1e8]


def _int(rng: random.Random) -> int:
    return rng.choice([0, 1, -1, 2, 3, 7, rng.randint(-5, 5), rng.randint(-30, 30), rng.randint(-1000, 1000)])


def _many(one: Callable[[random.Random], object], rng: random.Random) -> list[object]:
    size = rng.choice([0, 1, 2, 3, 4, 5, 8, 13])
    return [one(rng) for _ in range(size)]


def _value(kind: str, rng: random.Random) -> str:
    """An expression of a value of this kind."""
    if kind.startswith("obj:"):
        cls, inner = kind[4:-1].split("(")
        return f"{cls}({_value(inner, rng)})"
    if kind.startswith("ndarray["):
        return f"np.array({_value('list[' + kind[8:], rng)}, dtype={'float' if 'float' in kind else 'int'})"
    simple: dict[str, Callable[[], object]] = {
        "int": lambda: rng.choice([_int(rng), _int(rng), _int(rng), rng.randint(-(10**20), 10**20)]),
        "nat": lambda: rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 25, rng.randint(0, 60)]),
        "posint": lambda: rng.choice([1, 1, 2, 3, 4, 5, 6, 9, 12, 16, 25, rng.randint(1, 40)]),
        "float": lambda: rng.choice(_FLOATS),
        "str": lambda: rng.choice([*_WORDS, "".join(rng.choice("ab ") for _ in range(rng.randint(0, 8)))]),
    }
    if kind in simple:
        return repr(simple[kind]())
    element = kind[kind.index("[") + 1 : -1]
    if kind.startswith("list[list"):
        return repr(_many(lambda r: _many(_int, r), rng))
    if kind.startswith("matrix"):
        width = rng.randint(0, 4)
        return repr([[_int(rng) for _ in range(width)] for _ in range(rng.randint(0, 4))])
    if kind.startswith("dict"):
        keys = list(dict.fromkeys(rng.choice(_WORDS) for _ in range(rng.choice([0, 1, 2, 4, 6]))))
        return repr({k: rng.randint(-3, 5) for k in keys})
    if kind.startswith("set"):
        return f"set({_many(_int, rng)!r})"
    if element == "pair":
        return repr(_many(lambda r: (r.randint(0, 4), r.randint(0, 4)), rng))
    if element == "float":
        values = [repr(rng.choice(_FLOATS) if rng.random() < 0.6 else rng.uniform(-9, 9)) for _ in _many(_int, rng)]
        if rng.random() < 0.15:
            values.insert(rng.randint(0, len(values)), "float('nan')")
        return f"[{', '.join(values)}]"
    if element == "str":
        return repr(_many(lambda r: r.choice(_WORDS), rng))
    small = rng.random() < 0.5
    big = rng.random() < 0.15
    values = _many(lambda r: r.randint(0, 3) if small else _int(r) * (10**19 + 1 if big else 1), rng)
    return repr(sorted(values) if kind.startswith("sorted") else values)  # type: ignore[type-var]


def cases(trap: Trap, count: int = 60, seed: int = 0) -> list[Case]:
    """Inputs for a function by its argument kinds, small ones first; the same for the same seed."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    for _ in range(count * 3):
        kinds = [k for k in trap.kinds if not (k.startswith("opt:") and rng.random() < 0.4)]
        args = "".join(_value(kind.removeprefix("opt:"), rng) + ", " for kind in kinds)
        found[f"(({args}), {{}})"] = None
        if len(found) == count:
            break
    return [ExpressionCase(expression=e, source="typed", size=len(e)) for e in sorted(found, key=len)]
