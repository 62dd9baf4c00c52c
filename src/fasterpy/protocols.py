"""What the stages promise to one another. A stage imports this file and ``records``, never another stage.

Batch first: a method that takes a sequence gives one output per input, in order, possibly empty; never drops, never
misaligns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from fasterpy.records import (
    Candidate,
    Case,
    ChatRequest,
    CleanedCode,
    Code,
    Completion,
    GenerationRequest,
    Job,
    KnowledgeEntry,
    KnowledgeFilter,
    KnowledgeHit,
    LayerStatus,
    Measurement,
    Observation,
    SearchOutcome,
    SearchTask,
    Source,
    StoreInfo,
    Suggestion,
    Timing,
    TimingJob,
    Usage,
    Verdict,
    Workload,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Progress(Protocol):
    """Told what is going on; a person may be watching."""

    def update(self, stage: str, done: int = 0, total: int = 0, message: str = "") -> None:
        """``total`` 0 means unknown."""


class Clock(Protocol):
    """Time, so that tests can do without it."""

    def now(self) -> float:
        """Monotonic seconds."""

    def sleep(self, seconds: float) -> None: ...


class Preprocessor(Protocol):
    """Source text to the context that a model needs, and back (paper §4.2)."""

    def clean(self, source: Source, targets: Sequence[str]) -> CleanedCode:
        """Raises TargetError when a target is missing or refused. No targets: the text unchanged."""

    def restore(self, cleaned: CleanedCode, optimized: str) -> str:
        """Put the optimized targets back into the untouched file; everything else stays as it was.

        Raises TargetError when a target is not in ``optimized``, SourceError when it does not parse.
        """


class Embedder(Protocol):
    """Texts to vectors (paper §4.3)."""

    @property
    def name(self) -> str:
        """Goes into the store, so that vectors of different embedders never mix."""

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions); rows have Euclidean length 1 (Eq. 1)."""


Sparse = Mapping[int, float]
"""A sparse vector: places in [0, 2**31) with their values."""


class SparseEncoder(Protocol):
    """Code and advice to sparse vectors, the other views of hybrid retrieval."""

    name: str
    """Goes into the store beside the embedder's."""

    def entries(self, codes: Sequence[str], advice: Sequence[str]) -> Sequence[Sparse]:
        """Of what is stored."""

    def queries(self, codes: Sequence[str], advice: Sequence[str]) -> Sequence[tuple[float, Sparse]]:
        """Of what is asked: the factor of the dense vector, and the sparse vector, already weighted."""


class KnowledgeStore(Protocol):
    """Vectors of slow code with the advice that made it faster (paper Table 1)."""

    def insert(
        self, entries: Sequence[KnowledgeEntry], vectors: NDArray[np.float32], sparse: Sequence[Sparse] | None = None
    ) -> int:
        """Add entries with their vectors (same order) and give how many were new. The same entry twice is kept once.

        Raises StoreError when shapes do not fit or the store cannot be written.
        """

    def search(
        self,
        vectors: NDArray[np.float32],
        limit: int,
        threshold: float = -1.0,
        where: KnowledgeFilter | None = None,
        sparse: Sequence[Sparse] | None = None,
    ) -> list[list[KnowledgeHit]]:
        """Per query the ``limit`` entries of highest similarity ≥ ``threshold``, closest first.

        Similarity is the inner product of the vectors, plus that of the sparse vectors where ``sparse`` is given.
        """

    def info(self) -> StoreInfo: ...

    def export(self) -> Iterator[KnowledgeEntry]:
        """All entries, by ascending id."""

    def forget(self, where: KnowledgeFilter) -> int:
        """Delete what the filter matches and give how many. Raises StoreError for a filter that restricts nothing."""

    def close(self) -> None: ...


class Retriever(Protocol):
    """Code to advice (paper §4.4)."""

    def retrieve(self, queries: Sequence[CleanedCode]) -> list[list[Suggestion]]: ...


class Generator(Protocol):
    """Code and advice to candidates (paper §4.5)."""

    name: str

    def generate(self, requests: Sequence[GenerationRequest]) -> list[list[Candidate]]:
        """Raises GenerationError when the backend cannot answer at all."""

    def usage(self) -> Usage:
        """What it has cost so far."""


class Executor(Protocol):
    """Runs foreign code; every job in a fresh process."""

    def layers(self) -> tuple[LayerStatus, ...]:
        """The protections in force."""

    def execute(self, jobs: Sequence[Job]) -> list[Observation]: ...

    def time(self, jobs: Sequence[TimingJob]) -> list[Timing]:
        """Strictly one after the other, in the given order."""

    def close(self) -> None: ...


