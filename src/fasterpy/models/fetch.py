"""One file over HTTPS: goes on where it stopped, gives up soon when nothing answers."""

from __future__ import annotations

import hashlib
import http.client
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from fasterpy.errors import ModelError

TIMEOUT_S = 8.0
"""Silence after which a connection counts as lost."""
TRIES = 5
CHUNK = 1 << 20

Report = Callable[[int], None]
"""Told how many bytes of the file are there."""
Sleep = Callable[[float], None]


class _SameHostAuth(urllib.request.HTTPRedirectHandler):
    """A token goes to the hub alone, not to where the hub sends us for the bytes."""

    def redirect_request(  # type: ignore[no-untyped-def]
        self, req, fp, code, msg, headers, newurl
    ) -> urllib.request.Request | None:
        fresh = super().redirect_request(req, fp, code, msg, headers, newurl)
        if fresh is not None and urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            fresh.remove_header("Authorization")
        return fresh


def open_url(url: str, start: int = 0) -> http.client.HTTPResponse:
    """The answer to a GET from byte ``start`` on. Raises ModelError, also for addresses that are no http(s)."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise ModelError(f"{url} is no http(s) address: check HF_ENDPOINT")
    request = urllib.request.Request(url, headers={"User-Agent": "fasterpy"})
    if start:
        request.add_header("Range", f"bytes={start}-")
    token = os.environ.get("HF_TOKEN")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    opener = urllib.request.build_opener(_SameHostAuth)
    try:
        answer: http.client.HTTPResponse = opener.open(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        why = {401: "needs HF_TOKEN", 403: "is not open to this account", 404: "does not exist"}
        message = f"{_short(url)} {why.get(error.code, f'answers {error.code}')}"
        if error.code >= 500:
            raise _Passing(message) from error
        if error.code == 416:
            raise _NothingThere(message, _total(error.headers.get("Content-Range", ""))) from error
        raise ModelError(message) from error
    except (OSError, http.client.HTTPException) as error:
        raise _Passing(f"{urlsplit(url).netloc} cannot be reached ({_reason(error)})") from error
    return answer


class _Passing(ModelError):
    """It may be better in a moment."""


class _NothingThere(ModelError):
    """The file has no byte at the place where we wanted to go on."""

    def __init__(self, message: str, total: int | None) -> None:
        super().__init__(message)
        self.total = total


def fetch(url: str, part: Path, size: int, report: Report, sha256: str = "", sleep: Sleep = time.sleep) -> None:
    """Append to ``part`` what of the file is missing. ``size`` 0: unknown. Raises ModelError.

    A connection that breaks or cannot be made, and a server that fails, are tried again, a few times in a row; the
    file goes on where it stopped. ``sha256`` tells whether a file of unknown size is whole.
    """
    failures = 0
    while True:
        have = part.stat().st_size if part.exists() else 0
        if size and have >= size:
            return
        try:
            if _append(url, part, have, report) and not size:
                return
        except _NothingThere as error:
            if not have:
                raise
            if _hash(part) == sha256 if sha256 else have == error.total:
                return
            part.unlink()  # of another file, then
            why = str(error)
        except _Passing as error:
            if failures + 1 >= TRIES:
                raise
            why = str(error)
        except (OSError, http.client.HTTPException) as error:
            why = _reason(error)
        else:
            why = "the connection ended early"
        now = part.stat().st_size if part.exists() else 0
        failures = 0 if now > have + CHUNK else failures + 1
        if size and now >= size:
            return
        if failures >= TRIES:
            raise ModelError(f"{urlsplit(url).netloc}: {why}; run the same command again to go on")
        sleep(0.2 * 2**failures if failures else 0)


def _append(url: str, part: Path, have: int, report: Report) -> bool:
    with open_url(url, have) as answer:
        # A server that ignores the range starts over.
        mode = "ab" if have and answer.status == 206 else "wb"
        with part.open(mode) as file:
            while chunk := answer.read(CHUNK):
                file.write(chunk)
                report(file.tell())
        return answer.length in (None, 0)


def _total(content_range: str) -> int | None:
    """The size of the file, of ``bytes */1234``."""
    size = content_range.rpartition("/")[2]
    return int(size) if size.isdigit() else None


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reason(error: BaseException) -> str:
    inner = getattr(error, "reason", error)
    text = str(inner) or type(inner).__name__
    return " ".join(text.split())


def _short(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc + parts.path
