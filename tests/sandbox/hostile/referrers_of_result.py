"""Finds who holds its own arguments and puts other things in their place."""
# expect: returned raised

import gc


def target(x):
    mark = [x]
    for holder in gc.get_referrers(x, mark):
        if isinstance(holder, dict):
            for key in list(holder):
                if key in ("result", "value", "status", "deliver"):
                    holder[key] = "FORGED"
        elif isinstance(holder, list):
            holder[:] = ["FORGED"] * len(holder)
    return None
