"""A chat model that remembers its answers: the same model, prompt, temperature and seed are paid for once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

import msgspec

from fasterpy.protocols import Cache, ChatModel
from fasterpy.records import ChatRequest, Completion, Usage


class CachedChatModel:
    """Wraps a ``ChatModel``. Every answer is an entry of its own, so an interrupted batch goes on where it stopped."""

    def __init__(self, model: ChatModel, cache: Cache, context: str = "") -> None:
        """``context`` tells apart models of the same name, for example by their endpoint."""
        self.name = model.name
        self.local: bool = getattr(model, "local", False)
        self._model, self._cache, self._context = model, cache, context

    def hold(self) -> AbstractContextManager[bool]:
        """No token is generated inside, where the model can do that; gives whether it is quiet."""
        hold = getattr(self._model, "hold", None)
        return nullcontext(False) if hold is None else hold()

    def cancel(self) -> None:
        """Give up what is under way, where the model can do that."""
        getattr(self._model, "cancel", lambda: None)()

    def setbacks(self) -> tuple[str, ...]:
        """What failed beside what was answered, where the model counts that."""
        found: tuple[str, ...] = getattr(self._model, "setbacks", tuple)()
        return found

    def usage(self) -> Usage:
        """What was really asked; remembered answers cost nothing."""
        return self._model.usage()

    def complete(self, requests: Sequence[ChatRequest]) -> list[list[Completion]]:
        """See ``ChatModel``."""
        answers: list[list[Completion]] = [[] for _ in requests]
        for index, completion in self.as_completed(requests):
            answers[index].append(completion)
        return answers

    def as_completed(self, requests: Sequence[ChatRequest]) -> Iterator[tuple[int, Completion]]:
        """See ``ChatModel``; remembered answers come first."""
        missing: list[tuple[int, ChatRequest, list[str]]] = []
        for index, request in enumerate(requests):
            keys = [self._key(request, sample) for sample in range(request.n)]
            wanted: list[str] = []
            for key in keys:
                known = self._known(key)
                if known is None:
                    wanted.append(key)
                else:
                    yield index, known
            if wanted:
                fresh = msgspec.structs.replace(request, n=len(wanted), seed=self._seed(request, len(wanted)))
                missing.append((index, fresh, wanted))
        if not missing:
            return
        stream = self._model.as_completed([request for _, request, _ in missing])
        try:
            for position, completion in stream:
                index, _, keys = missing[position]
                if keys:
                    self._cache.put("generation", keys.pop(0), msgspec.json.encode(completion))
                yield index, completion
        finally:
            close = getattr(stream, "close", None)
            if close is not None:
                close()

    def _known(self, key: str) -> Completion | None:
        value = self._cache.get("generation", key)
        if value is None:
            return None
        try:
            return msgspec.json.decode(value, type=Completion)
        except msgspec.MsgspecError:
            return None

    @staticmethod
    def _seed(request: ChatRequest, wanted: int) -> int | None:
        # Keys are filled in the order of arrival, so the missing ones are the last: their seeds are still unused.
        return None if request.seed is None else request.seed + request.n - wanted

    def _key(self, request: ChatRequest, sample: int) -> str:
        seed = None if request.seed is None else request.seed + sample
        parts = (
            self.name,
            self._context,
            [(message.role, message.content) for message in request.messages],
            request.temperature,
            request.top_p,
            request.max_tokens,
            seed if seed is not None else f"#{sample}",
            *([request.stop] if request.stop else []),
        )
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
