"""The paper's Table 1 in Milvus' terms: columns, index, rows and filter expressions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fasterpy.knowledge.schema import COLLECTION, FORMAT, MAX_TAG_BYTES, MAX_TAGS, MAX_TEXT_BYTES
from fasterpy.records import KnowledgeEntry, KnowledgeFilter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENTRY_FIELDS = ["input", "target", "summary", "rate", "source", "tags", "licence", "verified"]
HIT_FIELDS = ["summary", "rate", "source", "tags", "verified"]


def create_collection(client: Any, embedder: str, dimensions: int) -> None:
    """Make the table. Format and embedder go into properties and description: Lite keeps the one, servers both."""
    from pymilvus import DataType, MilvusClient

    meta = json.dumps({"format": FORMAT, "embedder": embedder})
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False, description=meta)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("slow_code_len", DataType.VARCHAR, max_length=32)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    schema.add_field("rate", DataType.FLOAT)
    for name in ("summary", "source", "input", "target", "licence"):
        schema.add_field(name, DataType.VARCHAR, max_length=MAX_TEXT_BYTES)
    schema.add_field("embedder", DataType.VARCHAR, max_length=256)
    schema.add_field("verified", DataType.BOOL)
    schema.add_field(
        "tags", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=MAX_TAGS, max_length=MAX_TAG_BYTES
    )
    index = MilvusClient.prepare_index_params()
    # Exact search: at the sizes that fit one machine recall matters more than the milliseconds an ANN index saves.
    index.add_index("vector", index_type="FLAT", metric_type="IP")
    client.create_collection(
        COLLECTION,
        schema=schema,
        index_params=index,
        consistency_level="Strong",
        properties={"fasterpy.format": str(FORMAT), "fasterpy.embedder": embedder},
    )


def to_row(key: int, entry: KnowledgeEntry, vector: NDArray[np.float32], embedder: str) -> dict[str, Any]:
    """An entry as a row of the table."""
    return {
        "id": key,
        "slow_code_len": str(len(entry.input)),
        "vector": vector.tolist(),
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
    values["rate"] = float(values["rate"])
    values["verified"] = bool(values["verified"])
    return values


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
    if where.min_rate > 0:
        parts.append(f"rate >= {where.min_rate!r}")
    return " and ".join(parts)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
