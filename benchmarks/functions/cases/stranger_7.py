"""Assorted routines collected from several small code bases."""

import copy
import itertools
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Optional


class WardRota:
    """The shifts of one hospital ward, as (nurse, start minute, end minute)."""

    def __init__(self, shifts: list[tuple[str, int, int]]):
        for nurse, start, end in shifts:
            if end <= start:
                raise ValueError(f"shift of {nurse} ends before it starts")
        self.shifts = list(shifts)

    def peak_staffing(self) -> Optional[tuple[int, int]]:
        """The earliest minute with the most nurses on duty, and how many there are."""
        best = None
        for _, moment, _ in self.shifts:
            on_duty = 0
            for _, start, end in self.shifts:
                if start <= moment < end:
                    on_duty += 1
            if best is None or on_duty > best[1]:
                best = (moment, on_duty)
            elif on_duty == best[1] and moment < best[0]:
                best = (moment, on_duty)
        return best

    def short_rests(self, min_rest: int) -> list[tuple[str, int, int]]:
        """Pairs of shift numbers of one nurse that overlap or lie less than min_rest apart."""
        problems = []
        for i in range(len(self.shifts)):
            for j in range(i + 1, len(self.shifts)):
                nurse, start, end = self.shifts[i]
                other, other_start, other_end = self.shifts[j]
                if nurse != other:
                    continue
                gap = max(start, other_start) - min(end, other_end)
                if gap < min_rest:
                    problems.append((nurse, i, j))
        return problems


class AccessPolicy:
    """Groups inherit from other groups; every group may hold permissions of its own."""

    def __init__(self, parents, grants):
        self.parents = parents
        self.grants = grants

    def _collect(self, group, trail):
        if group in trail:
            raise ValueError("cycle through " + group)
        found = list(self.grants.get(group, []))
        for parent in self.parents[group]:
            found = found + self._collect(parent, trail + [group])
        return found

    def effective(self, users):
        """
        users: list of (user, group) memberships, a user may be in many groups.
        Gives {user: sorted permissions}. KeyError for an unknown group,
        ValueError when the groups inherit in a circle.
        """
        result = {}
        for user, group in users:
            held = result.get(user, [])
            for permission in self._collect(group, []):
                if permission not in held:
                    held = held + [permission]
            result[user] = sorted(held)
        return result


class RequestGate:
    def __init__(self, limit: int, window: int):
        if limit < 1 or window < 1:
            raise ValueError("limit and window must be positive")
        self.limit = limit
        self.window = window

    def replay(self, events: list[tuple[int, str]]) -> list[bool]:
        """Which of the (timestamp, client) events would have been let through.

        A client may have `limit` accepted requests in any `window` seconds;
        refused requests do not count. Timestamps must not go back.
        """
        accepted: list[tuple[int, str]] = []
        verdicts: list[bool] = []
        previous = None
        for stamp, client in events:
            if previous is not None and stamp < previous:
                raise ValueError("events out of order")
            previous = stamp
            recent = [t for t, c in accepted if c == client and t > stamp - self.window]
            if len(recent) < self.limit:
                accepted.append((stamp, client))
                verdicts.append(True)
            else:
                verdicts.append(False)
        return verdicts


@dataclass
class _Order:
    party: str
    price: int
    quantity: int
    arrived: int


class GrainExchange:
    """Sellers' offers, each (seller, price, quantity), waiting for buyers."""

    def __init__(self, offers):
        self.offers = [tuple(o) for o in offers]

    def settle(self, bids):
        """Match the best bid with the cheapest offer until they no longer cross.

        Earlier orders win ties. Trades are (buyer, seller, quantity, offer price).
        """
        buying = [_Order(p, price, q, i) for i, (p, price, q) in enumerate(bids) if q > 0]
        selling = [_Order(p, price, q, i) for i, (p, price, q) in enumerate(self.offers) if q > 0]
        trades = []
        while buying and selling:
            bid = max(buying, key=lambda o: (o.price, -o.arrived))
            offer = min(selling, key=lambda o: (o.price, o.arrived))
            if bid.price < offer.price:
                break
            amount = min(bid.quantity, offer.quantity)
            trades.append((bid.party, offer.party, amount, offer.price))
            bid.quantity -= amount
            offer.quantity -= amount
            if bid.quantity == 0:
                buying.remove(bid)
            if offer.quantity == 0:
                selling.remove(offer)
        return trades

    def queue_places(self, prices):
        """The place each new price would take in the offers' queue as they come in, one by one."""
        book = [(price, number) for number, (_, price, _) in enumerate(self.offers)]
        places = []
        for price in prices:
            entry = (price, len(book))
            book.append(entry)
            book = sorted(book, key=lambda e: (e[0], e[1]))
            place = 1
            for other in book:
                if other == entry:
                    break
                place += 1
            places.append(place)
        return places


