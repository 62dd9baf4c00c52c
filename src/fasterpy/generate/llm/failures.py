"""Foreign exceptions of the ``openai`` package to one line that says what to do (mapped here and nowhere else)."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from fasterpy.generate.llm.retry import retry_after
from fasterpy.records import Record


class Failure(Record, frozen=True):
    """Why one request failed."""

    message: str
    """One line; never contains the key."""
    max_attempts: int = 1
    """How often the request may be sent in all, whatever the policy allows."""
    fatal: bool = False
    """Every other request would fail the same way: a wrong key, an unknown model, nobody at the address."""
    retry_after_s: float | None = None
    status: int = 0
    begun: bool = False
    """Whether there may have been work, that has to be paid, before it failed."""


ALWAYS = 1_000
# By name, since the client's HTTP package goes by more than one.
_NEVER_SENT = ("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "UnsupportedProtocol")


def classify(error: BaseException, *, base_url: str, model: str, timeout_s: float, secret: str = "") -> Failure:
    """What an exception of one request means. Unknown ones are failures that are not retried."""
    import openai

    where = urlsplit(base_url).netloc or base_url
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return Failure(
            message=f"{where} did not answer within {timeout_s:g} s: raise request-timeout or pick a smaller model",
            max_attempts=2,
        )
    if isinstance(error, openai.APIStatusError):
        return _status(error, where, model, secret)
    if isinstance(error, openai.APIResponseValidationError | ValueError | TypeError | AttributeError | KeyError):
        return Failure(
            message=f"{where} answered with something that is not a chat completion: check that base-url points at "
            "an OpenAI-compatible API (it often ends in /v1)",
            max_attempts=2,
        )
    if isinstance(error, openai.APIConnectionError):
        return Failure(
            message=f"cannot reach {where} ({_cause(error)}): check base-url and that the server is running",
            max_attempts=2,
            fatal=True,
        )
    text = _clean(str(error) or type(error).__name__, secret)
    return Failure(message=f"{where} failed: {text}", max_attempts=2)


def may_have_begun(error: BaseException) -> bool:
    """Whether the server may have worked on the request before it failed: then it may want to be paid for it."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 504)
    if isinstance(error, openai.APIConnectionError):  # its timeouts among them
        return type(error.__cause__).__name__ not in _NEVER_SENT
    if isinstance(error, json.JSONDecodeError):
        return True  # cut off
    return not isinstance(error, ValueError | TypeError | AttributeError | KeyError)


def _status(error: object, where: str, model: str, secret: str) -> Failure:
    status = int(getattr(error, "status_code", 0))
    headers = dict(getattr(getattr(error, "response", None), "headers", {}) or {})
    detail = _clean(str(getattr(error, "message", "")), secret)
    if status in (401, 403):
        word = "refused the API key" if status == 401 else "does not allow this key to use the model"
        return Failure(
            message=f"{where} {word} (HTTP {status}): set FASTERPY_API_KEY or OPENAI_API_KEY to a valid key",
            fatal=True,
            status=status,
        )
    if status == 404:
        return Failure(
            message=f"{where} knows no model {model!r} or no chat API at this address (HTTP 404): check model and "
            "base-url (it often ends in /v1)",
            fatal=True,
            status=status,
        )
    if status == 429:
        broke = "insufficient_quota" in str(getattr(error, "body", ""))
        what = "says that the quota is used up" if broke else "limits the rate of requests"
        advice = "add credit or use another endpoint" if broke else "lower concurrency or samples, or try later"
        return Failure(
            message=f"{where} {what} (HTTP 429): {advice}",
            max_attempts=1 if broke else ALWAYS,
            fatal=broke,
            retry_after_s=retry_after(headers),
            status=status,
        )
    if status in (408, 409) or status >= 500:
        return Failure(
            message=f"{where} had an internal error (HTTP {status}): {detail or 'no details'}; try again later",
            max_attempts=ALWAYS,
            retry_after_s=retry_after(headers),
            status=status,
        )
    return Failure(message=f"{where} rejected the request (HTTP {status}): {detail or 'no details'}", status=status)


def _cause(error: BaseException) -> str:
    """The innermost reason, for example ``Connection refused``."""
    inner: BaseException = error
    while (deeper := inner.__cause__ or inner.__context__) is not None:
        inner = deeper
    text = _clean(str(inner) or type(inner).__name__)
    return re.sub(r"^\[Errno -?\d+\] ", "", text).rstrip(".")


def _clean(text: str, secret: str = "") -> str:
    if secret:
        text = text.replace(secret, "***")
    text = re.sub(r"\b(?:sk|key)-[\w*-]{4,}", "***", text)
    text = " ".join(text.split())
    return text if len(text) <= 200 else text[:197] + "..."
