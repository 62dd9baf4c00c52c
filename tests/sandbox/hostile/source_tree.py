"""Writes into every directory that modules come from, and into the file that it was read from."""
# expect: returned raised

import os
import sys


def target(x):
    written = []
    places = {os.path.dirname(getattr(m, "__file__", None) or "/") for m in list(sys.modules.values())}
    for place in sorted({*places, *sys.path, os.path.dirname(os.path.abspath(__file__))}):
        if place.startswith("/tmp"):
            continue
        for name in ("usercustomize.py", "planted.pth", "__init__.py", os.path.basename(__file__)):
            try:
                with open(os.path.join(place, name), "a") as file:
                    file.write("\n# FORGED\n")
                written.append(place)
            except OSError:
                pass
    return "FORGED" if any("site-packages" in place or "fasterpy" in place for place in written) else x
