"""Inputs for the functions of ``cases/holdout_access.py``."""

from benchmarks.functions.draw import named, word, words


def _pairs(rng, count):
    return [(word(rng, 2), word(rng, 1)) for _ in range(count)]


def _roles(rng, count):
    return [(word(rng, 2), words(rng, rng.randint(0, 4), 2)) for _ in range(count)]


ARGS = {
    "find_role": lambda r, n: ([], word(r)),
    "effective_permissions": lambda r, n: (_roles(r, n // 2), words(r, n, 2)),
    "audit": lambda r, n: (_pairs(r, n), _pairs(r, n // 2)),
    "SessionStore.revoke": lambda r, n: ((named(r, n),), (words(r, n, 2),)),
    "SessionStore.active": lambda r, n: ((named(r, n),), (r.randint(-5, 20),)),
    "SessionStore.owners": lambda r, n: ((named(r, n),), (words(r, n, 2),)),
}
EDGES = {"audit": [([("a", [1])], [("a", [1])]), ([(1, True)], [(True, 1)])]}
