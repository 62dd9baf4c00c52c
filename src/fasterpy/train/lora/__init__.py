"""LoRA (paper §5.6.2): conversations in, an adapter out."""
