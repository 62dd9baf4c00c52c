"""Before and after of the strings rules; None: the rule must be silent."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "split-only-so-far",
        """
        def fields(lines, mark):
            return [(line.split(",")[1], line.split(mark)[-1], line.split()[0]) for line in lines]
        """,
        """
        def fields(lines, mark):
            return [(line.split(",", 2)[1], line.rsplit(mark, 1)[-1], line.split(None, 1)[0]) for line in lines]
        """,
    ),
    (
        "split-only-so-far",
        "def f(line, i):\n    return line.split(',')[i], line.split(',', 3)[1], line.split(',')[:2]\n",
        None,
    ),
    (
        "string-concat-to-join",
        """
        def statement(rows):
            text = ""
            for name, cents in rows:
                text = text + name + ": " + str(cents) + "\\n"
            return text
        """,
        """
        def statement(rows):
            text_parts = []
            for name, cents in rows:
                text_parts.append(name + ": " + str(cents) + "\\n")
            text = "".join(text_parts)
            return text
        """,
    ),
    (
        "string-concat-to-join",
        """
        def backwards(text):
            result = ""
            for letter in text:
                result = letter.upper() + result
            return result
        """,
        """
        def backwards(text):
            result_parts = []
            for letter in text:
                result_parts.append(letter.upper())
            result = "".join(reversed(result_parts))
            return result
        """,
    ),
    (
        "string-concat-to-join",
        """
        def both(text):
            result = ""
            for letter in text:
                result = letter + result
                result = result + letter
            return result
        """,
        None,
    ),
    (
        "string-concat-to-join",
        """
        out = ""
        for x in data:
            # one line each
            out += f"{x}\\n"
        print(out)
        """,
        """
        out_parts = []
        for x in data:
            # one line each
            out_parts.append(f"{x}\\n")
        out = "".join(out_parts)
        print(out)
        """,
    ),
    (
        "string-concat-to-join",
        """
        out = ""
        for x in data:
            out += x
            print(out)
        """,
        None,
    ),
    (
        "count-by-method",
        """
        s = input()
        n = sum(1 for c in s if c == "a")
        """,
        """
        s = input()
        n = s.count("a")
        """,
    ),
    (
        "redundant-join",
        """
        s = input()
        t = "".join(list(s))
        """,
        """
        s = input()
        t = s
        """,
    ),
    (
        "replace-chain-to-translate",
        """
        t = s.replace("a", "1").replace("b", "2").replace("c", "")
        """,
        "t = s.translate({97: '1', 98: '2', 99: ''})\n",
    ),
    (
        "replace-chain-to-translate",
        """
        t = s.replace("a", "b").replace("b", "a").replace("c", "d")
        """,
        None,
    ),
    (
        "startswith-tuple",
        """
        s = input()
        ok = s.startswith("a") or s.startswith("b")
        """,
        """
        s = input()
        ok = s.startswith(("a", "b"))
        """,
    ),
    (
        "list-of-string",
        """
        n = 123
        digits = list(str(n))
        print(digits[0], len(digits))
        """,
        """
        n = 123
        digits = str(n)
        print(digits[0], len(digits))
        """,
    ),
    (
        "list-of-string",
        """
        digits = list(input())
        digits[0] = "x"
        """,
        None,
    ),
    (
        "regex-compile-once",
        """
        import re


        def clean(text):
            return re.sub("[a-z]+", "x", text)
        """,
        """
        import re

        _PATTERN = re.compile("[a-z]+")


        def clean(text):
            return _PATTERN.sub("x", text)
        """,
    ),
    (
        "prepend-loop-to-slice",
        """
        s = input()
        out = ""
        for c in s:
            out = c + out
        """,
        """
        s = input()
        out = ""
        out = s[::-1] + out
        """,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_before_after(case: Case) -> None:
    check(case)
