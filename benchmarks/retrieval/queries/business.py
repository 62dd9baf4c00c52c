# wants: containers/membership_list_to_set, containers/list_difference
def unpaid_invoices(invoices, payments):
    paid_numbers = []
    for payment in payments:
        if payment.get("status") == "settled":
            paid_numbers.append(payment["invoice_no"])
    open_items = []
    for invoice in invoices:
        if invoice["number"] not in paid_numbers:
            open_items.append(invoice)
    open_items.sort(key=lambda inv: inv["due"])
    return open_items


# wants: containers/join_tables_by_key, containers/linear_search_records
def attach_customer_names(orders, customers):
    enriched = []
    for order in orders:
        name = "unknown"
        for customer in customers:
            if customer["customer_id"] == order["customer_id"]:
                name = customer["first"] + " " + customer["last"]
                break
        enriched.append({**order, "customer_name": name})
    return enriched


# wants: containers/group_by_key
def revenue_by_region(sales):
    regions = []
    for sale in sales:
        if sale["region"] not in regions:
            regions.append(sale["region"])
    report = {}
    for region in regions:
        amount = 0.0
        for sale in sales:
            if sale["region"] == region:
                amount += sale["amount"]
        report[region] = round(amount, 2)
    return report


# wants: loops/hoist_invariant_call, classes/property_in_loop
def normalise_shares(holdings):
    shares = {}
    for ticker, value in holdings.items():
        shares[ticker] = value / sum(holdings.values())
    return shares


# wants: algorithms/best_trade_running_min
def best_single_trade(quotes):
    top = 0
    for buy_day in range(len(quotes) - 1):
        for sell_day in range(buy_day + 1, len(quotes)):
            gain = quotes[sell_day] - quotes[buy_day]
            if gain > top:
                top = gain
    return top


# wants: algorithms/running_window_sum
def moving_average(closes, window=20):
    averages = []
    for end in range(window, len(closes) + 1):
        chunk = closes[end - window : end]
        averages.append(sum(chunk) / window)
    return averages


# wants: algorithms/prefix_sums
class Ledger:
    def __init__(self, entries):
        self.entries = entries

    def totals_between(self, periods):
        result = []
        for first_day, last_day in periods:
            result.append(sum(self.entries[first_day : last_day + 1]))
        return result


# wants: containers/count_in_loop, algorithms/majority_by_counting_each, text/word_frequencies_sorted
def bestsellers(purchases, least):
    popular = []
    for sku in purchases:
        if purchases.count(sku) >= least and sku not in popular:
            popular.append(sku)
    return popular


# wants: sorting/sort_for_minimum, sorting/top_k_heap
def cheapest_offer(offers):
    ranked = sorted(offers, key=lambda o: o["price"])
    if not ranked:
        return None
    return ranked[0]


# wants: sorting/top_k_heap
def top_customers(totals, n=10):
    pairs = [(amount, name) for name, amount in totals.items()]
    pairs.sort(reverse=True)
    return pairs[:n]


# wants: loops/exception_as_control_flow
def convert_prices(rows, rates):
    converted = []
    for currency, amount in rows:
        try:
            rate = rates[currency]
        except KeyError:
            rate = 1.0
        converted.append(amount * rate)
    return converted


# wants: sorting/selection_by_min_remove, sorting/sort_inside_loop
def serve_in_priority_order(tickets):
    waiting = list(tickets)
    handled = []
    while len(waiting) > 0:
        urgent = min(waiting, key=lambda t: (t["level"], t["id"]))
        waiting.remove(urgent)
        handled.append(urgent["id"])
    return handled


# wants: micro/elif_chain_to_dict
def country_prefix(codes):
    prefixes = []
    for code in codes:
        if code == "DE":
            prefixes.append("+49")
        elif code == "FR":
            prefixes.append("+33")
        elif code == "IT":
            prefixes.append("+39")
        elif code == "ES":
            prefixes.append("+34")
        elif code == "AT":
            prefixes.append("+43")
        elif code == "CH":
            prefixes.append("+41")
        else:
            prefixes.append("+0")
    return prefixes


# wants: algorithms/peak_overlap_sweep
def rooms_needed(bookings):
    needed = 0
    for begin, _ in bookings:
        busy = 0
        for other_begin, other_end in bookings:
            if other_begin <= begin and begin < other_end:
                busy += 1
        if busy > needed:
            needed = busy
    return needed


# wants: algorithms/interval_coverage_difference
def staff_per_hour(shifts, hours):
    staff = [0 for _ in range(hours)]
    for start, stop in shifts:
        for hour in range(start, stop):
            staff[hour] = staff[hour] + 1
    return staff


# wants: micro/decimal_to_int_cents
def invoice_total(positions):
    from decimal import Decimal

    total = Decimal("0")
    for quantity, cents in positions:
        total = total + Decimal(cents) / Decimal(100) * quantity
    return total


# wants: containers/has_duplicates, containers/common_elements
def any_shared_serial(devices):
    for i, first in enumerate(devices):
        for second in devices[i + 1 :]:
            if first.serial == second.serial:
                return True
    return False


# wants: text/strptime_in_loop, text/parse_repeated_values_once
def ages_in_days(birthdays, today):
    from datetime import datetime

    ages = []
    for text in birthdays:
        born = datetime.strptime(text, "%Y-%m-%d")
        ages.append((today - born).days)
    return ages
