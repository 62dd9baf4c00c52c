"""Functions gathered from a handful of unrelated in-house tools."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from math import gcd
from typing import Optional


@dataclass
class _Match:
    home: str
    away: str
    home_goals: int
    away_goals: int


class SeasonLog:
    """The matches of a league season in playing order: (home, away, home goals, away goals)."""

    def __init__(self, results):
        self.matches = []
        for home, away, home_goals, away_goals in results:
            if home == away:
                raise ValueError(f"{home} cannot play itself")
            if home_goals < 0 or away_goals < 0:
                raise ValueError("negative goals")
            self.matches.append(_Match(home, away, home_goals, away_goals))

    def _points_after(self, played):
        points = {}
        for match in self.matches[:played]:
            points.setdefault(match.home, 0)
            points.setdefault(match.away, 0)
            if match.home_goals > match.away_goals:
                points[match.home] += 3
            elif match.home_goals < match.away_goals:
                points[match.away] += 3
            else:
                points[match.home] += 1
                points[match.away] += 1
        return points

    def leaders(self):
        """After every match: (leading team, its points). Ties go to the alphabetically first."""
        history = []
        for played in range(1, len(self.matches) + 1):
            points = self._points_after(played)
            standing = sorted(points.items(), key=lambda item: (-item[1], item[0]))
            history.append(standing[0])
        return history


@dataclass
class RainGrid:
    """Rainfall in tenths of a millimetre, one list per row of grid squares."""

    rows: list[list[int]]

    def __post_init__(self):
        if self.rows and any(len(row) != len(self.rows[0]) for row in self.rows):
            raise ValueError("ragged grid")

    def box_totals(self, boxes: list[tuple[int, int, int, int]]) -> list[int]:
        """Total rain in each (top, left, bottom, right) box, bounds included."""
        height = len(self.rows)
        width = len(self.rows[0]) if self.rows else 0
        totals = []
        for top, left, bottom, right in boxes:
            if not (0 <= top <= bottom < height and 0 <= left <= right < width):
                raise ValueError(f"box {(top, left, bottom, right)} leaves the grid")
            total = 0
            for y in range(top, bottom + 1):
                for x in range(left, right + 1):
                    total += self.rows[y][x]
            totals.append(total)
        return totals


class Ledger:
    def __init__(self, entries: list[tuple[str, str, int]]):
        self.entries = [(date.fromisoformat(day), account, cents) for day, account, cents in entries]

    def balances_on(self, questions: list[tuple[str, str]]) -> list[tuple[int, Optional[str]]]:
        """Answers (account, ISO day) questions.

        Each answer is the balance at the end of that day and the day of the last
        booking that went into it (None if there was none yet). Entries may have
        been booked in any order. An account never booked on is a KeyError.
        """
        answers = []
        for account, text in questions:
            day = date.fromisoformat(text)
            own = [entry for entry in self.entries if entry[1] == account]
            if not own:
                raise KeyError(account)
            balance = 0
            last = None
            for booked, _, cents in own:
                if booked <= day:
                    balance += cents
                    if last is None or booked > last:
                        last = booked
            answers.append((balance, last.isoformat() if last else None))
        return answers


def _address_bits(address):
    parts = address.split(".")
    if len(parts) != 4:
        raise ValueError("not an IPv4 address: " + address)
    bits = ""
    for part in parts:
        number = int(part)
        if number < 0 or number > 255:
            raise ValueError("not an IPv4 address: " + address)
        bits += format(number, "08b")
    return bits


class ForwardingTable:
    """Routes such as ('10.2.0.0/16', 'core-1'); a later route replaces an earlier equal one."""

    def __init__(self, routes):
        self.routes = []
        for network, hop in routes:
            address, _, length = network.partition("/")
            if not 0 <= int(length) <= 32:
                raise ValueError("bad prefix length in " + network)
            self.routes.append((_address_bits(address)[: int(length)], hop))

    def lookup(self, addresses):
        """Next hop of every address by the most specific route, None if no route fits."""
        hops = []
        for address in addresses:
            bits = _address_bits(address)
            best_length = -1
            best_hop = None
            for prefix, hop in self.routes:
                if bits.startswith(prefix) and len(prefix) >= best_length:
                    best_length = len(prefix)
                    best_hop = hop
            hops.append(best_hop)
        return hops


class PlacementRound:
    """Places pupils in schools. A school ranks the pupils it would take, best first."""

    def __init__(self, seats: dict[str, int], rankings: dict[str, list[str]]):
        if sorted(seats) != sorted(rankings):
            raise ValueError("every school needs seats and a ranking")
        self.seats = seats
        self.rankings = rankings

    def match(self, wishes: dict[str, list[str]]) -> dict[str, Optional[str]]:
        """Pupils ask down their lists; a full school keeps the pupils it ranks highest.

        Pupils left over get None. ValueError if somebody asks for an unknown school.
        """
        for pupil in wishes:
            for school in wishes[pupil]:
                if school not in self.seats:
                    raise ValueError(f"{pupil} asks for unknown school {school}")
        admitted: dict[str, list[str]] = {school: [] for school in self.seats}
        asked: dict[str, list[str]] = {pupil: [] for pupil in wishes}
        waiting = sorted(wishes)
        while waiting:
            pupil = waiting.pop(0)
            open_wishes = [school for school in wishes[pupil] if school not in asked[pupil]]
            if not open_wishes:
                continue
            school = open_wishes[0]
            asked[pupil].append(school)
            if pupil not in self.rankings[school]:
                waiting.append(pupil)
                continue
            admitted[school].append(pupil)
            admitted[school].sort(key=lambda p: self.rankings[school].index(p))
            if len(admitted[school]) > self.seats[school]:
                waiting.append(admitted[school].pop())
        placement: dict[str, Optional[str]] = {}
        for pupil in wishes:
            placement[pupil] = None
            for school in admitted:
                if pupil in admitted[school]:
                    placement[pupil] = school
        return placement


class SearchBox:
    def __init__(self, phrases, shown=3):
        """phrases: (phrase, popularity) pairs."""
        if shown < 1:
            raise ValueError("must show at least one suggestion")
        self.phrases = phrases
        self.shown = shown

    def suggest(self, typed):
        """For every query: the suggestions seen after each keystroke, popular ones first."""
        screens = []
        for query in typed:
            screen = []
            for length in range(1, len(query) + 1):
                prefix = query[:length].lower()
                hits = []
                for phrase, popularity in self.phrases:
                    if phrase.lower().startswith(prefix):
                        hits.append((-popularity, phrase))
                hits.sort()
                screen.append([phrase for _, phrase in hits[: self.shown]])
            screens.append(screen)
        return screens


def hits_by_capacity(trace: list[str], largest: int) -> list[int]:
    """Cache hits of the request trace under LRU eviction for capacities 1, 2, ..., largest."""
    if largest < 1:
        raise ValueError("largest capacity must be at least 1")
    hits = []
    for capacity in range(1, largest + 1):
        cache: list[str] = []
        count = 0
        for page in trace:
            if page in cache:
                count += 1
                cache.remove(page)
            elif len(cache) == capacity:
                cache.pop()
            cache.insert(0, page)
        hits.append(count)
    return hits


def instant_runoff(ballots):
    """
    Counts ranked ballots (lists of names, best first, may be short).
    Round by round the weakest candidate drops out - fewest first places, of
    equals the alphabetically last - until somebody holds more than half of the
    ballots that still name anyone, or is alone.
    Returns (winner, names in the order they dropped out).
    """
    names = []
    for ballot in ballots:
        for name in ballot:
            if ballot.count(name) > 1:
                raise ValueError("a ballot names " + name + " twice")
            if name not in names:
                names.append(name)
    if not names:
        raise ValueError("nobody to elect")
    dropped = []
    remaining = sorted(names)
    current = [list(ballot) for ballot in ballots]
    while len(remaining) > 1:
        tally = {name: 0 for name in remaining}
        for ballot in current:
            if ballot:
                tally[ballot[0]] += 1
        valid = sum(tally.values())
        top = max(remaining, key=lambda name: tally[name])
        if 2 * tally[top] > valid:
            return top, dropped
        weakest = remaining[0]
        for name in remaining:
            if tally[name] <= tally[weakest]:
                weakest = name
        remaining.remove(weakest)
        dropped.append(weakest)
        current = [[name for name in ballot if name != weakest] for ballot in current]
    return remaining[0], dropped


def pairwise_diversity(reads: list[str]) -> Fraction:
    """Mean number of differing sites over all pairs of aligned reads; N never differs."""
    for read in reads:
        if len(read) != len(reads[0]):
            raise ValueError("reads are not aligned")
    pairs = 0
    differences = 0
    for first, second in combinations(reads, 2):
        pairs += 1
        for a, b in zip(first, second):
            if a != "N" and b != "N" and a != b:
                differences += 1
    if pairs == 0:
        return Fraction(0)
    return Fraction(differences, pairs)


def close_calls(fixes, radius):
    """Which vessels came within radius of each other.

    fixes: (vessel, x, y) in whole metres. Gives sorted (vessel, vessel, smallest
    squared distance) with the names of each pair in alphabetical order.
    """
    if radius < 0:
        raise ValueError("radius must not be negative")
    nearest = {}
    for i in range(len(fixes)):
        for j in range(i):
            vessel, x, y = fixes[i]
            other, other_x, other_y = fixes[j]
            if vessel == other:
                continue
            squared = (x - other_x) ** 2 + (y - other_y) ** 2
            if squared > radius * radius:
                continue
            pair = (min(vessel, other), max(vessel, other))
            if pair not in nearest or squared < nearest[pair]:
                nearest[pair] = squared
    return sorted((a, b, squared) for (a, b), squared in nearest.items())


def register_pressure(code: list[tuple[Optional[str], list[str]]]) -> tuple[list[int], list[int]]:
    """For straight-line code of (target, operands) instructions.

    Gives how many variables are still needed after each instruction, and the
    indices of instructions whose target is never read afterwards. Stores have
    the target None. Nothing is needed after the last instruction.
    """
    names = []
    for target, operands in code:
        for name in [target] + operands:
            if name is not None and name not in names:
                names.append(name)
    pressure = []
    useless = []
    for i in range(len(code)):
        live = []
        for name in names:
            for target, operands in code[i + 1 :]:
                if name in operands:
                    live.append(name)
                    break
                if target == name:
                    break
        pressure.append(len(live))
        if code[i][0] is not None and code[i][0] not in live:
            useless.append(i)
    return pressure, useless


def _rotations(pattern):
    for start in range(len(pattern)):
        yield pattern[start:] + pattern[:start], start


def rhythm_signature(pattern: str) -> tuple[str, int]:
    """The rotation of a looped drum pattern ('x' hit, 'o' accent, '.' rest) that sorts first.

    Also tells at which step of the pattern it starts (the earliest one).
    """
    if not pattern:
        raise ValueError("empty pattern")
    for step in pattern:
        if step not in "xo.":
            raise ValueError(f"unknown step {step!r}")
    return min(_rotations(pattern))


def find_motif(melody: list[int], motif: list[int]) -> list[tuple[int, int]]:
    """Where the motif sounds in the melody, in any transposition: (position, semitones up)."""
    if not motif:
        raise ValueError("empty motif")
    found = []
    for start in range(len(melody) - len(motif) + 1):
        shift = melody[start] - motif[0]
        transposed = [pitch + shift for pitch in motif]
        if melody[start : start + len(motif)] == transposed:
            found.append((start, shift))
    return found


def propose_pairs(invoices, payments):
    """For payments in cents that fit no single invoice: the first two invoices that add up to it.

    invoices is a list of (number, cents). A payment that fits one invoice gets
    (number,), one that fits two gets (number, number), otherwise it gets ().
    First means: lowest position of the first invoice, then of the second.
    """
    proposals = []
    for payment in payments:
        if payment <= 0:
            raise ValueError("payments must be positive")
        proposal = ()
        for number, cents in invoices:
            if cents == payment:
                proposal = (number,)
                break
        if not proposal:
            for i in range(len(invoices)):
                for j in range(i + 1, len(invoices)):
                    if not proposal and invoices[i][1] + invoices[j][1] == payment:
                        proposal = (invoices[i][0], invoices[j][0])
        proposals.append(proposal)
    return proposals


def rolling_median(readings: list[float], width: int) -> list[float]:
    """Lower median of the last `width` readings at every reading (fewer at the start)."""
    if width < 1:
        raise ValueError("width must be at least 1")
    medians = []
    window: list[float] = []
    for reading in readings:
        window.append(reading)
        if len(window) > width:
            window = window[1:]
        ordered = sorted(window)
        medians.append(ordered[(len(ordered) - 1) // 2])
    return medians


def load_vans(parcels: list[int], capacity: int) -> tuple[list[int], list[int]]:
    """Puts each parcel, as it comes off the belt, in the first van with room for it.

    Vans are numbered from 0 and opened when needed.
    Returns the van of every parcel and the final load of every van.
    """
    loads: list[int] = []
    chosen: list[int] = []
    for weight in parcels:
        if not 0 < weight <= capacity:
            raise ValueError(f"cannot carry a parcel of {weight}")
        van = None
        for number, load in enumerate(loads):
            if load + weight <= capacity:
                van = number
                break
        if van is None:
            loads.append(0)
            van = len(loads) - 1
        loads[van] += weight
        chosen.append(van)
    return chosen, loads


def heaviest_lorry(bridges, depot):
    """bridges: (place, place, limit in tonnes), passable both ways.

    For every place reachable from the depot, the heaviest lorry that can get
    there on some way. KeyError if no bridge touches the depot.
    """
    places = set()
    for a, b, limit in bridges:
        if limit <= 0:
            raise ValueError("limits must be positive")
        places.add(a)
        places.add(b)
    if depot not in places:
        raise KeyError(depot)
    heaviest = {place: 0 for place in places}
    heaviest[depot] = max(limit for _, _, limit in bridges)
    improved = True
    while improved:
        improved = False
        for a, b, limit in bridges:
            for start, end in ((a, b), (b, a)):
                through = min(heaviest[start], limit)
                if through > heaviest[end]:
                    heaviest[end] = through
                    improved = True
    return {place: heaviest[place] for place in sorted(places) if place != depot and heaviest[place] > 0}


def simplify_moves(moves: list[str]) -> list[str]:
    """Shortens a cube sequence: neighbouring turns of one face are joined or cancel out.

    Moves are a face of UDLRFB, alone or followed by ' (back) or 2 (half turn).
    """
    turns = []
    for move in moves:
        if move[:1] not in ("U", "D", "L", "R", "F", "B") or move[1:] not in ("", "2", "'"):
            raise ValueError("unknown move " + move)
        turns.append((move[0], {"": 1, "2": 2, "'": 3}[move[1:]]))
    i = 0
    while i + 1 < len(turns):
        if turns[i][0] == turns[i + 1][0]:
            total = (turns[i][1] + turns[i + 1][1]) % 4
            joined = [(turns[i][0], total)] if total else []
            turns = turns[:i] + joined + turns[i + 2 :]
            i = 0
        else:
            i += 1
    return [face + ["", "", "2", "'"][amount] for face, amount in turns]


def _has_heirs(people, name):
    for child, parent, alive in people:
        if parent == name and (alive or _has_heirs(people, child)):
            return True
    return False


def _divide(people, name, share, shares):
    lines = []
    for child, parent, alive in people:
        if parent == name and (alive or _has_heirs(people, child)):
            lines.append((child, alive))
    for child, alive in lines:
        if alive:
            shares[child] = share / len(lines)
        else:
            _divide(people, child, share / len(lines), shares)


def estate_shares(people: list[tuple[str, Optional[str], bool]], deceased: str) -> dict[str, Fraction]:
    """Division of an estate by branches of the family.

    people are (name, parent, alive), parents listed before their children. The
    living children and the dead ones who left living descendants each get an equal
    part; the part of a dead child is divided among that child's issue likewise.
    """
    known = []
    for name, parent, _ in people:
        if name in known:
            raise ValueError(name + " is listed twice")
        if parent is not None and parent not in known:
            raise ValueError(name + " is listed before the parent")
        known.append(name)
    if deceased not in known:
        raise ValueError("no such person: " + deceased)
    shares: dict[str, Fraction] = {}
    _divide(people, deceased, Fraction(1), shares)
    return shares


def book_departures(requests, departures):
    """Give each (shipper, deadline) request, first come first served, a ferry departure.

    Departures are numbered 1 to `departures` and carry one shipment each. A
    shipper gets the last free departure not after the deadline, or None.
    """
    if departures < 0:
        raise ValueError("departures must not be negative")
    taken = []
    plan = []
    for shipper, deadline in requests:
        slot = min(deadline, departures)
        while slot >= 1 and slot in taken:
            slot -= 1
        if slot >= 1:
            taken.append(slot)
            plan.append((shipper, slot))
        else:
            plan.append((shipper, None))
    return plan


def bad_frames(frames: list[str]) -> list[int]:
    """Indices of hex-encoded frames whose last two bytes are not the CRC-16 (0x1021, start 0xFFFF) of the rest."""
    bad = []
    for index, text in enumerate(frames):
        raw = bytes.fromhex(text)
        if len(raw) < 2:
            raise ValueError(f"frame {index} is too short")
        register = 0xFFFF
        for byte in raw[:-2]:
            for position in range(7, -1, -1):
                bit = (byte >> position) & 1
                top = (register >> 15) & 1
                register = (register << 1) & 0xFFFF
                if bit != top:
                    register = register ^ 0x1021
        if register != raw[-2] * 256 + raw[-1]:
            bad.append(index)
    return bad


def romanise(text, table):
    """Transliterate a catalogue entry by a table of (letter, latin) pairs.

    The table is in lower case; capitals give a capitalised result. Of two
    entries for a letter the first counts; other characters stay as they are.
    """
    for letter, _ in table:
        if len(letter) != 1 or letter != letter.lower():
            raise ValueError("not a lower-case letter: " + letter)
    result = ""
    for character in text:
        replacement = character
        for letter, latin in reversed(table):
            if character == letter:
                replacement = latin
            elif character.lower() == letter:
                replacement = latin[:1].upper() + latin[1:]
        result = result + replacement
    return result


def _spend(prices, position, left):
    if position == len(prices):
        return 0, 0
    total, items = _spend(prices, position + 1, left)
    price = prices[position]
    if price <= left:
        with_total, with_items = _spend(prices, position + 1, left - price)
        with_total += price
        with_items += 1
        if with_total > total or (with_total == total and with_items < items):
            return with_total, with_items
    return total, items


def use_gift_card(prices: list[int], card: int) -> tuple[int, int]:
    """The most that can be spent of a gift card on the wish list, each wish once.

    The second number is the fewest wishes that cost exactly so much.
    """
    if card < 0:
        raise ValueError("card is overdrawn")
    for price in prices:
        if price <= 0:
            raise ValueError("prices must be positive")
    return _spend(prices, 0, card)


def days_to_joint_service(machines: list[tuple[str, str, int]], today: str) -> Optional[int]:
    """How many days from today until all machines are due on the same day.

    machines: (name, ISO day of some service, service every so many days). A service
    day in the future counts backwards too. None if they never meet.
    """
    cycle = 1
    for name, _, every in machines:
        if every < 1:
            raise ValueError(f"{name}: interval must be at least a day")
        cycle = cycle * every // gcd(cycle, every)
    start = date.fromisoformat(today)
    for wait in range(cycle):
        due = 0
        for _, serviced, every in machines:
            elapsed = (start - date.fromisoformat(serviced)).days + wait
            if elapsed % every == 0:
                due += 1
        if due == len(machines):
            return wait
    return None
