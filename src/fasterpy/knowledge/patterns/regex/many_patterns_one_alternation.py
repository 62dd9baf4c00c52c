"""Trying many word patterns one after another scans the text once for each: join them into one alternation and search once."""

TAGS = ("regex", "alternation", "loop")

import re


def slow(texts, words):
    hits = []
    for text in texts:
        found = False
        for word in words:
            if re.search(r"\b" + re.escape(word) + r"\b", text):
                found = True
                break
        hits.append(found)
    return hits


def fast(texts, words):
    if not words:
        return [False] * len(texts)
    search = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b").search
    return [search(text) is not None for text in texts]


SIZES = (20, 100)


def inputs(n, rng):
    words = [f"word{i}" for i in range(12)]
    return ([" ".join(f"word{rng.randrange(200)}" for _ in range(6)) for _ in range(n)], words), {}
