"""Small simulations and games."""


def life_step(grid: list[list[int]]) -> list[list[int]]:
    """One step of the game of life on a board with dead borders."""
    height, width = len(grid), len(grid[0]) if grid else 0
    result = []
    for y in range(height):
        row = []
        for x in range(width):
            neighbours = 0
            for dy in [-1, 0, 1]:
                for dx in [-1, 0, 1]:
                    if dy == 0 and dx == 0:
                        continue
                    if 0 <= y + dy < height and 0 <= x + dx < width:
                        neighbours += grid[y + dy][x + dx]
            row.append(1 if neighbours == 3 or (neighbours == 2 and grid[y][x]) else 0)
        result.append(row)
    return result


def random_walk_end(steps: str) -> tuple[int, int]:
    """Where a walk of the letters N, E, S, W ends; other letters do nothing."""
    x, y = 0, 0
    for step in steps:
        if step == "N":
            y += 1
        elif step == "S":
            y -= 1
        elif step == "E":
            x += 1
        elif step == "W":
            x -= 1
    return x, y


def visited_cells(steps: str) -> int:
    """How many cells a walk of the letters U, D, L, R touches, the start included."""
    x, y = 0, 0
    cells = [(0, 0)]
    for step in steps:
        x += {"L": -1, "R": 1}.get(step, 0)
        y += {"D": -1, "U": 1}.get(step, 0)
        if (x, y) not in cells:
            cells.append((x, y))
    return len(cells)


def josephus(count, step):
    """The last of ``count`` people when every ``step``-th leaves; 0 for nobody."""
    people = [i + 1 for i in range(count)]
    position = 0
    while len(people) > 1:
        position = (position + step - 1) % len(people)
        people.pop(position)
    return people[0] if people else 0


def lcg(seed: int, count: int) -> list[int]:
    """Numbers of a linear congruential generator."""
    numbers: list[int] = []
    value = seed
    for _ in range(count):
        value = (1103515245 * value + 12345) % 2**31
        numbers = numbers + [value]
    return numbers


def elevator_distance(floors: list[int]) -> int:
    """Floors travelled when stopping in the given order."""
    distance = 0
    for i in range(1, len(floors)):
        distance = distance + abs(floors[i] - floors[i - 1])
    return distance


def population(ages: list[int], days: int) -> int:
    """Lanternfish: each timer at 0 becomes 6 and adds one at 8."""
    fish = list(ages)
    for _ in range(min(days, 40)):
        fresh = []
        for i in range(len(fish)):
            if fish[i] == 0:
                fish[i] = 6
                fresh.append(8)
            else:
                fish[i] -= 1
        fish = fish + fresh
    return len(fish)


class Board:
    """A board of numbered fields."""

    def __init__(self, numbers: list[list[int]]) -> None:
        self.numbers = numbers
        self.marked: list[int] = []

    def score(self, drawn: list[int]) -> int:
        """Sum of the fields that are never drawn."""
        for number in drawn:
            if number not in self.marked:
                self.marked.append(number)
        total = 0
        for row in self.numbers:
            for field in row:
                if field not in self.marked:
                    total += field
        return total
