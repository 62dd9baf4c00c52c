"""Counting words by scanning the text for each distinct word: count in one pass with `Counter`, then sort its items."""

TAGS = ("words", "counter", "count", "text")


def slow(text):
    words = text.split()
    unique = []
    for word in words:
        if word not in unique:
            unique.append(word)
    result = []
    for word in unique:
        result.append((word, words.count(word)))
    result.sort(key=lambda pair: (-pair[1], pair[0]))
    return result


def fast(text):
    from collections import Counter

    return sorted(Counter(text.split()).items(), key=lambda pair: (-pair[1], pair[0]))


def inputs(n, rng):
    return (" ".join(f"w{rng.randrange(n // 3 + 1)}" for _ in range(n)),), {}
