"""Prompts are files: one Jinja template each, with a block ``system`` and a block ``user``.

An undefined variable in a template fails instead of leaving a hole. Available to every template:
``code`` (the cleaned code), ``kind``, ``targets`` (names in words), ``suggestions``, ``facts``, ``exemplars``,
``previous``, ``feedback`` and ``fence`` (a run of backquotes longer than any in the code). For small models, which copy
what they see: ``bare`` (the code without docstrings), ``about`` (the first line of the target's docstring) and
``hints`` (suggestions whose ``place`` is the line itself instead of its number).
"""

from __future__ import annotations

import difflib
import hashlib
import re
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from fasterpy.errors import ConfigError
from fasterpy.generate.llm.plain_words import about, bare, hints
from fasterpy.records import CleanedCode, Code, Exemplar, GenerationRequest, Message, Source, Suggestion

if TYPE_CHECKING:
    from jinja2 import Template

BLOCKS = ("system", "user")


def names() -> list[str]:
    """The built-in prompts."""
    folder = resources.files("fasterpy.generate.llm") / "prompts"
    return sorted(entry.name.removesuffix(".jinja") for entry in folder.iterdir() if entry.name.endswith(".jinja"))


def digest(name: str) -> str:
    """SHA-256 of a prompt's text: a model that was tuned on a prompt knows by it whether it is asked with the same one.

    Raises ConfigError when there is no such prompt.
    """
    return hashlib.sha256(_text(name).encode()).hexdigest()


def reads(name: str, variable: str) -> bool:
    """Whether a prompt says something about a variable. Raises ConfigError when there is no such prompt."""
    return variable in _text(name)


def render(name: str, request: GenerationRequest) -> tuple[Message, ...]:
    """The messages of a prompt: one per non-empty block.

    ``name`` is a built-in prompt or the path of a ``.jinja`` file. Raises ConfigError when it does not exist, does not
    parse or uses a variable that is not there.
    """
    import jinja2

    template = _template(name)
    texts = (request.cleaned.text, request.previous, *(exemplar.text for exemplar in request.exemplars))
    variables = {
        "code": request.cleaned.text.rstrip("\n"),
        "bare": bare(request.cleaned.text).rstrip("\n"),
        "about": about(request.cleaned.text, request.cleaned.targets),
        "hints": hints(request),
        "kind": request.code.kind,
        "targets": _in_words(request),
        "suggestions": request.suggestions,
        "facts": request.facts,
        "exemplars": request.exemplars,
        "previous": request.previous.rstrip("\n"),
        "feedback": request.feedback.strip(),
        "fence": fence_for(*texts),
    }
    context = template.new_context(variables)
    try:
        texts_by_role = {role: "".join(template.blocks[role](context)).strip() for role in BLOCKS}
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise ConfigError(f"prompt {name!r} cannot be filled in: {error}") from error
    return tuple(Message(role=role, content=texts_by_role[role]) for role in BLOCKS if texts_by_role[role])  # type: ignore[arg-type]


def check(name: str) -> None:
    """Fill a prompt in twice, with little and with all that there may be. Raises ConfigError when that fails."""
    code = Code(text="def f(x):\n    return x\n", kind="function", filename="f.py", qualname="f")
    source = Source(path=code.filename, raw=code.text.encode(), text=code.text)
    cleaned = CleanedCode(text=code.text, targets=("f",), source=source)
    plain = GenerationRequest(code=code, cleaned=cleaned)
    full = GenerationRequest(
        code=code, cleaned=cleaned, facts=("x",), previous=code.text, feedback="x",
        suggestions=(Suggestion(text="x", rate=2.0, distance=1.0, place="line 1"),),
        exemplars=(Exemplar(text=code.text, speedup=2.0, note="x"),),
    )  # fmt: skip
    for request in (plain, full):
        render(name, request)


def fence_for(*texts: str) -> str:
    """A fence that none of the texts can close."""
    longest = max((len(run) for text in texts for run in re.findall(r"`{3,}", text)), default=2)
    return "`" * (longest + 1)


def _text(name: str) -> str:
    path = Path(name)
    if name.endswith(".jinja"):
        if not path.is_file():
            raise ConfigError(f"prompt file {name} does not exist")
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"prompt file {name} cannot be read as UTF-8 text: {error}") from error
    if name in names():
        return (resources.files("fasterpy.generate.llm") / "prompts" / f"{name}.jinja").read_text(encoding="utf-8")
    near = difflib.get_close_matches(name, names(), n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names())}"
    raise ConfigError(f"unknown prompt {name!r}: {hint} (or give the path of a .jinja file)")


@lru_cache(maxsize=32)
def _template(name: str) -> Template:
    import jinja2

    text = _text(name)
    # Code is not HTML: escaping would damage it.
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True)
    try:
        template = environment.from_string(text)
    except jinja2.TemplateSyntaxError as error:
        raise ConfigError(f"prompt {name!r} is not a valid template: line {error.lineno}: {error.message}") from error
    missing = [block for block in BLOCKS if block not in template.blocks]
    if missing:
        raise ConfigError(f"prompt {name!r} has no block {missing[0]!r}")
    return template


def _in_words(request: GenerationRequest) -> str:
    targets = request.cleaned.targets or ((request.code.qualname,) if request.code.qualname else ())
    quoted = [f"`{name}`" for name in targets if name]
    if not quoted:
        return "the code"
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]
