"""Short messages of one size from a zygote to its caller: a child waits (its descriptors come along), or has ended.

The zygote handles nothing of a run itself: code, input and results pass between the caller and the child alone. What a
zygote does between two forks writes to memory that it shares with its children, and every such page has to be copied.
"""

from __future__ import annotations

from struct import Struct

_FORM = Struct("=BBiqqq32s")
SIZE = _FORM.size
pack, unpack = _FORM.pack, _FORM.unpack
"""(kind, small number, number, three large numbers, secret)."""

WAITS, ENDED, SET = 1, 2, 3
"""WAITS: (kind, exit code to expect, how often modules were loaded, number of the run, 0, 0, its secret).
ENDED: (kind, index in KILLED | ASKS, wait status, ns on the clock, ns of processor time, peak in kB, one of CORES).
SET: the limits of the waiting child are set."""
FDS = 5
"""With WAITS: where to write the order, where to read the answer, standard input, output and error."""
KILLED = ("", "timeout", "output", "processes", "memory")
NOBODY = b"\0" * 32
CORES = [number.to_bytes(32, "little") for number in range(257)]
"""The core on which a zygote says so, as it is sent; the last one stands for: not known."""
ASKS = 128
"""The zygote waits a little before it forks, unless it is told to go on."""
GO_ON = b"\0\0\0\0"
"""An empty message (`channel.send`) from a caller on another core, to which the next fork is not in the way."""
