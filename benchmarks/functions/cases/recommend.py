"""Ratings, baskets and rankings."""


def also_bought(baskets: list[list[str]], item: str) -> list[tuple[str, int]]:
    """Items bought together with one, most frequent first, then by name."""
    others = []
    for basket in baskets:
        if item in basket:
            for other in basket:
                if other != item:
                    others.append(other)
    counted = [(other, others.count(other)) for other in list(set(others))]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))


def mean_ratings(ratings: list[tuple[str, int]]) -> dict[str, float]:
    """Mean rating per item, in order of first appearance."""
    items = []
    for item, _ in ratings:
        if item not in items:
            items.append(item)
    return {
        item: sum([r for name, r in ratings if name == item]) / len([r for name, r in ratings if name == item])
        for item in items
    }


def overlap_matrix(likes: list[list[int]]) -> list[list[int]]:
    """How many items each pair of users has in common (items of a user are distinct)."""
    matrix = []
    for one in likes:
        row = []
        for other in likes:
            row.append(len(set(one) & set(other)))
        matrix.append(row)
    return matrix


def unseen(catalog: list[int], seen: list[int], blocked: list[int]) -> list[int]:
    """Catalog items neither seen nor blocked."""
    return [item for item in catalog if item not in seen and item not in blocked]


def popular(views, minimum):
    """Items with at least ``minimum`` views, sorted by views falling, then name."""
    names = []
    for v in views:
        if views.count(v) >= minimum:
            if v not in names:
                names.append(v)
    names.sort(key=lambda n: (-views.count(n), n))
    return names


def borda(ballots: list[list[str]]) -> dict[str, int]:
    """Points per candidate: the last of a ballot gets 0."""
    points: dict[str, int] = {}
    for ballot in ballots:
        for candidate in ballot:
            if candidate not in points:
                points[candidate] = 0
            points[candidate] += len(ballot) - 1 - ballot.index(candidate)
    return points


def user_vectors(ratings: list[tuple[int, int, int]], users: int, items: int) -> list[list[int]]:
    """Dense rating matrix from (user, item, rating); the last rating counts, 0 for none."""
    vectors = []
    for user in range(users):
        vector = []
        for item in range(items):
            value = 0
            for u, i, r in ratings:
                if u == user and i == item:
                    value = r
            vector.append(value)
        vectors.append(vector)
    return vectors


class Ranking:
    """Scores that change."""

    def __init__(self, scores: dict[str, int]) -> None:
        self.scores = scores

    def places(self, names: list[str]) -> list[int]:
        """Place of each name (1 is best, equal scores share); 0 for unknown names."""
        result = []
        for name in names:
            if name not in self.scores:
                result.append(0)
                continue
            ordered = sorted(self.scores.values(), reverse=True)
            result.append(ordered.index(self.scores[name]) + 1)
        return result
