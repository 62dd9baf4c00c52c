"""A report from web server log lines."""

import re


def error_report(lines: list[str]) -> str:
    """One line of text per path that failed: the path and the status of its first failure, in order.

    >>> error_report(['10.0.0.1 GET /a 200 12', '10.0.0.2 GET /b 500 7', '10.0.0.2 GET /b 404 7'])
    '/b -> 500\\n'
    """
    reported = []
    report = ""
    for line in lines:
        pattern = re.compile(r"^(\S+) (GET|POST|PUT) (\S+) (\d{3}) (\d+)$")
        match = pattern.match(line)
        if match is None:
            continue
        path = match.group(3)
        status = int(match.group(4))
        if status >= 400 and path not in reported:
            reported.append(path)
            report += path + " -> " + str(status) + "\n"
    return report


def count_by_status(lines: list[str]) -> dict[str, int]:
    """How many lines end in each status code.

    >>> count_by_status(['a 200', 'b 404', 'c 200'])
    {'200': 2, '404': 1}
    """
    statuses = [line.split(" ")[-1] for line in lines]
    counts = {}
    for status in statuses:
        counts[status] = statuses.count(status)
    return counts
