"""Recursive generators pass each value up through all levels: collect with one explicit stack."""

TAGS = ("generator", "recursion", "yield", "stack")

SIZES = (50, 300)


def slow(tree):
    def walk(node):
        if node is None:
            return
        left, value, right = node
        for item in walk(left):
            yield item
        yield value
        for item in walk(right):
            yield item

    return list(walk(tree))


def fast(tree):
    out, stack, node = [], [], tree
    while stack or node is not None:
        while node is not None:
            stack.append(node)
            node = node[0]
        _, value, node = stack.pop()
        out.append(value)
    return out


def inputs(n, rng):
    tree = None
    for i in range(n):
        tree = (tree, i, None)
    return (tree,), {}
