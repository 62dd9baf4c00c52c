"""Splitting CSV lines and looking up column positions for each row: find the positions once from the header, then index."""

TAGS = ("csv", "index", "columns", "hoist")


def slow(text):
    lines = text.splitlines()
    header = lines[0].split(",")
    total = 0
    for line in lines[1:]:
        row = dict(zip(header, line.split(",")))
        total += int(row["amount"])
    return total


def fast(text):
    lines = text.splitlines()
    place = lines[0].split(",").index("amount")
    return sum([int(line.split(",")[place]) for line in lines[1:]])


def inputs(n, rng):
    head = "id,name,city,amount,note,kind"
    return ("\n".join([head] + [f"{i},n{i},c,{rng.randrange(99)},x,y" for i in range(n)]),), {}