def parse_meter_export(lines: list[str]) -> dict[str, dict[str, float]]:
    """Reads lines such as '04.03.2021 | M-17 | 12,5 kWh | 09.03.2021' (taken, meter, use, booked).

    The result holds, per meter, the use per ISO day of reading. Blank lines are skipped,
    a line that cannot be understood or was booked before it was taken is a ValueError.
    """
    usage: dict[str, dict[str, float]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        pattern = re.compile(r"^\s*([\d.]+)\s*\|\s*(M-\d+)\s*\|\s*(\d+(?:,\d+)?)\s*kWh\s*\|\s*([\d.]+)\s*$")
        match = pattern.match(line)
        if match is None:
            raise ValueError(f"line {number}: not a reading")
        taken = datetime.strptime(match.group(1), "%d.%m.%Y")
        booked = datetime.strptime(match.group(4), "%d.%m.%Y")
        if booked < taken:
            raise ValueError(f"line {number}: booked too early")
        days = usage.setdefault(match.group(2), {})
        key = taken.date().isoformat()
        days[key] = days.get(key, 0.0) + float(match.group(3).replace(",", "."))
    return usage


def flag_spikes(readings: list[Optional[int]], half_width: int, sigmas: int) -> list[int]:
    """Indices of readings over `sigmas` standard deviations off the mean of their neighbourhood.

    Missing readings are None; the arithmetic stays in whole numbers.
    """
    if half_width < 0 or sigmas < 0:
        raise ValueError("half_width and sigmas must not be negative")
    flagged = []
    for i, value in enumerate(readings):
        if value is None:
            continue
        window = [v for v in readings[max(0, i - half_width) : i + half_width + 1] if v is not None]
        count = len(window)
        total = sum(window)
        squares = sum(v * v for v in window)
        deviation = value * count - total
        if deviation * deviation > sigmas * sigmas * (count * squares - total * total):
            flagged.append(i)
    return flagged


def _script(old, new):
    if not old:
        return 0, ["+ " + line for line in new]
    if not new:
        return 0, ["- " + line for line in old]
    if old[0] == new[0]:
        kept, rest = _script(old[1:], new[1:])
        return kept + 1, ["  " + old[0]] + rest
    kept_drop, drop = _script(old[1:], new)
    kept_add, add = _script(old, new[1:])
    if kept_drop >= kept_add:
        return kept_drop, ["- " + old[0]] + drop
    return kept_add, ["+ " + new[0]] + add


def diff_script(old, new):
    """A shortest line diff of two lists of lines; removals come before additions."""
    return _script(list(old), list(new))[1]


def _within_one_edit(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        return a[i + 1 :] == b[i + 1 :]
    return a[i:] == b[i + 1 :]


def suggest_corrections(words: list[str], lexicon: list[str]) -> dict[str, list[str]]:
    """For every word the lexicon lacks: lexicon words one insertion, deletion or substitution away."""
    suggestions: dict[str, list[str]] = {}
    for word in words:
        if word in lexicon:
            continue
        close: list[str] = []
        for candidate in lexicon:
            if _within_one_edit(word, candidate) and candidate not in close:
                close.append(candidate)
        suggestions[word] = sorted(close)
    return suggestions


def _canonical(piece):
    other = ""
    for base in piece:
        if base == "A":
            other = "T" + other
        elif base == "T":
            other = "A" + other
        elif base == "C":
            other = "G" + other
        else:
            other = "C" + other
    return min(piece, other)


def kmer_profile(sequence, k):
    """Counts the k-mers of a DNA string, a k-mer and its reverse complement being the same.

    Gives (k-mer, count) pairs in the order of first appearance.
    """
    if k < 1:
        raise ValueError("k must be positive")
    for base in sequence:
        if base not in "ACGT":
            raise ValueError("not a base: " + base)
    names = []
    profile = []
    for i in range(len(sequence) - k + 1):
        name = _canonical(sequence[i : i + k])
        if name in names:
            continue
        names.append(name)
        count = 0
        for j in range(len(sequence) - k + 1):
            if _canonical(sequence[j : j + k]) == name:
                count += 1
        profile.append((name, count))
    return profile


def install_order(requires: dict[str, list[str]]) -> list[str]:
    """Order of installation; of all packages ready, the alphabetically first goes next.

    KeyError for a requirement that is no package, ValueError for a circle.
    """
    for package, needed in requires.items():
        for name in needed:
            if name not in requires:
                raise KeyError(name)
    remaining = list(requires)
    installed: set[str] = set()
    order: list[str] = []
    while remaining:
        ready = [p for p in remaining if all(name in installed for name in requires[p])]
        if not ready:
            raise ValueError("circular requirements: " + ", ".join(sorted(remaining)))
        chosen = sorted(ready)[0]
        remaining.remove(chosen)
        installed.add(chosen)
        order.append(chosen)
    return order


def label_regions(image):
    """Number the 4-connected regions of equal pixels, 1 upwards in reading order."""
    height = len(image)
    width = len(image[0]) if height else 0
    if any(len(row) != width for row in image):
        raise ValueError("rows of unequal length")
    labels = [[y * width + x for x in range(width)] for y in range(height)]
    changed = True
    while changed:
        changed = False
        fresh = [row[:] for row in labels]
        for y in range(height):
            for x in range(width):
                for ny, nx in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                    if 0 <= ny < height and 0 <= nx < width and image[ny][nx] == image[y][x]:
                        if labels[ny][nx] < fresh[y][x]:
                            fresh[y][x] = labels[ny][nx]
                            changed = True
        labels = fresh
    seen = []
    for row in labels:
        for label in row:
            if label not in seen:
                seen.append(label)
    return [[seen.index(label) + 1 for label in row] for row in labels]


def _matmul(a, b, modulus):
    size = len(a)
    product = [[0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            for k in range(size):
                product[i][j] = (product[i][j] + a[i][k] * b[k][j]) % modulus
    return product


def count_routes(links: list[list[int]], legs: int, modulus: int = 1_000_003) -> list[list[int]]:
    """Number of routes of exactly `legs` legs between every two depots, modulo `modulus`."""
    size = len(links)
    if legs < 0:
        raise ValueError("legs must not be negative")
    if any(len(row) != size for row in links):
        raise ValueError("the link table must be square")
    routes = [[(1 if i == j else 0) % modulus for j in range(size)] for i in range(size)]
    for _ in range(legs):
        routes = _matmul(routes, links, modulus)
    return routes


def apply_edits(text, edits):
    """Apply (start, end, replacement) edits, whose offsets all refer to the original text.

    Insertions at one place keep their order and go before a replacement that starts there.
    Overlapping edits, or ones outside the text, are a ValueError.
    """
    for i, (start, end, _) in enumerate(edits):
        if not 0 <= start <= end <= len(text):
            raise ValueError("edit outside the text")
        for other_start, other_end, _ in edits[:i]:
            if start < other_end and other_start < end:
                raise ValueError("overlapping edits")
    result = text
    applied = []
    for start, end, replacement in edits:
        shift = 0
        for done_start, done_end, done_text in applied:
            if done_end <= start:
                shift += len(done_text) - (done_end - done_start)
        result = result[: start + shift] + replacement + result[end + shift :]
        applied.append((start, end, replacement))
    return result


def patrol_visits(next_post: list[int], start: int, moves: int) -> tuple[int, list[int]]:
    """Follow a guard who always goes on from post p to next_post[p].

    Gives where the guard stands after `moves` moves and how often each post was entered.
    """
    if not 0 <= start < len(next_post):
        raise ValueError("no such post")
    if any(not 0 <= p < len(next_post) for p in next_post):
        raise ValueError("a post leads nowhere")
    visits = [0 for _ in next_post]
    post = start
    for _ in range(moves):
        post = next_post[post]
        visits[post] += 1
    return post, visits


def judge_agreement(first, second):
    if len(first) != len(second):
        raise ValueError("the judges must mark the same entries")
    agree = 0
    disagree = 0
    for i in range(len(first)):
        for j in range(i):
            a = first[i] - first[j]
            b = second[i] - second[j]
            if a * b > 0:
                agree += 1
            elif a * b < 0:
                disagree += 1
    tied = len(first) * (len(first) - 1) // 2 - agree - disagree
    return {"agree": agree, "disagree": disagree, "tied": tied}


def nth_seating(badges: list[str], n: int) -> list[str]:
    """The n-th (from 0) distinct order of the badges, in alphabetical order of orders."""
    distinct = set()
    for order in itertools.permutations(badges):
        distinct.add(order)
    orders = sorted(distinct)
    if not 0 <= n < len(orders):
        raise ValueError(f"there are only {len(orders)} seatings")
    return list(orders[n])


def _suffix(number):
    letters = ""
    while number > 0:
        number -= 1
        letters = chr(ord("a") + number % 26) + letters
        number //= 26
    return letters


def citation_keys(entries):
    """entries are (authors, year), authors like 'Knuth, D.; Moore, R.'; gives keys knuth1975, knuth1975a..."""
    keys = []
    for authors, year in entries:
        surname = authors.split(";")[0].split(",")[0].strip().lower().replace(" ", "")
        if not surname:
            raise ValueError("entry without an author")
        base = surname + "%04d" % year
        number = 0
        while base + _suffix(number) in keys:
            number += 1
        keys.append(base + _suffix(number))
    return keys


def similar_readers(loans: dict[str, list[str]], min_shared: int) -> list[tuple[str, str, int]]:
    """Pairs of readers with at least min_shared titles in common, the most alike first."""
    if min_shared < 1:
        raise ValueError("min_shared must be at least 1")
    pairs = []
    readers = sorted(loans)
    for i, reader in enumerate(readers):
        for other in readers[i + 1 :]:
            shared = []
            for title in loans[reader]:
                if title in loans[other] and title not in shared:
                    shared.append(title)
            if len(shared) >= min_shared:
                pairs.append((reader, other, len(shared)))
    pairs.sort(key=lambda p: (-p[2], p[0], p[1]))
    return pairs


def steadiest_set(tracks, spread):
    """The first longest run of (title, bpm) tracks whose tempos differ by no more than spread."""
    best = []
    for start in range(len(tracks)):
        for end in range(start + 1, len(tracks) + 1):
            run = tracks[start:end]
            fastest = max(bpm for _, bpm in run)
            slowest = min(bpm for _, bpm in run)
            if fastest - slowest > spread:
                break
            if len(run) > len(best):
                best = run
    return [title for title, _ in best]


def fifo_costs(movements: list[tuple[str, int, int]]) -> tuple[list[Optional[int]], dict[str, int]]:
    """Runs stock movements (sku, quantity, unit cost); negative quantities are issues.

    Gives the first-in-first-out cost of every issue, None where there was not enough
    stock (the issue is then dropped), and the value left per sku.
    """
    stock: dict[str, list[list[int]]] = {}
    costs: list[Optional[int]] = []
    for sku, quantity, unit_cost in movements:
        if sku not in stock:
            stock[sku] = []
        if quantity >= 0:
            if quantity > 0:
                stock[sku].append([quantity, unit_cost])
            continue
        backup = copy.deepcopy(stock[sku])
        wanted = -quantity
        cost = 0
        while wanted and stock[sku]:
            lot = stock[sku][0]
            taken = min(wanted, lot[0])
            cost += taken * lot[1]
            lot[0] -= taken
            wanted -= taken
            if lot[0] == 0:
                stock[sku].pop(0)
        if wanted:
            stock[sku] = backup
            costs.append(None)
        else:
            costs.append(cost)
    return costs, {sku: sum(q * c for q, c in lots) for sku, lots in stock.items()}


def working_days(periods: list[tuple[str, str]], holidays: list[str]) -> list[int]:
    """Working days (Monday to Friday, no holiday) from the first ISO date up to, not including, the second.

    A period that runs backwards counts negative.
    """
    closed = [date.fromisoformat(text) for text in holidays]
    counts = []
    for first, last in periods:
        begin = date.fromisoformat(first)
        end = date.fromisoformat(last)
        sign = 1
        if end < begin:
            begin, end = end, begin
            sign = -1
        count = 0
        day = begin
        while day < end:
            if day.weekday() < 5 and day not in closed:
                count += 1
            day = day + timedelta(days=1)
        counts.append(sign * count)
    return counts


def wait_for_warmer(temperatures):
    """For each day, how many days until a strictly warmer one and by how much; None if none comes."""
    waits = []
    for i in range(len(temperatures)):
        found = None
        for j in range(i + 1, len(temperatures)):
            if temperatures[j] > temperatures[i]:
                found = (j - i, temperatures[j] - temperatures[i])
                break
        waits.append(found)
    return waits
