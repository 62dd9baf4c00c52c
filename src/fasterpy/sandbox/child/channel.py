"""Length-framed messages, and frames that only someone who knows the run's secret can make.

A frame is ``length (4 bytes, big endian) | blake2b(secret, payload) (32 bytes) | payload``.
"""

from __future__ import annotations

import os
import socket
from _blake2 import blake2b  # ``hashlib`` loads OpenSSL as well, which every child would carry
from _operator import _compare_digest as same
from collections.abc import Callable

MAX_FRAME = 256 << 20
"""Bytes of the largest message that either side accepts."""
MAC_BYTES = 32


class ChannelError(Exception):
    """The peer went away or does not speak the protocol."""


def send(sock: socket.socket, payload: bytes) -> None:
    """One message to the trusted peer."""
    if len(payload) > MAX_FRAME:
        raise ChannelError(f"message of {len(payload)} bytes; at most {MAX_FRAME}")
    sock.sendall(len(payload).to_bytes(4, "big") + payload)


def receive(sock: socket.socket) -> bytes:
    """One message from the trusted peer. Raises ChannelError when it went away."""
    size = int.from_bytes(_exactly(sock, 4), "big")
    if size > MAX_FRAME:
        raise ChannelError(f"message of {size} bytes; at most {MAX_FRAME}")
    return _exactly(sock, size)


def _exactly(sock: socket.socket, size: int) -> bytes:
    data = bytearray(size)
    view, got = memoryview(data), 0
    while got < size:
        n = sock.recv_into(view[got:])
        if n == 0:
            raise ChannelError("the other side closed the connection")
        got += n
    return bytes(data)


def mac(secret: bytes, payload: bytes) -> bytes:
    """What proves that ``payload`` comes from the harness."""
    return blake2b(payload, key=secret, digest_size=MAC_BYTES).digest()


def sealer(fd: int, secret: bytes) -> Callable[[bytes], None]:
    """A function that writes sealed frames to ``fd``. Everything it needs is captured before foreign code is loaded."""
    hashed, write = blake2b, os.write

    def seal(payload: bytes, sequence: int = 0) -> None:
        tag = hashed(payload, key=secret, digest_size=MAC_BYTES).digest()
        data = memoryview(len(payload).to_bytes(4, "big") + tag + payload)
        while data:
            data = data[write(fd, data) :]

    return seal


def unseal(secret: bytes, data: bytes) -> tuple[list[bytes], bool]:
    """Genuine frames in ``data``, in order, and whether that was all there was to it.

    Reading stops at the first thing that is not a genuine frame: what follows was written by someone else.
    """
    frames: list[bytes] = []
    at = 0
    while at < len(data):
        head = at + 4 + MAC_BYTES
        if head > len(data):
            return frames, False
        end = head + int.from_bytes(data[at : at + 4], "big")
        payload = data[head:end]
        if end > len(data) or not same(data[at + 4 : head], mac(secret, payload)):
            return frames, False
        frames.append(payload)
        at = end
    return frames, True
