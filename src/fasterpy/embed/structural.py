"""The built-in embedder: hashed syntax paths and performance motifs; no model, no download (beside paper §4.3).

The vector has two blocks: motifs (what costs time) and paths (how the code is built), each hashed with signs into its
own part, each of fixed weight, the whole of Euclidean length 1 (Eq. 1). A feature counts 1 + log of its occurrences
times how rare it is in ordinary code (``frequencies``). Hashing uses CRC-32, so vectors are the same on every machine
and in every run.
"""

from __future__ import annotations

import math
import textwrap
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from fasterpy.embed.frequencies import weights
from fasterpy.embed.motifs import motifs
from fasterpy.embed.paths import paths
from fasterpy.embed.tokens import token_features
from fasterpy.syntax import syntax_tree

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 1
"""Part of the embedder's name: raise it with every change of the vectors, so that old stores are told apart."""

DIMENSIONS = 768
_MOTIF_DIMENSIONS = 384


class StructuralEmbedderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weights of the two blocks; their squares are shares of similarity."""

    motif_weight: float = 0.6
    path_weight: float = 0.8


class StructuralEmbedder:
    """Embedder over the syntax tree. Implements ``protocols.Embedder``; never fails on any text."""

    dimensions = DIMENSIONS

    def __init__(self, config: StructuralEmbedderConfig | None = None) -> None:
        self.config = config or StructuralEmbedderConfig()
        self.name = f"structural-{VERSION}"

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), 768), rows of length 1. A text that does not parse is embedded by its tokens."""
        import numpy as np

        out = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in zip(out, texts, strict=True):
            what, how = features(text)
            row[:] = self._blocks(what, how)
        return out

    def _blocks(self, what: Mapping[str, int], how: Mapping[str, int]) -> list[float]:
        vector = [0.0] * DIMENSIONS
        motif_rarity, path_rarity, most = weights()
        rest = DIMENSIONS - _MOTIF_DIMENSIONS
        _hash_into(vector, weighted(what, motif_rarity, most), 0, _MOTIF_DIMENSIONS, self.config.motif_weight)
        _hash_into(vector, weighted(how, path_rarity, most), _MOTIF_DIMENSIONS, rest, self.config.path_weight)
        norm = math.sqrt(sum(value * value for value in vector))
        if norm == 0.0:
            # An empty text still needs a direction of its own; a zero vector would break the inner product.
            vector[_MOTIF_DIMENSIONS - 1] = norm = 1.0
        return [value / norm for value in vector]


@lru_cache(maxsize=1024)  # the dense and the sparse vector of a text are asked for one after the other
def features(text: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Motifs and paths of a text; of its tokens when it does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the user's invalid escapes are not our business here
            tree = syntax_tree(textwrap.dedent(text))
        return motifs(tree), paths(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Counter(), token_features(text)


@lru_cache(maxsize=1 << 16)
def _slot(feature: str) -> tuple[int, int]:
    """A large number to take the position from, and a sign."""
    code = crc32(feature.encode("utf-8", "surrogatepass"))
    return code >> 1, 1 if code & 1 else -1


def weighted(counts: Mapping[str, int], rarity: Mapping[str, float], most: float) -> dict[str, float]:
    """Counts as weights: 1 + log of the count, times rarity; ``most`` for features that ordinary code does not have."""
    return {feature: (1.0 + math.log(count)) * rarity.get(feature, most) for feature, count in counts.items()}


def _hash_into(vector: list[float], features: Mapping[str, float], start: int, width: int, weight: float) -> None:
    """Add a block of Euclidean length ``weight`` to ``vector``."""
    block = [0.0] * width
    for feature, value in features.items():
        number, sign = _slot(feature)
        block[number % width] += sign * value
    norm = math.sqrt(sum(value * value for value in block))
    if norm:
        scale = weight / norm
        for i, value in enumerate(block):
            vector[start + i] = value * scale
