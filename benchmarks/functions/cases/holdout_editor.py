"""A text editor's helpers."""

import re


def line_starts(text: str) -> list[int]:
    """Offset at which each line begins."""
    starts = []
    for i in range(len(text.split("\n"))):
        starts.append(sum([len(line) + 1 for line in text.split("\n")[:i]]))
    return starts


def highlight(words: list[str], keywords: list[str]) -> str:
    """Words with keywords in asterisks, joined by blanks."""
    text = ""
    for word in words:
        if word in keywords:
            text += "*" + word + "*"
        else:
            text += word
        text += " "
    return text.strip()


def expand_tabs(text: str, size: int) -> str:
    """Tabs as blanks up to the next multiple of a size of at least 1."""
    size = max(size, 1)
    result = ""
    column = 0
    for letter in text:
        if letter == "\t":
            blanks = size - column % size
            result = result + " " * blanks
            column += blanks
        else:
            result = result + letter
            column = 0 if letter == "\n" else column + 1
    return result


def completions(vocabulary: list[str], prefix: str, limit: int) -> list[str]:
    """The first words in sorted order that begin with a prefix, ignoring case."""
    matches = []
    for word in vocabulary:
        if word.lower().startswith(prefix.lower()) and word not in matches:
            matches.append(word)
    return sorted(matches)[:limit]


def identifiers(source: str) -> dict[str, int]:
    """How often each identifier occurs."""
    names = re.findall(r"[A-Za-z_][A-Za-z0-9_]*", source)
    return {name: len([other for other in names if other == name]) for name in names}


def common_lines(old: list[str], new: list[str]) -> int:
    """Length of the longest common subsequence of the first 12 lines."""
    old, new = old[:12], new[:12]

    def length(i, j):
        if i == len(old) or j == len(new):
            return 0
        if old[i] == new[j]:
            return 1 + length(i + 1, j + 1)
        return max(length(i + 1, j), length(i, j + 1))

    return length(0, 0)


def outline(lines):
    """Headings with their numbers such as 1.2, from lines that begin with # signs."""
    numbers = []
    result = []
    for line in lines:
        match = re.match(r"(#+)\s+(.*)", line)
        if match is None:
            continue
        level = len(match.group(1))
        while len(numbers) < level:
            numbers.append(0)
        numbers = numbers[:level]
        numbers[level - 1] = numbers[level - 1] + 1
        result.append(".".join([str(number) for number in numbers]) + " " + match.group(2))
    return result


def word_lengths(text: str):
    """Pairs of a word and its length, one after the other."""
    seen = []
    for word in text.split():
        if word in seen:
            continue
        seen.append(word)
        yield word, len(word)
