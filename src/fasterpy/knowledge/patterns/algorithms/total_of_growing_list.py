"""Adding up all entries made so far for each new one is quadratic: keep the total beside the list and add to it with every append."""

TAGS = ("running", "sum", "append", "statement")
RULE = "growing-list-aggregate"

SIZES = (50, 500)


def slow(payments):
    lines = []
    for name, paid in payments:
        before = sum(line["paid"] for line in lines)
        lines.append({"name": name, "paid": paid, "total": before + paid})
    return lines


def fast(payments):
    lines, total = [], 0
    for name, paid in payments:
        total += paid
        lines.append({"name": name, "paid": paid, "total": total})
    return lines


def inputs(n, rng):
    return ([(f"p{i}", rng.randrange(1, 999)) for i in range(n)],), {}
