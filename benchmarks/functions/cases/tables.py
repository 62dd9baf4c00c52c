"""Rows from CSV and JSON."""

import json


def column(rows: list[dict[str, int]], name: str) -> list[int]:
    """Values of a column, 0 where missing."""
    values = []
    for row in rows:
        if name in row.keys():
            values.append(row[name])
        else:
            values.append(0)
    return values


def distinct_rows(rows: list[dict[str, int]]) -> list[dict[str, int]]:
    """Rows without repeats, in order."""
    result: list[dict[str, int]] = []
    for row in rows:
        if row not in result:
            result.append(row)
    return result


def to_csv(rows: list[list[int]]) -> str:
    """Numbers as comma separated lines."""
    text = ""
    for row in rows:
        for i in range(len(row)):
            text += str(row[i])
            if i < len(row) - 1:
                text += ","
        text += "\n"
    return text


def from_json_lines(lines: list[str], keys: list[str]) -> list[list[object]]:
    """Values of the keys in each JSON object; None where missing."""
    result = []
    for line in lines:
        values = []
        for key in keys:
            values.append(json.loads(line).get(key))
        result.append(values)
    return result


def sort_rows(rows: list[dict[str, int]], name: str) -> list[dict[str, int]]:
    """Rows by a column ascending, stable; missing counts as 0."""
    result = list(rows)
    for i in range(len(result)):
        for j in range(len(result) - 1 - i):
            if result[j].get(name, 0) > result[j + 1].get(name, 0):
                result[j], result[j + 1] = result[j + 1], result[j]
    return result


def rename(rows, names):
    """Rows with keys replaced according to a list of (old, new)."""
    out = []
    for row in rows:
        fresh = {}
        for key in row:
            new_key = key
            for old, new in names:
                if old == key:
                    new_key = new
            fresh[new_key] = row[key]
        out.append(fresh)
    return out


def left_join(left: list[dict[str, int]], right: list[dict[str, int]], key: str) -> list[dict[str, int]]:
    """Left rows, each with the values of the first right row of the same key."""
    joined = []
    for row in left:
        matches = [other for other in right if other.get(key) == row.get(key)]
        if matches:
            joined.append({**matches[0], **row})
        else:
            joined.append(dict(row))
    return joined


def totals(rows: list[list[int]]) -> list[int]:
    """Sum of each column of the width of the shortest row."""
    if not rows:
        return []
    width = min([len(row) for row in rows])
    sums = []
    for i in range(width):
        total = 0
        for row in rows:
            total += row[i]
        sums.append(total)
    return sums


def group_max(rows: list[tuple[str, int]]) -> dict[str, int]:
    """Largest value per name, sorted by name."""
    result = {}
    for name in sorted([r[0] for r in rows]):
        result[name] = max([r[1] for r in rows if r[0] == name])
    return result
