"""Arguments for the functions of cases/stranger_8.py: name -> function of (random.Random, n)."""

import binascii
from datetime import date, timedelta


def _word(r, lo, hi, letters):
    return "".join(r.choice(letters) for _ in range(r.randint(lo, hi)))


def _results(r, n):
    teams = [f"team{i:02d}" for i in range(n // 4 + 2)]
    r.shuffle(teams)
    results = []
    for _ in range(n):
        home, away = r.sample(teams, 2)
        results.append((home, away, r.choice([0, 0, 1, 1, 2, 3]), r.choice([0, 0, 1, 1, 2, 4])))
    if n and r.random() < 0.04:
        results.append((teams[0], teams[0], 1, 0))
    return results


def _boxes(r, n):
    height = min(n, 60)
    width = min(n + r.randrange(3), 60) if n else 0
    rows = [[r.choice([0, 0, 0, r.randint(1, 300)]) for _ in range(width)] for _ in range(height)]
    boxes = []
    if height:
        for _ in range(n):
            top, bottom = sorted((r.randrange(height), r.randrange(height)))
            left, right = sorted((r.randrange(width), r.randrange(width)))
            boxes.append((top, left, bottom, right))
        if r.random() < 0.04:
            boxes.append((0, 0, height, 0))
    return (rows,), (boxes,)


def _day(r, span):
    return (date(2022, 1, 1) + timedelta(days=r.randrange(span))).isoformat()


def _ledger(r, n):
    accounts = [str(1000 + 10 * i) for i in range(n // 20 + 1)]
    entries = [(_day(r, 2 * n + 5), r.choice(accounts), r.randint(-50000, 50000)) for _ in range(n)]
    booked = sorted({account for _, account, _ in entries})
    questions = [(r.choice(booked), _day(r, 2 * n + 5)) for _ in range(n)] if booked else []
    if questions and r.random() < 0.04:
        questions.append(("9999", _day(r, 10)))
    return (entries,), (questions,)


def _address(r):
    return f"10.{r.randrange(4)}.{r.randrange(8)}.{r.randrange(256)}"


def _forwarding(r, n):
    routes = [
        (f"{_address(r)}/{r.choice([8, 14, 16, 20, 23, 24, 24, 26, 29, 32])}", f"hop{r.randrange(n)}") for _ in range(n)
    ]
    if r.random() < 0.3:
        routes.append(("0.0.0.0/0", "default"))
    addresses = [_address(r) if r.random() < 0.9 else f"192.168.0.{r.randrange(256)}" for _ in range(n)]
    if addresses and r.random() < 0.04:
        addresses[-1] = r.choice(["10.0.0", "10.0.0.256", "10.0.x.1"])
    return (routes,), (addresses,)


def _placement(r, n):
    pupils = [f"p{i}" for i in range(n)]
    schools = [f"s{i}" for i in range(n // 6 + 1)]
    rankings, seats = {}, {}
    for school in schools:
        order = pupils[:]
        r.shuffle(order)
        rankings[school] = order[: len(order) - r.randrange(len(order) // 5 + 1)]
        seats[school] = r.randint(0, 6)
    popular = schools[:]
    r.shuffle(popular)
    wishes = {}
    for pupil in pupils:
        some = r.sample(popular, r.randint(0, min(len(popular), 8)))
        some.sort(key=lambda s: popular.index(s) + r.randint(0, 3))
        wishes[pupil] = some
    if wishes and r.random() < 0.04:
        wishes[pupils[-1]] = ["elsewhere"]
    return (seats, rankings), (wishes,)


def _search(r, n):
    phrases = []
    for _ in range(n):
        phrase = _word(r, 2, 4, "aeinst") + r.choice(["", " " + _word(r, 1, 4, "aeinst")])
        phrases.append((r.choice([phrase, phrase, phrase.title()]), r.randint(0, 50)))
    typed = []
    for _ in range(n // 3 + 1):
        typed.append(r.choice(phrases)[0] if phrases and r.random() < 0.7 else _word(r, 0, 5, "aeinstAS"))
    return (phrases, r.choice([1, 3, 3, 5])) if r.random() > 0.03 else (phrases, 0), (typed,)


def _trace(r, n):
    pages = n // 3 + 1
    trace = [f"pg{int(r.random() ** 2 * pages)}" for _ in range(n)]
    return trace, (n // 4 + 1 if r.random() > 0.03 else 0)


def _ballots(r, n):
    names = [f"cand{i:02d}" for i in range(n // 3 + 2)]
    ballots = [r.sample(names, r.randint(0 if n > 2 else 1, len(names))) for _ in range(n)]
    if n > 2 and r.random() < 0.04:
        ballots[-1] = [names[0], names[1], names[0]]
    return (ballots,)


def _reads(r, n):
    length = 12
    base = [r.choice("ACGT") for _ in range(length)]
    reads = []
    for _ in range(n):
        reads.append("".join(r.choice("ACGTN") if r.random() < 0.2 else c for c in base))
    if n > 1 and r.random() < 0.04:
        reads[-1] += "A"
    return (reads,)


def _fixes(r, n):
    size = 12 * n + 20
    fixes = [(f"mv{r.randrange(n // 4 + 2)}", r.randint(-size, size), r.randint(-size, size)) for _ in range(n)]
    return fixes, r.choice([0, 25, 60, 60, 120, -1 if r.random() < 0.2 else 40])


def _code(r, n):
    names = [f"t{i}" for i in range(n // 3 + 2)]
    code = []
    for _ in range(n):
        target = r.choice(names) if r.random() < 0.9 else None
        code.append((target, [r.choice(names) for _ in range(r.randint(0, 2))]))
    return (code,)


def _pattern(r, n):
    kind = r.random()
    if kind < 0.3:
        unit = _word(r, 1, 4, "x.o")
        pattern = (unit * n)[:n]
    elif kind < 0.5:
        pattern = "." * n
        if n:
            i = r.randrange(n)
            pattern = pattern[:i] + "x" + pattern[i + 1 :]
    else:
        pattern = "".join(r.choice("x..o.") for _ in range(n))
    if r.random() < 0.03:
        pattern += "?"
    return (pattern,)


def _melody(r, n):
    cell = [r.choice([-2, 0, 2, 2]) for _ in range(3)]
    melody, pitch = [], 60
    for i in range(n):
        melody.append(pitch)
        pitch += cell[i % 3] if r.random() < 0.93 else r.randint(-5, 5)
    length = max(1, n // 8)
    start = r.randrange(n - length + 1) if n else 0
    shift = r.randint(-7, 7)
    motif = [p + shift for p in melody[start : start + length]]
    if r.random() < 0.2 and motif:
        motif[-1] += 1
    return melody, motif


def _invoices(r, n):
    invoices = [(f"R-{i}", r.randint(1, 12 * n) * 25) for i in range(n)]
    payments = []
    for _ in range(n // 2 + 1):
        kind = r.random()
        if invoices and kind < 0.2:
            payments.append(r.choice(invoices)[1])
        elif invoices and kind < 0.6:
            payments.append(r.choice(invoices)[1] + r.choice(invoices)[1])
        else:
            payments.append(r.randint(1, 24 * n + 1) * 25)
    if r.random() < 0.03:
        payments.append(0)
    return invoices, payments


def _bridges(r, n):
    places = [f"v{i}" for i in range(n)]
    r.shuffle(places)
    bridges = []
    for i in range(1, n):
        j = i - 1 if r.random() < 0.8 else r.randrange(i)
        if r.random() < 0.98:
            bridges.append((places[i], places[j], r.randint(1, 60)))
    for _ in range(n // 2):
        bridges.append((r.choice(places), r.choice(places), r.randint(1, 60)))
    bridges.append((places[0] if places else "v0", "harbour", r.randint(20, 60)))
    r.shuffle(bridges)
    if r.random() < 0.03:
        bridges[-1] = (*bridges[-1][:2], 0)
    return bridges, ("harbour" if r.random() > 0.03 else "nowhere")


def _moves(r, n):
    moves = []
    while len(moves) < n:
        if moves and r.random() < 0.4:
            back = {"": "'", "'": "", "2": "2"}
            for move in moves[-r.randint(1, 4) :][::-1]:
                moves.append(move[0] + back[move[1:]])
        else:
            moves.append(r.choice("UDLRFB") + r.choice(["", "'", "2"]))
    moves = moves[:n]
    if moves and r.random() < 0.03:
        moves[-1] = r.choice(["X", "R3", ""])
    return (moves,)


def _people(r, n):
    people = [("root", None, False)]
    for i in range(n):
        parent = people[max(0, len(people) - r.randint(1, 6))][0] if r.random() < 0.7 else r.choice(people)[0]
        people.append((f"h{i}", parent if r.random() < 0.97 else None, r.random() < 0.3))
    if n > 1 and r.random() < 0.04:
        people.append(r.choice([("h0", "root", True), ("late", "later", True)]))
    return people, ("root" if r.random() > 0.1 else f"h{r.randrange(n)}" if n else "nobody")


def _frames(r, n):
    frames = []
    for _ in range(n):
        body = bytes(r.randrange(256) for _ in range(r.randint(0, 24)))
        check = binascii.crc_hqx(body, 0xFFFF)
        if r.random() < 0.25:
            check ^= 1 << r.randrange(16)
        text = (body + check.to_bytes(2, "big")).hex()
        frames.append(text.upper() if r.random() < 0.2 else text)
    if n > 2 and r.random() < 0.04:
        frames[-1] = r.choice(["7f", "zz00"])
    return (frames,)


_CYRILLIC = [
    *list(
        zip(
            "абвгдежзийклмнопрстуфхцчшщыэюя",
            [
                "a",
                "b",
                "v",
                "g",
                "d",
                "e",
                "zh",
                "z",
                "i",
                "j",
                "k",
                "l",
                "m",
                "n",
                "o",
                "p",
                "r",
                "s",
                "t",
                "u",
                "f",
                "kh",
                "c",
                "ch",
                "sh",
                "shch",
                "y",
                "e",
                "yu",
                "ya",
            ],
            strict=False,
        )
    ),
    ("ь", ""),
    ("а", "A"),
]


def _entry(r, n):
    text = "".join(r.choice("абвгдежзийклмнопрстуфхцчшщыэюяьАБЖЩЮЯЬ ., 19xQ") for _ in range(4 * n))
    table = _CYRILLIC[:]
    if r.random() < 0.3:
        r.shuffle(table)
    if r.random() < 0.03:
        table.append(("Ы", "Y"))
    return text, table


def _wishes(r, n):
    prices = [r.randint(1, 40) for _ in range(min(n, 13))]
    card = r.randint(0, sum(prices) + 3)
    if r.random() < 0.03:
        prices.append(0)
    return prices, card


def _machines(r, n):
    today = date(2024, 3, 1)
    meet = today + timedelta(days=r.randrange(20 * n + 5))
    machines = []
    for i, most in enumerate((n + 2, n + 5, 12)[: r.choice([1, 2, 3, 3, 3])]):
        every = r.randint(max(1, most // 2), most)
        day = meet - timedelta(days=every * r.randint(-2, 9))
        if r.random() < 0.1:
            day += timedelta(days=1)
        machines.append((f"m{i}", day.isoformat(), every if r.random() > 0.01 else 0))
    return machines, today.isoformat()


ARGS = {
    "SeasonLog.leaders": lambda r, n: ((_results(r, n),), ()),
    "RainGrid.box_totals": _boxes,
    "Ledger.balances_on": _ledger,
    "ForwardingTable.lookup": _forwarding,
    "PlacementRound.match": _placement,
    "SearchBox.suggest": _search,
    "hits_by_capacity": _trace,
    "instant_runoff": _ballots,
    "pairwise_diversity": _reads,
    "close_calls": _fixes,
    "register_pressure": _code,
    "rhythm_signature": _pattern,
    "find_motif": _melody,
    "propose_pairs": _invoices,
    "rolling_median": lambda r, n: (
        [r.choice([r.randint(0, 50), r.randint(-400, 400) * 0.25]) for _ in range(n)],
        n // 3 if r.random() < 0.5 and n > 2 else r.randint(1, n + 1),
    ),
    "load_vans": lambda r, n: (
        [r.choice([r.randint(1, 20), r.randint(20, 60), r.randint(45, 60)]) for _ in range(n)],
        60 if r.random() > 0.04 else 40,
    ),
    "heaviest_lorry": _bridges,
    "simplify_moves": _moves,
    "estate_shares": _people,
    "book_departures": lambda r, n: (
        [(f"s{i}", r.randint(n // 2, n) if r.random() < 0.8 else r.randint(-1, n + 3)) for i in range(n)],
        r.randint(n // 2, n + 2),
    ),
    "bad_frames": _frames,
    "romanise": _entry,
    "use_gift_card": _wishes,
    "days_to_joint_service": _machines,
}
