"""Raises a group of groups of groups, ten thousand deep."""
# expect: raised memory timeout crashed violation


def target(x):
    error = ValueError(x)
    for i in range(10_000):
        error = ExceptionGroup(str(i), [error])
    raise error
