"""Rescanning all nodes for one without open dependencies in each round is quadratic: count open dependencies and keep a queue of the ready ones."""

TAGS = ("graph", "topological-sort", "queue", "rescan")

SIZES = (60, 300)


def slow(needs):
    done = []
    while len(done) < len(needs):
        for task in needs:
            if task not in done and all([d in done for d in needs[task]]):
                done.append(task)
                break
    return len(done), done[0] if done else None


def fast(needs):
    open_count = {task: len(set(deps)) for task, deps in needs.items()}
    users = {task: [] for task in needs}
    for task, deps in needs.items():
        for d in set(deps):
            users[d].append(task)
    ready = [task for task, count in open_count.items() if count == 0]
    for task in ready:
        for user in users[task]:
            open_count[user] -= 1
            if open_count[user] == 0:
                ready.append(user)
    return len(ready), ready[0] if ready else None


def inputs(n, rng):
    return ({i: [rng.randrange(i) for _ in range(2)] if i else [] for i in range(n)},), {}
