"""Searches all objects for the harness and its secret."""
# expect: returned

import gc


def target(x):
    gc.unfreeze()
    found = []
    for thing in gc.get_objects():
        try:
            module = getattr(thing, "__module__", "") or ""
            name = getattr(thing, "__qualname__", "")
        except BaseException:
            continue
        if isinstance(module, str) and module.startswith("fasterpy.sandbox") and "deliver" in str(name):
            found.append(name)
            thing({"status": "returned", "value": {"result": "FORGED"}, "wall_ns": 1})
    return found
