"""Before and after of rules that compute once what loops compute again, and of loops over indexes."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "hoist-invariant-call",
        """
        import re

        def words(text):
            return {w for w in re.sub("[^a-z ]+", " ", text.lower()).split() if w}

        def f(names, master):
            found = []
            for name in names:
                for entry in master:
                    left, right = words(name), words(entry)
                    if left and right and len(left & right) > 1:
                        found.append((name, entry))
            return found
        """,
        """
        import re

        def words(text):
            return {w for w in re.sub("[^a-z ]+", " ", text.lower()).split() if w}

        def f(names, master):
            found = []
            for name in names:
                words_name = words(name)
                for entry in master:
                    left, right = words_name, words(entry)
                    if left and right and len(left & right) > 1:
                        found.append((name, entry))
            return found
        """,
    ),
    (
        "hoist-invariant-call",
        """
        def parts(text):
            return [w for w in text.split() if w]

        def f(names, master):
            found = []
            for name in names:
                for entry in master:
                    left = parts(name)
                    left.append(entry)
                    found.append(left)
            return found
        """,
        None,
    ),
    (
        "invariant-assignment-before-loop",
        """
        def f(values):
            out = []
            for value in values:
                mean = sum(values) / len(values)
                out.append(value - mean)
            return out
        """,
        """
        def f(values):
            out = []
            mean = sum(values) / len(values) if values else None
            for value in values:
                out.append(value - mean)
            return out
        """,
    ),
    (
        "invariant-assignment-before-loop",
        """
        def f(rows):
            for row in rows:
                parts = sorted(rows)
                parts.append(row)
                print(parts)
        """,
        None,
    ),
    (
        "hoist-from-comprehension",
        "def f(values):\n    return [v / max(values) for v in values]\n",
        "def f(values):\n    max_values = max(values) if values else None\n"
        "    return [v / max_values for v in values]\n",
    ),
    ("hoist-from-comprehension", "def f(rows):\n    return [max(row) for row in rows]\n", None),
    (
        "inner-loop-precompute",
        """
        def f(lines, words):
            n = 0
            for line in lines:
                for word in words:
                    if word.lower() in line:
                        n += 1
            return n
        """,
        """
        def f(lines, words):
            n = 0
            lower_words = [word.lower() for word in words] if lines else []
            for line in lines:
                for word, lower_word in zip(words, lower_words):
                    if lower_word in line:
                        n += 1
            return n
        """,
    ),
    (
        "inner-loop-precompute",
        """
        def f(rows):
            for row in rows:
                for cell in row:
                    print(cell.lower())
        """,
        None,
    ),
    (
        "branches-to-conditional",
        """
        def f(row):
            text = ""
            for cell in row:
                if cell:
                    text += "#"
                else:
                    text += "."
            return text
        """,
        """
        def f(row):
            text = ""
            for cell in row:
                text += "#" if cell else "."
            return text
        """,
    ),
    (
        "branches-to-conditional",
        """
        def f(row):
            for cell in row:
                if cell:
                    a.append(1)
                else:
                    b.append(1)
        """,
        None,
    ),
    (
        "index-loop-to-zip",
        """
        def f(prices):
            out = []
            for i in range(1, len(prices)):
                out.append(prices[i] - prices[i - 1])
            return out
        """,
        """
        def f(prices):
            out = []
            for price, previous_price in zip(prices[1:], prices):
                out.append(price - previous_price)
            return out
        """,
    ),
    (
        "index-loop-to-zip",
        """
        def f(a):
            for i in range(len(a) - 1):
                a[i + 1] = a[i]
        """,
        None,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[2] is not None}")
def test_case(case: Case) -> None:
    check(case)


REPEATS: list[Run] = [
    (
        "repeated-in-block-once",
        """
        def parse(lines):
            out = []
            for line in lines:
                if line.strip() == "" or line.strip().startswith("#"):
                    continue
                out.append((line.strip().split(";")[0], line.strip().split(";")[1]))
            return out
        """,
        ["parse([' a;b ', '#c', '', 'd;e;f'])"],
    ),
    (
        "repeated-in-block-once",
        """
        def pivot(rows):
            report = {}
            for row in rows:
                if row["a"] not in report:
                    report[row["a"]] = 0
                report[row["a"]] = report[row["a"]] + row["b"]
            return report.items()
        """,
        ["pivot([{'a': 1, 'b': 2}, {'a': 2, 'b': 3}, {'a': 1, 'b': 5}])"],
    ),
    (
        "repeated-in-block-once",
        """
        def expected(a, b):
            return 1.0 / (1.0 + 10.0 ** ((b - a) / 400.0))

        def season(table, games):
            for a, b, score in games:
                gain = score - expected(table[a], table[b])
                loss = score - expected(table[a], table[b])
                table[a] = table[a] + gain
                table[b] = table[b] - loss
            return table.items()
        """,
        ["season({'a': 1500.0, 'b': 1400.0}, [('a', 'b', 1.0), ('b', 'a', 0.5)])"],
    ),
]
NOT_REPEATED = [
    # Between the uses the object changes.
    (
        "repeated-in-block-once",
        "def f(rows):\n    for r in rows:\n        a = r['x'] + r['x']\n        r['x'] = a\n        print(r['x'])\n",
    ),
    # The first use need not be reached.
    (
        "repeated-in-block-once",
        "def f(rows):\n    for r in rows:\n        if r:\n            print(r.strip())\n"
        "        else:\n            print(r.strip())\n",
    ),
    # A fresh list in each place.
    ("repeated-in-block-once", "def f(rows):\n    for row in rows:\n        a, b = row.split(), row.split()\n"),
]


@pytest.mark.parametrize("row", REPEATS, ids=lambda row: row[0])
def test_meaning_of_what_is_kept(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", NOT_REPEATED, ids=lambda row: row[0])
def test_what_is_not_kept(row: tuple[str, str]) -> None:
    check_silent(row)


PRECOMPUTED: list[Run] = [
    (
        "inner-loop-precompute",
        """
        def fill(templates, values):
            mails = []
            for template in templates:
                text = template
                for name in sorted(values):
                    text = text.replace("$" + name.upper() + "$", str(values[name]))
                mails.append(text)
            return mails
        """,
        ["fill(['$A$ $B$', '$a$'], {'a': 1, 'b': 'x'})", "fill([], {'a': 1})"],
    ),
    (
        "inner-loop-precompute",
        """
        import json

        def matches(events, rules):
            hits = []
            for event in events:
                for text, name in rules:
                    rule = json.loads(text)
                    if event == rule["kind"]:
                        hits.append(name)
            return hits
        """,
        ["matches(['a', 'b'], [('{\"kind\": \"a\"}', 'one'), ('{\"kind\": \"b\"}', 'two')])"],
    ),
    (
        "inner-loop-precompute",
        """
        def known(names, others):
            return [name for name in names if any(other.strip().lower() == name for other in others)]
        """,
        ["known(['a', 'b'], [' A', 'c '])"],
    ),
]


@pytest.mark.parametrize("row", PRECOMPUTED, ids=lambda row: row[0])
def test_meaning_of_what_is_computed_before(row: Run) -> None:
    check_run(row)


def test_what_an_inner_loop_may_not_keep() -> None:
    # The parsed object is changed, so every round needs a fresh one.
    check_silent(
        (
            "inner-loop-precompute",
            """
            import json

            def f(events, rules):
                for event in events:
                    for text in rules:
                        rule = json.loads(text)
                        rule["event"] = event
                        print(rule)
            """,
        )
    )


STATE = """
class Detector:
    def __init__(self, alpha):
        self.alpha = alpha
        self.mean = None
        self.count = 0
        self.alerts = []

    def feed(self, values):
        for v in values:
            if self.mean is None:
                self.mean = float(v)
            elif v > 3 * self.mean:
                self.alerts.append((self.count, v))
                if v > 1000:
                    return "stopped"
            self.mean = self.alpha * v + (1 - self.alpha) * self.mean
            self.count += 1
        return len(self.alerts)


def trial(values):
    detector = Detector(0.5)
    try:
        result = detector.feed(values)
    except Exception as error:
        result = repr(error)
    return [result, detector.mean, detector.count, detector.alerts]
"""


def test_state_kept_in_locals_is_stored_whatever_happens() -> None:
    questions = ["trial([1, 2, 90, 3])", "trial([1, 'x', 3])", "trial([1, 5000, 3])", "trial([])"]
    check_run(("self-attributes-to-locals", STATE, questions))


def test_state_that_others_see_stays() -> None:
    seen = STATE.replace("self.count += 1", "self.count += 1\n            self.log()") + (
        "\ndef log(self):\n    print(self.count)\nDetector.log = log\n"
    )
    check_silent(("self-attributes-to-locals", seen))
    check_silent(("self-attributes-to-locals", STATE.replace("self.count += 1", "yield self.count")))
