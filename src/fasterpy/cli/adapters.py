"""An adapter in the settings: the model is asked with the prompt that the adapter was trained with."""

from __future__ import annotations

import msgspec

from fasterpy.config import Settings


def adapted(settings: Settings) -> tuple[Settings, str]:
    """The settings with the adapter's prompt where they leave it open, and a line for the user.

    Adapters that ``fasterpy train lora`` did not write change nothing. Raises InputsError for an unknown note.
    """
    if not settings.adapter:
        return settings, ""
    from fasterpy.generate.llm.prompt import digest, names
    from fasterpy.train import adapter

    note = adapter.find(settings.adapter)
    if note is None:
        return settings, ""
    name = note.prompt.name
    if settings.prompt == "auto" and (name in names() or name.endswith(".jinja")):
        settings = msgspec.structs.replace(settings, prompt=name)
    asked = [each.strip() for each in settings.prompt.split(",")]
    used = name if name in asked else settings.prompt
    return settings, adapter.check_prompt(note, used, digest(name) if used == name else "")
