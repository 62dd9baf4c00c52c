"""The paper's Table 1 in Milvus' terms: columns, index, rows and filter expressions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fasterpy.knowledge.constructs import CONSTRUCTS, constructs
from fasterpy.knowledge.milvus_index import FIELD, index_params
from fasterpy.knowledge.schema import COLLECTION, FORMAT, MAX_TAG_BYTES, MAX_TAGS, MAX_TEXT_BYTES
from fasterpy.protocols import Sparse
from fasterpy.records import KnowledgeEntry, KnowledgeFilter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENTRY_FIELDS = [
    "input", "target", "summary", "rate", "source", "tags", "licence", "verified", "provenance", "count",
    "reported_rate",
]  # fmt: skip
FIRST_ENTRY_FIELDS = ENTRY_FIELDS[:8]
"""What the first format of the table had of these."""
HIT_FIELDS = ["summary", "rate", "source", "tags", "verified"]

_NOTHING = {0: 1e-30}
"""Stands for an empty sparse vector, which Milvus refuses; it adds nothing that a float32 sum could show."""


def table_schema(embedder: str, encoder: str, dimensions: int) -> Any:
    """The columns, with format and encoders in the description."""
    from pymilvus import DataType, MilvusClient

    meta = json.dumps({"format": FORMAT, "embedder": embedder, "encoder": encoder})
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False, description=meta)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("slow_code_len", DataType.VARCHAR, max_length=32)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_field("rate", DataType.FLOAT)
    schema.add_field("reported_rate", DataType.FLOAT)
    schema.add_field("count", DataType.INT64)
    for name in ("summary", "source", "input", "target", "licence", "provenance"):
        schema.add_field(name, DataType.VARCHAR, max_length=MAX_TEXT_BYTES)
    schema.add_field("embedder", DataType.VARCHAR, max_length=256)
    schema.add_field("verified", DataType.BOOL)
    schema.add_field(
        "tags", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=MAX_TAGS, max_length=MAX_TAG_BYTES
    )
    kinds = {"element_type": DataType.VARCHAR, "max_capacity": len(CONSTRUCTS), "max_length": MAX_TAG_BYTES}
    schema.add_field("constructs", DataType.ARRAY, **kinds)
    return schema


def create_collection(client: Any, embedder: str, encoder: str, dimensions: int) -> None:
    """Make the table. Format and encoders go into properties and description: Lite keeps the one, servers both."""
    from pymilvus import MilvusClient

    schema = table_schema(embedder, encoder, dimensions)
    index = MilvusClient.prepare_index_params()
    index.add_index(FIELD, index_name=FIELD, **index_params("flat", 0))
    index.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    client.create_collection(
        COLLECTION,
        schema=schema,
        index_params=index,
        consistency_level="Strong",
        properties={
            "fasterpy.format": str(FORMAT),
            "fasterpy.embedder": embedder,
            "fasterpy.encoder": encoder,
        },
    )


def to_row(
    key: int, entry: KnowledgeEntry, vector: NDArray[np.float32], sparse: Sparse, embedder: str
) -> dict[str, Any]:
    """An entry as a row of the table."""
    return {
        "id": key,
        "slow_code_len": str(len(entry.input)),
        "vector": vector.tolist(),
        "sparse": {place: value for place, value in sparse.items() if value} or _NOTHING,
        "reported_rate": entry.reported_rate,
        "count": entry.count,
        "provenance": entry.provenance,
        "constructs": list(constructs(entry.input)),
        "summary": entry.summary,
        "rate": entry.rate,
        "source": entry.source,
        "tags": list(entry.tags),
        "input": entry.input,
        "target": entry.target,
        "licence": entry.licence,
        "verified": entry.verified,
        "embedder": embedder,
    }


def from_row(row: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    """The named fields of a row as our records want them."""
    values = {name: row[name] for name in fields}
    values["tags"] = tuple(values["tags"])
    for name in {"rate", "reported_rate"} & values.keys():
        values[name] = float(values[name])
    values["verified"] = bool(values["verified"])
    return values


def ranked(
    vector: NDArray[np.float32], terms: Sparse, rows: Sequence[dict[str, Any]], limit: int
) -> list[dict[str, Any]]:
    """Rows as hits by exact similarity to one query, closest first, at most ``limit``."""
    import numpy as np

    if not rows:
        return []
    scores = np.array([row["vector"] for row in rows], dtype=np.float32) @ vector
    for number, row in enumerate(rows):
        scores[number] += sum(value * row["sparse"].get(place, 0.0) for place, value in terms.items())
    order = sorted(range(len(rows)), key=lambda number: (-scores[number], rows[number]["id"]))[:limit]
    return [{"id": rows[i]["id"], "distance": float(scores[i]), "entity": rows[i]} for i in order]


def expression(where: KnowledgeFilter | None) -> str:
    """A filter in Milvus' expression language; empty when nothing is restricted."""
    if where is None:
        return ""
    parts = []
    if where.sources:
        either = " or ".join(f"source == {_quote(s)} or source like {_quote(s + ':%')}" for s in where.sources)
        parts.append(f"({either})")
    if where.tags:
        parts.append(f"array_contains_any(tags, [{', '.join(_quote(tag) for tag in where.tags)}])")
    if where.verified is not None:
        parts.append(f"verified == {'true' if where.verified else 'false'}")
    if where.constructs:
        parts.append(f"array_contains_any(constructs, [{', '.join(_quote(name) for name in where.constructs)}])")
    if where.min_rate > 0:
        parts.append(f"rate >= {where.min_rate!r}")
    return " and ".join(parts)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
