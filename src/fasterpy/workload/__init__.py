"""Finds inputs for a target: the user's, recorded, from examples in the text, made from types, inferred by running."""
