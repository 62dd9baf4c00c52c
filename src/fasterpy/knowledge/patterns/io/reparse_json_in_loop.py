"""Parsing the same JSON (or loading the same configuration) inside the loop: parse it once before."""

TAGS = ("json", "hoist", "invariant", "parse")

import json

SIZES = (20, 200)


def slow(config, events):
    passed = []
    for event in events:
        limits = json.loads(config)
        if event["size"] <= limits["max"]:
            passed.append(event["id"])
    return passed


def fast(config, events):
    limit = json.loads(config)["max"] if events else 0
    return [event["id"] for event in events if event["size"] <= limit]


def inputs(n, rng):
    return (
        json.dumps({"max": 50, "names": [f"x{i}" for i in range(20)]}),
        [{"id": i, "size": rng.randrange(100)} for i in range(n)],
    ), {}
