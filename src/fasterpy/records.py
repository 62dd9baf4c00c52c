"""Frozen records that the stages exchange. Data walks one way, through these types and nothing else.

Source ─ preprocess ─▶ CleanedCode ─ retrieve ─▶ Suggestion ─ generate ─▶ Candidate
       ─ verify ─▶ Verdict ─ measure ─▶ Measurement ─ report
Case (one input) and Job/Observation, Timing (one run in the sandbox) are what workload, sandbox, verify and measure
share. A speedup is always a ratio, original time / candidate time; above 1 is a gain.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all records: immutable, keyword-only, strict when decoded."""


# ------------------------------------------------------------------------------------------------ source and context


class Source(Record, frozen=True):
    """A file as it lies on disk, with what is needed to write it back byte for byte."""

    path: str
    raw: bytes
    text: str
    """Decoded text, without BOM, line endings untouched."""
    encoding: str = "utf-8"
    bom: bool = False


class CleanedCode(Record, frozen=True):
    """The target with the context it needs (paper §4.2, Algorithm 1)."""

    text: str
    targets: tuple[str, ...]
    source: Source
    patch: str = ""
    """Unified diff that removed the unrelated lines from the source."""
    dropped: tuple[str, ...] = ()
    """Names of context left out for the token budget, in the order in which they were dropped."""
    tokens: int = 0


class Code(Record, frozen=True):
    """One runnable version of the user's code: the full text of the file and what in it is the target."""

    text: str
    kind: Literal["function", "program"]
    filename: str = "<target>"
    qualname: str | None = None
    module: str | None = None
    """Import name (``package.module``) so that relative imports work; None for a lone file."""
    search_path: tuple[str, ...] = ()
    """Directories that the code expects on ``sys.path``."""


# ------------------------------------------------------------------------------------------------------- suggestions


class Suggestion(Record, frozen=True):
    """One or two sentences of advice."""

    text: str
    rate: float
    """Measured speedup ratio slow/fast of the pair that the advice comes from; 1 = no gain known."""
    distance: float
    """Similarity to the query in [-1, 1]; higher is closer (the paper's name is kept)."""
    source: str = ""
    tags: tuple[str, ...] = ()
    place: str = ""
    """Where in the target it applies, for example ``line 7``; empty when it is about the whole."""


class Finding(Record, frozen=True):
    """What a static detector saw."""

    pattern: str
    line: int
    end_line: int
    why: str
    advice: str
    weight: float = 1.0
    """Estimated relevance in [0, 1], from loop depth and hot lines."""


# --------------------------------------------------------------------------------------------------------- knowledge


class KnowledgeEntry(Record, frozen=True):
    """One slow/fast pair of the merged dataset OD (paper §5.2, with where it comes from)."""

    input: str
    """The slow code."""
    summary: str
    """The advice: one or two sentences."""
    rate: float
    """Time of ``input`` / time of ``target``."""
    target: str = ""
    """The fast code; never shown to a model by retrieval (paper §5.3)."""
    source: str = ""
    tags: tuple[str, ...] = ()
    licence: str = ""
    verified: bool = False
    """Whether our own tests showed slow ≡ fast and our own measurement gave the rate."""


class KnowledgeHit(Record, frozen=True):
    """One entry that a search found."""

    id: int
    summary: str
    rate: float
    distance: float
    """Inner product with the query, in [-1, 1]; higher is closer."""
    source: str = ""
    tags: tuple[str, ...] = ()
    verified: bool = False


class KnowledgeFilter(Record, frozen=True):
    """What a search may return; an empty field does not restrict."""

    sources: tuple[str, ...] = ()
    """Any of these."""
    tags: tuple[str, ...] = ()
    """At least one of these."""
    verified: bool | None = None
    min_rate: float = 0.0


class StoreInfo(Record, frozen=True):
    """What a knowledge base holds."""

    location: str
    backend: str
    entries: int
    embedder: str
    dimensions: int
    format: int
    sources: dict[str, int] = {}
    verified: int = 0


# -------------------------------------------------------------------------------------------------------- candidates


class Exemplar(Record, frozen=True):
    """A version that was already verified and measured, shown to the generator."""

    text: str
    speedup: float
    """Ratio to the original, above 1 is a gain."""
    note: str = ""


class GenerationRequest(Record, frozen=True):
    """All that a generator may look at. Never contains a benchmark's test cases."""

    code: Code
    cleaned: CleanedCode
    suggestions: tuple[Suggestion, ...] = ()
    samples: int = 1
    seed: int = 0
    feedback: str = ""
    """A counterexample, an error or a profile of an earlier candidate, in words."""
    previous: str = ""
    """The earlier candidate that the feedback is about."""
    task: Literal["fresh", "repair", "refine", "evolve"] = "fresh"
    """What is wanted: a first answer, a correction of ``previous``, a further gain over it, or something unlike the
    ``exemplars``."""
    exemplars: tuple[Exemplar, ...] = ()
    facts: tuple[str, ...] = ()
    """What was measured, in words: hot lines, growth with input size, sizes of inputs."""
    seconds: float | None = None
    """Wall time left; a slow backend gives up then."""


