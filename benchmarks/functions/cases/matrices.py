"""Matrices as lists of rows."""


def multiply(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    """Product of matrices of fitting sizes."""
    if not a or not b:
        return []
    result = []
    for i in range(len(a)):
        row = []
        for j in range(len(b[0])):
            total = 0
            for k in range(len(b)):
                total += a[i][k] * b[k][j]
            row.append(total)
        result.append(row)
    return result


def transpose(m: list[list[int]]) -> list[list[int]]:
    """Rows become columns of a rectangle."""
    if not m:
        return []
    return [[m[i][j] for i in range(len(m))] for j in range(len(m[0]))]


def identity(size: int) -> list[list[int]]:
    """Ones on the diagonal."""
    result = []
    for i in range(size):
        row = []
        for j in range(size):
            if i == j:
                row.append(1)
            else:
                row.append(0)
        result.append(row)
    return result


def power(m: list[list[int]], exponent: int) -> list[list[int]]:
    """A square matrix to a power (at least 0), modulo 10007."""
    size = len(m)
    result = [[1 if i == j else 0 for j in range(size)] for i in range(size)]
    for _ in range(exponent):
        result = [
            [sum([result[i][k] * m[k][j] for k in range(size)]) % 10007 for j in range(size)] for i in range(size)
        ]
    return result


def trace(m):
    """Sum of the diagonal of a square matrix."""
    total = 0
    for i in range(len(m)):
        for j in range(len(m[i])):
            if i == j:
                total += m[i][j]
    return total


def is_symmetric(m: list[list[int]]) -> bool:
    """Whether a square matrix equals its transpose."""
    same = True
    for i in range(len(m)):
        for j in range(len(m)):
            if m[i][j] != m[j][i]:
                same = False
    return same


def determinant(m: list[list[int]]) -> int:
    """Determinant of a square matrix of at most 6 rows by expansion; 1 for no rows."""
    if len(m) > 6:
        return 0
    if not m:
        return 1
    total = 0
    for j in range(len(m)):
        minor = [row[:j] + row[j + 1 :] for row in m[1:]]
        total += (-1) ** j * m[0][j] * determinant(minor)
    return total


def spiral(m: list[list[int]]) -> list[int]:
    """Values of a rectangle in spiral order."""
    rest = [row[:] for row in m]
    result = []
    while rest and rest[0]:
        result = result + rest.pop(0)
        rest = [list(column) for column in zip(*rest)][::-1]
    return result


def saddle_points(m: list[list[int]]) -> list[tuple[int, int]]:
    """Places that are the largest of their row and the smallest of their column."""
    found = []
    for i in range(len(m)):
        for j in range(len(m[i])):
            if m[i][j] == max(m[i]) and m[i][j] == min([row[j] for row in m]):
                found.append((i, j))
    return found
