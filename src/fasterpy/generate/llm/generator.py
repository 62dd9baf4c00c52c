"""A language model as a ``Generator`` (paper §4.5): prompt, answers, code out of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress

from fasterpy.errors import ConfigError, GenerationError
from fasterpy.generate.llm.excerpt import shortened
from fasterpy.generate.llm.extract import extract
from fasterpy.generate.llm.prompt import reads, render
from fasterpy.generate.llm.syntax import canonical
from fasterpy.generate.llm.usage import Budget, Price, estimate_tokens
from fasterpy.protocols import ChatModel
from fasterpy.records import Candidate, ChatRequest, GenerationRequest, Message, Record, Usage


class LLMConfig(Record, frozen=True):
    """How the model is asked."""

    prompt: str = "auto"
    """``paper``, ``focused``, ``brief``, ``plain``, the path of a .jinja file, several with commas, or ``auto``. A
    request that carries an earlier candidate takes repair or refine instead."""
    auto: tuple[str, ...] = ("focused",)
    """What ``auto`` means for this model."""
    temperature: float = 0.7
    """Of the sampled answers. The first answer to each prompt of a fresh request is greedy: alone it is the best
    guess."""
    greedy_first: bool = True
    top_p: float = 0.95
    max_tokens: int = 4096
    alternatives: int = 2
    """How many different versions are taken from one answer, when it offers several."""
    answer_ratio: float = 0.0
    """Longest answer in multiples of the code's own tokens, for models that cost time on these cores; 0: max_tokens
    alone."""
    opening: str = ""
    """How every answer begins, for backends that can go on from there: spares the model's small talk."""
    stop: tuple[str, ...] = ()
    """Texts that end an answer."""
    budget: Budget = Budget()
    price: Price | None = None
    """For the budget; the same as the model's."""


class LLMGenerator:
    """Candidates from a ``ChatModel``. Answers without code, unchanged code and repetitions are dropped and counted."""

    def __init__(self, model: ChatModel, config: LLMConfig | None = None) -> None:
        self.model = model
        self.config = config or LLMConfig()
        self.name = f"llm:{model.name}"
        self.note = ""
        """A line for the user: which model was picked, and what would be better."""
        self.local: bool = getattr(model, "local", False)
        """Whether the model runs on this machine: then a search does not time candidates while it answers."""
        self.dropped: dict[str, int] = {}
        """Why answers gave no candidate, with how often."""
        self.exhausted = False
        """Whether something was not asked for want of money."""
        self._cancels = 0

    @property
    def reads_facts(self) -> bool:
        """Whether a prompt of a first answer tells what was measured: else nobody need measure it."""
        with suppress(ConfigError):  # a prompt that does not exist is told of when it is asked with
            return any(reads(name, "facts") for name in self._names())
        return False

    def usage(self) -> Usage:
        """What the model has cost so far."""
        return self.model.usage()

    def hold(self) -> AbstractContextManager[bool]:
        """Keeps a model on these cores from generating, so that a search can measure; gives whether it is quiet now."""
        hold = getattr(self.model, "hold", None)
        return nullcontext(False) if hold is None else hold()

    def cancel(self) -> None:
        """Give up what is under way, where the model can do that, and what would have been asked next."""
        self._cancels += 1
        getattr(self.model, "cancel", lambda: None)()

    def setbacks(self) -> tuple[str, ...]:
        """What failed beside what was answered since this was last asked, where the model counts that."""
        found: tuple[str, ...] = getattr(self.model, "setbacks", tuple)()
        return found

    def generate(self, requests: Sequence[GenerationRequest]) -> list[list[Candidate]]:
        """See ``Generator``. All requests go to the model as one batch. Raises GenerationError when all fail."""
        cancels = self._cancels
        collectors = [_Collector(self, request) for request in requests]
        results: list[list[Candidate]] = [[] for _ in requests]
        chats = [chat for request in requests for chat in self._chats(request)]
        owners = [index for index, request in enumerate(requests) for _ in self._chats(request)]
        for owner, completion_text, finish in self._ask(chats, owners, cancels):
            results[owner] += collectors[owner].take(completion_text, finish)
        return results

    def stream(self, request: GenerationRequest) -> Iterator[Candidate]:
        """Candidates of one request as the answers come in. Raises GenerationError when nothing could be answered."""
        cancels = self._cancels
        collector = _Collector(self, request)
        chats = self._chats(request)
        for _, text, finish in self._ask(chats, [0] * len(chats), cancels):
            yield from collector.take(text, finish)

    def plan(self, request: GenerationRequest) -> list[tuple[str, ChatRequest]]:
        """The chats of a request with the names of their prompts: a greedy answer to each prompt first, then the rest
        sampled, in turn."""
        config, names = self.config, self._prompts(request)
        greedy = min(len(names), request.samples) if config.greedy_first and request.task in ("fresh", "repair") else 0
        shares = [len(range(place, request.samples - greedy, len(names))) for place in range(len(names))]
        parts = [(names[place], 1, 0.0) for place in range(greedy)]
        parts += [(name, share, config.temperature) for name, share in zip(names, shares, strict=True) if share]
        brief = shortened(request)
        return [(part[0], self._chat(request, brief, *part)) for part in parts]

    def _chats(self, request: GenerationRequest) -> list[ChatRequest]:
        return [chat for _, chat in self.plan(request)]

    def _chat(
        self, request: GenerationRequest, brief: GenerationRequest, name: str, count: int, temperature: float
    ) -> ChatRequest:
        config = self.config
        messages = render(name, brief)
        if config.opening:
            messages = (*messages, Message(role="assistant", content=config.opening))
        return ChatRequest(
            messages=messages,
            n=count,
            temperature=temperature,
            top_p=config.top_p if temperature else 1.0,
            # a sampled batch starts one further, so that it never shares a seed with the greedy answer
            seed=request.seed + int(config.greedy_first and temperature > 0 and request.task in ("fresh", "repair")),
            max_tokens=self._longest(request),
            stop=config.stop,
            seconds=request.seconds,
        )

    def _longest(self, request: GenerationRequest) -> int:
        """Tokens of one answer at most."""
        config = self.config
        if not config.answer_ratio:
            return config.max_tokens
        return min(config.max_tokens, 128 + int(config.answer_ratio * estimate_tokens(request.cleaned.text)))

    def _prompts(self, request: GenerationRequest) -> tuple[str, ...]:
        if request.previous and request.task in ("repair", "refine"):
            return (request.task,)
        return self._names()

    def _names(self) -> tuple[str, ...]:
        names = tuple(name.strip() for name in self.config.prompt.split(",") if name.strip())
        return self.config.auto if names in ((), ("auto",)) else names

    def _ask(self, chats: list[ChatRequest], owners: list[int], cancels: int) -> Iterator[tuple[int, str, str]]:
        """Owner, text and reason of the end of each answer, in rounds that the budget can pay even at worst.

        ``cancels``: how often ``cancel`` had been called when this work began.
        """
        budget, config = self.config.budget, self.config
        waiting = list(zip(chats, owners, strict=True))
        asked = False
        while waiting and self._cancels == cancels:
            size = max(estimate_tokens("".join(m.content for m in chat.messages)) for chat, _ in waiting)
            room = budget.affordable(self.usage(), size, config.max_tokens, config.price)
            if room == 0:
                self.exhausted = True
                self._drop("the budget for the language model is used up")
                if not asked:
                    raise GenerationError(
                        "the budget for the language model is used up: raise max-cost, or lower max-tokens"
                    )
                return
            batch, waiting = _split(waiting, room)
            asked = True
            stream = self.model.as_completed([chat for chat, _ in batch])
            try:
                for index, completion in stream:
                    yield batch[index][1], config.opening + completion.text, completion.finish
            finally:
                with suppress(AttributeError):
                    stream.close()  # type: ignore[attr-defined]

    def _drop(self, why: str) -> None:
        self.dropped[why] = self.dropped.get(why, 0) + 1


