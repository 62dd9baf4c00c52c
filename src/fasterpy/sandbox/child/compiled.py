"""Compiled code, kept by the zygote in memory that its children do not get.

Versions of one function are compiled once and run many times. A child must not find the versions that others sent: the
pages are left out of every fork, which also makes forks cheaper.
"""

from __future__ import annotations

import marshal
import mmap
from _blake2 import blake2b

_ROOM = 16 << 20
_LARGEST = _ROOM // 8
_DONTFORK = getattr(mmap, "MADV_DONTFORK", None)


class Compiled:
    """Code by its text and file name; begins anew when the room is used up. Nothing is kept where forks cannot skip it.

    The object must live as long as the process: freeing it in a child would unmap what is not there.
    """

    def __init__(self) -> None:
        self._room: mmap.mmap | None = None
        self._places: dict[bytes, tuple[int, int]] = {}
        self._used = 0
        if _DONTFORK is not None:
            try:
                self._room = mmap.mmap(-1, _ROOM, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
                self._room.madvise(_DONTFORK)
            except OSError:
                self._room = None

    def get(self, text: str, filename: str, mode: str = "exec") -> bytes | str:
        """Marshalled code, or the syntax error in words. ``mode`` as for ``compile``."""
        if self._room is None:
            return _compile(text, filename, mode)
        key = blake2b(f"{mode}\0{filename}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
        place = self._places.get(key)
        if place is not None:
            return self._room[place[0] : place[1]]
        made = _compile(text, filename, mode)
        if isinstance(made, bytes) and len(made) <= _LARGEST:
            self._keep(key, made)
        return made

    def _keep(self, key: bytes, data: bytes) -> None:
        assert self._room is not None
        if self._used + len(data) > _ROOM:
            self._places.clear()
            self._used = 0
        end = self._used + len(data)
        self._room[self._used : end] = data
        self._places[key] = (self._used, end)
        self._used = end


def _compile(text: str, filename: str, mode: str) -> bytes | str:
    try:
        return marshal.dumps(compile(text, filename, mode, dont_inherit=True))
    except BaseException as error:
        return f"code: {type(error).__name__}: {error}"
