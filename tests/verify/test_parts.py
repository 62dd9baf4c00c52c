"""Normal form, coverage goals, mutants, domain rule, minimiser."""

import ast

import pytest

from fasterpy.records import Code, ExpressionCase, Observation, StdinCase
from fasterpy.verify.coverage import Goals
from fasterpy.verify.domain import in_domain
from fasterpy.verify.mutants import mutants
from fasterpy.verify.normal import live_parts, parse, same_program
from fasterpy.verify.pairs import paired, paired_texts
from fasterpy.verify.shrink import shrink


def function(text: str) -> Code:
    return Code(text=text, kind="function", filename="target.py", qualname="f")


def test_layout_and_docstrings_do_not_matter() -> None:
    a = ast.parse('def f(x):\n    """Doc."""\n    return x  # comment\n')
    assert same_program(a, ast.parse("def f(x):\n\n    pass\n    return (x)\n"))
    assert not same_program(a, ast.parse("def f(x):\n    return +x\n"))
    assert not same_program(
        ast.parse("def f():\n 'd'\nprint(f.__doc__)"), ast.parse("def f():\n 'e'\nprint(f.__doc__)")
    )


def test_dead_functions_do_not_count() -> None:
    tree = ast.parse("def g():\n    pass\ndef h():\n    pass\ndef f():\n    return g()\n")
    assert {getattr(part, "name", "") for part in live_parts(tree, "f")} == {"f", "g"}


def test_goals() -> None:
    goals = Goals("def f(x):\n    if x:\n        return 1\n    while x:\n        x -= 1\n    return 2\n", "f")
    assert len(goals.goals) == 4
    assert goals.share(goals.reached([(-1, 2), (2, 3), (3, -1)])) == 0.25
    assert goals.share(goals.reached([(-1, 2), (2, 4), (4, 6), (2, 3), (4, 5)])) == 1.0


def test_what_the_environment_decides_is_no_goal_unless_the_candidate_does_something_else_there() -> None:
    original = "import os\ndef f(x):\n    if os.getenv('LOCAL'):\n        x = 0\n    return x\n"
    assert not Goals(original, "f").goals and not Goals(original, "f", parse(original)).goals
    assert Goals(original.replace("x = 0", "x = 1"), "f", parse(original)).goals
    assert Goals(original, "f", parse("def f(x):\n    return x\n")).goals


def test_mutants_are_deterministic_and_differ() -> None:
    code = function("def f(xs, k):\n    assert k\n    return [x + 1 for x in sorted(xs) if x < k]\n")
    found = mutants(code, None, 50)
    assert found == mutants(code, None, 50)
    texts = {m.code.text for m in found}
    assert len(texts) == len(found) >= 6
    assert any("x <= k" in text for text in texts)
    assert any("for x in xs" in text for text in texts)
    assert all("assert k" in text for text in texts)


def test_a_copy_that_is_gone_through_once_is_no_fault_to_seed() -> None:
    code = function(
        "def f(xs):\n    a, b = list(map(int, xs))\n    return sorted(list(xs)), list(xs), print(*list(xs))\n"
    )
    dropped = [m.code.text for m in mutants(code, None, 50) if m.what == "list() dropped"]
    assert len(dropped) == 1 and "sorted(list(xs)), xs, print(*list(xs))" in dropped[0]


RAISED = ["exc", 1, "KeyError", ["a"], [], None, [], ["target.py", 2]]


def raised(kind: str, line: int) -> Observation:
    return Observation(status="raised", error=["exc", 1, kind, [], [], None, [], ["target.py", line]])


@pytest.mark.parametrize(
    ("text", "kind", "inside"),
    [
        ("def f(d, k):\n    return d[k]\n", "KeyError", True),
        ("def f(a, b):\n    return a / b\n", "ZeroDivisionError", True),
        ("def f(s):\n    raise TypeError(s)\n", "TypeError", True),
        ("def f(xs):\n    return xs[0]\n", "IndexError", False),
        ("def f(s):\n    return int(s)\n", "TypeError", False),
        ("def f(d):\n    return [d[k] for k in range(3)]\n", "KeyError", False),
    ],
)
def test_domain_of_functions(text: str, kind: str, inside: bool) -> None:
    case = ExpressionCase(expression="((), {})", source="typed")
    assert in_domain(function(text), case, raised(kind, 2)) is inside
    given = ExpressionCase(expression="((), {})", source="doctest")
    assert in_domain(function(text), given, raised(kind, 2))


def test_domain_of_programs() -> None:
    done = Observation(status="returned")
    zero = StdinCase(stdin=b"0\n", source="edge")
    code = Code(text="n = int(input())\nfor i in range(n):\n    print(i)\n", kind="program")
    assert not in_domain(code, zero, done)
    assert in_domain(code, StdinCase(stdin=b"0\n", source="inputs"), done)
    careful = Code(text="n = int(input())\nif n == 0:\n    print('none')\n", kind="program")
    assert in_domain(careful, zero, done)


