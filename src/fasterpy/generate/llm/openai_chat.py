"""Chat models behind an OpenAI-compatible HTTP API: OpenAI, vLLM, Ollama, llama-server, DashScope and others."""

from __future__ import annotations

import asyncio
import logging
import os
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fasterpy.errors import GenerationError
from fasterpy.generate.llm.bridge import Bridge
from fasterpy.generate.llm.dialect import Dialect
from fasterpy.generate.llm.failures import Failure, classify
from fasterpy.generate.llm.retry import RetryPolicy, backoff
from fasterpy.generate.llm.usage import Meter, Price, estimate_tokens
from fasterpy.records import ChatRequest, Completion, Record, Usage

if TYPE_CHECKING:
    import openai

log = logging.getLogger(__name__)

PUBLIC_URL = "https://api.openai.com/v1"
KEY_VARIABLES = ("FASTERPY_API_KEY", "OPENAI_API_KEY")


class OpenAIChatConfig(Record, frozen=True):
    """Where the model is and how to talk to it. The key is not part of it, so that it never reaches an artifact."""

    model: str
    base_url: str = ""
    """Empty: ``OPENAI_BASE_URL``, else the public OpenAI endpoint."""
    timeout_s: float = 120.0
    """For one answer, from sending to its last byte."""
    concurrency: int = 8
    """Requests under way at once."""
    stream: bool = False
    retry: RetryPolicy = RetryPolicy()
    price: Price | None = None
    """None: cost unknown."""
    extra_body: dict[str, Any] = {}
    """Sent with every request, for options that only one server knows."""


class OpenAIChatModel:
    """A ``ChatModel`` over HTTP: concurrent within a bound, bounded retries, one clear line when it fails.

    Each answer is a request of its own, because many servers ignore ``n``; the seeds differ.
    """

    def __init__(self, config: OpenAIChatConfig, api_key: str | None = None) -> None:
        """``api_key`` None: FASTERPY_API_KEY, else OPENAI_API_KEY; a server on this machine needs none.

        Raises GenerationError when there is no model name or no key.
        """
        if not config.model:
            raise GenerationError("no language model is configured: set model (and base-url for a local server)")
        self.name = config.model
        self.config = config
        self.base_url = config.base_url or os.environ.get("OPENAI_BASE_URL", "") or PUBLIC_URL
        self._key = api_key or next((os.environ[name] for name in KEY_VARIABLES if os.environ.get(name)), "")
        if not self._key:
            if _elsewhere(self.base_url):
                raise GenerationError(
                    f"no API key for {urlsplit(self.base_url).netloc}: set FASTERPY_API_KEY or OPENAI_API_KEY, or "
                    "point base-url at a local server"
                )
            self._key = "none"  # the client insists on one; local servers ignore it
        self.local = not _elsewhere(self.base_url)
        """Whether answering keeps this machine's cores busy."""
        self._meter = Meter(config.price)
        self._dialect = Dialect()

    def usage(self) -> Usage:
        """Totals so far."""
        return self._meter.usage()

    def complete(self, requests: Sequence[ChatRequest]) -> list[list[Completion]]:
        """See ``ChatModel``; blocks until every answer is there or has failed for good."""
        answers: list[list[Completion]] = [[] for _ in requests]
        with closing(self.as_completed(requests)) as stream:
            for index, completion in stream:
                answers[index].append(completion)
        return answers

    def as_completed(self, requests: Sequence[ChatRequest]) -> Bridge[tuple[int, Completion]]:
        """See ``ChatModel``; ``close()`` may be called from another thread."""
        todo = tuple(requests)
        return Bridge(lambda: self._answers(todo))

    def __repr__(self) -> str:
        return f"OpenAIChatModel(model={self.name!r}, base_url={self.base_url!r})"

    # ------------------------------------------------------------------------------------------- inside the event loop

    async def _answers(self, requests: Sequence[ChatRequest]) -> AsyncIterator[tuple[int, Completion]]:
        import openai

        state = _Round(self.config.concurrency)
        first: Failure | None = None
        answered = 0
        async with openai.AsyncOpenAI(
            api_key=self._key, base_url=self.base_url, timeout=self.config.timeout_s, max_retries=0
        ) as client:
            tasks = [
                asyncio.create_task(self._one(client, state, index, sample, request))
                for index, request in enumerate(requests)
                for sample in range(request.n)
            ]
            try:
                for finished in asyncio.as_completed(tasks):
                    index, outcome = await finished
                    if isinstance(outcome, Completion):
                        answered += 1
                        yield index, outcome
                        continue
                    log.debug("request to %s failed: %s", self.name, outcome.message)
                    first = first or outcome
                    if outcome.fatal:
                        break
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        if first is not None and not answered:
            raise GenerationError(first.message)

    async def _one(
        self, client: openai.AsyncOpenAI, state: _Round, index: int, sample: int, request: ChatRequest
    ) -> tuple[int, Completion | Failure]:
        """One answer, with retries. Failures are values, so that one bad request does not take down the others."""
        timeout = min(self.config.timeout_s, request.seconds or self.config.timeout_s)
        policy = self.config.retry
        attempt = 1
        while True:
            async with state.slots:
                await state.wait()
                self._meter.begin()
                completion: Completion | None = None
                known = self._dialect.version
                try:
                    completion = await asyncio.wait_for(self._ask(client, request, sample), timeout)
                    return index, completion
                except Exception as error:
                    if self._dialect.learn(error, known):
                        continue  # the server named a parameter that it does not take: ask again without it
                    failure = classify(
                        error, base_url=self.base_url, model=self.name, timeout_s=timeout, secret=self._key
                    )
                finally:
                    self._meter.end(*(completion.prompt_tokens, completion.completion_tokens) if completion else ())
            pause = backoff(policy, attempt, random.random())
            if failure.retry_after_s is not None:
                if failure.retry_after_s > policy.max_retry_after_s:
                    return index, failure
                pause = max(pause if failure.status != 429 else 0.0, failure.retry_after_s)
            if attempt >= min(policy.attempts, failure.max_attempts):
                return index, failure
            attempt += 1
            if failure.status == 429:
                state.hold(pause)  # the limit is the account's, not the request's: all wait
            else:
                await asyncio.sleep(pause)

    async def _ask(self, client: openai.AsyncOpenAI, request: ChatRequest, sample: int) -> Completion:
        loop = asyncio.get_running_loop()
        started = loop.time()
        options = self._dialect.options(request, sample, self.config.stream)
        messages: Any = [{"role": message.role, "content": message.content} for message in request.messages]
        reply: Any = await client.chat.completions.create(
            model=self.config.model, messages=messages, extra_body=self.config.extra_body or None, **options
        )
        text, finish, usage = await _read_stream(reply) if self.config.stream else _read(reply)
        prompt_tokens, completion_tokens = _tokens(usage)
        if not prompt_tokens:
            prompt_tokens = estimate_tokens("".join(message.content for message in request.messages))
        return Completion(
            text=text,
            finish=finish,
            prompt_tokens=prompt_tokens,
            completion_tokens=completion_tokens or estimate_tokens(text),
            seconds=loop.time() - started,
        )


