"""Concrete parts from settings: the one place where stages are chosen and put together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from fasterpy.config import Settings
from fasterpy.errors import BackendError, GenerationError
from fasterpy.pipeline import Parts
from fasterpy.protocols import Cache, Executor, Generator, Progress, Retriever, Search, Verifier, WorkloadBuilder
from fasterpy.records import Result
from fasterpy.registry import GENERATORS, SEARCHES, load

if TYPE_CHECKING:
    from fasterpy.measure.measurer import PairedMeasurer
    from fasterpy.verify.verifier import DifferentialVerifier


_EXTRAS = 0.3
"""Where the question is a patch, growth and cold runs take this share of the timing's own seconds."""
_PLANNED_S = 4.0
"""Inputs of a block are chosen for so many seconds there; should the answer stay open, more blocks may follow."""


@dataclass(frozen=True)
class Built:
    """The parts and what a person should be told about them."""

    parts: Parts
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Generators that were asked for and cannot work here."""

    def annotate(self, result: Result) -> Result:
        """The result with the notes among its warnings, and with what is missing among what failed."""
        warnings, failed = (*self.notes, *result.warnings), (*self.missing, *result.failed)
        return msgspec.structs.replace(result, warnings=warnings, failed=failed)


@contextmanager
def open_executor(settings: Settings, workers: int = 1, readable: Sequence[Path] = ()) -> Iterator[Executor]:
    """The sandbox. Raises SandboxError when a demanded layer is missing."""
    from fasterpy.sandbox.config import SandboxConfig
    from fasterpy.sandbox.executor import ZygoteExecutor

    config = SandboxConfig(mode=settings.sandbox, readable=tuple(str(path.resolve()) for path in readable))
    executor = ZygoteExecutor(workers, config)
    try:
        yield executor
    finally:
        executor.close()


def make_builder(settings: Settings, inputs: Path | None = None) -> WorkloadBuilder:
    """Where inputs come from. Raises InputsError for --inputs that cannot be used."""
    from fasterpy.generate.rules.stand_in import lighter
    from fasterpy.workload.builder import CombinedWorkloadBuilder
    from fasterpy.workload.config import WorkloadConfig

    recorded = settings.recorded if settings.recorded and Path(settings.recorded).exists() else ""
    config = WorkloadConfig(inputs="" if inputs is None else str(inputs), recorded=recorded)
    return CombinedWorkloadBuilder(config, lighter)


@contextmanager
def open_shaken(settings: Settings) -> Iterator[Callable[[], Executor]]:
    """A second sandbox with another seed of string hashes, started when it is first asked for."""
    from fasterpy.sandbox.config import SandboxConfig
    from fasterpy.sandbox.executor import ZygoteExecutor

    opened: list[ZygoteExecutor] = []

    def get() -> Executor:
        if not opened:
            config = SandboxConfig(mode=settings.sandbox, environment=(("PYTHONHASHSEED", "1"),))
            opened.append(ZygoteExecutor(1, config))
        return opened[0]

    try:
        yield get
    finally:
        for executor in opened:
            executor.close()


def make_verifier(
    settings: Settings,
    executor: Executor,
    builder: WorkloadBuilder,
    shaken: Callable[[], Executor],
    ignore_trailing_space: bool = False,
) -> DifferentialVerifier:
    """The equivalence checker."""
    from fasterpy.verify.config import VerifyConfig
    from fasterpy.verify.verifier import DifferentialVerifier

    config = VerifyConfig(
        float_tolerance=settings.float_tolerance,
        memory_mb=settings.memory_mb,
        original_wall_s=settings.timeout,
        ignore_trailing_space=ignore_trailing_space,
    )
    return DifferentialVerifier(executor, builder, config, shaken)


def make_measurer(
    settings: Settings, executor: Executor, *, brief_losers: bool = False, speedup_alone: bool = False
) -> PairedMeasurer:
    """The paired measurement; without growth, memory and cold starts of what is not faster, or of anything."""
    from fasterpy.measure.config import MeasureConfig
    from fasterpy.measure.measurer import PairedMeasurer

    limit = settings.max_memory_ratio or None
    config = MeasureConfig(
        min_speedup=settings.min_speedup,
        max_memory_ratio=limit,
        brief_losers=brief_losers,
        extras_share=_EXTRAS if brief_losers else None,
        plan_s=_PLANNED_S if brief_losers else None,
    )
    if speedup_alone:
        memory = bool(settings.max_memory_ratio)
        config = msgspec.structs.replace(
            config, memory=memory, cold=False, scaling=False, counters=False, plan_s=1.0, screen_cases=5
        )
    return PairedMeasurer(executor, config)


def make_cache(settings: Settings) -> Cache:
    """Where results of earlier runs are kept."""
    from fasterpy.search.cache import DiskCache, NoCache

    if not settings.cache:
        return NoCache()
    folder = settings.cache_dir or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return DiskCache(Path(folder) / ("" if settings.cache_dir else "fasterpy"))


def make_generators(settings: Settings, cache: Cache) -> tuple[list[Generator], list[str], list[str]]:
    """The generators that can work here, lines about them and about those that cannot, and the names of the latter.

    The language model is left out in silence when nobody configured one, since ``llm`` is among the defaults.
    """
    generators: list[Generator] = []
    notes: list[str] = []
    missing: list[str] = []
    for name in settings.generators:
        factory = load(GENERATORS, name)
        if name == "llm" and not settings.model and settings.generators == Settings().generators:
            continue
        try:
            generator = factory(settings, cache)
        except BackendError as error:
            notes.append(f"without {name}: {error}")
            missing.append(name)
            continue
        generators.append(generator)
        if note := getattr(generator, "note", ""):
            notes.append(note)
    return generators, notes, missing


def rules_generator(settings: Settings, cache: Cache) -> Generator:
    """Entry point ``rules``."""
    from fasterpy.generate.rules.generator import RulesGenerator

    return RulesGenerator()


def llm_generator(settings: Settings, cache: Cache) -> Generator:
    """Entry point ``llm``: a model behind an OpenAI-compatible API, or on this machine. Raises BackendError.

    That is GenerationError without model or key, ModelError or MissingExtraError when something is not here.
    """
    from fasterpy.cli.local_models import is_local, local_generator

    if is_local(settings):
        return local_generator(settings, cache)
    from fasterpy.generate.llm.cached import CachedChatModel
    from fasterpy.generate.llm.generator import LLMConfig, LLMGenerator
    from fasterpy.generate.llm.openai_chat import OpenAIChatConfig, OpenAIChatModel
    from fasterpy.generate.llm.usage import Budget, Price

    known = settings.prompt_price or settings.completion_price
    price = Price(prompt=settings.prompt_price, completion=settings.completion_price) if known else None
    if settings.max_cost and price is None:
        raise GenerationError(
            "max-cost needs the prices: set prompt-price and completion-price (US dollars per million)"
        )
    budget = Budget(max_cost_usd=settings.max_cost)
    config = OpenAIChatConfig(
        model=settings.model,
        base_url=settings.base_url,
        timeout_s=settings.request_timeout,
        stream=settings.stream,
        price=price,
        budget=budget,
    )
    model = OpenAIChatModel(config)
    return LLMGenerator(
        CachedChatModel(model, cache, context=model.base_url),
        LLMConfig(
            prompt=settings.prompt,
            temperature=0.7 if settings.temperature is None else settings.temperature,
            max_tokens=settings.max_tokens,
            budget=budget,
            price=price,
        ),
    )


def make_search(settings: Settings, progress: Progress | None = None, *, shorten: bool = True) -> Search:
    """The search strategy by name.

    Without ``shorten`` changes that bring nothing are left in, and one check may take a quarter longer than the whole
    budget: heavy programs, which get several times the budget, are not decided in less.
    """
    from fasterpy.search.config import SearchConfig

    factory = load(SEARCHES, settings.search)
    if shorten:
        search: Search = factory(progress=progress)
    else:
        longest = max(SearchConfig().verify_s, 1.25 * settings.seconds)
        search = factory(config=SearchConfig(shorten=False, verify_s=longest), progress=progress)
    return search


@contextmanager
def build_parts(
    settings: Settings,
    inputs: Path | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Iterator[Built]:
    """All stages of ``optimize``; the sandbox is closed at the end unless it was given."""
    if executor is None:
        readable = [] if inputs is None else [inputs]
        with (
            open_executor(settings, readable=readable) as opened,
            build_parts(settings, inputs, progress, opened) as built,
        ):
            yield built
        return
    from fasterpy.cli.remembered import facts_measured
    from fasterpy.cli.stores import make_retriever

    cache = make_cache(settings)
    builder = make_builder(settings, inputs)
    generators, notes, missing = make_generators(settings, cache)
    retriever = make_retriever(settings)
    try:
        with open_shaken(settings) as shaken:
            verifier = make_verifier(settings, executor, builder, shaken)
            parts = _parts(settings, executor, builder, verifier, generators, retriever, cache, progress)
            if any(getattr(generator, "reads_facts", False) for generator in generators):
                parts = replace(parts, facts=facts_measured(settings, cache, executor, inputs))
            yield Built(parts=parts, notes=tuple(notes), missing=tuple(missing))
    finally:
        retriever.store.close()


def _parts(
    settings: Settings,
    executor: Executor,
    builder: WorkloadBuilder,
    verifier: Verifier,
    generators: Sequence[Generator],
    retriever: Retriever,
    cache: Cache,
    progress: Progress | None,
) -> Parts:
    from fasterpy.cli.remembered import judging
    from fasterpy.detect.detector import detect
    from fasterpy.preprocess.cleaner import PreprocessConfig, TreeSitterPreprocessor

    return Parts(
        preprocessor=TreeSitterPreprocessor(PreprocessConfig(max_tokens=settings.context_tokens)),
        executor=executor,
        builder=builder,
        verifier=verifier,
        measurer=make_measurer(settings, executor, brief_losers=True),
        search=make_search(settings, progress),
        generators=generators,
        retriever=retriever,
        detect=detect,
        remember=judging(settings, cache),
        progress=progress,
    )
