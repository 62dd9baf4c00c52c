"""Stage 1 (paper §4.2, Algorithm 1): a file and target names to the context that a model needs, and the exact way back."""
