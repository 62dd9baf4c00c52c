"""What an answer *equivalent* takes for granted: differences that only input of another layout would show.

No format asks for spaces at the ends of lines, and programs that read ``input()`` are not condemned for them
(``domain``, 6). Whether they make a difference is cheap to see, and a reader should know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fasterpy.records import StdinCase
from fasterpy.verify.compare import compare
from fasterpy.verify.promised import taken_for_granted

if TYPE_CHECKING:
    from fasterpy.verify.trial import Trial

_CASES = 4
_MOST_NS = 50_000_000


def assumptions(trial: Trial) -> Iterator[str]:
    """One line for each layout on which both end normally and differ; for a function, what its docstring promises."""
    if trial.baseline.code.kind != "program":
        yield from taken_for_granted(trial.baseline.code)
        return
    for what, cases in _layouts(_quick(trial)).items():
        mine = trial.baseline.runs.again(cases)
        theirs = trial.runs.again(cases)
        for case, run, other in zip(cases, mine, theirs, strict=True):
            if run.status not in ("returned", "exited"):
                continue
            found = compare(run, other, trial.config.compare, trial.baseline.names)
            if found is not None and found.kind == "different":
                shown = case.stdin[:40].decode("utf-8", "replace")
                yield f"taken for granted: {what} (they differ on {shown!r}: {found})"
                break


def _quick(trial: Trial) -> list[bytes]:
    """A few inputs on which they agree, not among the dearest."""
    seen = trial.baseline.seen
    plain = [
        c.stdin for c in trial.agreed if isinstance(c, StdinCase) and seen(c).wall_ns < _MOST_NS and c.stdin.strip()
    ]
    return plain[:: max(1, len(plain) // _CASES)][:_CASES]


def _layouts(inputs: list[bytes]) -> dict[str, list[StdinCase]]:
    """The inputs laid out otherwise."""

    def each(before: bytes, after: bytes) -> list[StdinCase]:
        made = [b"".join(before + row + after for row in data.splitlines()) for data in inputs]
        return [StdinCase(stdin=data, source="outside-domain", size=len(data)) for data in made]

    return {
        "no line ends with a space": each(b"", b" \n"),
        "no line begins with a space": each(b" ", b"\n"),
    }
