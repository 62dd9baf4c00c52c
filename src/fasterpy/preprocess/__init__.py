"""Stage 1 (paper §4.2, Algorithm 1): file and targets to the context that a model needs, and back."""
