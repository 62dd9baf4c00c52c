"""What an engine needs to know."""

from __future__ import annotations

from pathlib import Path

from fasterpy.machine import usable_cores
from fasterpy.records import Record


class EngineConfig(Record, frozen=True):
    """Weights and limits. Hashable, so that one process loads the same weights once."""

    weights: str
    """A ``.gguf`` file, a folder of transformers or of OpenVINO, or (transformers alone) a hub id."""
    adapter: str = ""
    """LoRA adapter: a folder of PEFT (transformers) or a GGUF file (llama)."""
    compiled: str = ""
    """Folder for what the engine makes of the weights, so that the next start is quick; empty: nothing is kept."""
    threads: int = 0
    """0: one per core that this process may use."""
    batch: int = 8
    """Answers under way at once."""
    context: int = 8192
    """Longest prompt and answer together, in tokens."""
    cache_gb: int = 1
    """Memory for attention caches, in GiB; what was read of a prompt stays there for the next one."""

    def cores(self) -> int:
        """The number of threads to use."""
        if self.threads:
            return self.threads
        return usable_cores()

    def path(self) -> Path:
        """The weights as a path."""
        return Path(self.weights)
