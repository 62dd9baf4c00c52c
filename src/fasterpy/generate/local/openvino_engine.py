"""OpenVINO GenAI: many answers to one prompt at once on a CPU; reads GGUF directly."""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from fasterpy.errors import MissingExtraError, ModelError
from fasterpy.generate.local.config import EngineConfig
from fasterpy.generate.local.engine import Answer, Ask, split_prefix
from fasterpy.generate.local.gate import Gate
from fasterpy.generate.local.pace import Pace

MODEL_FILE = "openvino_model.xml"
PREFILL = 256
"""Tokens of prompts read in one step: bounds how long a search waits for the model to pause."""


class OpenVINOEngine:
    """Continuous batching: each answer is a request of its own, so a short one is there while long ones go on."""

    name = "openvino"

    def __init__(self, config: EngineConfig) -> None:
        """Raises MissingExtraError without the package, ModelError for weights that it cannot read."""
        try:
            import openvino_genai
        except ImportError as error:
            raise MissingExtraError("openvino-genai", "local") from error
        self._genai: Any = openvino_genai
        scheduler = openvino_genai.SchedulerConfig()
        scheduler.cache_size = config.cache_gb
        scheduler.enable_prefix_caching = True
        scheduler.dynamic_split_fuse = True
        scheduler.max_num_batched_tokens = PREFILL
        scheduler.max_num_seqs = max(config.batch, 1)
        self._batch = max(config.batch, 1)
        self._number = 0
        self._pace = Pace()
        try:
            folder = _converted(openvino_genai, config)
            properties = {"INFERENCE_NUM_THREADS": config.cores()}
            self._pipe = openvino_genai.ContinuousBatchingPipeline(str(folder), scheduler, "CPU", properties)
        except RuntimeError as error:
            text = " ".join(str(error).split())[:300]
            raise ModelError(f"OpenVINO cannot read {config.weights}: {text}") from error
        self._tokenizer = self._pipe.get_tokenizer()

    def run(self, asks: Sequence[Ask], gate: Gate) -> Iterator[tuple[int, Answer]]:
        """See ``Engine``. The first answer to a prompt reads it; the others start then, and find it read."""
        waiting = deque(_Stream(index, ask, self._prompt(ask)) for index, ask in enumerate(asks))
        running: list[_Stream] = []
        try:
            while waiting or running:
                self._start(waiting, running, gate.left())
                if not gate.step():
                    return
                alone = len(running) == 1 and bool(running[0].ids)
                began = time.monotonic()
                self._pipe.step()
                if alone:
                    self._pace.note(time.monotonic() - began)
                for stream in list(running):
                    if stream.read(self._genai):
                        running.remove(stream)
                        if stream.finish:
                            yield stream.index, self._answer(stream)
        finally:
            for stream in running:
                stream.handle.cancel()
            with suppress(RuntimeError):
                while self._pipe.has_non_finished_requests():
                    self._pipe.step()

    def _start(self, waiting: deque[_Stream], running: list[_Stream], left: float | None) -> None:
        reading = {stream.prompt for stream in running if not stream.ids}
        for _ in range(len(waiting)):
            stream = waiting.popleft()
            # About half of the longest answer allowed is what an answer takes.
            width = min(self._batch, self._pace.width(left, stream.ask.max_tokens // 2))
            if len(running) >= width or stream.prompt in reading:
                waiting.append(stream)
                continue
            self._number += 1
            stream.handle = self._pipe.add_request(self._number, stream.prompt, self._options(stream.ask))
            running.append(stream)
            reading.add(stream.prompt)

    def _prompt(self, ask: Ask) -> str:
        messages, prefix = split_prefix(ask.messages)
        text: str = self._tokenizer.apply_chat_template(messages, add_generation_prompt=True)
        return text + prefix

    def _options(self, ask: Ask) -> Any:
        options = self._genai.GenerationConfig()
        options.apply_chat_template = False
        options.max_new_tokens = ask.max_tokens
        options.set_eos_token_id(self._tokenizer.get_eos_token_id())
        if ask.temperature > 0:
            options.do_sample = True
            options.temperature, options.top_p = ask.temperature, ask.top_p
        options.rng_seed = ask.seed
        if ask.stop:
            options.stop_strings = set(ask.stop)
            options.include_stop_str_in_output = True
        return options

    def _answer(self, stream: _Stream) -> Answer:
        return Answer(
            text=self._tokenizer.decode(stream.ids),
            finish=stream.finish,
            prompt_tokens=int(self._tokenizer.encode(stream.prompt).input_ids.shape[1]),
            completion_tokens=len(stream.ids),
        )


class _Stream:
    """One answer under way."""

    def __init__(self, index: int, ask: Ask, prompt: str) -> None:
        self.index, self.ask, self.prompt = index, ask, prompt
        self.ids: list[int] = []
        self.finish = ""
        self.handle: Any = None

    def read(self, genai: Any) -> bool:
        """Take what is new; whether that was all."""
        while self.handle.can_read():
            for output in self.handle.read().values():
                self.ids += output.generated_ids
                if output.finish_reason != genai.GenerationFinishReason.NONE:
                    length = output.finish_reason == genai.GenerationFinishReason.LENGTH
                    self.finish = "length" if length else "stop"
        ended = self.handle.get_status() != genai.GenerationStatus.RUNNING
        if ended and not self.finish and self.ids:
            self.finish = "length"  # given up for want of memory
        return bool(self.finish) or ended


def _converted(genai: Any, config: EngineConfig) -> Path:
    """The folder of OpenVINO's own format: of GGUF it is made once (about 20 s); loading it takes a fifth of the time
    and a third of the memory of reading the GGUF again."""
    path = config.path()
    if path.is_dir():
        if not (path / MODEL_FILE).exists():
            raise ModelError(f"{path} holds no {MODEL_FILE}: OpenVINO reads its own folders and .gguf files")
        return path
    if not config.compiled:
        return path
    folder = Path(config.compiled)
    if (folder / MODEL_FILE).exists():
        return folder
    aside = folder.with_name(f"{folder.name}.new-{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir(parents=True)
        link = aside / path.name
        link.symlink_to(path.resolve())  # the converter writes beside what it reads
        genai.Tokenizer(str(link), enable_save_ov_model=True)
        scheduler = genai.SchedulerConfig()
        scheduler.cache_size = 1
        genai.ContinuousBatchingPipeline(str(link), scheduler, "CPU", {"enable_save_ov_model": True})
        link.unlink()
        if not (aside / MODEL_FILE).exists():
            return path  # a version that does not save: read the GGUF each time
        with suppress(OSError):  # another process may have been quicker
            aside.rename(folder)
    except OSError:
        return path  # no room to keep it
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder if (folder / MODEL_FILE).exists() else path
