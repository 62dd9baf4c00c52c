"""UniXcoder through transformers (paper §4.3): encoder-only mode, mean pooling, L2 normalisation (Eq. 1).

Longer code than the model can read is cut into overlapping windows (see ``windows``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from fasterpy.embed.windows import means, windows
from fasterpy.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ENCODER_ONLY = "<encoder-only>"


class UniXcoderEmbedderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to load and how to run it."""

    model: str = "microsoft/unixcoder-base"
    """Name on the hub, or a local directory."""
    device: str = "auto"
    """``cpu``, ``cuda`` or ``auto``."""
    max_tokens: int = 512
    """Window length with the four special tokens of the encoder-only mode."""
    overlap: int = 64
    """Tokens that neighbouring windows share."""
    batch_size: int = 16


class UniXcoderEmbedder:
    """Implements ``protocols.Embedder``. The model is loaded at the first ``embed``.

    Raises MissingExtraError without torch and transformers, ModelError when the weights cannot be loaded.
    """

    def __init__(self, config: UniXcoderEmbedderConfig | None = None) -> None:
        self.config = config or UniXcoderEmbedderConfig()
        self.name = f"unixcoder:{self.config.model}"
        self._loaded: tuple[Any, Any, str] | None = None

    @property
    def dimensions(self) -> int:
        """Width of the vectors; 768 for the published model."""
        if self.config.model == "microsoft/unixcoder-base":
            return 768
        return int(self._load()[1].config.hidden_size)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions), rows of length 1; the same alone or in any batch up to rounding."""
        tokenizer, _, _ = self._load()
        cut = [self._windows(tokenizer, text) for text in texts]
        return means(cut, self._token_sums, self.dimensions, self.config.batch_size)

    def _windows(self, tokenizer: Any, text: str) -> list[list[int]]:
        """Token ids of each window: ``<s> <encoder-only> </s> … </s>``, as in UniXcoder's own code."""
        body = tokenizer.convert_tokens_to_ids(tokenizer.tokenize(text))
        prefix = [tokenizer.cls_token_id, tokenizer.convert_tokens_to_ids(_ENCODER_ONLY), tokenizer.sep_token_id]
        suffix = [tokenizer.sep_token_id]
        return windows(body, prefix, suffix, self.config.max_tokens, self.config.overlap)

    def _token_sums(self, batch: list[list[int]]) -> NDArray[np.float64]:
        """Sum of the token vectors of each window, shape (len(batch), dimensions)."""
        import torch

        tokenizer, model, device = self._load()
        width = max(len(ids) for ids in batch)
        padded = [ids + [tokenizer.pad_token_id] * (width - len(ids)) for ids in batch]
        ids = torch.tensor(padded, device=device)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in batch], device=device)
        with torch.inference_mode():
            states = model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        sums: NDArray[np.float64] = (states * mask.unsqueeze(-1)).sum(1).cpu().double().numpy()
        return sums

    def _load(self) -> tuple[Any, Any, str]:
        if self._loaded is not None:
            return self._loaded
        try:
            import torch
        except ImportError as error:
            raise MissingExtraError("torch", "hf") from error
        try:
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            raise MissingExtraError("transformers", "hf") from error
        device = self.config.device
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        try:
            tokenizer = AutoTokenizer.from_pretrained(self.config.model)
            model = AutoModel.from_pretrained(self.config.model).to(device).eval()
        except Exception as error:  # the hub client raises a dozen unrelated types
            reason = " ".join(str(error).split())[:200]
            raise ModelError(
                f"cannot load {self.config.model} ({reason}): check the network, or download it elsewhere and give its "
                "directory as the model, or use the structural embedder"
            ) from error
        if tokenizer.convert_tokens_to_ids(_ENCODER_ONLY) in (None, tokenizer.unk_token_id):
            raise ModelError(f"{self.config.model} is not a UniXcoder: its tokenizer has no {_ENCODER_ONLY} token")
        self._loaded = tokenizer, model, device
        return self._loaded
