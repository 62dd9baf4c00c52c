"""The training loop. Small on purpose: every step is a function of the seed, its number and the weights."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fasterpy.errors import ConfigError, InputsError
from fasterpy.protocols import Progress
from fasterpy.train.lora import checkpoint
from fasterpy.train.lora.base_model import load_model, need, with_adapter
from fasterpy.train.lora.config import LoraConfig
from fasterpy.train.lora.curves import Point
from fasterpy.train.lora.group import Group
from fasterpy.train.lora.order import batches_of
from fasterpy.train.lora.tokens import Encoded, padded

BEST, LAST = "adapter", "last"


class Trainer:
    """Trains one adapter; ``run`` may be interrupted at any time and be called again in a new process."""

    def __init__(
        self, base: str, config: LoraConfig, train: Sequence[Encoded], valid: Sequence[Encoded], pad: int, out: Path,
        group: Group, identity: str, progress: Progress | None = None,
        on_point: Callable[[Sequence[Point]], None] | None = None,
    ) -> None:  # fmt: skip
        """``identity`` names configuration, base and data; ``on_point`` gets all points after each validation."""
        config.check()
        if not train:
            raise InputsError("no conversation is short enough: raise --max-length")
        if group.size > config.accumulation:
            raise ConfigError(f"{group.size} processes share {config.accumulation} batches: raise --accumulation")
        self.config, self.train, self.valid, self.pad = config, train, valid, pad
        self.out, self.group, self.identity = out, group, identity
        self._progress, self._on_point = progress, on_point
        self._torch: Any = need("torch")
        self.bf16 = config.bf16 and has_bf16(group.device)
        self._torch.manual_seed(config.seed)
        model = load_model(base, self._torch.bfloat16 if self.bf16 else self._torch.float32)
        self.model: Any = with_adapter(model.to(group.device), config)
        self.weights = [weight for weight in self.model.parameters() if weight.requires_grad]
        self.optimizer: Any = self._torch.optim.AdamW(
            self.weights, lr=0.0, betas=(0.9, config.beta2), eps=1e-8, weight_decay=config.weight_decay
        )
        self.points: list[Point] = []
        self.best: float | None = None
        self.total = config.steps(len(train))

    def run(self, stop_after: int = 0) -> list[Point]:
        """Train to the end, from the last checkpoint if there is one; gives the curve.

        ``stop_after``: leave after this step, as an interruption would, for tests of going on.
        """
        start = self._resume()
        if start == 0 and self.valid:
            self.points.append(Point(step=0, epoch=0.0, validation=self.evaluate()))
        each = -(-len(self.train) // (self.config.batch_size * self.config.accumulation))
        every = max(1, each // max(1, self.config.evaluations))
        for step in range(start, self.total):
            point = self._step(step, each)
            done = step + 1
            if done % every == 0 or done == self.total:
                point = self._validated(point)
                self.points.append(point)
                self._save(done)
            else:
                self.points.append(point)
            if self._progress is not None and self.group.leads:
                self._progress.update("training", done, self.total, f"loss {point.loss:.3f}")
            if done == stop_after:
                break
        return self.points

    def evaluate(self) -> float:
        """Mean loss over the supervised tokens of the validation."""
        self.model.eval()
        size = self.config.batch_size
        order = sorted(range(len(self.valid)), key=lambda index: len(self.valid[index]))
        batches = [order[start : start + size] for start in range(0, len(order), size)]
        loss = count = 0.0
        with self._torch.no_grad():
            for batch in self.group.share(batches):
                rows = [self.valid[index] for index in batch]
                loss += float(self._loss(rows))
                count += sum(len(row.answer) for row in rows)
        loss, count = self.group.total(loss, count)
        return loss / count

    def _step(self, step: int, each: int) -> Point:
        config, torch, began = self.config, self._torch, time.monotonic()
        lengths = [len(row) for row in self.train]
        batches = batches_of(step, lengths, config.batch_size, config.accumulation, config.data_seed)
        tokens = sum(len(self.train[index].answer) for batch in batches for index in batch)
        rate = config.rate(step, self.total)
        self.model.train()
        # Dropout is a function of the step, so that a resumed run draws the same.
        torch.manual_seed(config.seed * 1_000_003 + step * 1009 + self.group.rank)
        loss = 0.0
        for batch in self.group.share(batches):
            part = self._loss([self.train[index] for index in batch]) / tokens
            part.backward()
            loss += float(part.detach())
        for weight in self.weights:
            if weight.grad is None:  # a process without a batch in a short last step
                weight.grad = torch.zeros_like(weight)
        self.group.add_up([weight.grad for weight in self.weights])
        torch.nn.utils.clip_grad_norm_(self.weights, config.max_grad_norm)
        for options in self.optimizer.param_groups:
            options["lr"] = rate
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        (loss,) = self.group.total(loss)
        seen = sum(lengths[index] for batch in batches for index in batch)
        speed = seen / max(1e-9, time.monotonic() - began)
        return Point(step=step + 1, epoch=round((step + 1) / each, 4), loss=loss, rate=rate, tokens_per_s=speed)

    def _loss(self, rows: Sequence[Encoded]) -> Any:
        """The sum of the losses of the supervised tokens. Scores over the vocabulary are computed for those alone."""
        torch, device = self._torch, self.group.device
        ids, attention, supervised = (torch.tensor(part, device=device) for part in padded(rows, self.pad))
        core = self.model.get_base_model()
        with torch.autocast(device.split(":")[0], dtype=torch.bfloat16, enabled=self.bf16):
            hidden = core.base_model(input_ids=ids, attention_mask=attention, use_cache=False).last_hidden_state
            scores = core.get_output_embeddings()(hidden[supervised])
        wanted = ids.roll(-1, dims=1)[supervised]
        return torch.nn.functional.cross_entropy(scores.float(), wanted, reduction="sum")

    def _validated(self, point: Point) -> Point:
        import msgspec

        if not self.valid:
            return point
        loss = self.evaluate()
        if self.best is None or loss < self.best:
            self.best = loss
            self.save_adapter(BEST)
        return msgspec.structs.replace(point, validation=loss)

    def save_adapter(self, name: str) -> None:
        """The adapter as PEFT keeps it, in ``out/name``."""
        if self.group.leads:
            self.model.save_pretrained(str(self.out / name))

    def _save(self, done: int) -> None:
        if self.group.leads:
            tensors = {
                "weights": [weight.detach().cpu() for weight in self.weights],
                "optimizer": self.optimizer.state_dict(),
            }
            state = checkpoint.State(step=done, best=self.best, points=tuple(self.points), identity=self.identity)
            checkpoint.save(self.out, state, tensors)
            if done == self.total:
                self.save_adapter(LAST)
                if not self.valid:
                    self.save_adapter(BEST)
            if self._on_point is not None:
                self._on_point(self.points)
        self.group.wait()

    def _resume(self) -> int:
        known = checkpoint.load(self.out, self.identity)
        if known is None:
            return 0
        state, tensors = known
        with self._torch.no_grad():
            for weight, value in zip(self.weights, tensors["weights"], strict=True):
                weight.copy_(value)
        self.optimizer.load_state_dict(tensors["optimizer"])
        self.points, self.best = list(state.points), state.best
        return state.step


def has_bf16(device: str) -> bool:
    """Whether the device computes in bfloat16; emulated it is slower than single precision."""
    torch = need("torch")
    if device.startswith("cuda"):
        return bool(torch.cuda.is_bf16_supported())
    try:
        return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    except (AttributeError, RuntimeError):
        return False
