"""Is an adapter used with the chat template of its training? ``fasterpy.json`` beside it says which that was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from fasterpy.chat_template import same
from fasterpy.errors import ModelError

NOTE = "fasterpy.json"


def check_template(adapter: str, template: str) -> None:
    """Raises ModelError when the base's chat template is another one. An adapter without a note is taken as it is."""
    path = Path(adapter) if Path(adapter).is_dir() else Path(adapter).parent
    try:
        note: Any = msgspec.json.decode((path / NOTE).read_bytes())
    except (OSError, msgspec.DecodeError):
        return
    trained = note.get("chat_template") if isinstance(note, dict) else None
    if isinstance(trained, str) and not same(trained, template):
        raise ModelError(
            f"this base has another chat template than {note.get('base')}, on which {adapter} was trained: "
            "use that base"
        )
