"""Copying a whole list or dict in every round is quadratic: work on one structure, or store only what changed."""

TAGS = ("copy", "loop", "snapshot")


def slow(events):
    state = {}
    biggest = 0
    for key, value in events:
        new_state = dict(state)
        new_state[key] = new_state.get(key, 0) + value
        state = new_state
        if state[key] > biggest:
            biggest = state[key]
    return state, biggest


def fast(events):
    state = {}
    biggest = 0
    for key, value in events:
        total = state.get(key, 0) + value
        state[key] = total
        if total > biggest:
            biggest = total
    return state, biggest


def inputs(n, rng):
    return ([(rng.randrange(n + 1), rng.randrange(10)) for _ in range(n)],), {}
