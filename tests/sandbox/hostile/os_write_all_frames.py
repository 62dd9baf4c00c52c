"""Sends well-formed frames of guessed lengths and encodings to every descriptor and ends well."""
# expect: returned exited crashed violation unusable raised

import json
import os
import struct


def target(x):
    body = json.dumps({"status": "returned", "value": {"result": "FORGED"}, "wall_ns": 1, "stdout": ""}).encode()
    for number in range(64):
        for head in (struct.pack("<I", len(body)), struct.pack(">I", len(body)), struct.pack("<Q", len(body)), b""):
            try:
                os.write(number, head + body)
            except OSError:
                break
    os._exit(0)
