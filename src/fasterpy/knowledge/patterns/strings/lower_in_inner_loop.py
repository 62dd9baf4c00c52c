"""Normalising (`lower`, `strip`) inside a nested loop repeats it for every pair: normalise each text once before."""

TAGS = ("lower", "hoist", "nested-loop", "normalise")


def slow(names, banned):
    out = []
    for name in names:
        hit = False
        for word in banned:
            if word.lower() in name.lower():
                hit = True
                break
        if not hit:
            out.append(name)
    return out


def fast(names, banned):
    words = [word.lower() for word in banned]
    out = []
    for name in names:
        low = name.lower()
        for word in words:
            if word in low:
                break
        else:
            out.append(name)
    return out


SIZES = (30, 200)


def inputs(n, rng):
    return ([f"User{rng.randrange(10**6)}" for _ in range(n)], [f"BAD{i}" for i in range(n // 2 + 1)]), {}
