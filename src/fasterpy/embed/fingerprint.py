"""The other views of hybrid retrieval: what costs time, feature by feature, and what the advice says in words.

A dense vector of fixed width mixes features that have nothing to do with one another; here every feature keeps its own
place. One sparse vector holds two blocks of Euclidean length 1 each: the performance fingerprint of the code (motifs
and syntax paths, weighted as in ``structural``), and the words of advice: of an entry, its summary; of a query, what
static detectors say about it. Places come from CRC-32, so vectors are the same on every machine.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from zlib import crc32

import msgspec

from fasterpy.embed.frequencies import weights
from fasterpy.embed.structural import features, weighted

VERSION = 1
"""Part of the encoder's name: raise it with every change of the vectors."""

_PLACES = 1 << 30
_FILLERS = (
    "a an the of in on at to for and or not no is are was be it its this that with by from as each once every all more"
    " than them they one two which so do does instead use before after when where into if per can"
)
_STOP = frozenset(_FILLERS.split())


class FingerprintConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much each view of a query counts; the sum of the three is scaled to 1."""

    dense: float = 1.0
    fingerprint: float = 1.0
    advice: float = 0.5


class Fingerprint:
    """Implements ``protocols.SparseEncoder``."""

    def __init__(self, config: FingerprintConfig | None = None) -> None:
        self.config = config or FingerprintConfig()
        self.name = f"fingerprint-{VERSION}"

    def entries(self, codes: Sequence[str], advice: Sequence[str]) -> list[dict[int, float]]:
        """One sparse vector per entry: both blocks at full weight."""
        return [{**code_block(code), **advice_block(text)} for code, text in zip(codes, advice, strict=True)]

    def queries(self, codes: Sequence[str], advice: Sequence[str]) -> list[tuple[float, dict[int, float]]]:
        """Per query the factor of its dense vector and the weighted sparse vector.

        Weights of a query sum to 1, so the sum of both inner products stays in [-1, 1]. Without advice its weight goes
        to the other two.
        """
        out = []
        for code, text in zip(codes, advice, strict=True):
            words = advice_block(text)
            config = self.config
            total = config.dense + config.fingerprint + (config.advice if words else 0.0)
            vector = {place: value * config.fingerprint / total for place, value in code_block(code).items()}
            vector.update((place, value * config.advice / total) for place, value in words.items())
            out.append((config.dense / total, vector))
        return out


def code_block(code: str) -> dict[int, float]:
    """Motifs and paths of a text, of length 1; even places."""
    what, how = features(code)
    motif_rarity, path_rarity, most = weights()
    block = {f"m {key}": 0.6 * value for key, value in _unit(weighted(what, motif_rarity, most)).items()}
    block.update((f"p {key}", 0.8 * value) for key, value in _unit(weighted(how, path_rarity, most)).items())
    return _placed(_unit(block), 0)


def advice_block(text: str) -> dict[int, float]:
    """Words of advice without inflections, of length 1; odd places. Empty for no words."""
    words = (re.sub(r"(ing|ed|es|s)$", "", word.lower()) for word in re.findall(r"[A-Za-z_]{2,}", text))
    counts = Counter(word for word in words if word and word not in _STOP)
    return _placed(_unit({word: 1.0 + math.log(count) for word, count in counts.items()}), 1)


def _unit(values: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(value * value for value in values.values())) or 1.0
    return {key: value / norm for key, value in values.items()}


def _placed(values: Mapping[str, float], parity: int) -> dict[int, float]:
    block: dict[int, float] = {}
    for key, value in values.items():
        place = 2 * (crc32(key.encode("utf-8", "surrogatepass")) % _PLACES) + parity
        block[place] = block.get(place, 0.0) + value
    return block
