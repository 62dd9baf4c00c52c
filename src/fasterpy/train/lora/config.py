"""Hyperparameters: the paper's Table 5, and what the table leaves open."""

from __future__ import annotations

import math
from typing import Literal

from fasterpy.errors import ConfigError
from fasterpy.records import Record


class LoraConfig(Record, frozen=True):
    """How an adapter is trained. The first block is Table 5."""

    learning_rate: float = 1e-4
    batch_size: int = 4
    """Conversations that are computed at once."""
    gradient_checkpointing: bool = True
    bf16: bool = True
    """Where the hardware computes in it; single precision elsewhere."""
    weight_decay: float = 0.1
    warmup_ratio: float = 0.05
    """Linear warm-up, then cosine decay to zero."""
    accumulation: int = 4
    """Batches per step. With several processes they share these batches, so that the steps stay the same."""
    epochs: int = 3
    data_seed: int = 42
    rank: int = 8
    alpha: int = 32

    dropout: float = 0.05
    """Not in the table: ms-swift's default; so are ``beta2`` and ``max_grad_norm``."""
    beta2: float = 0.95
    max_grad_norm: float = 1.0
    targets: str = "all-linear"
    """Layers that get an adapter: all linear ones, or names separated by commas."""
    max_length: int = 2048
    """Most tokens of a conversation. A longer one is left out and counted: cut code would teach to stop half-way."""
    evaluations: int = 4
    """Validations per epoch; each writes a checkpoint."""
    max_steps: int = 0
    """Stop after so many steps, with the schedule of exactly that many; 0: all epochs."""
    seed: int = 42
    device: Literal["auto", "cpu", "cuda"] = "auto"

    def check(self) -> None:
        """Raises ConfigError for values that cannot work."""
        least = {"batch_size": 1, "accumulation": 1, "epochs": 1, "rank": 1, "alpha": 1, "max_length": 16}
        for name, low in least.items():
            if getattr(self, name) < low:
                raise ConfigError(f"{name.replace('_', '-')} must be at least {low}")
        if not 0 <= self.dropout < 1 or not 0 <= self.warmup_ratio <= 1 or self.learning_rate <= 0:
            raise ConfigError("dropout and warmup-ratio lie in [0, 1], learning-rate is positive")

    def steps(self, conversations: int) -> int:
        """Steps of the whole training."""
        each = math.ceil(conversations / (self.batch_size * self.accumulation))
        return self.max_steps or each * self.epochs

    def rate(self, step: int, total: int) -> float:
        """Learning rate of step ``step`` (from 0), as the cosine schedule of transformers gives it."""
        warm = math.ceil(total * self.warmup_ratio)
        if step < warm:
            return self.learning_rate * step / max(1, warm)
        done = (step - warm) / max(1, total - warm)
        return self.learning_rate * max(0.0, 0.5 * (1 + math.cos(math.pi * done)))
