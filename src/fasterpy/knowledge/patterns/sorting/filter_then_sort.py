"""Sorting everything and then dropping most of it orders what nobody sees: filter first, the stable sort gives the same list."""

TAGS = ("sort", "filter", "order")
RULE = "filter-before-sort"

SIZES = (200, 5000)


def slow(posts, since):
    ordered = sorted(posts, key=lambda post: (post["at"], post["name"]))
    ordered = [post for post in ordered if post["at"] >= since]
    return ordered


def fast(posts, since):
    return sorted([post for post in posts if post["at"] >= since], key=lambda post: (post["at"], post["name"]))


def inputs(n, rng):
    return ([{"at": rng.randrange(n), "name": f"p{rng.randrange(99)}"} for _ in range(n)], n * 3 // 4), {}
