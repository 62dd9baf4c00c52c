"""Text to vectors (paper §4.3): a built-in structural embedder that needs no download, and UniXcoder."""

from fasterpy.embed.structural import StructuralEmbedder, StructuralEmbedderConfig

__all__ = ["StructuralEmbedder", "StructuralEmbedderConfig"]
