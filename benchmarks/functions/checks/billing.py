"""Inputs for the functions of ``cases/billing.py``."""

from benchmarks.functions.draw import ints, mixed, named, pairs, word, words

ARGS = {
    "invoice_totals": lambda r, n: ([(word(r, 2), r.randint(0, 9), r.randint(-9, 99)) for _ in range(n)],),
    "unpaid_invoices": lambda r, n: (ints(r, n, 0, 40), ints(r, n, 0, 40)),
    "apply_discounts": lambda r, n: (mixed(r, n), pairs(r, r.randint(0, 6), 0, 30)),
    "running_balance": lambda r, n: (mixed(r, n),),
    "statement_text": lambda r, n: (named(r, n, -500, 99999),),
    "group_by_month": lambda r, n: (
        [(f"20{r.randint(10, 12)}-0{r.randint(1, 9)}-11", r.randint(-9, 9)) for _ in range(n)],
    ),
    "Ledger.balance_by_label": lambda r, n: ((named(r, n),), (words(r, n, 2),)),
}
