"""Writes a result of its own to every descriptor."""
# expect: violation exited crashed

import os


def target(x):
    import msgspec

    payload = msgspec.msgpack.encode({"status": "returned", "value": {"result": "FORGED"}, "wall_ns": 1})
    frame = len(payload).to_bytes(4, "big") + b"0" * 32 + payload
    for fd in range(3, 2000):
        try:
            os.write(fd, frame)
        except OSError:
            pass
    return "honest"
