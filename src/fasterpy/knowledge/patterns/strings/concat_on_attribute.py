"""Text on an attribute is copied whole each time it grows in a loop: collect the pieces in a list and store the joined text once."""

TAGS = ("string", "concat", "attribute", "join")
RULE = "attribute-concat-to-join"

SIZES = (300, 3000)


class Report:
    def __init__(self):
        self.body = ""


def slow(bookings):
    report = Report()
    for text, cents in bookings:
        report.body = text + ": " + str(cents) + "\n" + report.body
    return report.body


def fast(bookings):
    report, parts = Report(), []
    for text, cents in bookings:
        parts.append(text + ": " + str(cents) + "\n")
    report.body = "".join(reversed(parts)) + report.body
    return report.body


def inputs(n, rng):
    return ([(f"booking number {i} of the account", rng.randrange(10**6)) for i in range(n)],), {}