class Candidate(Record, frozen=True):
    """A proposed replacement."""

    text: str
    origin: str
    """Who proposed it, for example ``rule:membership-list-to-set`` or ``llm:gpt-x#2``."""
    scope: Literal["file", "cleaned"] = "file"
    """Whether ``text`` is the whole file or the cleaned context, which has yet to be spliced into the file."""
    why: str = ""
    requires: tuple[str, ...] = ()
    """Third-party packages that it imports and the original does not."""


# --------------------------------------------------------------------------------------------------- inputs and runs


class StdinCase(Record, frozen=True, tag="stdin"):
    """Standard input of a program."""

    stdin: bytes
    source: str
    size: int = 0
    weight: float = 1.0


class ExpressionCase(Record, frozen=True, tag="expression"):
    """A Python expression that gives ``(args, kwargs)``.

    It is evaluated inside the sandbox, in a namespace of the target's module plus ``fasterpy.sandbox.child.prelude``.
    """

    expression: str
    source: str
    size: int = 0
    weight: float = 1.0


class PickleCase(Record, frozen=True, tag="pickle"):
    """A recorded call: a pickle of ``(args, kwargs)`` that only the sandbox ever loads."""

    data: bytes
    source: str
    size: int = 0
    weight: float = 1.0
    label: str = ""


class GeneratorCase(Record, frozen=True, tag="generator"):
    """Number ``index`` of what ``inputs(n, rng)`` of the user's inputs file gives for ``n = size``."""

    text: str
    filename: str
    size: int
    seed: int
    index: int
    source: str = "inputs"
    weight: float = 1.0


Case: TypeAlias = StdinCase | ExpressionCase | PickleCase | GeneratorCase


class Limits(Record, frozen=True):
    """What one run may use."""

    wall_s: float = 5.0
    cpu_s: float = 5.0
    memory_mb: int = 1024
    output_bytes: int = 16_000_000
    processes: int = 16
    open_files: int = 64


Portrait: TypeAlias = Any
"""A value as plain data, made in the sandbox and compared outside; grammar in ``fasterpy.sandbox.child.portrait``."""


class Job(Record, frozen=True):
    """Run one version on one input, in a fresh process."""

    code: Code
    case: Case
    limits: Limits = Limits()
    coverage: bool = False
    seed: int = 0
    """Seeds ``random`` (and numpy, if loaded) before the code runs; PYTHONHASHSEED is fixed for the sandbox."""


Status: TypeAlias = Literal[
    "returned",  # a function returned / a program ended with exit code 0
    "raised",  # an exception left the target
    "exited",  # SystemExit or a non-zero exit code
    "timeout",
    "memory",
    "output",  # wrote more than allowed
    "crashed",  # killed by a signal
    "unusable",  # the input could not be built, or the code could not be loaded (``detail`` says which)
    "violation",  # tried to forge a result or tampered with the harness
]


class Observation(Record, frozen=True):
    """What one run did."""

    status: Status
    value: Portrait = None
    """function: {"result", "args", "kwargs", "globals"} sharing one numbering of objects, so that aliasing shows."""
    error: Portrait = None
    """["exc", …] of what left the target."""
    stdout: bytes = b""
    stderr: bytes = b""
    exit_code: int = 0
    wall_ns: int = 0
    """Time of the target alone, without loading and without building the input."""
    cpu_ns: int = 0
    peak_kb: int = 0
    arcs: tuple[tuple[int, int], ...] = ()
    """Branch arcs (from line, to line) of the target's file that ran, when coverage was asked for."""
    detail: str = ""


class TimingJob(Record, frozen=True):
    """Time one version on several inputs in one fresh process, each input passed once, as a fresh copy."""

    code: Code
    cases: tuple[Case, ...]
    warmup: tuple[Case, ...] = ()
    limits: Limits = Limits()
    memory: bool = False
    """Measure peak and allocated bytes instead of time (never both in one run)."""
    cold_imports: bool = False
    """program: also pay for imports, as a command does."""


class Timing(Record, frozen=True):
    """Answer to a TimingJob."""

    status: Status
    ns: tuple[int, ...] = ()
    """Nanoseconds per case, in order."""
    load_ns: int = 0
    """Loading the module (function) or importing (program)."""
    wall_ns: int = 0
    """The whole child, as seen from outside it."""
    cpu_ns: int = 0
    peak_bytes: int = 0
    allocated_bytes: int = 0
    detail: str = ""


class LayerStatus(Record, frozen=True):
    """One protection of the sandbox on this machine."""

    name: str
    active: bool
    detail: str


