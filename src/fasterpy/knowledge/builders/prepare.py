"""From what a source holds to a pair worth checking, or why not."""

from __future__ import annotations

import msgspec

from fasterpy.errors import SourceError
from fasterpy.knowledge.builders.canonical import canonical, digest
from fasterpy.knowledge.builders.pair import Item, Left, Pair
from fasterpy.knowledge.builders.shape import bare, shape
from fasterpy.knowledge.schema import MAX_TEXT_BYTES

COSMETIC = "cosmetic: the same but for names and layout"


def prepare(pair: Pair, min_rate: float) -> tuple[Item, str]:
    """The pair with bare texts and a way to run it, and its identity; or why it is left, and an empty identity.

    Two pairs of one identity differ in names and layout alone. ``min_rate``: gains that the source itself reports
    smaller are noise (the paper's rule: at least 10%); a source that reports none is heard.
    """
    slow, fast = bare(pair.slow), bare(pair.fast)
    why = _unusable(slow, fast, pair)
    if not why and 0 < pair.rate < min_rate:
        why = f"the source reports a gain below {min_rate:.2f}"
    if why:
        return _left(pair, why), ""
    try:
        ours = canonical(slow)
    except (SourceError, RecursionError):
        return _left(pair, "the slow version does not parse"), ""
    if not fast:
        return msgspec.structs.replace(pair, slow=slow, fast=fast), digest(ours, pair.summary)
    try:
        theirs = canonical(fast)
        kind, qualname = pair.kind, pair.qualname
        if not kind:
            kind, qualname, why = shape(slow, fast)
    except (SourceError, RecursionError):
        return _left(pair, "the fast version does not parse"), ""
    if ours == theirs:
        return _left(pair, COSMETIC), ""
    if why:
        return _left(pair, why), ""
    ready = msgspec.structs.replace(pair, slow=slow, fast=fast, kind=kind, qualname=qualname)
    return ready, digest(ours, theirs)


def _unusable(slow: str, fast: str, pair: Pair) -> str:
    if not slow.strip():
        return "no code"
    if not fast.strip() and not pair.summary:
        return "neither a fast version nor a summary"
    try:
        longest = max(len(text.encode()) for text in (slow, fast))
    except UnicodeEncodeError:
        return "not encodable as UTF-8"
    return f"longer than {MAX_TEXT_BYTES} bytes" if longest > MAX_TEXT_BYTES else ""


def _left(pair: Pair, why: str) -> Left:
    return Left(source=pair.source, reason=why, provenance=pair.provenance)
