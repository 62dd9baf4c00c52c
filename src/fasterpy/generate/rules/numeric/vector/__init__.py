"""Loops over arrays executed on symbols: every value knows over which loops it varies; rendered as array operations."""
