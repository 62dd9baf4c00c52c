"""Returns a value that contains itself."""
# expect: returned


def target(x):
    value = [x]
    value.append(value)
    return value
