"""Writing each piece with its own `write` call: join the lines, or hand a generator to `writelines`."""

TAGS = ("write", "file", "join")

import io


def slow(rows):
    out = io.StringIO()
    for a, b in rows:
        out.write(str(a))
        out.write("\t")
        out.write(str(b))
        out.write("\n")
    return out.getvalue()


def fast(rows):
    out = io.StringIO()
    out.write("".join([f"{a}\t{b}\n" for a, b in rows]))
    return out.getvalue()


def inputs(n, rng):
    return ([(rng.randrange(1000), rng.randrange(1000)) for _ in range(n)],), {}
