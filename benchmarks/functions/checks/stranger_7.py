"""Arguments for the functions of cases/stranger_7.py: name -> function of (random.Random, n)."""

from datetime import date, timedelta


def _word(r, lo, hi, letters):
    return "".join(r.choice(letters) for _ in range(r.randint(lo, hi)))


def _shifts(r, n):
    shifts = []
    for _ in range(n):
        start = r.randrange(0, 40 * max(n, 4))
        shifts.append((f"n{r.randrange(n // 5 + 1)}", start, start + r.choice([240, 480, 480, 600])))
    return shifts


def _policy(r, n):
    depth = min(n, 9)
    parents, grants = {}, {}
    for level in range(depth):
        for i in range(3):
            name = f"g{level}_{i}"
            below = [f"g{level + 1}_{j}" for j in range(3)] if level + 1 < depth else []
            parents[name] = r.sample(below, min(len(below), 2))
            grants[name] = [f"perm{r.randrange(12)}" for _ in range(r.randint(0, 2))]
            if r.random() < 0.1:
                del grants[name]
    users = []
    if parents:
        for _ in range(n // 4 + 1):
            level = min(r.choice([0, 0, 1, 2, 3]), depth - 1)
            users.append((f"u{r.randrange(n // 6 + 1)}", f"g{level}_{r.randrange(3)}"))
    if len(users) > 2 and r.random() < 0.04:
        users[-1] = (users[-1][0], "gone")
    return ((parents, grants), (users,))


def _gate(r, n):
    events, stamp = [], 0
    for _ in range(n):
        stamp += r.choice([0, 0, 1, 1, 2, 5])
        events.append((stamp, f"c{r.randrange(n // 25 + 2)}"))
    return ((r.randint(1, 4), r.randint(5, 60)), (events,))


def _orders(r, n, lo, hi):
    return [(f"p{r.randrange(n + 1)}", r.randint(lo, hi), r.randint(0, 9)) for _ in range(n)]


def _meter_line(r):
    day = date(2021, 2, 20) + timedelta(days=r.randrange(20))
    booked = day + timedelta(days=r.randrange(6))
    use = str(r.randrange(40)) + r.choice(["", ",5", ",25", ",1"])
    if r.random() < 0.03:
        return "  "
    return f"{day:%d.%m.%Y} | M-{r.randrange(9)} | {use} kWh | {booked:%d.%m.%Y}"


def _words(r, n):
    lexicon = [_word(r, 2, 7, "aeilnrst") for _ in range(n)]
    words = []
    for _ in range(n // 2 + 1):
        word = r.choice(lexicon) if lexicon and r.random() < 0.8 else _word(r, 1, 7, "aeilnrst")
        i = r.randrange(len(word))
        words.append(
            r.choice([word, word[:i] + word[i + 1 :], word[:i] + "e" + word[i:], word[:i] + "s" + word[i + 1 :]])
        )
    return words, lexicon


def _requires(r, n):
    names = [f"pkg{i}" for i in range(n)]
    r.shuffle(names)
    requires = {}
    for i, name in enumerate(names):
        requires[name] = [names[r.randrange(i)] for _ in range(min(i, r.choice([0, 0, 1, 2, 3])))]
    items = list(requires.items())
    r.shuffle(items)
    if n > 3 and r.random() < 0.05:
        requires[names[0]].append(names[-1])
        requires[names[-1]].append(names[0])
    return (dict(items),)


def _image(r, n):
    side = int(n**0.5)
    width = side + (r.randrange(3) if side else 0)
    return ([[0 if r.random() < 0.65 else r.randint(1, 2) for _ in range(width)] for _ in range(side)],)


def _links(r, n):
    size = min(n, 6)
    return ([[r.choice([0, 1, 1, 2]) for _ in range(size)] for _ in range(size)], n)


def _edits(r, n):
    text = "".join(r.choice("abcdef \n") for _ in range(5 * n))
    cuts = sorted(r.sample(range(len(text) + 1), min(2 * n, len(text) + 1)))
    edits = []
    for a, b in zip(cuts[::2], cuts[1::2], strict=False):
        kind = r.random()
        if kind < 0.2:
            edits.append((a, a, _word(r, 1, 3, "XYZ")))
            if kind < 0.05:
                edits.append((a, a, _word(r, 1, 3, "UVW")))
        if kind > 0.1:
            edits.append((a, b, _word(r, 0, 6, "XYZ")))
    r.shuffle(edits)
    return text, edits[:n]


def _loans(r, n):
    return {f"r{i}": [f"t{int(r.random() ** 2 * (n + 5))}" for _ in range(r.randint(0, 8))] for i in range(n)}


def _tracks(r, n):
    tracks, bpm = [], 120
    for i in range(n):
        bpm = min(190, max(60, bpm + r.randint(-4, 4)))
        tracks.append((f"t{i}", bpm))
    return tracks, 22


def _periods(r, n):
    def day(span):
        return date(2019, 1, 1) + timedelta(days=r.randrange(span))

    periods = []
    for _ in range(n):
        first = day(900)
        periods.append((first.isoformat(), (first + timedelta(days=r.randint(-30, 120))).isoformat()))
    return periods, [day(1000).isoformat() for _ in range(min(n, 20) + 1)]


ARGS = {
    "WardRota.peak_staffing": lambda r, n: ((_shifts(r, n),), ()),
    "WardRota.short_rests": lambda r, n: ((_shifts(r, n),), (r.choice([0, 60, 660]),)),
    "AccessPolicy.effective": _policy,
    "RequestGate.replay": _gate,
    "GrainExchange.settle": lambda r, n: ((_orders(r, n, 20, 70),), (_orders(r, n, 40, 90),)),
    "GrainExchange.queue_places": lambda r, n: (
        (_orders(r, n // 2, 0, 200),),
        ([r.randint(0, 200) for _ in range(n)],),
    ),
    "parse_meter_export": lambda r, n: ([_meter_line(r) for _ in range(n)],),
    "flag_spikes": lambda r, n: (
        [None if r.random() < 0.05 else r.randint(-20, 20) + (90 if r.random() < 0.04 else 0) for _ in range(n)],
        n // 4,
        r.randint(1, 3),
    ),
    "diff_script": lambda r, n: (
        [f"line {r.randrange(6)}" for _ in range(min(n, 9))],
        [f"line {r.randrange(6)}" for _ in range(min(n, 9))],
    ),
    "suggest_corrections": _words,
    "kmer_profile": lambda r, n: ("".join(r.choice("ACGT") for _ in range(n)), r.choice([2, 3, 3])),
    "install_order": _requires,
    "label_regions": _image,
    "count_routes": _links,
    "apply_edits": _edits,
    "patrol_visits": lambda r, n: (
        [r.randrange(n) for _ in range(n)],
        r.randrange(n) if n else 0,
        250 * n + r.randrange(50),
    ),
    "judge_agreement": lambda r, n: ([r.randint(0, n) for _ in range(n)], [r.randint(0, n) for _ in range(n)]),
    "nth_seating": lambda r, n: (
        [r.choice("ABCDEFGH") + r.choice("12") for _ in range(min(n, 8))],
        r.randrange(2500 if n > 6 else 2),
    ),
    "citation_keys": lambda r, n: (
        [
            (
                f"{r.choice(['Knuth', 'Moore', 'van Dam', 'Li'])}, {r.choice('ABC')}.; Roe, J.",
                r.randint(1970, 1970 + n // 30),
            )
            for _ in range(n)
        ],
    ),
    "similar_readers": lambda r, n: (_loans(r, n), r.randint(1, 3)),
    "steadiest_set": _tracks,
    "fifo_costs": lambda r, n: (
        [(f"s{r.randrange(3)}", r.choice([-9, -4, -2, -1, 0, 3, 5, 6, 7]), r.randint(1, 30)) for _ in range(n)],
    ),
    "working_days": _periods,
    "wait_for_warmer": lambda r, n: ([round(40 - i * 0.5 + r.randint(-30, 30) * 0.25, 2) for i in range(n)],),
}
