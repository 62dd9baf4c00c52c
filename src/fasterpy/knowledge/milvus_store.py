"""The knowledge base in Milvus (paper §4.4, Table 1): a local Milvus Lite directory or a server, the same code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fasterpy.errors import StoreError
from fasterpy.knowledge import milvus_index, milvus_lite
from fasterpy.knowledge.milvus_meta import Meta, check_meta, read_meta
from fasterpy.knowledge.milvus_table import (
    ENTRY_FIELDS,
    FIRST_ENTRY_FIELDS,
    HIT_FIELDS,
    create_collection,
    expression,
    from_row,
    ranked,
    to_row,
)
from fasterpy.knowledge.schema import COLLECTION, FORMAT, check_all, check_queries, check_restricts, entry_id
from fasterpy.protocols import Sparse
from fasterpy.records import KnowledgeEntry, KnowledgeFilter, KnowledgeHit, StoreInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 1000
_WIDER = 4
_WIDEST_LEAST = 64
"""Hybrid search: this many times ``limit`` entries, and at least so many, are scored exactly."""


class MilvusStore:
    """KnowledgeStore in Milvus; a context manager. The same code serves a path (``*.db``) and a server URI.

    ``embedder`` empty: open whatever base is there, for reading its contents without searching. ``encoder``: name of
    the sparse encoder. ``wait_s``: how long to wait while another process holds a local base; ``timeout_s``: for a
    server to answer.
    Raises StoreError, which says what to run, when the base is missing, in use, damaged, of another format or made by
    another embedder.
    """

    def __init__(
        self,
        uri: str,
        embedder: str = "",
        dimensions: int = 768,
        *,
        create: bool = False,
        token: str = "",
        encoder: str = "",
        wait_s: float = 10.0,
        timeout_s: float = 30.0,
    ) -> None:
        self.uri = uri
        self.path = None if "://" in uri else Path(uri)
        self.embedder = embedder
        self.dimensions = dimensions
        self.encoder = encoder
        self.timeout_s = timeout_s
        if self.path is not None:
            milvus_lite.check_path(self.path, create)
            milvus_lite.acquire(self.path, wait_s)
        try:
            with milvus_lite.quiet():
                self._client = self._connect(token)
                self._prepare(create)
        except BaseException:
            if self.path is not None:
                milvus_lite.release(self.path)
            raise

    # ------------------------------------------------------------------------------------------------------- opening

    def _connect(self, token: str) -> Any:
        milvus_lite.let_fork()
        try:
            from pymilvus import MilvusClient
        except ImportError as error:
            raise StoreError("pymilvus is not installed: run  pip install pymilvus milvus-lite") from error
        try:
            if self.path is not None:
                return MilvusClient(str(self.path.resolve()))
            return MilvusClient(self.uri, token=token, timeout=self.timeout_s)
        except Exception as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> StoreError:
        reason = " ".join(str(error).split())[:200]
        if self.path is not None:
            if milvus_lite.full(error):
                return StoreError(f"no room left for {self.path}: free some space, then run the same command again")
            return StoreError(
                f"{self.path} is damaged ({reason}): move it away, then  fasterpy kb build --to {self.path}"
            )
        return StoreError(f"Milvus at {self.uri} did not answer as expected ({reason}): check the URI and that it runs")

    def _prepare(self, create: bool) -> None:
        try:
            exists = self._client.has_collection(COLLECTION)
            if not exists and create and self.embedder:
                create_collection(self._client, self.embedder, self.encoder, self.dimensions)
            elif not exists:
                raise StoreError(f"no knowledge base in {self.uri}: make one with  fasterpy kb build --to {self.uri}")
            self._check_meta(self._client.describe_collection(COLLECTION))
            self._client.load_collection(COLLECTION)
            self._know_index()
        except StoreError:
            raise
        except Exception as error:
            raise self._unusable(error) from error

    def _check_meta(self, described: dict[str, Any]) -> None:
        wanted = Meta(format=str(FORMAT), embedder=self.embedder, encoder=self.encoder, dimensions=self.dimensions)
        found = read_meta(described, self.dimensions)
        check_meta(found, wanted, self.uri)
        self._format, self.embedder, self.encoder = found.format, found.embedder, found.encoder
        self.dimensions = found.dimensions

    def _know_index(self) -> None:
        self.index, self._indexed = milvus_index.known(self._client)

    # --------------------------------------------------------------------------------------------------- the Protocol

    def insert(
        self, entries: Sequence[KnowledgeEntry], vectors: NDArray[np.float32], sparse: Sequence[Sparse] | None = None
    ) -> int:
        """See ``protocols.KnowledgeStore``."""
        check_all(entries, vectors, self.dimensions, sparse)
        views = zip(entries, vectors, sparse or [{}] * len(entries), strict=True)
        fresh = {entry_id(entry): (entry, vector, terms) for entry, vector, terms in views}
        keys = list(fresh)
        new = 0
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            known = {row["id"] for row in self._call("get", ids=batch, output_fields=["id"])}
            rows = [to_row(key, *fresh[key], self.embedder) for key in batch if key not in known]
            if rows:
                self._call("insert", data=rows)
                new += len(rows)
        if new:
            self._call("flush")
        return new

    def search(
        self,
        vectors: NDArray[np.float32],
        limit: int,
        threshold: float = -1.0,
        where: KnowledgeFilter | None = None,
        sparse: Sequence[Sparse] | None = None,
    ) -> list[list[KnowledgeHit]]:
        """See ``protocols.KnowledgeStore``.

        With ``sparse``, the entries closest by vector (several times ``limit``) are scored exactly by both vectors. The
        sparse index is not asked: Milvus Lite takes seconds for it at 60,000 entries, and both views see the same code,
        so that it added none of the ten closest on real code (lab log).
        """
        check_queries(vectors, self.dimensions, sparse)
        if not len(vectors) or limit < 1:
            return [[] for _ in vectors]
        if sparse is None:
            found = self._closest(vectors.tolist(), limit, where, HIT_FIELDS)
        else:
            found = self._hybrid(vectors, sparse, limit, where)
        return [
            [
                KnowledgeHit(id=hit["id"], distance=float(hit["distance"]), **from_row(hit["entity"], HIT_FIELDS))
                for hit in hits
                if hit["distance"] >= threshold
            ]
            for hits in found
        ]

    def _closest(self, data: list[Any], limit: int, where: KnowledgeFilter | None, fields: list[str]) -> Any:
        return self._call(
            "search",
            data=data,
            anns_field="vector",
            limit=limit,
            filter=expression(where),
            output_fields=fields,
            search_params=milvus_index.search_params(self.index, limit, self._indexed),
        )

    def reindex(self, kind: str = "auto") -> str:
        """Give the base another index (``milvus_index.KINDS``; auto: by its size) and say which it has.

        Raises StoreError for an unknown one, or where this Milvus does not have it; the base then keeps a usable index.
        """
        entries = self.count()
        try:
            with milvus_lite.quiet():
                milvus_index.change(self._client, self.uri, kind, entries)
                self._know_index()
        except StoreError:
            raise
        except Exception as error:
            raise self._unusable(error) from error
        return self.index

    def count(self) -> int:
        """Entries, quickly: what a server knows without reading them."""
        return int(self._call("get_collection_stats")["row_count"])

    def _hybrid(
        self, vectors: NDArray[np.float32], sparse: Sequence[Sparse], limit: int, where: KnowledgeFilter | None
    ) -> list[list[dict[str, Any]]]:
        wide = max(_WIDER * limit, _WIDEST_LEAST)
        met = [{hit["id"] for hit in hits} for hits in self._closest(vectors.tolist(), wide, where, [])]
        rows: dict[int, dict[str, Any]] = {}
        keys = sorted(set().union(*met))
        for start in range(0, len(keys), _BATCH):
            batch = self._call("get", ids=keys[start : start + _BATCH], output_fields=[*HIT_FIELDS, "vector", "sparse"])
            rows.update((row["id"], row) for row in batch)
        return [
            ranked(vector, terms, [rows[key] for key in keys if key in rows], limit)
            for vector, terms, keys in zip(vectors, sparse, met, strict=True)
        ]

    def info(self) -> StoreInfo:
        """See ``protocols.KnowledgeStore``."""
        sources: dict[str, int] = {}
        entries = verified = 0
        for row in self._rows(["source", "verified"]):
            family = row["source"].split(":")[0]
            sources[family] = sources.get(family, 0) + 1
            verified += bool(row["verified"])
            entries += 1
        return StoreInfo(
            location=self.uri,
            backend="milvus-lite" if self.path is not None else "milvus",
            entries=entries,
            embedder=self.embedder,
            dimensions=self.dimensions,
            format=int(self._format),
            encoder=self.encoder,
            index=self.index,
            sources=dict(sorted(sources.items())),
            verified=verified,
        )

    def export(self) -> Iterator[KnowledgeEntry]:
        """See ``protocols.KnowledgeStore``."""
        fields = ENTRY_FIELDS if self._format == str(FORMAT) else FIRST_ENTRY_FIELDS
        for row in self._rows(fields):
            yield KnowledgeEntry(**from_row(row, fields))

    def forget(self, where: KnowledgeFilter) -> int:
        """See ``protocols.KnowledgeStore``."""
        check_restricts(where)
        keys = [row["id"] for row in self._rows(["id"], expression(where))]
        for start in range(0, len(keys), _BATCH):
            self._call("delete", ids=keys[start : start + _BATCH])
        self._call("flush")
        return len(keys)

    def close(self) -> None:
        """Free the base for other processes. May be called twice."""
        client, self._client = self._client, None
        if client is None:
            return
        with milvus_lite.quiet():
            client.close()
            if self.path is not None:
                milvus_lite.release(self.path)

    def __enter__(self) -> MilvusStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------------------- internal

    def _call(self, method: str, **arguments: Any) -> Any:
        if self._client is None:
            raise StoreError(f"{self.uri} is already closed")
        try:
            with milvus_lite.quiet():
                return getattr(self._client, method)(COLLECTION, **arguments)
        except Exception as error:
            raise self._unusable(error) from error

    def _rows(self, fields: list[str], where: str = "") -> Iterator[dict[str, Any]]:
        iterator = self._call("query_iterator", batch_size=_BATCH, filter=where, output_fields=fields)
        try:
            while True:
                with milvus_lite.quiet():
                    batch = iterator.next()
                if not batch:
                    return
                yield from batch
        finally:
            iterator.close()
