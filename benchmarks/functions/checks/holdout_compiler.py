"""Inputs for the functions of ``cases/holdout_compiler.py``."""

from benchmarks.functions.draw import spans, table, text, words


def _depends(rng, count):
    names = [f"t{i}" for i in range(count)]
    graph = {name: rng.sample(names[:i], min(i, rng.randint(0, 2))) for i, name in enumerate(names)}
    if rng.random() < 0.2 and count > 1:
        graph[names[0]] = [names[-1]]
    items = list(graph.items())
    rng.shuffle(items)
    return dict(items)


def _tree(rng, depth):
    if depth == 0 or rng.random() < 0.2:
        return rng.randint(-9, 9)
    return (rng.choice(("add", "mul")), _tree(rng, depth - 1), _tree(rng, depth - 1))


ARGS = {
    "strip_comments": lambda r, n: ([text(r, r.randint(0, 8), "ab# \t") for _ in range(n)],),
    "live_variables": lambda r, n: ([(w, words(r, r.randint(0, 3), 1)) for w in words(r, n, 1)],),
    "build_order": lambda r, n: (_depends(r, n),),
    "rename_all": lambda r, n: (words(r, n, 2), dict(zip(words(r, n, 2), words(r, n, 2), strict=True))),
    "fold": lambda r, n: (_tree(r, min(n, 8)),),
    "symbols": lambda r, n: ([words(r, r.randint(0, 4), 2) for _ in range(n // 2)],),
    "snapshot": lambda r, n: ([table(r, 2) for _ in range(n)],),
    "max_stack": lambda r, n: ([r.choice(("push", "push", "pop", "dup", "?")) for _ in range(n)],),
    "register_pressure": lambda r, n: (spans(r, n),),
}
EDGES = {"fold": [(("add", 1),), (("mul", 2, ("add", 1, 1)),)], "snapshot": [([{"a": [1]}, {"b": 2}],)]}
