"""Preparing data for models."""

import math


def vocabulary(documents: list[list[str]]) -> list[str]:
    """All tokens, each once, in order of first appearance."""
    words: list[str] = []
    for document in documents:
        for token in document:
            if token not in words:
                words.append(token)
    return words


def one_hot(labels: list[str]) -> list[list[int]]:
    """A row of zeros and a one per label; columns in sorted order."""
    classes = sorted(set(labels))
    rows = []
    for label in labels:
        row = []
        for name in classes:
            if name == label:
                row.append(1)
            else:
                row.append(0)
        rows.append(row)
    return rows


def encode(tokens: list[str], words: list[str]) -> list[int]:
    """Position of each token in the word list; -1 for unknown ones."""
    return [words.index(token) if token in words else -1 for token in tokens]


def document_frequency(documents: list[list[str]], words: list[str]) -> list[int]:
    """How many documents hold each word."""
    counts = []
    for word in words:
        count = 0
        for document in documents:
            if word in document:
                count += 1
        counts.append(count)
    return counts


def softmax(scores: list[float]) -> list[float]:
    """Exponentials divided by their sum."""
    result = []
    for score in scores:
        result.append(math.exp(score - max(scores)) / sum([math.exp(s - max(scores)) for s in scores]))
    return result


def confusion(actual: list[str], predicted: list[str]) -> dict[tuple[str, str], int]:
    """Counts of (actual, predicted) of the common length."""
    pairs = list(zip(actual, predicted))
    return {pair: pairs.count(pair) for pair in pairs}


def accuracy(actual, predicted):
    """Share of equal entries of the common length; 0.0 when there is none."""
    right = 0
    for i in range(min(len(actual), len(predicted))):
        if actual[i] == predicted[i]:
            right += 1
    length = min(len(actual), len(predicted))
    return right / length if length else 0.0


def batches(items: list[int], size: int):
    """Lists of at most ``size`` (at least 1) items, in order."""
    size = max(size, 1)
    rest = list(items)
    while rest:
        batch = []
        while rest and len(batch) < size:
            batch.append(rest.pop(0))
        yield batch


def nearest_label(samples: list[tuple[int, str]], queries: list[int]) -> list[str]:
    """Label of the sample nearest to each query, the first on ties; empty without samples."""
    labels = []
    for query in queries:
        ordered = sorted(samples, key=lambda sample: abs(sample[0] - query))
        labels.append(ordered[0][1] if ordered else "")
    return labels


def roc_pairs(scores: list[int], truths: list[int]) -> int:
    """Pairs of a true and a false entry in which the true one has the higher score (common length)."""
    length = min(len(scores), len(truths))
    count = 0
    for i in range(length):
        for j in range(length):
            if truths[i] == 1 and truths[j] == 0 and scores[i] > scores[j]:
                count += 1
    return count
