"""The exact way back: optimized targets into the untouched file."""

from __future__ import annotations

from collections.abc import Callable

from fasterpy.errors import SourceError, TargetError
from fasterpy.preprocess.candidate import NAME, locate, read_candidate
from fasterpy.preprocess.lines import dominant, normal, split_lines
from fasterpy.preprocess.reader import encode_source, parse_ast
from fasterpy.preprocess.sameness import Read, dump
from fasterpy.preprocess.splice import Restored, Splicer
from fasterpy.preprocess.targets import find_target
from fasterpy.records import CleanedCode

__all__ = ["Restored", "restore"]


def restore(cleaned: CleanedCode, optimized: str, read: Callable[[str], Read] = Read) -> Restored:
    """The text of the file with the targets of ``optimized`` in it, and a report.

    Raises TargetError when a target is missing or cannot be put back safely, SourceError when ``optimized`` does not
    parse.
    """
    source = cleaned.source
    if not cleaned.targets:
        return Restored(text=_whole(source.text, optimized))
    context, original = read(cleaned.text), read(source.text)
    candidate = read_candidate(optimized, cleaned.targets, context.outline)
    pairs = [
        (find_target(original.outline, name, source.path), locate(candidate.outline, name)) for name in cleaned.targets
    ]
    for restyle in (True, False):
        splicer = Splicer(original, context, candidate, cleaned.dropped)
        report = splicer.run(source.text, pairs, restyle)
        if report.text == source.text:
            return report
        try:
            parse_ast(report.text, source.path)
            break
        except SourceError:
            if not restyle:
                raise TargetError(f"{', '.join(cleaned.targets)} cannot be put back into {source.path}") from None
    encode_source(source, report.text)
    return report


def _whole(text: str, optimized: str) -> str:
    tree = parse_ast(normal(optimized), NAME)
    try:
        if dump(tree) == dump(parse_ast(normal(text))):
            return text
    except RecursionError:
        pass
    ending = dominant(split_lines(text)[1])
    return normal(optimized).replace("\n", ending)
