"""Any encoder as an ONNX file: mean pooling and L2 normalisation, on a CPU without torch."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from fasterpy.embed.windows import means, windows
from fasterpy.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PLACES = ("model.onnx", "onnx/model.onnx")
_STATES = "last_hidden_state"


class OnnxEmbedderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to load and how to run it."""

    folder: str
    """Holds ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json``, as hubs and exporters lay them out."""
    max_tokens: int = 512
    """Window length with the tokenizer's special tokens; no more than the model's positions."""
    overlap: int = 64
    """Tokens that neighbouring windows share."""
    batch_size: int = 16
    threads: int = 0
    """0: as many as ONNX Runtime chooses."""


class OnnxEmbedder:
    """Implements ``protocols.Embedder``. The model is loaded at the first ``embed``.

    Raises MissingExtraError without onnxruntime and tokenizers, ModelError for a folder that holds no such model.
    """

    def __init__(self, config: OnnxEmbedderConfig) -> None:
        self.config = config

    @cached_property
    def name(self) -> str:
        """The folder's name and the content of the weights: a base fits the same model wherever it lies."""
        digest = hashlib.sha256()
        with self._file().open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        return f"onnx:{Path(self.config.folder).resolve().name}@{digest.hexdigest()[:12]}"

    @cached_property
    def dimensions(self) -> int:
        """Width of the vectors."""
        return int(self._token_sums([self._around[0] + self._around[1]]).shape[1])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions), rows of length 1; the same alone or in any batch up to rounding."""
        prefix, suffix = self._around
        config = self.config
        found = [
            windows(self._ids(text), prefix, suffix, config.max_tokens, config.overlap) for text in map(_clean, texts)
        ]
        return means(found, self._token_sums, self.dimensions, config.batch_size)

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    @cached_property
    def _around(self) -> tuple[list[int], list[int]]:
        """The special tokens before and after a text."""
        whole, body = self._tokenizer.encode("a").ids, self._ids("a")
        start = next((i for i in range(len(whole)) if whole[i : i + len(body)] == body), len(whole))
        return whole[:start], whole[start + len(body) :]

    def _token_sums(self, batch: list[list[int]]) -> NDArray[np.float64]:
        """Sum of the token vectors of each window, shape (len(batch), dimensions)."""
        import numpy as np

        session, output = self._session
        width = max(1, *(len(ids) for ids in batch))
        ids, mask = np.zeros((2, len(batch), width), dtype=np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window)], mask[row, : len(window)] = window, 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        wanted = {each.name for each in session.get_inputs()}
        if wanted - given.keys():
            raise ModelError(f"{self._file()} asks for {', '.join(sorted(wanted - given.keys()))}: not a text encoder")
        try:
            states = session.run([output], {name: given[name] for name in wanted})[0]
        except Exception as error:  # more tokens than the model has positions, for one
            reason = " ".join(str(error).split())[:200]
            raise ModelError(f"{self._file()} fails on {width} tokens ({reason}): lower max_tokens?") from error
        sums: NDArray[np.float64] = (states.astype(np.float64) * mask[:, :, None]).sum(1)
        return sums

    def _file(self) -> Path:
        folder = Path(self.config.folder)
        found = next((folder / place for place in _PLACES if (folder / place).is_file()), None)
        if found is None or not (folder / "tokenizer.json").is_file():
            raise ModelError(
                f"{folder} holds no ONNX encoder (model.onnx and tokenizer.json): export one, for example with  "
                f"optimum-cli export onnx --model sentence-transformers/all-MiniLM-L6-v2 {folder}"
            )
        return found

    @cached_property
    def _tokenizer(self) -> Any:
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise MissingExtraError("tokenizers", "onnx") from error
        self._file()
        try:
            tokenizer = Tokenizer.from_file(str(Path(self.config.folder) / "tokenizer.json"))
        except Exception as error:  # a plain Exception is what it raises
            raise ModelError(f"{self.config.folder}/tokenizer.json cannot be read: {error}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _session(self) -> tuple[Any, str]:
        """The model, and the name of its token vectors."""
        try:
            import onnxruntime
        except ImportError as error:
            raise MissingExtraError("onnxruntime", "onnx") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.config.threads
        try:
            session = onnxruntime.InferenceSession(str(self._file()), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # its errors share no base but Exception
            reason = " ".join(str(error).split())[:200]
            raise ModelError(f"{self._file()} cannot be loaded: {reason}") from error
        found = [each.name for each in session.get_outputs() if len(each.shape) == 3]
        if not found:
            raise ModelError(f"{self._file()} gives no token vectors: export it for the task feature-extraction")
        return session, _STATES if _STATES in found else found[0]


def _clean(text: str) -> str:
    """Without halves of surrogate pairs, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()
