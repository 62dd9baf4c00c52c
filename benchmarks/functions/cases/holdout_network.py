"""Addresses, packets and flows."""


def parse_address(text: str) -> int:
    """Dotted IPv4 address as a number."""
    value = 0
    for i in range(4):
        value = value * 256 + int(text.split(".")[i])
    return value


def top_talkers(packets: list[tuple[str, int]], count: int) -> list[tuple[str, int]]:
    """Hosts by bytes sent, the biggest first, by name on ties."""
    hosts = list(set([host for host, _ in packets]))
    totals = [(host, sum([size for name, size in packets if name == host])) for host in hosts]
    return sorted(totals, key=lambda pair: (-pair[1], pair[0]))[:count]


def missing_sequence(numbers: list[int]) -> list[int]:
    """Numbers between the least and the largest that never arrived."""
    if not numbers:
        return []
    return [n for n in range(min(numbers), max(numbers) + 1) if n not in numbers]


def checksum(data: list[int]) -> int:
    """Fletcher checksum of bytes."""
    low, high = 0, 0
    for i in range(len(data)):
        low = (low + data[i]) % 255
        high = (high + low) % 255
    return (high << 8) | low


def longest_prefix(routes: list[tuple[str, str]], bits: str) -> str:
    """Next hop of the route (prefix, hop) with the longest matching prefix; empty when there is none."""
    best = ""
    hop = ""
    for prefix, target in sorted(routes, key=lambda route: len(route[0])):
        if bits[: len(prefix)] == prefix and len(prefix) >= len(best):
            best = prefix
            hop = target
    return hop


def retransmissions(packets: list[tuple[int, int]]) -> int:
    """Packets (flow, number) that were sent before."""
    repeated = 0
    for i in range(len(packets)):
        if packets[i] in packets[:i]:
            repeated += 1
    return repeated


def windowed_throughput(sizes: list[int], width: int) -> list[float]:
    """Mean bytes over the last ``width`` packets, from the first full window on."""
    rates = []
    for end in range(width, len(sizes) + 1):
        window = sizes[end - width : end]
        total = 0
        for size in window:
            total += size
        rates.append(total / width if width > 0 else 0.0)
    return rates


async def collect_errors(codes: list[int], known: list[int]) -> list[int]:
    """Codes that are not known, each once."""
    unknown: list[int] = []
    for code in codes:
        if code not in known and code not in unknown:
            unknown.append(code)
    return unknown
