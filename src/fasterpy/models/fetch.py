"""One file over HTTPS: goes on where it stopped, gives up soon when nothing answers."""

from __future__ import annotations

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
        raise ModelError(f"{_short(url)} {why.get(error.code, f'answers {error.code}')}") from error
    except (OSError, http.client.HTTPException) as error:
        raise ModelError(f"{urlsplit(url).netloc} cannot be reached ({_reason(error)})") from error
    return answer


def fetch(url: str, part: Path, size: int, report: Report) -> None:
    """Append to ``part`` what of the file is missing. ``size`` 0: unknown. Raises ModelError.

    A connection that breaks is taken up again where it broke, a few times in a row.
    """
    failures = 0
    while True:
        have = part.stat().st_size if part.exists() else 0
        if size and have >= size:
            return
        try:
            if _append(url, part, have, report) and not size:
                return
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
        time.sleep(0.2 * 2**failures if failures else 0)


def _append(url: str, part: Path, have: int, report: Report) -> bool:
    with open_url(url, have) as answer:
        # A server that ignores the range starts over.
        mode = "ab" if have and answer.status == 206 else "wb"
        with part.open(mode) as file:
            while chunk := answer.read(CHUNK):
                file.write(chunk)
                report(file.tell())
        return answer.length in (None, 0)


def _reason(error: BaseException) -> str:
    inner = getattr(error, "reason", error)
    text = str(inner) or type(inner).__name__
    return " ".join(text.split())


def _short(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc + parts.path
