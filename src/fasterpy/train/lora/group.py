"""One process or several (torchrun, ``accelerate launch``): they share the batches of a step and add up gradients.

Only the adapter's few matrices have gradients, so that adding them up after the backward pass is all there is to do.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, TypeVar

from fasterpy.train.lora.base_model import need

T = TypeVar("T")


class Group:
    """The processes of this training; alone when no launcher started us."""

    def __init__(self, device: str) -> None:
        torch = need("torch")
        self._torch: Any = torch
        self.rank, self.size = int(os.environ.get("RANK", "0")), int(os.environ.get("WORLD_SIZE", "1"))
        wanted = device if device != "auto" else ("cuda" if torch.cuda.is_available() else "cpu")
        self.device = f"cuda:{os.environ.get('LOCAL_RANK', '0')}" if wanted == "cuda" else "cpu"
        if wanted == "cuda":
            torch.cuda.set_device(self.device)
        self._opened = self.size > 1 and not torch.distributed.is_initialized()
        if self._opened:
            torch.distributed.init_process_group("nccl" if wanted == "cuda" else "gloo")

    @property
    def leads(self) -> bool:
        """Whether this process writes files and speaks."""
        return self.rank == 0

    def share(self, batches: Sequence[T]) -> list[T]:
        """Those of ``batches`` that this process computes."""
        return list(batches[self.rank :: self.size])

    def add_up(self, tensors: Sequence[Any]) -> None:
        """Replace each tensor by its sum over the processes."""
        if self.size > 1:
            for tensor in tensors:
                self._torch.distributed.all_reduce(tensor)

    def total(self, *numbers: float) -> list[float]:
        """The sum of each number over the processes."""
        tensor = self._torch.tensor(numbers, dtype=self._torch.float64, device=self.device)
        self.add_up([tensor])
        return [float(number) for number in tensor.tolist()]

    def wait(self) -> None:
        """Until all have come here."""
        if self.size > 1:
            self._torch.distributed.barrier()

    def close(self) -> None:
        """Leave the group that we opened."""
        if self._opened:
            self._torch.distributed.destroy_process_group()
