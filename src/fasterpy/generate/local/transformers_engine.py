"""transformers: the paper's way, and the one for GPUs; PEFT adapters, whole batches at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fasterpy.errors import MissingExtraError, ModelError
from fasterpy.generate.local.adapter_check import check_template
from fasterpy.generate.local.config import EngineConfig
from fasterpy.generate.local.engine import Answer, Ask, split_prefix
from fasterpy.generate.local.gate import Gate

GPU_BATCH = 64


class TransformersEngine:
    """bfloat16 where the hardware computes in it. Answers of one batch are there together."""

    name = "transformers"

    def __init__(self, config: EngineConfig) -> None:
        """Raises MissingExtraError without the packages, ModelError for weights or an adapter that it cannot read."""
        try:
            import torch
            import transformers
        except ImportError as error:
            raise MissingExtraError("torch and transformers", "hf") from error
        self._torch: Any = torch
        self._stopping: Any = transformers.StoppingCriteriaList
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        if self.device == "cpu":
            torch.set_num_threads(config.cores())
        path = config.path()
        place, options, more = config.weights, {}, {}
        if path.suffix == ".gguf":
            place, options = str(path.parent), {"gguf_file": path.name}
            if hasattr(transformers, "GgufConfig"):
                # Later versions keep packed weights, beside which an adapter finds no place.
                more = {"quantization_config": transformers.GgufConfig(dequantize=True)}
        dtype = torch.bfloat16 if self.device == "cuda" or _bf16(torch) else torch.float32
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(place, padding_side="left", **options)
            model: Any = transformers.AutoModelForCausalLM.from_pretrained(place, dtype=dtype, **options, **more)
            if config.adapter:
                model = _adapted(model, config.adapter)
        except (OSError, ValueError, ImportError, KeyError) as error:
            text = " ".join(str(error).split())[:300]
            raise ModelError(f"transformers cannot read {config.weights}: {text}") from error
        if not self._tokenizer.chat_template:
            raise ModelError(f"{config.weights} has no chat template: use an instruct model")
        if config.adapter:
            check_template(config.adapter, self._tokenizer.chat_template)
        if self._tokenizer.pad_token is None:
            self._tokenizer.pad_token = self._tokenizer.eos_token
        self._model: Any = model.to(self.device).eval()
        self._batch = GPU_BATCH if self.device == "cuda" else max(1, config.batch)

    def run(self, asks: Sequence[Ask], gate: Gate) -> Iterator[tuple[int, Answer]]:
        """See ``Engine``. A batch shares one stream of random numbers, started from its first seed."""
        groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for index, ask in enumerate(asks):
            groups[(ask.temperature, ask.top_p, ask.max_tokens, ask.stop)].append(index)
        for indices in groups.values():
            for start in range(0, len(indices), self._batch):
                chosen = indices[start : start + self._batch]
                answers = self._together([asks[index] for index in chosen], gate)
                if answers is None:
                    return
                yield from zip(chosen, answers, strict=True)

    def _together(self, asks: list[Ask], gate: Gate) -> list[Answer] | None:
        torch, first = self._torch, asks[0]
        inputs = self._tokenizer(
            [self._prompt(ask) for ask in asks], return_tensors="pt", padding=True, add_special_tokens=False
        ).to(self.device)
        options: dict[str, Any] = {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
        if first.temperature > 0:
            options = {"do_sample": True, "temperature": first.temperature, "top_p": first.top_p, "top_k": 0}
            torch.manual_seed(first.seed)
        if first.stop:
            options |= {"stop_strings": list(first.stop), "tokenizer": self._tokenizer}
        watch = _Watch(torch, gate)
        if not gate.step():
            return None
        with torch.inference_mode():
            made = self._model.generate(
                **inputs,
                max_new_tokens=first.max_tokens,
                pad_token_id=self._tokenizer.pad_token_id,
                stopping_criteria=self._stopping([watch]),
                **options,
            )
        if watch.stopped:
            return None
        width = inputs["input_ids"].shape[1]
        counts = inputs["attention_mask"].sum(dim=1).tolist()
        return [self._answer(row[width:].tolist(), int(count), first) for row, count in zip(made, counts, strict=True)]

    def _answer(self, ids: list[int], prompt_tokens: int, ask: Ask) -> Answer:
        ends = {self._tokenizer.eos_token_id, self._tokenizer.pad_token_id}
        count = next((place for place, token in enumerate(ids) if token in ends), len(ids))
        text = self._tokenizer.decode(ids[:count], skip_special_tokens=True)
        # Rows of a batch end together: what a row says after its own stop text is not its answer.
        ended = [text.index(stop) + len(stop) for stop in ask.stop if stop in text]
        finish = "stop" if ended or count < ask.max_tokens else "length"
        return Answer(
            text=text[: min(ended)] if ended else text,
            finish=finish,
            prompt_tokens=prompt_tokens,
            completion_tokens=count,
        )

    def _prompt(self, ask: Ask) -> str:
        messages, prefix = split_prefix(ask.messages)
        text: str = self._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        return text + prefix


class _Watch:
    """A stopping criterion that asks the gate after each token."""

    def __init__(self, torch: Any, gate: Gate) -> None:
        self._torch, self._gate = torch, gate
        self.stopped = False

    def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
        self.stopped = self.stopped or not self._gate.step()
        return self._torch.full((input_ids.shape[0],), self.stopped, dtype=self._torch.bool, device=input_ids.device)


def _adapted(model: Any, adapter: str) -> Any:
    try:
        import peft
    except ImportError as error:
        raise MissingExtraError("peft", "hf") from error
    if not (Path(adapter) / "adapter_config.json").exists():
        raise ModelError(f"{adapter} is no PEFT adapter: it has no adapter_config.json")
    return peft.PeftModel.from_pretrained(model, adapter)


def _bf16(torch: Any) -> bool:
    """Whether this CPU computes in bfloat16; emulated it is slower than single precision."""
    try:
        return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    except (AttributeError, RuntimeError):
        return False
