"""Grids of grey values."""


def histogram(pixels: list[list[int]]) -> list[int]:
    """Number of pixels of each value from 0 to 255."""
    counts = []
    for value in range(256):
        count = 0
        for row in pixels:
            for pixel in row:
                if pixel == value:
                    count += 1
        counts.append(count)
    return counts


def brightness(pixels: list[list[int]]) -> float:
    """Mean grey value; 0.0 for an empty image."""
    total = 0
    count = 0
    for y in range(len(pixels)):
        for x in range(len(pixels[y])):
            total += pixels[y][x]
            count += 1
    return total / count if count else 0.0


def rotate(pixels: list[list[int]]) -> list[list[int]]:
    """Quarter turn clockwise of a rectangle."""
    if not pixels:
        return []
    result = []
    for x in range(len(pixels[0])):
        row = []
        for y in range(len(pixels) - 1, -1, -1):
            row.append(pixels[y][x])
        result.append(row)
    return result


def threshold(pixels, limit):
    """1 for pixels at least as bright as the limit, else 0."""
    out = []
    for row in pixels:
        line = []
        for pixel in row:
            if pixel >= limit:
                line.append(1)
            else:
                line.append(0)
        out.append(line)
    return out


def box_blur(pixels: list[list[int]]) -> list[list[int]]:
    """Mean (rounded down) of each pixel and its neighbours inside the image."""
    result = []
    for y in range(len(pixels)):
        line = []
        for x in range(len(pixels[0])):
            values = []
            for yy in range(max(0, y - 1), min(len(pixels), y + 2)):
                for xx in range(max(0, x - 1), min(len(pixels[0]), x + 2)):
                    values.append(pixels[yy][xx])
            line.append(sum(values) // len(values))
        result.append(line)
    return result


def flood_size(grid: list[list[int]], y: int, x: int) -> int:
    """Size of the area of equal values around a cell; 0 outside the grid."""
    if not (0 <= y < len(grid) and 0 <= x < len(grid[0])):
        return 0
    colour = grid[y][x]
    todo = [(y, x)]
    area = []
    while todo:
        cell = todo.pop(0)
        if cell in area:
            continue
        area.append(cell)
        for dy, dx in [(0, 1), (1, 0), (0, -1), (-1, 0)]:
            ny, nx = cell[0] + dy, cell[1] + dx
            if 0 <= ny < len(grid) and 0 <= nx < len(grid[0]) and grid[ny][nx] == colour:
                todo.append((ny, nx))
    return len(area)


def region_sums(grid: list[list[int]], size: int) -> list[list[int]]:
    """Sums of all square windows of a size of at least 1."""
    size = max(1, size)
    result = []
    for y in range(len(grid) - size + 1):
        row = []
        for x in range(len(grid[0]) - size + 1):
            total = 0
            for dy in range(size):
                for dx in range(size):
                    total += grid[y + dy][x + dx]
            row.append(total)
        result.append(row)
    return result


def render(grid):
    """Rows of # and . as text."""
    text = ""
    for row in grid:
        for cell in row:
            if cell:
                text += "#"
            else:
                text += "."
        text += "\n"
    return text