class _Collector:
    """Candidates of one request: numbers them and leaves out what was already proposed."""

    def __init__(self, generator: LLMGenerator, request: GenerationRequest) -> None:
        self._generator = generator
        self._request = request
        self._scope = "cleaned" if request.cleaned.targets else "file"
        self._seen = {canonical(request.previous)} if request.previous else set()
        self._seen |= {canonical(exemplar.text) for exemplar in request.exemplars}
        self._count = 0

    def take(self, text: str, finish: str) -> list[Candidate]:
        """The new candidates in one answer."""
        self._count += 1
        found = extract(text, self._request.cleaned.text, self._request.cleaned.targets)
        if not found.texts:
            self._generator._drop(f"{found.why} (cut off at max-tokens)" if finish == "length" else found.why)
            return []
        candidates: list[Candidate] = []
        for number, code in enumerate(found.texts[: self._generator.config.alternatives], 1):
            key = canonical(code)
            if key in self._seen:
                self._generator._drop("repeats an earlier answer")
                continue
            self._seen.add(key)
            origin = f"{self._generator.name}#{self._count}" + (f".{number}" if number > 1 else "")
            task = {"repair": "correction of ", "refine": "improvement of "}.get(self._request.task, "")
            why = f"{task}an earlier candidate" if task else "proposed by the language model"
            candidates.append(
                Candidate(text=code, origin=origin, scope="cleaned" if self._scope == "cleaned" else "file", why=why)
            )
        return candidates


def _split(
    waiting: list[tuple[ChatRequest, int]], room: int
) -> tuple[list[tuple[ChatRequest, int]], list[tuple[ChatRequest, int]]]:
    """The first chats with at most ``room`` answers in all, and what is left over."""
    import msgspec

    batch: list[tuple[ChatRequest, int]] = []
    rest: list[tuple[ChatRequest, int]] = []
    for chat, owner in waiting:
        now = min(chat.n, room)
        room -= now
        if now:
            batch.append((msgspec.structs.replace(chat, n=now), owner))
        if chat.n > now:
            seed = None if chat.seed is None else chat.seed + now
            rest.append((msgspec.structs.replace(chat, n=chat.n - now, seed=seed), owner))
    return batch, rest
