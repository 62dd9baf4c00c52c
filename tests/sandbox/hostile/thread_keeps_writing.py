"""A thread goes on changing the result while it is looked at."""
# expect: returned raised timeout crashed

import sys
import threading

SHARED = [0]


def target(x):
    sys.setswitchinterval(1e-6)

    def churn():
        while True:
            SHARED.append("FORGED")
            if len(SHARED) > 1000:
                SHARED.clear()

    threading.Thread(target=churn, daemon=True).start()
    return SHARED
