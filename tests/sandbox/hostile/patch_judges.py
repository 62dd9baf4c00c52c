"""Patches the modules that a harness may use."""
# expect: returned raised crashed

import builtins
import gc
import hashlib
import json
import os
import pickle
import sys
import time


def target(x):
    import msgspec

    lie = lambda *a, **k: "FORGED"
    for module, names in (
        (time, ("perf_counter", "perf_counter_ns", "monotonic", "time", "process_time", "process_time_ns")),
        (json, ("dumps", "loads")),
        (pickle, ("dumps", "loads")),
        (hashlib, ("blake2b", "sha256")),
        (gc, ("collect", "disable", "enable")),
        (os, ("write", "_exit", "getpid", "waitpid", "kill")),
        (builtins, ("repr", "type", "isinstance", "len", "sorted", "print", "list")),
        (msgspec.msgpack, ("encode", "Encoder")),
    ):
        for name in names:
            try:
                setattr(module, name, lie)
            except (AttributeError, TypeError):
                pass
    return "honest"
