"""Words and sentences."""

import string


def word_counts(text: str) -> dict[str, int]:
    """Lower case words without punctuation, counted."""
    cleaned = ""
    for letter in text:
        if letter not in string.punctuation:
            cleaned += letter
    words = cleaned.lower().split()
    counts: dict[str, int] = {}
    for word in words:
        if word in counts.keys():
            counts[word] = counts[word] + 1
        else:
            counts[word] = 1
    return counts


def most_common_word(text):
    """The most frequent word, the first in the text on ties; empty text gives an empty string."""
    words = text.split()
    best = ""
    for word in words:
        if best == "" or words.count(word) > words.count(best):
            best = word
    return best


def remove_stop_words(words: list[str], stop: list[str]) -> list[str]:
    """Words that are not stop words (compared in lower case)."""
    result = []
    for word in words:
        if word.lower() not in [s.lower() for s in stop]:
            result.append(word)
    return result


def wrap(text: str, width: int) -> list[str]:
    """Greedy line breaking at blanks."""
    lines = []
    line = ""
    for word in text.split():
        if line == "":
            line = word
        elif len(line + " " + word) <= width:
            line = line + " " + word
        else:
            lines.append(line)
            line = word
    if line != "":
        lines.append(line)
    return lines


def is_palindrome(text: str) -> bool:
    """Whether letters and digits read the same backwards, ignoring case."""
    letters = []
    for c in text:
        if c.isalnum():
            letters.append(c.lower())
    for i in range(len(letters)):
        if letters[i] != letters[len(letters) - 1 - i]:
            return False
    return True


def anagram_groups(words: list[str]) -> list[list[str]]:
    """Words grouped by their letters, in order of first appearance."""
    groups: list[list[str]] = []
    for word in words:
        placed = False
        for group in groups:
            if sorted(group[0]) == sorted(word):
                group.append(word)
                placed = True
                break
        if not placed:
            groups.append([word])
    return groups


def caesar(text: str, shift: int) -> str:
    """Shift the letters of the alphabet; other characters stay."""
    result = ""
    for letter in text:
        if letter in string.ascii_lowercase:
            result += string.ascii_lowercase[(string.ascii_lowercase.index(letter) + shift) % 26]
        elif letter in string.ascii_uppercase:
            result += string.ascii_uppercase[(string.ascii_uppercase.index(letter) + shift) % 26]
        else:
            result += letter
    return result


def initials(names: list[str]) -> list[str]:
    """First letters of the parts of each name."""
    return ["".join([part[0] for part in name.split()]) for name in names]


def longest_common_prefix(words):
    """The longest prefix that all words share."""
    if not words:
        return ""
    prefix = ""
    for i in range(len(words[0])):
        candidate = words[0][: i + 1]
        if all([word.startswith(candidate) for word in words]):
            prefix = candidate
    return prefix
