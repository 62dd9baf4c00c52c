"""The preprocessing stage: targets with their context out, optimized targets back in (paper §4.2, Algorithm 1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fasterpy.errors import SourceError, TargetError
from fasterpy.preprocess.budget import Cut, estimate_tokens, fit
from fasterpy.preprocess.context import Selection, select
from fasterpy.preprocess.formatting import format_black
from fasterpy.preprocess.hunks import apply_diff, unified_diff
from fasterpy.preprocess.lines import split_lines
from fasterpy.preprocess.outline import Outline
from fasterpy.preprocess.reader import parse_ast
from fasterpy.preprocess.render import deletions
from fasterpy.preprocess.restore import Restored, restore
from fasterpy.preprocess.sameness import Read as _Read
from fasterpy.preprocess.targets import find_target
from fasterpy.preprocess.tree import find
from fasterpy.records import CleanedCode, Record, Source

_REMEMBERED = 8
"""Texts whose syntax trees are kept."""


class PreprocessConfig(Record, frozen=True):
    """How context is chosen."""

    max_tokens: int | None = 6000
    """Budget of the cleaned text by the rule of ``budget.estimate_tokens``; None: no limit. The targets always stay."""
    callers: bool = True
    """Whether direct callers of the targets stay (paper, Fig. 2)."""
    format: bool = True
    """Whether Black formats the result."""
    line_length: int = 88


class TreeSitterPreprocessor:
    """Implements ``protocols.Preprocessor`` with Tree-sitter, a unified diff and Black."""

    def __init__(self, config: PreprocessConfig | None = None) -> None:
        self.config = config or PreprocessConfig()
        # One file is cleaned for several targets, and one context gets many candidates back.
        self._read = lru_cache(maxsize=_REMEMBERED)(_Read)

    def clean(self, source: Source, targets: Sequence[str]) -> CleanedCode:
        """Raises TargetError when a target is missing or refused. No targets: the text unchanged."""
        names = tuple(dict.fromkeys(targets))
        if not names:
            return CleanedCode(text=source.text, targets=(), source=source, tokens=estimate_tokens(source.text))
        outline = readable(self._read(source.text).outline, source.path)
        units = [find_target(outline, name, source.path) for name in names]
        selection = select(outline, units, callers=self.config.callers)
        cut = fit(selection, self.config.max_tokens)
        patch, text = self._cut(source, selection, cut)
        if self.config.format:
            text = format_black(text, self.config.line_length)
        return CleanedCode(
            text=text,
            targets=names,
            source=source,
            patch=patch,
            dropped=tuple(cut.dropped),
            tokens=estimate_tokens(text),
        )

    def restore(self, cleaned: CleanedCode, optimized: str) -> str:
        """The file with the optimized targets in it; the rest as it was, byte for byte.

        Raises TargetError when a target is not in ``optimized`` or cannot be put back safely, SourceError when
        ``optimized`` does not parse.
        """
        return self.restore_report(cleaned, optimized).text

    def restore_report(self, cleaned: CleanedCode, optimized: str) -> Restored:
        """As ``restore``, and what was replaced, added and ignored on the way."""
        return restore(cleaned, optimized, self._read)

    def _cut(self, source: Source, selection: Selection, cut: Cut) -> tuple[str, str]:
        """The unified diff and the text after it, with LF line endings."""
        contents, endings = split_lines(source.text)
        raw = [text + ("\r" if ending == "\r\n" else "") for text, ending in zip(contents, endings, strict=True)]
        edits = deletions(selection, cut.stubs, cut.bare)
        patch = unified_diff(raw, edits, source.path, final_newline=bool(endings and endings[-1]))
        lines = [line.removesuffix("\r") for line in (apply_diff(raw, patch) if patch else raw)]
        text = "\n".join(lines).strip("\n") + "\n"
        try:
            parse_ast(text)
        except SourceError:  # a layout that line ranges cannot cut: better too much context than broken context
            return "", "\n".join(contents) + "\n"
        return patch, text


def readable(outline: Outline, where: str) -> Outline:
    """The outline; raises TargetError when the grammar could not read all of the file."""
    if outline.has_error:
        bad = min((node.start_point[0] for node in find("[(ERROR) (MISSING)] @it", outline.root)), default=0)
        raise TargetError(f"{where}: the syntax near line {bad + 1} is not known to tree-sitter's Python grammar")
    return outline
