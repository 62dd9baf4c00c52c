"""A stack at the front of a list (`insert(0, x)`, `pop(0)`) moves every item at each step: push and pop at the end."""

TAGS = ("stack", "insert", "pop", "list")
RULE = "stack-at-front-to-end"


def slow(steps):
    stack = []
    total = 0
    for step in steps:
        if step >= 0 or not stack:
            stack.insert(0, step)
        else:
            total += stack.pop(0)
    return total


def fast(steps):
    stack = []
    total = 0
    for step in steps:
        if step >= 0 or not stack:
            stack.append(step)
        else:
            total += stack.pop()
    return total


def inputs(n, rng):
    return ([rng.randrange(-10, 99) for _ in range(4 * n)],), {}
