"""Figures about measurements."""


def moving_average(values: list[int], width: int) -> list[float]:
    """Mean of every window of ``width`` consecutive values.

    >>> moving_average([1, 2, 3, 4], 2)
    [1.5, 2.5, 3.5]
    """
    if width <= 0 or width > len(values):
        return []
    result = []
    for start in range(len(values) - width + 1):
        total = 0
        for offset in range(width):
            total += values[start + offset]
        result.append(total / width)
    return result


def count_pairs(values: list[int], target: int) -> int:
    """How many pairs of positions i < j hold values that add up to ``target``.

    >>> count_pairs([1, 5, 7, -1, 5], 6)
    3
    """
    count = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] + values[j] == target:
                count += 1
    return count
