"""Building the same pattern in every round pays a cache lookup and formatting per call: compile it once before the loop and bind its method."""

TAGS = ("regex", "compile", "hoist")
RULE = "regex-compile-once"

import re


def slow(lines):
    hits = 0
    for line in lines:
        if re.match(r"^\d+\s", line):
            hits += 1
    return hits


def fast(lines):
    match = re.compile(r"^\d+\s").match
    hits = 0
    for line in lines:
        if match(line):
            hits += 1
    return hits


def inputs(n, rng):
    return ([f"{rng.choice(['', 'x'])}{rng.randrange(1000)} rest" for _ in range(n)],), {}
