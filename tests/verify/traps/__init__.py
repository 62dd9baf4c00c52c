"""Pairs of an original and a rewrite, half of them subtly wrong; see `load`."""
