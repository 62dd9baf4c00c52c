"""A small world in which the truth about each text is known."""

from collections.abc import Callable, Iterator, Sequence

from fasterpy.records import Candidate, CleanedCode, Code, GenerationRequest, SearchTask, Source, Usage
from fasterpy.search import SearchConfig
from fasterpy.testing.clock import FakeClock
from fasterpy.testing.judge import ScriptedJudge

ORIGINAL = "def f(x):\n    a = 0\n    b = 0\n    c = 0\n    return x\n"


def code(text: str = ORIGINAL) -> Code:
    return Code(text=text, kind="function", qualname="f")


def task(seconds: float = 100.0, **changes: object) -> SearchTask:
    source = Source(path="f.py", raw=ORIGINAL.encode(), text=ORIGINAL)
    cleaned = CleanedCode(text=ORIGINAL, targets=("f",), source=source)
    request = GenerationRequest(code=code(), cleaned=cleaned, samples=4, **changes)  # type: ignore[arg-type]
    return SearchTask(request=request, seconds=seconds)


def version(value: float | str) -> str:
    """A candidate whose truth is in it: its speedup, or ``wrong``."""
    return f"def f(x):\n    return {value!r}\n"


def truth(text: str) -> float | None:
    inside = text.rpartition("return ")[2].strip()
    return None if inside == "'wrong'" or inside.startswith("'wrong") else float(inside.split()[0])


def world(
    speedup: Callable[[str], float | None] = truth, **options: object
) -> tuple[ScriptedJudge, FakeClock, SearchConfig]:
    clock = FakeClock()
    return ScriptedJudge(code(), speedup, clock, **options), clock, SearchConfig()  # type: ignore[arg-type]


class Switches:
    """A composable generator over ``a``, ``b`` and ``c``: each change sets one of them to 1."""

    name = "rules"

    def __init__(self, names: str = "abc", wholes: bool = True) -> None:
        self._names, self._wholes = names, wholes

    def generate(self, requests: Sequence[GenerationRequest]) -> list[list[Candidate]]:
        return [self._generate(request.code.text) for request in requests]

    def _generate(self, text: str) -> list[Candidate]:
        whole = self.compose(text, list(self._names)) if self._wholes else None
        return [*([whole] if whole else []), *self.expand(text)]

    def usage(self) -> Usage:
        return Usage()

    def expand(self, text: str, applied: Sequence[str] = (), *, qualname: str | None = None) -> list[Candidate]:
        return [
            Candidate(text=text.replace(f"{name} = 0", f"{name} = 1"), origin="rule:" + "+".join((*applied, name)))
            for name in self._names
            if f"{name} = 0" in text
        ]

    def compose(self, text: str, names: Sequence[str], *, qualname: str | None = None) -> Candidate | None:
        for name in names:
            text = text.replace(f"{name} = 0", f"{name} = 1")
        return Candidate(text=text, origin="rule:" + "+".join(names))

    def shrink(self, original: str, text: str) -> Iterator[Candidate]:
        for name in self._names:
            if f"{name} = 1" in text and f"{name} = 0" in original:
                yield Candidate(text=text.replace(f"{name} = 1", f"{name} = 0"), origin="shrink")


def switched(gains: dict[str, float], wrong: str = "") -> Callable[[str], float | None]:
    """The speedup is the product of the gains of what is switched on; what is in ``wrong`` breaks the code."""

    def speedup(text: str) -> float | None:
        result = 1.0
        for name in "abc":
            if f"{name} = 1" in text:
                if name in wrong:
                    return None
                result *= gains.get(name, 1.0)
        return result

    return speedup