class _Round:
    """What the requests of one call share: the bound on concurrency and a pause that holds all of them."""

    def __init__(self, concurrency: int) -> None:
        self.slots = asyncio.Semaphore(max(1, concurrency))
        self._until = 0.0

    def hold(self, seconds: float) -> None:
        self._until = max(self._until, asyncio.get_running_loop().time() + seconds)

    async def wait(self) -> None:
        while (left := self._until - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(left)


def _read(reply: Any) -> tuple[str, str, Any]:
    """Text, reason of the end and usage of a whole answer; ValueError when it is none."""
    choices = getattr(reply, "choices", None)
    if not choices:
        raise ValueError("no choices")
    message = choices[0].message
    return _text(message.content), str(choices[0].finish_reason or "stop"), reply.usage


async def _read_stream(reply: Any) -> tuple[str, str, Any]:
    """The same from a stream of chunks, one of which (the last, if any) carries the usage."""
    parts: list[str] = []
    finish, usage, chunks = "", None, 0
    if not hasattr(reply, "__aiter__"):
        raise ValueError("not a stream")
    async for chunk in reply:
        chunks += 1
        usage = getattr(chunk, "usage", None) or usage
        for choice in (getattr(chunk, "choices", None) or [])[:1]:
            parts.append(_text(choice.delta.content if choice.delta else None))
            finish = choice.finish_reason or finish
    if not chunks or not (parts or finish):
        raise ValueError("an empty stream")
    return "".join(parts), finish or "length", usage


def _text(content: Any) -> str:
    if content is None:
        return ""
    if not isinstance(content, str):
        raise ValueError("content is not text")
    return content


def _tokens(usage: Any) -> tuple[int, int]:
    def number(name: str) -> int:
        value = getattr(usage, name, None)
        return value if isinstance(value, int) and value > 0 else 0

    return number("prompt_tokens"), number("completion_tokens")


def _elsewhere(url: str) -> bool:
    """Whether the server is on another machine, as far as the name tells."""
    host = urlsplit(url).hostname or ""
    return not (host in ("localhost", "::1", "0.0.0.0") or host.startswith("127.") or host.endswith(".local"))
