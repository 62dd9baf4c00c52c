"""Texts that a function of the standard library takes apart: addresses of networks, links, hexadecimal digits."""

from __future__ import annotations

from .kinds import Draw, Kind

_HOSTS = ("example.com", "www.example.org", "shop.example.net:8080", "localhost")
_PATHS = ("/", "/a/b", "/index.html", "/items/7", "")
READ_BY = frozenset(
    {"ip_address", "ip_network", "ip_interface", "IPv4Address", "IPv4Network", "inet_aton", "UUID", "b64decode"}
    | {"unhexlify", "fromhex", "urlparse", "urlsplit", "parse_qs", "parse_qsl", "unquote", "ZoneInfo"}
)
"""Names of those functions."""


class Parsed(Kind):
    """Text of the form that ``reader`` takes apart."""

    def __init__(self, reader: str) -> None:
        self.reader = reader

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        if not draw.clean and rng.random() < (0.0 if draw.exact else 0.15 * draw.stray):
            return rng.choice(("''", "'x'", "'10.0.0'", "'zz'"))
        octets = [10, rng.randrange(3), rng.randrange(min(256, max(2, draw.high))), rng.randrange(256)]
        if self.reader in ("ip_network", "IPv4Network", "ip_interface"):
            keep = rng.choice((1, 2, 3, 3, 4))
            address = ".".join(str(part if at < keep else 0) for at, part in enumerate(octets))
            return repr("0.0.0.0/0" if rng.random() < 0.03 else f"{address}/{8 * keep}")
        if self.reader in ("ip_address", "IPv4Address", "inet_aton"):
            return repr(".".join(map(str, octets)))
        if self.reader == "UUID":
            return repr(f"{rng.randrange(16**4):08x}-0000-4000-8000-{rng.randrange(16**4):012x}")
        if self.reader == "b64decode":
            return repr("".join(rng.choice("ABCDwxyz0189") for _ in range(4 * rng.randint(0, 3))))
        if self.reader in ("unhexlify", "fromhex"):
            return repr("".join(rng.choice("0123456789abcdef") for _ in range(2 * rng.randint(0, 4))))
        if self.reader == "ZoneInfo":
            return rng.choice(("'UTC'", "'Europe/Berlin'", "'America/New_York'"))
        query = "&".join(
            f"{rng.choice('abc')}={rng.choice(('1', '22', 'x%20y', ''))}" for _ in range(rng.randint(0, 3))
        )
        if self.reader in ("parse_qs", "parse_qsl", "unquote"):
            return repr(query)
        link = f"{rng.choice(('http', 'https'))}://{rng.choice(_HOSTS)}{rng.choice(_PATHS)}"
        return repr(link + (f"?{query}" if query else ""))
