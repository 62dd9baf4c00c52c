"""A long `if`/`elif` chain comparing one value is linear in its length: look the answer up in a dict made once."""

TAGS = ("elif", "dict", "dispatch")


def slow(codes):
    out = []
    for code in codes:
        if code == "jan":
            out.append(1)
        elif code == "feb":
            out.append(2)
        elif code == "mar":
            out.append(3)
        elif code == "apr":
            out.append(4)
        elif code == "may":
            out.append(5)
        elif code == "jun":
            out.append(6)
        elif code == "jul":
            out.append(7)
        elif code == "aug":
            out.append(8)
        elif code == "sep":
            out.append(9)
        elif code == "oct":
            out.append(10)
        elif code == "nov":
            out.append(11)
        else:
            out.append(12)
    return out


_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov".split(), 1)}


def fast(codes):
    get = _MONTHS.get
    return [get(code, 12) for code in codes]


def inputs(n, rng):
    return ([rng.choice("jan feb mar apr may jun jul aug sep oct nov dec".split()) for _ in range(n)],), {}
