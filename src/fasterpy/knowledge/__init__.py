"""The knowledge base: schema, stores (Milvus; in memory), and the pattern library it starts from."""

from fasterpy.knowledge.library import Pattern, load_patterns, pattern_entries
from fasterpy.knowledge.memory_store import InMemoryStore
from fasterpy.knowledge.milvus_store import MilvusStore

__all__ = ["InMemoryStore", "MilvusStore", "Pattern", "load_patterns", "pattern_entries"]
