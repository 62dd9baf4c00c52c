"""Word statistics of documents."""


def unique_words(words: list[str], stop_words: list[str]) -> list[str]:
    """Words in order of first appearance, without stop words.

    >>> unique_words(["a", "cat", "a", "dog", "cat"], ["a"])
    ['cat', 'dog']
    """
    seen = []
    for word in words:
        if word not in stop_words and word not in seen:
            seen.append(word)
    return seen


def slugify(title: str) -> str:
    """A title as it appears in an address.

    >>> slugify("Hello, World!  Again")
    'hello-world-again'
    """
    result = ""
    for character in title.lower():
        if character in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
                         "s", "t", "u", "v", "w", "x", "y", "z", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]:
            result = result + character
        elif len(result) > 0 and result[-1] != "-":
            result = result + "-"
    return result.strip("-")


def group_anagrams(words: list[str]) -> list[list[str]]:
    """Words made of the same letters, together, in order of first appearance.

    >>> group_anagrams(["tea", "dog", "eat"])
    [['tea', 'eat'], ['dog']]
    """
    groups: list[list[str]] = []
    for word in words:
        for group in groups:
            if sorted(group[0]) == sorted(word):
                group.append(word)
                break
        else:
            groups.append([word])
    return groups


def longest_without_repeat(text: str) -> int:
    """Length of the longest part of a text in which no character occurs twice.

    >>> longest_without_repeat("abcabcbb")
    3
    """
    best = 0
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            part = text[start:end]
            if len(set(part)) == len(part) and len(part) > best:
                best = len(part)
    return best
