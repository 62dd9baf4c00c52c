"""What docstrings ask of arguments, what they only seem to ask, and arguments made so."""

from __future__ import annotations

import ast

import pytest

from fasterpy.analysis.promises.told import broken, promises
from fasterpy.analysis.promises.written import arguments
from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder


def told(head: str, doc: str, body: str = "return 0") -> list[tuple[str, tuple[str, ...], object]]:
    tree = ast.parse(f'def f({head}):\n    """{doc}"""\n    {body}\n')
    return [(one.kind, one.about, one.bound) for one in promises(tree.body[0])]


@pytest.mark.parametrize(
    ("head", "doc", "found"),
    [
        ("xs, k", "Return the index of k in the sorted list xs.", [("order", ("xs",), 1)]),
        ("a, b", "Merge two sorted lists a and b.", [("order", ("a",), 1), ("order", ("b",), 1)]),
        ("xs", "The input is sorted in descending order.", [("order", ("xs",), -1)]),
        ("xs", "Least common multiple of positive xs.", [("least", ("xs",), 1)]),
        ("xs", "Can the positive numbers be split?", [("least", ("xs",), 1)]),
        ("xs, k", "Windows, 1 <= k <= len(xs).", [("chain", ("k", "xs"), "1 <= k <= len(xs)")]),
        ("n", "Ways to climb n stairs (n ≥ 1).", [("chain", ("n",), "n >= 1")]),
        ("n", "Fewest coins for n (>= 0), -1 when there are none.", [("chain", ("n",), "n >= 0")]),
        ("a, b", "Both a and b have the same length.", [("alike", ("a", "b"), None)]),
        ("xs", "Median.\n\n    Args:\n        xs (list): distinct, non-empty.", [("filled", ("xs",), None)]),
        ("ids", "ids are unique.", [("distinct", ("ids",), None)]),
        ("n", "Digits.\n\n    :param n: at least 2", [("least", ("n",), 2)]),
    ],
)
def test_asked(head: str, doc: str, found: list[tuple[str, tuple[str, ...], object]]) -> None:
    assert told(head, doc) == found


@pytest.mark.parametrize(
    ("head", "doc"),
    [
        ("xs", "Return a sorted list of the xs."),
        ("xs", "Sort xs in ascending order."),
        ("xs", "Bubble sort.\n\n    Args:\n        xs: list to be sorted"),
        ("words", "Words are sorted by length."),
        ("xs", "The list may be sorted."),
        ("xs", "xs is not sorted."),
        ("xs", "Things.\n\n    Args:\n        xs: things, only unique ones are kept"),
        ("n", "Raises ValueError unless n >= 1."),
        ("n", "True if n >= 2 and nothing divides it."),
        ("a, b", "Is a <= b?"),
        ("n", "Non-positive n are counted."),
        ("xs", "Number of xs.\n\n    Returns:\n        xs sorted, distinct and positive"),
    ],
)
def test_not_asked(head: str, doc: str) -> None:
    assert told(head, doc) == []


@pytest.mark.parametrize(
    ("doc", "body"),
    [
        ("xs is sorted.", "return sorted(xs)[0]"),
        ("xs must not be empty.", "return xs[0] if xs else None"),
        ("xs must not be empty.", "return 0 if len(xs) == 0 else xs[0]"),
        ("xs must be positive.", "return -1 if xs <= 0 else xs"),
        ("Assumes xs >= 1.", "return -1 if xs < 1 else xs"),
    ],
)
def test_what_the_body_provides_for_is_not_asked(doc: str, body: str) -> None:
    assert told("xs", doc, body) == []


@pytest.mark.parametrize(
    ("doc", "call", "kept"),
    [
        ("xs is sorted.", "(([1, 2, 2],), {})", True),
        ("xs is sorted.", "(([2, 1],), {})", False),
        ("xs is sorted.", "((), {'xs': tuple([2, 1])})", False),
        ("xs is sorted.", "((sorted([2, 1]),), {})", True),
        ("xs is sorted.", "(([1, 2] * 3,), {})", False),
        ("xs is sorted.", "(([(1, 'b'), (2, 'a')],), {})", True),
        ("xs is strictly increasing.", "(([1, 1],), {})", False),
        ("xs are positive.", "(([--1, inf],), {})", True),
        ("xs are positive.", "(([0],), {})", False),
        ("xs are positive.", "(([('a', 0)],), {})", True),
        ("xs are positive.", "((made(3),), {})", True),
    ],
)
def test_written_arguments(doc: str, call: str, kept: bool) -> None:
    function = ast.parse(f'def f(xs):\n    """{doc}"""\n').body[0]
    assert (broken(promises(function), arguments(call, ["xs"])) is None) == kept


TEXT = '''
def below(values, x):
    """Number of items below x in the sorted list values."""
    count = 0
    for value in values:
        if value >= x:
            break
        count += 1
    return count


def period(lengths: list[int]) -> int:
    """Least common multiple of positive lengths."""
    top = total = max(lengths, default=1)
    while any(total % length for length in lengths):
        total += top
    return total


def windows(values: list[float], k: int) -> list[float]:
    """Sums of all windows, 1 <= k <= len(values)."""
    return [sum(values[i : i + k]) for i in range(len(values) - k + 1)]
'''


def made(name: str, executor: ZygoteExecutor) -> list[tuple[object, ...]]:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname=name)
    cases = CombinedWorkloadBuilder().build(code, executor, 5.0).cases
    return [eval(case.expression, dict(vars(prelude)))[0] for case in cases if isinstance(case, ExpressionCase)]


def test_arguments_are_as_promised(executor: ZygoteExecutor) -> None:
    lists = [args[0] for args in made("below", executor) if isinstance(args[0], list)]
    numbers = [one for one in lists if all(type(item) is int for item in one)]
    assert len(numbers) > 30
    assert all(one == sorted(one) for one in numbers)
    lengths = [args[0] for args in made("period", executor)]
    assert len(lengths) > 30
    assert all(item > 0 for one in lengths for item in one)
    calls = made("windows", executor)
    assert len({len(values) for values, _ in calls}) > 3
    assert all(1 <= k <= len(values) for values, k in calls)


@pytest.mark.parametrize("bound", ["9**999999999", "10**65"])
def test_powers_that_would_take_long_are_not_computed(bound: str) -> None:
    assert told("n", f"Given 1 <= n <= {bound}.") == []


@pytest.mark.parametrize("bound", ["9**9**9**9", "n**2", "2 * n"])
def test_a_term_that_is_not_read_is_no_bound(bound: str) -> None:
    assert told("n", f"Given 1 <= n <= {bound}.") == [("chain", ("n",), "1 <= n")]


def test_powers_as_bounds_are_written() -> None:
    assert told("n", "Given 1 <= n <= 10**9.") == [("chain", ("n",), "1 <= n <= 10**9")]


def test_a_docstring_of_a_megabyte_takes_no_time() -> None:
    assert told("n", "n is positive. " + "the list of " * 100_000) == [("least", ("n",), 1)]
