"""Writes a base as the first format of the table was: dense vectors alone, no provenance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fasterpy.knowledge.milvus_lite import acquire, release
from fasterpy.knowledge.schema import COLLECTION
from fasterpy.protocols import Embedder


def make_first_format(path: Path, embedder: Embedder, codes: Sequence[str]) -> None:
    """A base of ``codes``, each with advice of its own."""
    from pymilvus import DataType, MilvusClient

    acquire(path, 10.0)
    client = MilvusClient(str(path))
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=embedder.dimensions)
    schema.add_field("rate", DataType.FLOAT)
    for name in ("slow_code_len", "summary", "source", "input", "target", "licence", "embedder"):
        schema.add_field(name, DataType.VARCHAR, max_length=65_535)
    schema.add_field("verified", DataType.BOOL)
    schema.add_field("tags", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=64, max_length=128)
    index = MilvusClient.prepare_index_params()
    index.add_index("vector", index_type="FLAT", metric_type="IP")
    client.create_collection(
        COLLECTION,
        schema=schema,
        index_params=index,
        properties={"fasterpy.format": "1", "fasterpy.embedder": embedder.name},
    )
    rows = [
        {
            "id": number, "vector": vector.tolist(), "rate": 2.0, "slow_code_len": str(len(code)), "target": "",
            "summary": f"Advice number {number}.", "source": "pairs", "input": code, "licence": "", "verified": False,
            "embedder": embedder.name, "tags": ["old"],
        }
        for number, (code, vector) in enumerate(zip(codes, embedder.embed(codes), strict=True))
    ]  # fmt: skip
    client.insert(COLLECTION, rows)
    client.flush(COLLECTION)
    client.close()
    release(path)
