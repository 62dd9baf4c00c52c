"""Joining lists returned by recursive calls copies them at every level: walk with an explicit stack (or pass one list down)."""

TAGS = ("recursion", "flatten", "stack", "concat")

SIZES = (50, 400)


def slow(tree):
    if not isinstance(tree, list):
        return [tree]
    result = []
    for child in tree:
        result = result + slow(child)
    return result


def fast(tree):
    result = []
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        else:
            result.append(node)
    return result


def inputs(n, rng):
    tree = []
    for i in range(n):
        tree = [tree, i] if i % 3 == 0 else [*tree, i, i]
    return (tree,), {}
