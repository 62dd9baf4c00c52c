"""Checks of user data."""

import re


def valid_emails(addresses: list[str]) -> list[str]:
    """Addresses that look like one."""
    result = []
    for address in addresses:
        if re.match(r"^[A-Za-z0-9._-]+@[A-Za-z0-9-]+\.[a-z]{2,}$", address):
            result.append(address)
    return result


def luhn(number: str) -> bool:
    """Whether the check digit of a card number holds; only digits count."""
    digits = []
    for c in number:
        if c in "0123456789":
            digits.insert(0, int(c))
    total = 0
    for i in range(len(digits)):
        if i % 2 == 1:
            doubled = digits[i] * 2
            total += doubled - 9 if doubled > 9 else doubled
        else:
            total += digits[i]
    return len(digits) > 0 and total % 10 == 0


def password_score(password: str) -> int:
    """One point each for length, lower, upper, digit, other."""
    lower = upper = digit = other = False
    for c in password:
        if c.islower():
            lower = True
        elif c.isupper():
            upper = True
        elif c.isdigit():
            digit = True
        else:
            other = True
    return int(len(password) >= 10) + int(lower) + int(upper) + int(digit) + int(other)


def has_duplicates(values):
    """Whether any value occurs twice."""
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] == values[j]:
                return True
    return False


def isbn10(code: str) -> bool:
    """Whether an ISBN of ten digits (X as last) is right; blanks and dashes are ignored."""
    cleaned = code.replace("-", "").replace(" ", "")
    if len(cleaned) != 10:
        return False
    total = 0
    for i in range(10):
        c = cleaned[i]
        if c == "X" and i == 9:
            value = 10
        elif c.isdigit():
            value = int(c)
        else:
            return False
        total += (10 - i) * value
    return total % 11 == 0


def sudoku_ok(board: list[list[int]]) -> bool:
    """Whether no digit 1-9 repeats in a row or column; 0 is empty."""
    for i in range(len(board)):
        for digit in range(1, 10):
            if board[i].count(digit) > 1:
                return False
            column = [row[i] for row in board if i < len(row)]
            if column.count(digit) > 1:
                return False
    return True


def bad_rows(rows: list[dict[str, object]], fields: list[str]) -> list[int]:
    """Positions of rows in which a field is missing or empty."""
    bad = []
    for number in range(len(rows)):
        for field in fields:
            if field not in rows[number].keys() or rows[number][field] in ("", None):
                if number not in bad:
                    bad.append(number)
    return bad


def is_sorted(values: list[int]) -> bool:
    """Whether values never fall."""
    return values == sorted(values)
