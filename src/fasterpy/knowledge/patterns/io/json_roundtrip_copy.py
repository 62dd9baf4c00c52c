"""Copying data by `json.loads(json.dumps(x))` encodes and decodes everything: build the copy you need directly."""

TAGS = ("json", "copy", "roundtrip")

import json


def slow(records):
    return [json.loads(json.dumps(record)) for record in records]


def fast(records):
    return [dict(record) for record in records]


def inputs(n, rng):
    return ([{"id": i, "name": f"n{i}", "score": rng.randrange(100)} for i in range(n)],), {}
