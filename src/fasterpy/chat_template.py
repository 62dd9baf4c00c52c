"""Do two chat templates write a plain conversation alike? Copies of one template differ in tools and blanks alone."""

from __future__ import annotations

from typing import Any

CHAT = ({"role": "system", "content": "Be fast."}, {"role": "user", "content": "x = 1"})


def same(one: str, other: str) -> bool:
    """Whether both give the same prompt for a system and a user message; compared as texts when one cannot be run."""
    if one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip():
        return True
    written = [_prompt(template) for template in (one, other)]
    return written[0] is not None and written[0] == written[1]


def _prompt(template: str) -> str | None:
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    environment.globals["raise_exception"] = _refuse
    try:
        values: dict[str, Any] = {"messages": CHAT, "add_generation_prompt": True, "bos_token": "", "eos_token": ""}
        return environment.from_string(template).render(**values)
    except (TemplateError, TypeError, ValueError):
        return None


def _refuse(message: str) -> None:
    raise ValueError(message)
