"""Invoices, payments and subscriptions."""

from collections import defaultdict


def invoice_totals(lines: list[tuple[str, int, int]]) -> dict[str, int]:
    """Sum quantity times price per customer."""
    customers: list[str] = []
    for customer, _quantity, _price in lines:
        if customer not in customers:
            customers.append(customer)
    totals = {}
    for customer in customers:
        total = 0
        for name, quantity, price in lines:
            if name == customer:
                total += quantity * price
        totals[customer] = total
    return totals


def unpaid_invoices(invoices: list[int], payments: list[int]) -> list[int]:
    """Invoice numbers for which no payment has arrived."""
    unpaid = []
    for number in invoices:
        if number not in payments:
            unpaid.append(number)
    return unpaid


def apply_discounts(amounts, tiers):
    """Reduce each amount by the best percentage whose threshold it reaches."""
    result = []
    for amount in amounts:
        best = 0
        for threshold, percent in sorted(tiers):
            if amount >= threshold:
                best = percent
        result.append(amount - amount * best // 100)
    return result


def running_balance(amounts: list[int]) -> list[int]:
    """Balance of the account after each booking."""
    balances = []
    for i in range(len(amounts)):
        balances.append(sum(amounts[: i + 1]))
    return balances


def statement_text(bookings: list[tuple[str, int]]) -> str:
    """A printable account statement."""
    text = ""
    for label, cents in bookings:
        text = text + label.ljust(20) + str(cents // 100) + "." + str(cents % 100).zfill(2) + "\n"
    return text


def group_by_month(bookings):
    """Bookings (ISO date, amount) summed per month, sorted by month."""
    months = defaultdict(int)
    for date, amount in bookings:
        months[date[:7]] += amount
    return sorted(months.items())


class Ledger:
    """Bookings of one account."""

    def __init__(self, entries: list[tuple[str, int]]) -> None:
        self.entries = entries

    def balance_by_label(self, labels: list[str]) -> list[int]:
        """The balance of each label asked for."""
        result = []
        for label in labels:
            amounts = [amount for name, amount in self.entries if name == label]
            result.append(sum(amounts))
        return result
