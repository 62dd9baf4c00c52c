"""Black (paper §4.2, Step 1.4), which is slow to import and cannot format everything that Python accepts."""

from __future__ import annotations

import warnings

from fasterpy.syntax import syntax_tree


def format_black(text: str, line_length: int = 88) -> str:
    """The text as Black writes it; unchanged when Black cannot read it or would break it."""
    import black

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            formatted = black.format_str(text, mode=black.Mode(line_length=line_length))
            syntax_tree(formatted)
    except Exception:  # Black raises many kinds, also on valid code that its own parser does not know
        return text
    return formatted
