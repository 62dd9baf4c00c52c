"""Writes compiled files beside the library."""
# expect: returned

import importlib.util
import json
import os

path = importlib.util.cache_from_source(json.__file__)
try:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"poison")
    print("ESCAPED")
except OSError:
    pass
