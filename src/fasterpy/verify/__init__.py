"""Does a candidate behave as the original? Comparison, strength of the inputs, verdict."""
