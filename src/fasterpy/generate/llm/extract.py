"""Code out of a model's answer (Step 4.3 of the paper), robust against what models really do."""

from __future__ import annotations

from fasterpy.generate.llm import edits
from fasterpy.generate.llm.blocks import bare, find, without_thinking
from fasterpy.generate.llm.mend import mend
from fasterpy.generate.llm.merge import merge
from fasterpy.generate.llm.syntax import acts, canonical, covers, parse
from fasterpy.records import Record


class Extracted(Record, frozen=True):
    """What an answer holds."""

    texts: tuple[str, ...]
    """Complete versions of the code, the most promising first; each parses. Empty when there is none."""
    why: str = ""
    """Why there is none."""
    unchanged: bool = False
    """The answer repeats the code that it was asked to change."""


def extract(answer: str, base: str, targets: tuple[str, ...] = ()) -> Extracted:
    """The versions of ``base`` that an answer proposes, best first.

    ``base`` is the code that the model was asked about, ``targets`` the qualified names to be rewritten (none: a
    program). Of several blocks the best is the one that defines the targets (or acts, for a program), then the
    longest, then the last; blocks equal to ``base`` do not count.
    """
    if not answer.strip():
        return Extracted(texts=(), why="the answer is empty")
    pieces = find(answer)
    codes = _codes(pieces, base)
    if not codes:
        rest = bare(without_thinking(answer))
        codes = _codes([rest], base) if rest else []
    if not codes:
        return Extracted(texts=(), why="no Python code in the answer")
    if len(codes) > 1 and max(_quality(code, targets)[0] for code in codes) < max(1, len(targets)):
        codes = [*codes, *_codes(["\n\n".join(codes)], base)]  # an answer in instalments
    ranked = sorted(enumerate(codes), key=lambda item: (_quality(item[1], targets), item[0]), reverse=True)
    seen = {canonical(base)}
    texts: list[str] = []
    merged_any = unchanged = False
    for _, code in ranked:
        text = merge(code, base, targets)
        if text is None:
            continue
        merged_any = True
        key = canonical(text)
        unchanged = unchanged or key == canonical(base)
        if key is not None and key not in seen:
            seen.add(key)
            texts.append(text.rstrip("\n") + "\n")
    if texts:
        return Extracted(texts=tuple(texts))
    if merged_any:
        return Extracted(texts=(), why="the answer repeats the code unchanged", unchanged=unchanged)
    names = ", ".join(targets) or "the program"
    return Extracted(texts=(), why=f"the answer does not contain {names}")


def _codes(pieces: list[str], base: str) -> list[str]:
    codes: list[str] = []
    for piece in pieces:
        edited = edits.apply(piece, base)
        if edited is not None:
            codes += [edited] if parse(edited) is not None else []
            continue
        if edits.looks_like_diff(piece) and mend(piece) is None:
            continue
        code = mend(piece) or mend(_longest_prefix(piece))
        if code is not None:
            codes.append(code)
    return codes


def _longest_prefix(piece: str) -> str:
    """What of a piece that was cut off, or has prose at its ends, is complete."""
    code = bare(piece)
    return code if len(code) >= 0.3 * len(piece) else ""


def _quality(code: str, targets: tuple[str, ...]) -> tuple[int, int]:
    tree = parse(code)
    if tree is None:
        return -1, 0
    return (covers(tree, targets) if targets else int(acts(tree))), len(code)