class WorkloadBuilder(Protocol):
    """Finds inputs for a target. May run the original, never sees expected outputs."""

    def build(self, code: Code, executor: Executor, seconds: float) -> Workload:
        """Inputs for checking: small, varied, edge cases; cheap and telling ones first."""

    def extend(self, code: Code, other: Code, workload: Workload, executor: Executor, seconds: float) -> list[Case]:
        """More inputs aimed at ``other``: its constants, and branches that the workload does not reach."""

    def sized(self, code: Code, workload: Workload, executor: Executor, sizes: Sequence[int], seed: int) -> list[Case]:
        """Fresh inputs for timing, about one per size, as far as the input has a size that can be scaled."""


class Verifier(Protocol):
    """Does a candidate behave as the original?"""

    def verify(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        """All evidence that can be had, inputs aimed at the candidate included; what is claimed rests on it."""

    def screen(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict:
        """A cheaper look with the given inputs alone, for searches over many candidates; no claim rests on it."""

    def glance(self, original: Code, candidate: Code, workload: Workload, seconds: float) -> Verdict | None:
        """The cheapest look: a verdict where the first inputs show a difference, else None."""


class Measurer(Protocol):
    """Is a candidate faster, and by how much?"""

    def measure(self, original: Code, candidate: Code, cases: Sequence[Case], seconds: float) -> Measurement:
        """With everything that a report holds."""

    def screen(self, original: Code, candidate: Code, cases: Sequence[Case], seconds: float) -> Measurement:
        """Time alone, without memory, cold starts and counters, for a search over many candidates."""


class ChatModel(Protocol):
    """A language model that answers chats, wherever it runs."""

    name: str

    def complete(self, requests: Sequence[ChatRequest]) -> list[list[Completion]]:
        """Up to ``n`` answers per request: those that failed are missing. Raises GenerationError when all failed."""

    def as_completed(self, requests: Sequence[ChatRequest]) -> Iterator[tuple[int, Completion]]:
        """The same answers, each with the index of its request, as soon as it is there. Closing it stops the rest."""

    def usage(self) -> Usage:
        """Totals so far, failed requests included."""


@runtime_checkable
class StreamingGenerator(Protocol):
    """A generator that can hand over candidates while it is still working on others."""

    name: str

    def stream(self, request: GenerationRequest) -> Iterator[Candidate]: ...


@runtime_checkable
class ComposableGenerator(Protocol):
    """A generator whose changes can be put on top of one another and taken back one by one.

    Texts are whole files. A change has a label; a candidate's origin is ``kind:label+label``, in order of application.
    ``generate`` gives the promising combinations first, then each change alone.
    """

    name: str

    def generate(self, requests: Sequence[GenerationRequest]) -> list[list[Candidate]]: ...

    def expand(self, text: str, applied: Sequence[str] = (), *, qualname: str | None = None) -> list[Candidate]:
        """Versions of ``text`` with one more change each, best guess first; ``applied`` are labels already in it."""

    def compose(self, text: str, names: Sequence[str], *, qualname: str | None = None) -> Candidate | None:
        """The changes with these labels together; None when nothing applies."""

    def shrink(self, original: str, text: str) -> Iterable[Candidate]:
        """Versions of ``text`` with one of its differences from ``original`` taken back each."""


class Judge(Protocol):
    """The stages as a search sees them: one target, its inputs and its original are fixed inside."""

    def assemble(self, candidate: Candidate) -> Code:
        """The whole file with the candidate in it. Raises UserError when it does not fit."""

    def smoke(self, code: Code, seconds: float) -> str:
        """The cheapest check: why the code cannot be right, or empty."""

    def glance(self, code: Code, seconds: float) -> Verdict | None:
        """The verdict where a handful of inputs shows a difference already, else None."""

    def verify(self, code: Code, seconds: float) -> Verdict: ...

    def measure(self, code: Code, seconds: float) -> Measurement: ...


class Cache(Protocol):
    """Results by content hash, so that nothing is paid for twice. A miss is never an error."""

    def get(self, kind: str, key: str) -> bytes | None: ...

    def put(self, kind: str, key: str, value: bytes) -> None: ...


class Search(Protocol):
    """A loop over generate, verify and measure."""

    name: str

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """Never raises for a failing generator or candidate: that is a warning or a Trial with its reason."""
