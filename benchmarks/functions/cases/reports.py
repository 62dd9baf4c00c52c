"""Tables and summaries."""


def to_table(rows: list[list[str]]) -> str:
    """Columns as wide as their widest cell, separated by a bar."""
    out = ""
    for row in rows:
        line = ""
        for i in range(len(row)):
            width = max([len(r[i]) for r in rows if i < len(r)])
            line += row[i].ljust(width)
            if i < len(row) - 1:
                line += " | "
        out += line + "\n"
    return out


def pivot(records: list[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    """Sum per row and column name, sorted names, zeros included."""
    rows = sorted(set([r[0] for r in records]))
    columns = sorted(set([r[1] for r in records]))
    table = {}
    for row in rows:
        table[row] = {}
        for column in columns:
            table[row][column] = sum([r[2] for r in records if r[0] == row and r[1] == column])
    return table


def top(scores: dict[str, int], count: int) -> list[tuple[str, int]]:
    """The highest scores, by name on ties."""
    rest = list(scores.items())
    result = []
    while len(result) < count and rest:
        best = rest[0]
        for item in rest:
            if item[1] > best[1] or (item[1] == best[1] and item[0] < best[0]):
                best = item
        result.append(best)
        rest.remove(best)
    return result


def ranks(scores: list[int]) -> list[int]:
    """Rank of each score, 1 for the highest, equal for equal scores."""
    result = []
    for score in scores:
        rank = 1
        for other in scores:
            if other > score:
                rank += 1
        result.append(rank)
    return result


def bullet_list(items, indent=0):
    """Nested lists as indented bullets."""
    text = ""
    for item in items:
        if isinstance(item, list):
            text += bullet_list(item, indent + 2)
        else:
            text += " " * indent + "- " + str(item) + "\n"
    return text


def percentages(counts: dict[str, int]) -> dict[str, float]:
    """Share of each count in percent; empty when all are zero."""
    result = {}
    for name in counts:
        if sum(counts.values()) == 0:
            return {}
        result[name] = 100 * counts[name] / sum(counts.values())
    return result


def paginate(items: list[int], size: int) -> list[list[int]]:
    """Pages of at least 1 item."""
    size = max(1, size)
    pages = []
    page: list[int] = []
    for item in items:
        page.append(item)
        if len(page) == size:
            pages.append(page)
            page = []
    if page:
        pages.append(page)
    return pages


def html_rows(rows):
    """Table rows as HTML, special characters replaced."""
    html = ""
    for row in rows:
        html += "<tr>"
        for cell in row:
            html += "<td>" + str(cell).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</td>"
        html += "</tr>"
    return html
