"""Searching a list of records for an id in every call or round is linear: build a dict by id once."""

TAGS = ("lookup", "dict", "records", "index")


def slow(people, ids):
    def find(pid):
        for person in people:
            if person["id"] == pid:
                return person
        return None

    return [find(pid) for pid in ids]


def fast(people, ids):
    by_id = {}
    for person in people:
        by_id.setdefault(person["id"], person)
    return [by_id.get(pid) for pid in ids]


def inputs(n, rng):
    people = [{"id": rng.randrange(2 * n + 1), "age": rng.randrange(90)} for _ in range(n)]
    return (people, [rng.randrange(2 * n + 1) for _ in range(n)]), {}
