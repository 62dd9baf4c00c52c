"""Writes a result of its own everywhere and leaves with every likely status."""
# expect: violation exited crashed

import os


def target(x):
    import msgspec

    payload = msgspec.msgpack.encode({"status": "returned", "value": {"result": "FORGED"}, "wall_ns": 1})
    for fd in range(3, 2000):
        try:
            os.write(fd, len(payload).to_bytes(4, "big") + payload)
        except OSError:
            pass
    os._exit(100)
