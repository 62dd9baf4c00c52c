"""Raises an exception that holds a gigabyte of text, with a chain of a hundred thousand causes."""
# expect: raised memory timeout output crashed


def target(x):
    error = ValueError("x" * 50_000_000)
    for i in range(100_000):
        deeper = ValueError(i)
        deeper.__cause__ = error
        error = deeper
    error.__notes__ = ["FORGED" * 1_000_000] * 50
    raise error
