"""Which request parameters a server takes. Learned from its complaints, once per model."""

from __future__ import annotations

from typing import Any

from fasterpy.records import ChatRequest

# Reasoning models refuse max_tokens, temperature and top_p; some servers know neither seed nor stream_options.
OPTIONAL = ("max_tokens", "max_completion_tokens", "temperature", "top_p", "seed", "stop", "stream_options")


class Dialect:
    """The parameters that have not been refused yet."""

    def __init__(self) -> None:
        self._refused: frozenset[str] = frozenset({"max_completion_tokens"})
        self.version = 0

    def options(self, request: ChatRequest, sample: int, stream: bool) -> dict[str, Any]:
        """Keyword arguments of ``chat.completions.create`` for answer number ``sample``."""
        options: dict[str, Any] = {
            "max_tokens": request.max_tokens,
            "max_completion_tokens": request.max_tokens,
            "temperature": request.temperature,
            "top_p": request.top_p,
        }
        if request.seed is not None:
            options["seed"] = request.seed + sample
        if request.stop:
            options["stop"] = list(request.stop)
        if request.temperature == 0.0 or request.top_p >= 1.0:
            del options["top_p"]
        if stream:
            options["stream_options"] = {"include_usage": True}
        options = {name: value for name, value in options.items() if name not in self._refused}
        return {**options, "stream": True} if stream else options

    def learn(self, error: BaseException, version: int) -> bool:
        """Whether ``error`` refuses a parameter that was sent; it is then left out from now on.

        ``version`` is the version when the request went out: a request that was under way while another one
        learned the same thing is simply sent again.
        """
        if getattr(error, "status_code", 0) not in (400, 422):
            return False
        if version != self.version:
            return True
        text = f"{getattr(error, 'param', '')} {getattr(error, 'message', '')} {getattr(error, 'body', '')}".lower()
        for name in OPTIONAL:
            if name in text and name not in self._refused:
                self._refused |= {name}
                if name == "max_tokens":
                    self._refused -= {"max_completion_tokens"}
                elif name == "max_completion_tokens" and "max_tokens" in self._refused:
                    pass  # refused both: the server's own limit holds
                self.version += 1
                return True
        return False
