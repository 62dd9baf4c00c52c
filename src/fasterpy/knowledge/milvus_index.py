"""Which index a base has: exact while that is quick, a graph or a file on disk where it grows.

Sizes are those at which an exact search of 768 dimensions (3.07 kB read per entry) takes longer than a person notices,
and at which a graph no longer fits the memory of one server (docs/scaling.md).
"""

from __future__ import annotations

import math
from typing import Any

from fasterpy.errors import StoreError
from fasterpy.knowledge.schema import COLLECTION

EXACT_TO = 200_000
GRAPH_TO = 20_000_000
FIELD = "vector"
KINDS = ("auto", "flat", "hnsw", "ivf-sq8", "diskann")
_EXACT = ("flat", "auto", "autoindex", "brute-force")
_LEAST_EF, _WIDER = 256, 8
_LEAST_CELLS = 64
"""Neighbours that a graph search keeps, cells that are looked at: of advice the right one counts, not a millisecond."""


def choose(entries: int) -> str:
    """The index for so many entries: ``flat``, ``hnsw`` or ``diskann``."""
    return "flat" if entries <= EXACT_TO else "hnsw" if entries <= GRAPH_TO else "diskann"


def index_params(kind: str, entries: int) -> dict[str, Any]:
    """Arguments of ``IndexParams.add_index`` for one of ``KINDS`` but auto. Raises StoreError for others."""
    if kind not in KINDS[1:]:
        raise StoreError(f"no index {kind!r}: choose one of {', '.join(KINDS)}")
    params: dict[str, Any] = {}
    if kind == "hnsw":
        params = {"M": 16, "efConstruction": 200}
    elif kind == "ivf-sq8":
        params = {"nlist": _cells(entries)}
    return {"index_type": kind.upper().replace("-", "_"), "metric_type": "IP", "params": params}


def search_params(kind: str, limit: int, entries: int) -> dict[str, Any]:
    """How far a search goes for ``limit`` of so many entries."""
    wide = max(_LEAST_EF, _WIDER * limit)
    if kind == "hnsw":
        return {"params": {"ef": wide}}
    if kind == "ivf-sq8":
        return {"params": {"nprobe": max(_LEAST_CELLS, _cells(entries) // 8)}}
    return {"params": {"search_list": wide}} if kind == "diskann" else {}


def _cells(entries: int) -> int:
    """Four times the root of the number of entries, as Milvus advises, with enough entries to place each."""
    return max(1, min(round(4 * math.sqrt(entries)), entries // 40, 65_536))


def known(client: Any) -> tuple[str, int]:
    """The index of the base, and how many entries it covers."""
    described = client.describe_index(COLLECTION, FIELD) or {}
    kind = str(described.get("index_type", "flat")).lower().replace("_", "-")
    return "flat" if kind in _EXACT else kind, int(described.get("total_rows") or 0)


def change(client: Any, uri: str, kind: str, entries: int) -> None:
    """Another index for the base (auto: by its size). Raises StoreError where it cannot be; the old one then stays."""
    wanted, (before, _) = choose(entries) if kind == "auto" else kind, known(client)
    made = index_params(wanted, entries)
    if wanted == before:
        return
    try:
        _put(client, made)
    except Exception as error:
        _put(client, index_params(before, entries))
        why = " ".join(str(error).split())[:200]
        raise StoreError(f"{uri} keeps its index ({before}): no {wanted} index there ({why})") from error


def _put(client: Any, made: dict[str, Any]) -> None:
    from pymilvus import MilvusClient

    index = MilvusClient.prepare_index_params()
    index.add_index(FIELD, index_name=FIELD, **made)
    client.release_collection(COLLECTION)
    client.drop_index(COLLECTION, index_name=FIELD)
    client.create_index(COLLECTION, index_params=index, timeout=None)
    client.load_collection(COLLECTION, timeout=None)
