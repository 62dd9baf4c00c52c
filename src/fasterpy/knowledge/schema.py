"""The table of the knowledge base (paper Table 1, with source, tags and provenance), and checks on what goes in."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fasterpy.errors import StoreError
from fasterpy.protocols import Sparse
from fasterpy.records import KnowledgeEntry, KnowledgeFilter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 2
"""Version of the table; a store of another version is refused with what to run.

1: dense vectors alone, without provenance. 2: sparse vectors, constructs, provenance, count and the reported rate.
"""

READABLE = ("1", "2")
"""Formats whose contents can still be read, to be brought up to date."""

COLLECTION = "fasterpy_knowledge"
MAX_TEXT_BYTES = 65_535
"""Milvus' bound on one VARCHAR, in UTF-8 bytes."""
MAX_TAG_BYTES = 128
MAX_TAGS = 64


def entry_id(entry: KnowledgeEntry) -> int:
    """Identifier in [0, 2**63) made from the content, so that the same entry is stored once however often it comes."""
    digest = hashlib.blake2b(digest_size=8)
    for part in (entry.input, entry.summary, entry.source):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return int.from_bytes(digest.digest(), "big") >> 1


def check(entry: KnowledgeEntry) -> str:
    """Why an entry cannot enter the table; empty when it can."""
    if not entry.input.strip():
        return "no code"
    if not entry.summary.strip():
        return "no summary"
    if not (math.isfinite(entry.rate) and entry.rate > 0):
        return "the rate is not a positive ratio"
    for text in (entry.input, entry.target, entry.summary, entry.source, entry.licence, entry.provenance):
        try:
            size = len(text.encode())
        except UnicodeEncodeError:
            return "not encodable as UTF-8"
        if size > MAX_TEXT_BYTES:
            return f"longer than {MAX_TEXT_BYTES} bytes"
    if len(entry.tags) > MAX_TAGS or any(len(tag.encode()) > MAX_TAG_BYTES for tag in entry.tags):
        return "too many or too long tags"
    return ""


def check_all(
    entries: Sequence[KnowledgeEntry],
    vectors: NDArray[np.float32],
    dimensions: int,
    sparse: Sequence[Sparse] | None = None,
) -> None:
    """Raises StoreError when a batch does not fit the table; nothing is then stored."""
    import numpy as np

    if vectors.shape != (len(entries), dimensions):
        raise StoreError(
            f"{len(entries)} entries need vectors of shape {(len(entries), dimensions)}, got {vectors.shape}"
        )
    _check_sparse(sparse, len(entries))
    if not np.isfinite(vectors).all():
        raise StoreError("a vector holds NaN or infinity: embed the entries again")
    for number, entry in enumerate(entries):
        why = check(entry)
        if why:
            raise StoreError(f"entry {number} ({entry.source or 'no source'}) cannot be stored: {why}")


def check_queries(vectors: NDArray[np.float32], dimensions: int, sparse: Sequence[Sparse] | None = None) -> None:
    """Raises StoreError when query vectors do not fit the table."""
    if vectors.ndim != 2 or vectors.shape[1] != dimensions:
        raise StoreError(
            f"queries need shape (n, {dimensions}), got {vectors.shape}: use the embedder that built the base"
        )
    _check_sparse(sparse, len(vectors))


def check_restricts(where: KnowledgeFilter) -> None:
    """Raises StoreError for a filter that matches everything: deleting by it would be an accident."""
    if where == KnowledgeFilter():
        raise StoreError("say what to forget: a source, tags, or a construct")


def _check_sparse(sparse: Sequence[Sparse] | None, count: int) -> None:
    if sparse is None:
        return
    if len(sparse) != count:
        raise StoreError(f"{count} vectors need as many sparse vectors, got {len(sparse)}")
    if any(not math.isfinite(value) for vector in sparse for value in vector.values()):
        raise StoreError("a sparse vector holds NaN or infinity: encode the texts again")
