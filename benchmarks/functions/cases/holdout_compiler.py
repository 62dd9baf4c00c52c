"""Pieces of a small compiler and its build tool."""

import copy


def strip_comments(lines: list[str]) -> list[str]:
    """Lines without what follows a #, empty ones dropped."""
    result = []
    for line in lines:
        text = ""
        for letter in line:
            if letter == "#":
                break
            text += letter
        if len(text.strip()) > 0:
            result.append(text.rstrip())
    return result


def live_variables(assignments: list[tuple[str, list[str]]]) -> list[str]:
    """Variables (name, what it reads) that a later assignment reads, in order."""
    live = []
    for i in range(len(assignments)):
        name = assignments[i][0]
        for j in range(i + 1, len(assignments)):
            if name in assignments[j][1]:
                if name not in live:
                    live.append(name)
    return live


def build_order(depends: dict[str, list[str]]) -> list[str]:
    """Targets after what they depend on, in the order of the dict; ValueError on a cycle."""
    order: list[str] = []
    waiting = list(depends.keys())
    while waiting:
        ready = None
        for name in waiting:
            if all([other in order or other not in depends for other in depends[name]]):
                ready = name
                break
        if ready is None:
            raise ValueError("cycle")
        order.append(ready)
        waiting.remove(ready)
    return order


def rename_all(code: list[str], names: dict[str, str]) -> list[str]:
    """Tokens with names replaced."""
    out = []
    for token in code:
        if token in list(names.keys()):
            out.append(names[token])
        else:
            out.append(token)
    return out


def fold(tree):
    """Sums of nested lists of numbers, as ("add", a, b) tuples evaluated."""
    if isinstance(tree, int):
        return tree
    if tree[0] == "add":
        return fold(tree[1]) + fold(tree[2])
    return fold(tree[1]) * fold(tree[2])


def symbols(scopes: list[list[str]]) -> dict[str, int]:
    """The innermost scope (counted from 0 outside) that defines each name."""
    table = {}
    for name in [name for scope in scopes for name in scope]:
        for depth in range(len(scopes) - 1, -1, -1):
            if name in scopes[depth]:
                table[name] = depth
                break
    return table


def snapshot(states: list[dict[str, int]]) -> list[dict[str, int]]:
    """The state after each change, independent of one another."""
    current: dict[str, int] = {}
    history = []
    for state in states:
        current.update(state)
        history.append(copy.deepcopy(current))
    return history


def max_stack(operations: list[str]) -> int:
    """Deepest stack of push, pop and dup."""
    stack = []
    deepest = 0
    for operation in operations:
        if operation == "push":
            stack = stack + [1]
        elif operation == "pop" and stack:
            stack = stack[:-1]
        elif operation == "dup" and stack:
            stack = stack + [stack[-1]]
        deepest = max(deepest, len(stack))
    return deepest


def register_pressure(intervals: list[tuple[int, int]]) -> int:
    """Most intervals [a, b] that are alive at one point."""
    most = 0
    for start, _ in intervals:
        alive = sum([1 for a, b in intervals if a <= start <= b])
        if alive > most:
            most = alive
    return most
