"""A regular expression for a fixed text is slower than `in`, `startswith` or `replace`: use the string method."""

TAGS = ("regex", "substring", "fixed-text")

import re


def slow(lines):
    errors = []
    for line in lines:
        if re.search("ERROR", line):
            errors.append(re.sub("ERROR", "E", line))
    return errors


def fast(lines):
    return [line.replace("ERROR", "E") for line in lines if "ERROR" in line]


def inputs(n, rng):
    return ([f"{rng.choice(['INFO', 'ERROR'])} job {i} finished" for i in range(n)],), {}
