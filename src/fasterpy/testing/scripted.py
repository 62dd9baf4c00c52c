"""A chat model and a generator that say what they are told to say: for tests, demos and dry runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fasterpy.errors import FasterpyError
from fasterpy.records import Candidate, ChatRequest, Completion, GenerationRequest, Usage


class ScriptedChatModel:
    """A ``ChatModel`` that answers from a list, in order, starting over at its end; or by a function.

    The function gets the request and the number of the answer in it (from 0). Everything that was asked is in
    ``requests``. An answer that is an exception is raised.
    """

    def __init__(
        self,
        answers: Sequence[str | FasterpyError] | Callable[[ChatRequest, int], str],
        name: str = "scripted",
    ) -> None:
        self.name = name
        self.requests: list[ChatRequest] = []
        self._answers = answers
        self._next = 0
        self._usage = Usage()

    def complete(self, requests: Sequence[ChatRequest]) -> list[list[Completion]]:
        """See ``ChatModel``."""
        answers: list[list[Completion]] = [[] for _ in requests]
        for index, completion in self.as_completed(requests):
            answers[index].append(completion)
        return answers

    def as_completed(self, requests: Sequence[ChatRequest]) -> Iterator[tuple[int, Completion]]:
        """See ``ChatModel``; in the order of the requests."""
        self.requests.extend(requests)
        for index, request in enumerate(requests):
            for sample in range(request.n):
                text = self._text(request, sample)
                # words stand in for tokens: deterministic, and good enough for totals
                prompt = sum(len(message.content.split()) for message in request.messages)
                completion = Completion(text=text, prompt_tokens=prompt, completion_tokens=len(text.split()))
                self._usage = Usage(
                    requests=self._usage.requests + 1,
                    prompt_tokens=self._usage.prompt_tokens + prompt,
                    completion_tokens=self._usage.completion_tokens + completion.completion_tokens,
                )
                yield index, completion

    def usage(self) -> Usage:
        """Totals so far, in words instead of tokens."""
        return self._usage

    def _text(self, request: ChatRequest, sample: int) -> str:
        if callable(self._answers):
            return self._answers(request, sample)
        if not self._answers:
            return ""
        answer = self._answers[self._next % len(self._answers)]
        self._next += 1
        if isinstance(answer, FasterpyError):
            raise answer
        return answer


class ScriptedGenerator:
    """A ``Generator`` that proposes given texts (whole files), or what a function makes of the request."""

    def __init__(
        self,
        texts: Sequence[str] | Callable[[GenerationRequest], Sequence[str]],
        name: str = "scripted",
        error: FasterpyError | None = None,
    ) -> None:
        """``error`` is raised after the last text, instead of an end."""
        self.name = name
        self.requests: list[GenerationRequest] = []
        self._texts = texts
        self._error = error
        self._count = 0

    def generate(self, requests: Sequence[GenerationRequest]) -> list[list[Candidate]]:
        """See ``Generator``."""
        return [list(self.stream(request)) for request in requests]

    def stream(self, request: GenerationRequest) -> Iterator[Candidate]:
        """See ``StreamingGenerator``."""
        self.requests.append(request)
        for text in self._texts(request) if callable(self._texts) else self._texts:
            self._count += 1
            yield Candidate(text=text, origin=f"{self.name}#{self._count}", why="scripted")
        if self._error is not None:
            raise self._error

    def usage(self) -> Usage:
        """One request per call, nothing else."""
        return Usage(requests=len(self.requests))
