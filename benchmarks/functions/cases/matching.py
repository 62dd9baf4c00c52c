"""Pairing and comparing collections."""


def common(a: list[int], b: list[int]) -> list[int]:
    """Values of a that are in b, each once, in a's order."""
    result: list[int] = []
    for value in a:
        if value in b and value not in result:
            result.append(value)
    return result


def pairs_with_sum(values: list[int], total: int) -> int:
    """Number of index pairs with the given sum."""
    count = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] + values[j] == total:
                count += 1
    return count


def join_people(people: list[tuple[int, str]], cities: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """(name, city) of equal ids, in the order of people, then cities."""
    return [(name, city) for pid, name in people for cid, city in cities if pid == cid]


def first_difference(a, b):
    """Position of the first difference; -1 when equal."""
    for i in range(max(len(a), len(b))):
        if a[i : i + 1] != b[i : i + 1]:
            return i
    return -1


def symmetric(a: list[str], b: list[str]) -> list[str]:
    """Sorted values that are in exactly one of the lists."""
    result = []
    for value in a + b:
        if (value in a) != (value in b) and value not in result:
            result.append(value)
    return sorted(result)


def similarity(a: str, b: str) -> float:
    """Jaccard similarity of letters; 1.0 for two empty texts."""
    both = 0
    letters = []
    for letter in a + b:
        if letter not in letters:
            letters.append(letter)
            if letter in a and letter in b:
                both += 1
    return both / len(letters) if letters else 1.0


def merge_sorted(a: list[int], b: list[int]) -> list[int]:
    """Two ascending lists as one."""
    a, b = a[:], b[:]
    result = []
    while a and b:
        if a[0] <= b[0]:
            result.append(a.pop(0))
        else:
            result.append(b.pop(0))
    return result + a + b


def closest_pair(values: list[int]) -> int:
    """Smallest difference of two values; -1 with fewer than two."""
    best = -1
    for i in range(len(values)):
        for j in range(len(values)):
            if i != j:
                d = abs(values[i] - values[j])
                if best == -1 or d < best:
                    best = d
    return best


def subset(small: list[int], large: list[int]) -> bool:
    """Whether every value of small is in large."""
    return all([value in large for value in small])


def assign(wishes: list[list[int]], places: int) -> list[int]:
    """First free wish of each person in order; -1 when none is free."""
    taken = []
    result = []
    for wish in wishes:
        choice = -1
        for place in wish:
            if 0 <= place < places and place not in taken:
                choice = place
                break
        if choice != -1:
            taken.append(choice)
        result.append(choice)
    return result
