"""Inputs for programs that read standard input."""
