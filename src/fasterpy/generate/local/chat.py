"""A ``ChatModel`` inside this process, over any engine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager

from fasterpy.errors import BackendError, GenerationError
from fasterpy.generate.local.engine import Ask, Engine
from fasterpy.generate.local.gate import Gate
from fasterpy.records import ChatRequest, Completion, Usage

LEAST_TOKENS = 64
"""Fewer say nothing about speed."""


class LocalChatModel:
    """Loads its engine when it is first asked. One batch at a time; other threads wait for their turn."""

    local = True

    def __init__(
        self,
        name: str,
        load: Callable[[], Engine],
        on_speed: Callable[[float, int], None] | None = None,
    ) -> None:
        """``load`` gives the engine, or raises BackendError. ``on_speed`` is told tokens/s and the streams at once."""
        self.name = name
        self._load, self._on_speed = load, on_speed
        self._turn = threading.Lock()
        self._gate = Gate()
        self._usage = Usage()

    def usage(self) -> Usage:
        """Totals so far; it costs seconds, not money."""
        return self._usage

    def complete(self, requests: Sequence[ChatRequest]) -> list[list[Completion]]:
        """See ``ChatModel``."""
        answers: list[list[Completion]] = [[] for _ in requests]
        for index, completion in self.as_completed(requests):
            answers[index].append(completion)
        return answers

    def as_completed(self, requests: Sequence[ChatRequest]) -> Iterator[tuple[int, Completion]]:
        """See ``ChatModel``. All answers together may take the shortest ``seconds`` of the requests."""
        asks = [_ask(request, sample) for request in requests for sample in range(request.n)]
        owners = [index for index, request in enumerate(requests) for _ in range(request.n)]
        if not asks:
            return
        limits = [request.seconds for request in requests if request.seconds is not None]
        began = time.monotonic()
        with self._my_turn(min(limits, default=None)):
            engine = self._engine()
            left = min(limits) - (time.monotonic() - began) if limits else None
            yield from self._answers(engine, asks, owners, left)

    @contextmanager
    def _my_turn(self, seconds: float | None) -> Iterator[None]:
        if not self._turn.acquire(timeout=-1 if seconds is None else max(0.0, seconds)):
            raise GenerationError(f"{self.name} is still busy with an earlier question")
        try:
            yield
        finally:
            self._turn.release()

    def hold(self) -> AbstractContextManager[bool]:
        """No token is generated inside: for measurements."""
        return self._gate.hold()

    def cancel(self) -> None:
        """Give up what is under way; from any thread."""
        self._gate.stop()

    def _engine(self) -> Engine:
        try:
            return self._load()
        except BackendError:
            raise
        except Exception as error:  # whatever a backend raises for weights that it cannot use
            text = " ".join(str(error).split())[:300]
            raise GenerationError(f"{self.name} cannot be loaded: {type(error).__name__}: {text}") from error

    def _answers(
        self, engine: Engine, asks: list[Ask], owners: list[int], seconds: float | None
    ) -> Iterator[tuple[int, Completion]]:
        started, held = time.monotonic(), self._gate.held_s
        before, waited = self._usage, 0.0
        with self._gate.run(seconds), closing(engine.run(asks, self._gate)) as stream:  # type: ignore[type-var]
            for index, answer in stream:
                now = time.monotonic()
                self._add(answer.prompt_tokens, answer.completion_tokens, now - started - waited, before)
                yield (
                    owners[index],
                    Completion(
                        text=answer.text,
                        finish=answer.finish,
                        prompt_tokens=answer.prompt_tokens,
                        completion_tokens=answer.completion_tokens,
                        seconds=now - started,
                    ),
                )
                waited += time.monotonic() - now  # the reader's own time
        busy = time.monotonic() - started - waited - (self._gate.held_s - held)
        tokens = self._usage.completion_tokens - before.completion_tokens
        if self._on_speed is not None and tokens >= LEAST_TOKENS and busy > 0:
            self._on_speed(tokens / busy, len(asks))

    def _add(self, prompt: int, completion: int, seconds: float, before: Usage) -> None:
        self._usage = Usage(
            requests=self._usage.requests + 1,
            prompt_tokens=self._usage.prompt_tokens + prompt,
            completion_tokens=self._usage.completion_tokens + completion,
            cost_usd=None,
            seconds=before.seconds + seconds,
        )


def _ask(request: ChatRequest, sample: int) -> Ask:
    return Ask(
        messages=request.messages,
        temperature=request.temperature,
        top_p=request.top_p,
        seed=(request.seed or 0) + sample,
        max_tokens=request.max_tokens,
        stop=request.stop,
    )