def test_shrinking() -> None:
    def has_seven(cases):  # type: ignore[no-untyped-def]
        return next((i for i, case in enumerate(cases) if "7" in case.expression), None)

    case = ExpressionCase(expression="(([1, 2, [3, 7, 4], 'abc'],), {'k': 5})", source="x")
    assert shrink(case, has_seven, 200).expression == "(([[7]],), {'k': 0})"

    def has_nine(cases):  # type: ignore[no-untyped-def]
        return next((i for i, case in enumerate(cases) if b"9" in case.stdin), None)

    small = shrink(StdinCase(stdin=b"3\n1 2\n3 9\n5 6\n", source="x"), has_nine, 200)
    assert small.stdin == b"9\n"  # type: ignore[union-attr]


def test_a_handler_that_does_what_the_original_does_is_not_in_question() -> None:
    original = (
        'def f(a, b):\n    """Both."""\n    out = []\n    for x in a:\n        if x in b:\n            out.append(x)\n'
        "    return out\n"
    )
    body = original.split('"""\n')[1]
    indented = "".join("    " + line + "\n" for line in body.splitlines())
    fast = (
        "def f(a, b):\n    try:\n        s = set(b)\n        return [x for x in a if x in s]\n    except TypeError:\n"
    )
    assert not Goals(fast + indented, "f", parse(original)).goals
    assert Goals(fast + indented, "f").goals
    assert Goals(fast + indented.replace("x in b", "x not in b"), "f", parse(original)).goals
    short = "def f(a):\n    return None\n"
    guarded = "def f(a):\n    try:\n        return a.pop()\n    except IndexError:\n        return None\n"
    assert Goals(guarded, "f", parse(short)).goals


def test_brackets_are_nested_crossed_and_closed_too_early() -> None:
    code = parse("def f(s):\n    known = {')': '(', ']': '['}\n    return [known.get(c, '{}') for c in s]\n")
    texts = paired_texts(code)
    assert {"([)]", "([])", ")(", "(]", "{}", "{[}]"} <= set(texts) and len(texts) < 50
    assert not paired_texts(parse("def f(s):\n    return s.replace('(', '').replace('a', 'b')\n"))
    call = ExpressionCase(expression="(('(', 3), {})", source="typed")
    stream = StdinCase(stdin=b"2\n)(\nabc\n", source="stdin-inferred")
    assert "(('([)]', 3), {})" in {case.expression for case in paired(code, [call], []) if hasattr(case, "expression")}
    assert b"2\n([)]\nabc\n" in {case.stdin for case in paired(code, [], [stream]) if hasattr(case, "stdin")}


def test_a_variable_is_no_function_of_its_name() -> None:
    first = "def best(rows):\n    return max(rows)\n\n"
    text = first + "def f(rows):\n    best = None\n    for row in rows:\n        best = row\n    return best\n"
    other = first + "def f(rows):\n    return best(rows)\n"
    assert [getattr(part, "name", "") for part in live_parts(parse(text), "f")] == ["f"]
    assert [getattr(part, "name", "") for part in live_parts(parse(other), "f")] == ["f", "best"]


IN_STEP = """
def f(xs, ys):
    total = 0
    for i in range(len(xs)):
        if xs[i] < 0:
            continue
        total += xs[i] * ys[i]
    return total
"""


@pytest.mark.parametrize(
    ("text", "call", "inside"),
    [
        (IN_STEP, "([1, 2], [3, 4])", True),
        (IN_STEP, "([1, 2], [3, 4, 5])", True),
        (IN_STEP, "([1, -2], [3])", False),
        (IN_STEP, "(array([1, -2], 'int64'), array([3.0], 'float64'))", False),
        (IN_STEP, "(array([1, -2][:150], 'int64'), array([3.0] * 2, 'float64'))", True),
        (IN_STEP, "(array([1, 2, 3, 4], 'int64', shape=(2, 2)), array([3, 4], 'int64'))", True),
        (IN_STEP.replace("total = 0", "total = len(ys)"), "([1, -2], [3])", True),  # it asks how long the other is
        (IN_STEP.replace("ys[i]", "ys[0]"), "([1, -2], [3])", True),
        (IN_STEP, "(list(zip(ints(1, 9, 0, 5))), [3])", True),  # not written out: nothing is known
    ],
)
def test_an_argument_in_step_that_is_shorter_lies_outside(text: str, call: str, inside: bool) -> None:
    case = ExpressionCase(expression=f"({call}, {{}})", source="typed", size=2)
    run = Observation(status="returned", value={"result": 1})
    assert in_domain(function(text), case, run) is inside
