"""Comparing all pairs for an equivalence (same letters, same key) is quadratic: group by a canonical key in a dict."""

TAGS = ("group", "canonical-key", "pairs", "anagram")


def slow(words):
    pairs = 0
    for i in range(len(words)):
        for j in range(i + 1, len(words)):
            if sorted(words[i]) == sorted(words[j]):
                pairs += 1
    return pairs


def fast(words):
    seen = {}
    pairs = 0
    for word in words:
        key = "".join(sorted(word))
        count = seen.get(key, 0)
        pairs += count
        seen[key] = count + 1
    return pairs


SIZES = (50, 300)


def inputs(n, rng):
    return (["".join(rng.choice("abc") for _ in range(5)) for _ in range(n)],), {}
