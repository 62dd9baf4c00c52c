"""Stops the clocks before the work, so that it takes no time."""
# expect: returned

import time

time.perf_counter_ns = time.perf_counter = time.monotonic = time.monotonic_ns = lambda: 0


def target(x):
    return sum(range(200_000))
