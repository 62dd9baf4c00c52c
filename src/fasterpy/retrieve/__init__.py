"""Code to advice (paper §4.4): search by vector, then Algorithm 2."""

from fasterpy.retrieve.filter import filter_suggestions
from fasterpy.retrieve.retriever import VectorRetriever, VectorRetrieverConfig

__all__ = ["VectorRetriever", "VectorRetrieverConfig", "filter_suggestions"]
