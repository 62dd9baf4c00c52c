"""Cards, words and boards."""

from itertools import permutations


def poker_kind(hand: list[int]) -> str:
    """The best of: four, full, three, two pairs, pair, high."""
    counts = sorted([hand.count(card) for card in set(hand)], reverse=True)
    if counts[:1] == [4]:
        return "four"
    if counts[:2] == [3, 2]:
        return "full"
    if counts[:1] == [3]:
        return "three"
    if counts[:2] == [2, 2]:
        return "two pairs"
    if counts[:1] == [2]:
        return "pair"
    return "high"


def is_scramble(word: str, other: str) -> bool:
    """Whether the first 7 letters of two words are anagrams."""
    word, other = word[:7], other[:7]
    return other in ["".join(p) for p in permutations(word)]


def playable(words: list[str], letters: str) -> list[str]:
    """Words that can be laid with the letters."""
    result = []
    for word in words:
        ok = True
        for letter in word:
            if word.count(letter) > letters.count(letter):
                ok = False
        if ok:
            result.append(word)
    return result


def queens_safe(columns: list[int]) -> bool:
    """Whether queens, one per row, do not attack each other."""
    for i in range(len(columns)):
        for j in range(len(columns)):
            if i != j:
                if columns[i] == columns[j] or abs(columns[i] - columns[j]) == abs(i - j):
                    return False
    return True


def paths(rows: int, columns: int) -> int:
    """Ways right or down through a grid of at most 9 by 9 fields."""
    rows, columns = min(rows, 9), min(columns, 9)
    if rows < 1 or columns < 1:
        return 0
    if rows == 1 or columns == 1:
        return 1
    return paths(rows - 1, columns) + paths(rows, columns - 1)


def tic_tac_toe(board):
    """Winner ("X" or "O") of nine fields given as text; empty when nobody won."""
    lines = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]]
    for line in lines:
        fields = [board[i] for i in line if i < len(board)]
        if fields == ["X", "X", "X"]:
            return "X"
        if fields == ["O", "O", "O"]:
            return "O"
    return ""


def dice_totals(count: int, sides: int) -> dict[int, int]:
    """Ways to reach each total with at most 4 dice of at most 6 sides."""
    count, sides = max(0, min(count, 4)), max(1, min(sides, 6))
    rolls = [[]]
    for _ in range(count):
        rolls = [roll + [face] for roll in rolls for face in range(1, sides + 1)]
    totals: dict[int, int] = {}
    for roll in rolls:
        totals[sum(roll)] = totals.get(sum(roll), 0) + 1
    return totals


def climb(stairs: int) -> int:
    """Ways to climb at most 20 stairs in steps of one, two or three."""
    stairs = min(stairs, 20)
    if stairs < 0:
        return 0
    if stairs == 0:
        return 1
    return climb(stairs - 1) + climb(stairs - 2) + climb(stairs - 3)


def word_ladder_neighbours(words: list[str]) -> list[tuple[str, str]]:
    """Pairs of words (in list order) of equal length that differ in one letter."""
    pairs = []
    for i in range(len(words)):
        for j in range(i + 1, len(words)):
            if len(words[i]) == len(words[j]):
                if sum([1 for k in range(len(words[i])) if words[i][k] != words[j][k]]) == 1:
                    pairs.append((words[i], words[j]))
    return pairs
