"""Returns a value nested a million deep."""
# expect: returned memory crashed timeout


def target(x):
    value = []
    for _ in range(1_000_000):
        value = [value]
    return value
