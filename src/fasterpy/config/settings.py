"""All settings with their defaults: the same names in pyproject.toml, FASTERPY_* and on the command line."""

from __future__ import annotations

from typing import Literal

from fasterpy.records import Record


class Settings(Record, frozen=True):
    """What a user can set. In pyproject.toml ``min-speedup = 1.2``; in the environment ``FASTERPY_MIN_SPEEDUP=1.2``."""

    # what proposes
    generators: tuple[str, ...] = ("rules", "llm")
    """Generators to use, in this order; ``llm`` is left out, with a note, when no model is configured."""
    search: str = "auto"
    """Search strategy; ``auto`` picks one for the generators at hand."""
    allow: tuple[str, ...] = ()
    """Third-party packages that a candidate may import although the original does not."""

    # language model
    model: str = ""
    """Model name at the endpoint, for example ``qwen2.5-coder:7b``; or here: ``local:qwen2.5-coder-1.5b``, the
    path of a ``.gguf`` file, ``openvino:…``, ``llama:…``, ``transformers:…``, or ``auto`` for what is here."""
    models: str = ""
    """Folder of the weights that ``fasterpy models pull`` brings; empty means the user's data directory."""
    adapter: str = ""
    """LoRA adapter for a model on this machine: a folder of PEFT (transformers) or a GGUF file (llama)."""
    threads: int = 0
    """Threads of a model on this machine; 0 means one per core."""
    base_url: str = ""
    """OpenAI-compatible endpoint; empty means the public OpenAI one."""
    prompt: str = "auto"
    """Prompt templates, with commas: ``paper``, ``focused``, ``brief``, ``plain``, .jinja files, or ``auto``."""
    samples: int = 4
    """Answers asked of the model per target."""
    temperature: float | None = None
    """Of sampled answers; unset: 0.7, and 0.5 for models on this machine."""
    stream: bool = False
    request_timeout: float = 120.0
    """Seconds for one answer of the model."""
    max_tokens: int = 4096
    """Longest answer of the model."""
    max_cost: float = 0.0
    """US dollars for one run, for all its targets together; 0 means no limit."""
    prompt_price: float = 0.0
    """US dollars per million tokens of prompts; 0 means unknown."""
    completion_price: float = 0.0
    """US dollars per million tokens of answers; 0 means unknown."""
    context_tokens: int = 6000
    """Token budget of the cleaned code in a prompt."""

    # knowledge
    kb: str = ""
    """Path or URI of a Milvus store; empty means the bundled pattern library."""
    learn: bool = False
    """Let verified wins enter the base ``kb`` (or ``.fasterpy/kb.db``), and be advised from it."""
    embedder: str = "structural"
    top_k: int = 2
    """Suggestions given to the model (paper: two)."""
    threshold: float = 0.15
    """Least similarity of a suggestion."""
    distance_range: float = 0.2
    """Tolerance below the closest suggestion (delta of Step 3.2)."""

    # claims
    seconds: float = 60.0
    """Time budget for one target, in seconds."""
    min_speedup: float = 1.10
    """The lower end of the interval must reach this ratio."""
    max_memory_ratio: float = 0.0
    """Refuse a candidate whose peak memory exceeds the original's by more than this factor; 0 means any."""
    float_tolerance: float = 0.0
    """Relative difference at which floats still count as equal; 0 means bit-equal."""

    # inputs
    recorded: str = ".fasterpy/recorded"
    """Folder of recorded calls (``fasterpy record``); used when it exists."""

    # sandbox
    sandbox: Literal["auto", "strict", "off"] = "auto"
    memory_mb: int = 1024
    timeout: float = 2.0
    """Seconds that the original may take on one input; inputs on which it takes longer are not used for checking."""

    # cache
    cache: bool = True
    cache_dir: str = ""
    """Where outcomes, generations, verdicts and measurements are kept; empty means the user's cache directory."""
