"""Code and advice to candidates: ``rules`` rewrites the syntax tree, ``llm`` asks a language model."""
