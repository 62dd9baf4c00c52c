"""llama.cpp: portable, one answer after the other, with LoRA adapters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fasterpy.errors import MissingExtraError, ModelError
from fasterpy.generate.local.adapter_check import check_template
from fasterpy.generate.local.config import EngineConfig
from fasterpy.generate.local.engine import Answer, Ask, split_prefix
from fasterpy.generate.local.gate import Gate
from fasterpy.generate.local.llama_trial import check


class LlamaEngine:
    """What was read of a prompt is kept for the next answer to it."""

    name = "llama"

    def __init__(self, config: EngineConfig) -> None:
        """Raises MissingExtraError without the package, ModelError for weights or an adapter that it cannot read."""
        try:
            import llama_cpp
            from llama_cpp.llama_chat_format import Jinja2ChatFormatter
        except ImportError as error:
            raise MissingExtraError("llama-cpp-python", "llama") from error
        if config.path().suffix != ".gguf":
            raise ModelError(f"llama.cpp reads .gguf files, not {config.weights}")
        if config.adapter and not config.adapter.endswith(".gguf"):  # llama.cpp would end the process
            raise ModelError(
                f"llama.cpp reads adapters as .gguf files, not {config.adapter}: "
                f"run  fasterpy train export {config.adapter} --base {config.weights}  and give the file that it writes"
            )
        check(config)
        try:
            self._model: Any = llama_cpp.Llama(
                model_path=config.weights,
                lora_path=config.adapter or None,
                n_ctx=config.context,
                n_threads=config.cores(),
                n_threads_batch=config.cores(),
                verbose=False,
            )
        except (ValueError, RuntimeError, OSError) as error:
            raise ModelError(f"llama.cpp cannot read {config.weights}: {error}") from error
        template = self._model.metadata.get("tokenizer.chat_template")
        if not template:
            raise ModelError(f"{config.weights} has no chat template: use an instruct model")
        if config.adapter:
            check_template(config.adapter, template)
        self._format: Any = Jinja2ChatFormatter(
            template=template,
            eos_token=self._piece(self._model.token_eos()),
            bos_token=self._piece(self._model.token_bos()),
            add_generation_prompt=True,
        )

    def run(self, asks: Sequence[Ask], gate: Gate) -> Iterator[tuple[int, Answer]]:
        """See ``Engine``; in order."""
        for index, ask in enumerate(asks):
            answer = self._one(ask, gate)
            if answer is None:
                return
            yield index, answer

    def _one(self, ask: Ask, gate: Gate) -> Answer | None:
        messages, prefix = split_prefix(ask.messages)
        tokens: list[int] = self._model.tokenize(
            (self._format(messages=messages).prompt + prefix).encode(), add_bos=False, special=True
        )
        ids: list[int] = []
        finish = "length"
        text = ""
        room = self._model.n_ctx() - len(tokens) - 1
        self._model.set_seed(ask.seed)
        stream = self._model.generate(tokens, temp=ask.temperature, top_p=ask.top_p, top_k=0, repeat_penalty=1.0)
        while len(ids) < min(ask.max_tokens, room):
            if not gate.step():
                return None
            token = next(stream)
            if token in (self._model.token_eos(), *self._ends()):
                finish = "stop"
                break
            ids.append(token)
            text = self._model.detokenize(ids).decode("utf-8", "ignore")
            if any(stop in text for stop in ask.stop):
                finish = "stop"
                break
        return Answer(text=text, finish=finish, prompt_tokens=len(tokens), completion_tokens=len(ids))

    def _ends(self) -> tuple[int, ...]:
        end = self._model.tokenize(b"<|im_end|>", add_bos=False, special=True)
        return (end[0],) if len(end) == 1 else ()

    def _piece(self, token: int) -> str:
        return "" if token < 0 else str(self._model.detokenize([token], special=True).decode("utf-8", "ignore"))
