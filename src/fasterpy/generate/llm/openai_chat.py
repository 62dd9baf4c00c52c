"""Chat models behind an OpenAI-compatible HTTP API: OpenAI, vLLM, Ollama, llama-server, DashScope and others."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import threading
import weakref
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from fasterpy.errors import GenerationError
from fasterpy.generate.llm.bridge import Bridge
from fasterpy.generate.llm.dialect import Dialect
from fasterpy.generate.llm.failures import Failure, classify, may_have_begun
from fasterpy.generate.llm.reply import read, read_stream, tokens
from fasterpy.generate.llm.retry import RetryPolicy, backoff
from fasterpy.generate.llm.setbacks import Setbacks
from fasterpy.generate.llm.usage import Budget, Meter, Price, Ticket, estimate_tokens
from fasterpy.records import ChatRequest, Completion, Record, Usage

if TYPE_CHECKING:
    import openai

log = logging.getLogger(__name__)

PUBLIC_URL = "https://api.openai.com/v1"
KEY_VARIABLES = ("FASTERPY_API_KEY", "OPENAI_API_KEY")
_BROKE = Failure(message="the budget for the language model is used up: raise max-cost, or lower max-tokens")


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
    budget: Budget = Budget()
    """No request goes out, for the first time or again, whose longest answer would not fit."""
    extra_body: dict[str, Any] = {}
    """Sent with every request, for options that only one server knows."""


def endpoint(base_url: str) -> str:
    """Where requests go: what was set, else ``OPENAI_BASE_URL``, else the public endpoint."""
    return base_url or os.environ.get("OPENAI_BASE_URL", "") or PUBLIC_URL


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
        self.base_url = endpoint(config.base_url)
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
        self._setbacks = Setbacks()
        self._lock = threading.Lock()
        self._open: weakref.WeakSet[Bridge[tuple[int, Completion]]] = weakref.WeakSet()

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
        bridge = Bridge(lambda: self._answers(todo))
        with self._lock:
            self._open.add(bridge)
        return bridge

    def cancel(self) -> None:
        """Give up what is under way, from any thread: connections are closed, and what was asked is in the books."""
        with self._lock:
            bridges = list(self._open)
        for bridge in bridges:
            bridge.close()
        self._meter.abandon()

    def setbacks(self) -> tuple[str, ...]:
        """What failed since this was last asked although other requests were answered, one line per reason."""
        return self._setbacks.take()

    def __repr__(self) -> str:
        return f"OpenAIChatModel(model={self.name!r}, base_url={self.base_url!r})"

    # ------------------------------------------------------------------------------------------- inside the event loop

    async def _answers(self, requests: Sequence[ChatRequest]) -> AsyncIterator[tuple[int, Completion]]:
        import openai

        state = _Round(self.config.concurrency)
        answered = 0
        async with openai.AsyncOpenAI(
            api_key=self._key, base_url=self.base_url, timeout=self.config.timeout_s, max_retries=0
        ) as client:
            tasks = [
                asyncio.create_task(self._one(client, state, index, sample, request))
                for index, request in enumerate(requests)
                for sample in range(request.n)
            ]
            batch = self._setbacks.begin(len(tasks))
            try:
                for finished in asyncio.as_completed(tasks):
                    index, outcome = await finished
                    if isinstance(outcome, Completion):
                        answered += 1
                        yield index, outcome
                        continue
                    log.debug("request to %s failed: %s", self.name, outcome.message)
                    batch.failed.append(outcome.message)
                    if outcome.fatal:
                        state.doomed = not outcome.begun and outcome.status != 429  # a quota may end in the middle
                        batch.failed += [outcome.message] * (len(tasks) - answered - len(batch.failed))
                        break
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        if batch.failed and not answered:
            self._setbacks.withdraw(batch)
            raise GenerationError(batch.failed[0])

    async def _one(
        self, client: openai.AsyncOpenAI, state: _Round, index: int, sample: int, request: ChatRequest
    ) -> tuple[int, Completion | Failure]:
        """One answer, with retries. Failures are values, so that one bad request does not take down the others."""
        timeout = min(self.config.timeout_s, request.seconds or self.config.timeout_s)
        policy = self.config.retry
        attempt = 1
        failure: Failure | None = None
        while True:
            async with state.slots:
                await state.wait()
                if not self._affordable(request):
                    return index, failure or _BROKE
                ticket = self._meter.begin(_size(request), request.max_tokens)
                known = self._dialect.version
                try:
                    answer = await asyncio.wait_for(self._ask(client, request, sample, ticket), timeout)
                    self._meter.end(ticket, answer.prompt_tokens, answer.completion_tokens)
                    return index, answer
                except Exception as error:
                    begun = bool(ticket.parts) or may_have_begun(error)
                    if not begun:
                        self._meter.end(ticket)
                    if self._dialect.learn(error, known):
                        continue  # the server named a parameter that it does not take: ask again without it
                    failure = classify(
                        error, base_url=self.base_url, model=self.name, timeout_s=timeout, secret=self._key
                    )
                    failure = msgspec.structs.replace(failure, begun=begun)
                finally:  # also when cancelled; what is wrong with another one's key is wrong with this one's
                    (self._meter.end if state.doomed else self._meter.lose)(ticket)
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

    def _affordable(self, request: ChatRequest) -> bool:
        budget, price = self.config.budget, self.config.price
        return budget.affordable(self._meter.at_worst(), _size(request), request.max_tokens, price) > 0

    async def _ask(self, client: openai.AsyncOpenAI, request: ChatRequest, sample: int, ticket: Ticket) -> Completion:
        loop = asyncio.get_running_loop()
        started = loop.time()
        options = self._dialect.options(request, sample, self.config.stream)
        messages: Any = [{"role": message.role, "content": message.content} for message in request.messages]
        reply: Any = await client.chat.completions.create(
            model=self.config.model, messages=messages, extra_body=self.config.extra_body or None, **options
        )
        text, finish, usage = await read_stream(reply, ticket.parts) if self.config.stream else read(reply)
        prompt_tokens, completion_tokens = tokens(usage)
        return Completion(
            text=text,
            finish=finish,
            prompt_tokens=prompt_tokens or ticket.prompt,
            completion_tokens=completion_tokens or estimate_tokens(text),
            seconds=loop.time() - started,
        )


class _Round:
    """What the requests of one call share: the bound on concurrency and a pause that holds all of them."""

    def __init__(self, concurrency: int) -> None:
        self.slots = asyncio.Semaphore(max(1, concurrency))
        self.doomed = False
        """One failed in a way that all fail, before any work."""
        self._until = 0.0

    def hold(self, seconds: float) -> None:
        self._until = max(self._until, asyncio.get_running_loop().time() + seconds)

    async def wait(self) -> None:
        while (left := self._until - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(left)


def _size(request: ChatRequest) -> int:
    return estimate_tokens("".join(message.content for message in request.messages))


def _elsewhere(url: str) -> bool:
    """Whether the server is on another machine, as far as the name tells."""
    host = urlsplit(url).hostname or ""
    return not (host in ("localhost", "::1", "0.0.0.0") or host.startswith("127.") or host.endswith(".local"))
