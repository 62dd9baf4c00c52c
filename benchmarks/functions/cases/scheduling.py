"""Meetings, shifts and tasks."""


def overlapping(meetings: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Index pairs (i < j) of meetings that overlap."""
    pairs = []
    for i in range(len(meetings)):
        for j in range(len(meetings)):
            if i < j:
                a, b = meetings[i], meetings[j]
                if max(a[0], b[0]) < min(a[1], b[1]):
                    pairs.append((i, j))
    return pairs


def rooms_needed(meetings: list[tuple[int, int]]) -> int:
    """Most meetings at the same time."""
    if not meetings:
        return 0
    most = 0
    for t in range(min([m[0] for m in meetings]), max([m[1] for m in meetings])):
        running = len([m for m in meetings if m[0] <= t and t < m[1]])
        if running > most:
            most = running
    return most


def task_order(tasks: list[str], needs: list[tuple[str, str]]) -> list[str]:
    """Tasks so that needs (task, before) hold, in input order where free; ValueError on a cycle."""
    order: list[str] = []
    while len(order) < len(tasks):
        progress = False
        for task in tasks:
            if task in order:
                continue
            ready = True
            for name, before in needs:
                if name == task and before not in order:
                    ready = False
            if ready:
                order.append(task)
                progress = True
        if not progress:
            raise ValueError("cycle")
    return order


def free_slots(busy, start, end):
    """Hours in [start, end) in which nobody is busy."""
    taken = []
    for a, b in busy:
        for hour in range(a, b):
            taken.append(hour)
    return [hour for hour in range(start, end) if hour not in taken]


def round_robin(teams: list[str]) -> list[tuple[str, str]]:
    """All pairings, in order."""
    games = []
    for i in range(len(teams)):
        for j in range(i + 1, len(teams)):
            games.append((teams[i], teams[j]))
    return games


def waiting_times(arrivals: list[int], service: int) -> list[int]:
    """Waiting time of each customer at one counter; arrivals ascend."""
    waits = []
    free_at = 0
    for arrival in arrivals:
        start = max(arrival, free_at)
        waits.append(start - arrival)
        free_at = start + service
    return waits


def least_loaded(jobs: list[int], machines: int) -> list[int]:
    """Loads after giving each job to the machine with the least load."""
    loads = [0] * machines
    for job in jobs:
        loads[loads.index(sorted(loads)[0])] += job
    return loads


def shift_hours(shifts):
    """Hours per person from (name, "HH:MM", "HH:MM")."""
    hours = {}
    for name, begin, finish in shifts:
        minutes = int(finish.split(":")[0]) * 60 + int(finish.split(":")[1])
        minutes -= int(begin.split(":")[0]) * 60 + int(begin.split(":")[1])
        if name in hours:
            hours[name] += minutes
        else:
            hours[name] = minutes
    return {name: total / 60 for name, total in hours.items()}
