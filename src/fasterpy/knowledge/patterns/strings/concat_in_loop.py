"""Growing a string with `+=` over several targets copies it again and again: collect the parts in a list and `''.join` them once."""

TAGS = ("string", "concat", "join")
RULE = "string-concat-to-join"


def slow(rows):
    report = {"text": ""}
    for name, amount in rows:
        report["text"] += name + ";" + str(amount) + "\n"
    return report["text"]


def fast(rows):
    return "".join([f"{name};{amount}\n" for name, amount in rows])


SIZES = (100, 20_000)


def inputs(n, rng):
    return ([(f"item{i}", rng.randrange(1000)) for i in range(n)],), {}
