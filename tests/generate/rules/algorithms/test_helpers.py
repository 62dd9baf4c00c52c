"""Helpers written out where they are called, and recursions over one list."""

from __future__ import annotations

import pytest

from fasterpy.generate.rules.compose import Composer
from fasterpy.generate.rules.registry import all_rules
from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check, rewritten

CASES: list[Case] = [
    (
        "inline-scan-helper",
        """
        def total_for(payments, invoice):
            total = 0
            for payment in payments:
                if payment.invoice == invoice:
                    total += payment.amount
            return total

        def unpaid(invoices, payments):
            found = []
            for invoice in invoices:
                paid = total_for(payments, invoice.id)
                if paid < invoice.total:
                    found.append(invoice)
            return found
        """,
        """
        def total_for(payments, invoice):
            total = 0
            for payment in payments:
                if payment.invoice == invoice:
                    total += payment.amount
            return total

        def unpaid(invoices, payments):
            found = []
            for invoice in invoices:
                paid = 0
                for payment in payments:
                    if payment.invoice == invoice.id:
                        paid += payment.amount
                if paid < invoice.total:
                    found.append(invoice)
            return found
        """,
    ),
    (
        "recursion-to-closure",
        """
        def tree(records, parent):
            return [(r, tree(records, r.id)) for r in records if r.parent == parent]
        """,
        """
        def tree(records, parent):
            def tree_inside(parent):
                return [(r, tree_inside(r.id)) for r in records if r.parent == parent]

            return tree_inside(parent)
        """,
    ),
]

RUNS: list[Run] = [
    (
        "inline-scan-helper",
        """
        def mean_of(rows, key):
            own = [row[1] for row in rows if row[0] == key]
            if not own:
                return None
            return sum(own) / len(own)

        def means(rows, keys):
            out = {}
            for row in keys:
                out[row] = mean_of(rows, row)
            return out
        """,
        ["means([('a', 1), ('b', 2), ('a', 4)], ['a', 'b', 'c'])"],
    ),
    (
        "inline-scan-helper",
        """
        class Stock:
            def __init__(self, items):
                self.items = items

            def quantity(self, sku):
                total = 0
                for item in self.items:
                    if item[0] == sku:
                        total += item[1]
                return total

            def missing(self, wanted):
                out = {}
                for sku in wanted:
                    if self.quantity(sku) < wanted[sku]:
                        out[sku] = wanted[sku] - self.quantity(sku)
                return out
        """,
        ["Stock([('a', 1), ('b', 2), ('a', 4)]).missing({'a': 7, 'b': 2, 'c': 1}).items()"],
    ),
    (
        "inline-scan-helper",
        """
        def known(users, name):
            for user in users:
                if user.lower() == name.lower():
                    return True
            return False

        def new_names(users, names):
            return [user for user in names if not known(users, user)]
        """,
        ["new_names(['Ann', 'bob'], ['ANN', 'Cid'])"],
    ),
]