# --------------------------------------------------------------------------------------------------------- workload


class Workload(Record, frozen=True):
    """The set of inputs that a target is run on."""

    cases: tuple[Case, ...]
    notes: tuple[str, ...] = ()

    @property
    def sources(self) -> dict[str, int]:
        """How many cases each source gave."""
        counts: dict[str, int] = {}
        for case in self.cases:
            counts[case.source] = counts.get(case.source, 0) + 1
        return counts


# ----------------------------------------------------------------------------------------------------------- verdict


class Counterexample(Record, frozen=True):
    """An input on which the versions differ, in words that a person or a model understands."""

    input: str
    original: str
    candidate: str
    difference: str = ""


class Strength(Record, frozen=True):
    """How much the inputs could have noticed."""

    mutants: int = 0
    killed: int = 0
    coverage_original: float | None = None
    """Share of branch arcs reached, in [0, 1]."""
    coverage_candidate: float | None = None


class InputSummary(Record, frozen=True):
    """Where inputs came from."""

    count: int = 0
    sources: dict[str, int] = {}


class Verdict(Record, frozen=True):
    """What the verifier says of one candidate."""

    verdict: Literal["equivalent", "different", "inconclusive"]
    reason: str
    counterexample: Counterexample | None = None
    inputs: InputSummary = InputSummary()
    strength: Strength = Strength()
    warnings: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------------------- measurement


class Interval(Record, frozen=True):
    """A ratio with its 95% interval."""

    point: float
    low: float
    high: float


class SizePoint(Record, frozen=True):
    """Times at one input size."""

    size: int
    original_ns: float
    candidate_ns: float
    speedup: float


class Scaling(Record, frozen=True):
    """Fitted growth of time with size."""

    original: str
    """Class in words, for example ``n^2``; ``unknown`` when the data do not decide."""
    candidate: str
    original_exponent: Interval | None = None
    candidate_exponent: Interval | None = None


class Memory(Record, frozen=True):
    """Bytes, from separate runs."""

    original_peak: int
    candidate_peak: int
    original_allocated: int = 0
    candidate_allocated: int = 0


class Measurement(Record, frozen=True):
    """What the paired measurement found."""

    speedup: Interval | None
    """None when it could not be measured."""
    trustworthy: bool
    warnings: tuple[str, ...] = ()
    noise: Interval | None = None
    """The same comparison of the original with itself."""
    original_ns: float = 0.0
    candidate_ns: float = 0.0
    pairs: int = 0
    sizes: tuple[SizePoint, ...] = ()
    scaling: Scaling | None = None
    memory: Memory | None = None
    cold: Interval | None = None
    """program: with imports included."""
    extra: dict[str, float] = {}


# ------------------------------------------------------------------------------------------------------------ result


class Trial(Record, frozen=True):
    """One candidate and what became of it."""

    candidate: Candidate
    text: str
    """Full text of the resulting file."""
    verdict: Verdict | None = None
    measurement: Measurement | None = None
    why: str = ""


class Usage(Record, frozen=True):
    """What the language model cost."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0


# ------------------------------------------------------------------------------------------------------ language model


class Message(Record, frozen=True):
    """One message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


class ChatRequest(Record, frozen=True):
    """One prompt and how its answers are to be sampled."""

    messages: tuple[Message, ...]
    n: int = 1
    """Number of answers."""
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int | None = None
    """Answer number i is sampled with seed + i, where the backend knows seeds."""
    max_tokens: int = 4096
    seconds: float | None = None
    """Wall time that one answer may take, if less than the backend's own limit."""


class Completion(Record, frozen=True):
    """One answer of a model."""

    text: str
    finish: str = "stop"
    """``stop``, ``length`` (cut off at max_tokens) or the backend's own word."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


# ------------------------------------------------------------------------------------------------------------ search


class SearchTask(Record, frozen=True):
    """One target to speed up, and the budget for it."""

    request: GenerationRequest
    seconds: float = 60.0
    """Wall time for generating, checking and timing together."""
    min_speedup: float = 1.10
    """The lower end of a candidate's interval must reach this for it to count as a gain."""


class SearchOutcome(Record, frozen=True):
    """What a search found. ``best`` is provisional: the pipeline confirms it with a fresh measurement."""

    best: Trial | None
    trials: tuple[Trial, ...]
    """Every candidate that was looked at, in that order, each with why it was taken or left."""
    reason: str
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


class Result(Record, frozen=True):
    """The outcome of ``optimize`` for one target."""

    outcome: Literal["improved", "kept"]
    reason: str
    source: Source
    targets: tuple[str, ...]
    code: str
    """Full text of the resulting file; the original's when kept."""
    patch: str
    best: Trial | None = None
    trials: tuple[Trial, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    workload: InputSummary = InputSummary()
    usage: Usage = Usage()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