SILENT = [
    # What is gone through depends on the round: nothing could be made once.
    (
        "inline-scan-helper",
        """
        def total(lines):
            return sum(line.price for line in lines)

        def totals(orders):
            return [total(order.lines) for order in orders]
        """,
    ),
    # The helper changes what it was given.
    (
        "inline-scan-helper",
        """
        def mark(rows, key):
            for row in rows:
                if row[0] == key:
                    row[1] = True

        def mark_all(rows, keys):
            for key in keys:
                mark(rows, key)
        """,
    ),
    # Returning from inside a loop, with more than a value to find.
    (
        "inline-scan-helper",
        """
        def first(rows, key):
            n = 0
            for row in rows:
                n += 1
                if row[0] == key:
                    return n
            return -1

        def places(rows, keys):
            out = []
            for key in keys:
                out.append(first(rows, key))
            return out
        """,
    ),
    ("recursion-to-closure", "def f(n, k):\n    return 1 if n < 2 else f(n - 1, k)\n"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_rewrites(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_meaning(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


def test_a_method_of_an_object_that_the_target_makes_belongs_to_the_target() -> None:
    text = CLASS
    together = Composer(all_rules(), "report").together(text)
    assert together is not None
    assert "inline-scan-helper" in together.rules and "equality-scan-to-table" in together.rules
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    exec(text, before)
    exec(together.text, after)
    question = "report([('a', 1), ('b', 5), ('a', 2)])"
    assert eval(question, before) == eval(question, after) == {"a": 3, "b": 5}


CLASS = """
class Ledger:
    def __init__(self, entries):
        self.entries = entries

    def balance_of(self, account):
        return sum(entry[1] for entry in self.entries if entry[0] == account)

    def balances(self):
        return {account: self.balance_of(account) for account, _ in self.entries}


def report(entries):
    return Ledger(entries).balances()
"""


LISTS = """
def common(a, b):
    if len(a) == 0 or len(b) == 0:
        return 0
    if a[0] == b[0]:
        return 1 + common(a[1:], b[1:])
    return max(common(a[1:], b), common(a, b[1:]))
"""


def test_a_memo_over_lists_takes_tuples() -> None:
    check_run(("memoise-recursion#tuples", LISTS, ["common([1, 2, 3, 4], [2, 4, 1])", "common([], [1])"]))
    hinted = LISTS.replace("(a, b):", "(a: list[int], b: list[int]):")
    check_run(("memoise-recursion", hinted, ["common([1, 2, 3, 4], [2, 4, 1])"]))


def test_no_memo_over_dicts() -> None:
    check_silent(
        (
            "memoise-recursion",
            """
            def flat(tree, prefix):
                found = {}
                for key, value in tree.items():
                    if isinstance(value, dict):
                        found.update(flat(value, prefix + key))
                    else:
                        found[prefix + key] = value
                return found
            """,
        )
    )


SORTS = """
def percentile(samples, q):
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, len(ordered) * q // 100)]

def summary(samples):
    if not samples:
        return {}
    return [percentile(samples, q) for q in (50, 95)] + [percentile(samples, 99)]
"""


def test_a_list_that_helpers_sort_is_sorted_once() -> None:
    check_run(("sort-once-for-helpers", SORTS, ["summary([3, 1, 2, 9, 5])", "summary([])"]))
    text = rewritten("sort-once-for-helpers", SORTS)
    assert text is not None and text.count("sorted(samples)") == 2
    assert rewritten("sort-once-for-helpers", text) is None


def test_a_list_whose_order_counts_is_not_sorted_for_helpers() -> None:
    check_silent(("sort-once-for-helpers", SORTS.replace("ordered = sorted(samples)", "ordered = sorted(samples[1:])")))
    once = SORTS.replace("[percentile(samples, q) for q in (50, 95)] + ", "")
    check_silent(("sort-once-for-helpers", once))


MATCHING = """
def reconcile(payments, invoices):
    open_invoices = list(invoices)
    matches, unmatched = [], []
    for pid, payer, cents in payments:
        for inv in open_invoices:
            if inv[1] == payer and inv[2] >= cents:
                matches.append((pid, inv[0]))
                open_invoices.remove(inv)
                break
        else:
            unmatched.append(pid)
    return matches, unmatched, open_invoices
"""
QUESTION = "reconcile([(1, 'a', 5), (2, 'b', 1), (3, 'a', 3), (4, 'a', 1)], [(7, 'a', 4), (8, 'a', 9), (9, 'b', 0)])"


def test_what_is_left_is_found_by_key() -> None:
    check_run(("scan-and-remove-to-index", MATCHING, [QUESTION, "reconcile([], [(1, 'a', 2)])"]))
    by_place = MATCHING.replace("for inv in open", "for i, inv in enumerate(open").replace("voices:\n", "voices):\n")
    by_place = by_place.replace("open_invoices.remove(inv)", "del open_invoices[i]")
    check_run(("scan-and-remove-to-index", by_place, [QUESTION]))


def test_what_is_looked_at_otherwise_stays_a_list() -> None:
    check_silent(("scan-and-remove-to-index", MATCHING.replace("matches.append(", "print(open_invoices, ")))
    # Without a break the loop goes on over a list that changes.
    check_silent(("scan-and-remove-to-index", MATCHING.replace("                break\n", "")))


@pytest.mark.parametrize(
    "text",
    [
        "def f(node, path):\n    if not node:\n        return sum(path)\n"
        "    return f(node[0], path + [1]) + f(node[1], path + [2])\n",
        "def f(data):\n    return [y for x in data for y in (f(x) if isinstance(x, list) else [x])]\n",
    ],
)
def test_no_memo_over_lists_that_are_built(text: str) -> None:
    check_silent(("memoise-recursion", text))


def test_a_list_that_the_caller_holds_does_not_grow_in_place() -> None:
    check_silent(("list-concat-to-append", "def f(node, path):\n    path = path + [node]\n    return path\n"))


def test_a_search_by_a_field_that_is_handed_in() -> None:
    check_run(
        (
            "search-helper-to-index",
            """
            def find(rows, key, value):
                for row in rows:
                    if row[key] == value:
                        return row
                return None

            def added(old, new, key="id"):
                return [row[key] for row in new if find(old, key, row[key]) is None]
            """,
            ["added([{'id': 1}, {'id': 2}], [{'id': 2}, {'id': 3}, {'id': 3}])", "added([], [{'id': 2}])"],
        )
    )
