"""Format inference: programs of many reading styles get valid, varied inputs of the right form."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from fasterpy.records import Code, Job, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.select import OUTSIDE
from fasterpy.workload.stdin.programs import Formats, infer, infer_sized


def lines(case: StdinCase) -> list[list[str]]:
    return [line.split() for line in case.stdin.decode().splitlines()]


def numbers(case: StdinCase) -> list[list[int]]:
    return [[int(token) for token in line] for line in lines(case)]


def list_of_n(case: StdinCase) -> bool:
    rows = numbers(case)
    return len(rows) == 2 and len(rows[1]) == rows[0][0]


def rows_of_two(case: StdinCase) -> bool:
    rows = numbers(case)
    return len(rows) == 1 + rows[0][0] and all(len(row) == 2 for row in rows[1:])


def tree(case: StdinCase) -> bool:
    rows = numbers(case)
    n = rows[0][0]
    return len(rows) == n and all(1 <= node <= n for row in rows[1:] for node in row)


def grid(case: StdinCase) -> bool:
    rows = lines(case)
    height, width = map(int, rows[0])
    return len(rows) == 1 + height and all(len(row[0]) == width for row in rows[1:])


def ends_with_zero(case: StdinCase) -> bool:
    return case.stdin.decode().split()[-1] == "0"


PROGRAMS = {
    "list": ("n = int(input())\na = list(map(int, input().split()))\nt = 0\nfor i in range(n):\n    t += a[i]\nprint(t)", list_of_n),
    "eval": ("n = eval(input())\na = [int(x) for x in input().split()]\nprint(max(a[i] for i in range(n)))", list_of_n),
    "helpers": (
        "import sys\ninput = sys.stdin.readline\ndef II(): return int(input())\ndef MI(): return map(int, input().split())\n"
        "n = II()\nt = 0\nfor _ in range(n):\n    a, b = MI()\n    t += a * b\nprint(t)", rows_of_two),
    "lambda": (
        "import sys\nsr = lambda: sys.stdin.readline().rstrip()\nlr = lambda: list(map(int, sr().split()))\n"
        "n = int(sr())\nrows = [lr() for _ in range(n)]\nprint(sum(a - b for a, b in rows))", rows_of_two),
    "whole": ("import sys\nn, *a = map(int, sys.stdin.read().split())\nprint(sum(a[:n]), a[n - 1])", list_of_n),
    "open": ("n, *a = map(int, open(0).read().split())\nprint(sorted(a)[n // 2])", list_of_n),
    "bytes": (
        "import sys\ninput = sys.stdin.buffer.readline\nn = int(input())\na = list(map(int, input().split()))\n"
        "print(sum(a[i] for i in range(n)))", list_of_n),
    "tree": (
        "n = int(input())\ng = [[] for _ in range(n)]\nfor _ in range(n - 1):\n    a, b = map(int, input().split())\n"
        "    g[a - 1].append(b - 1)\n    g[b - 1].append(a - 1)\nd = [-1] * n\nd[0] = 0\ns = [0]\nwhile s:\n    u = s.pop()\n"
        "    for v in g[u]:\n        if d[v] < 0:\n            d[v] = d[u] + 1\n            s.append(v)\nprint(max(d))", tree),
    "grid": (
        "h, w = map(int, input().split())\ng = [input() for _ in range(h)]\nt = 0\nfor i in range(h):\n    for j in range(w):\n"
        "        if g[i][j] == '#':\n            t += 1\nprint(t)", grid),
    "sentinel": ("while True:\n    n = int(input())\n    if n == 0:\n        break\n    print(n * n)", ends_with_zero),
    "numpy": ("import numpy as np\nn = int(input())\na = np.array(input().split(), dtype=int)\nprint(a.sum() if len(a) == n else 1 // 0)", list_of_n),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_format_is_found(name: str, executor: ZygoteExecutor) -> None:
    text, shape = PROGRAMS[name]
    code = Code(text=text, kind="program")
    workload = CombinedWorkloadBuilder().build(code, executor, 3.0)
    cases = [case for case in workload.cases if isinstance(case, StdinCase) and case.source != OUTSIDE]
    assert len(cases) >= 10, workload.notes
    shaped = [case for case in cases if shape(case)]
    assert len(shaped) >= 0.8 * len(cases), [case.stdin for case in cases if not shape(case)][:3]
    seen = executor.execute([Job(code=code, case=case) for case in cases[:20]])
    assert {one.status for one in seen} == {"returned"}
    assert len({one.stdout for one in seen}) >= 3


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("import sys\nfor line in sys.stdin:\n    a, b = map(int, line.split())\n    print(a + b)", 2),
        (
            "while True:\n    try:\n        a, b, c = map(int, input().split())\n    except EOFError:\n        break\n    print(a + b + c)",
            3,
        ),
    ],
)
def test_reading_to_the_end_of_file(text: str, last: int, executor: ZygoteExecutor) -> None:
    workload = CombinedWorkloadBuilder().build(Code(text=text, kind="program"), executor, 3.0)
    cases = [case for case in workload.cases if isinstance(case, StdinCase) and case.source != OUTSIDE]
    assert len(cases) >= 5
    assert all(len(row) == last for case in cases for row in lines(case))


def test_commands_are_taken_from_the_code(executor: ZygoteExecutor) -> None:
    text = (
        "n = int(input())\ns = []\nfor _ in range(n):\n    c, x = input().split()\n    if c == 'push':\n        s.append(int(x))\n"
        "    elif c == 'drop':\n        s = s[:-int(x)]\nprint(len(s), sum(s))"
    )
    workload = CombinedWorkloadBuilder().build(Code(text=text, kind="program"), executor, 3.0)
    joined = b"".join(case.stdin for case in workload.cases if isinstance(case, StdinCase))
    assert b"push" in joined and b"drop" in joined


def test_numbers_below_zero_where_nothing_forbids_them(executor: ZygoteExecutor) -> None:
    middle = "a = sorted(map(int, input().split()))\nprint(a[len(a) // 2])"
    table = "a = list(map(int, input().split()))\nc = [0] * (max(a) + 1)\nfor x in a:\n    c[x] += 1\nprint(max(c))"
    for text, below in ((middle, True), (table, False)):
        workload = CombinedWorkloadBuilder().build(Code(text=text, kind="program"), executor, 3.0)
        cases = [case for case in workload.cases if isinstance(case, StdinCase) and case.source != OUTSIDE]
        assert any(b"-" in case.stdin for case in cases) is below


def test_sized_inputs_grow_and_are_fresh(executor: ZygoteExecutor) -> None:
    code = Code(text=PROGRAMS["list"][0], kind="program")
    builder = CombinedWorkloadBuilder()
    workload = builder.build(code, executor, 2.0)
    cases = builder.sized(code, workload, executor, [8, 64, 512], seed=3)
    sizes = [len(case.stdin) for case in cases if isinstance(case, StdinCase)]
    assert len(sizes) == 3 and sizes == sorted(sizes) and sizes[-1] > 8 * sizes[0]
    again = builder.sized(code, workload, executor, [8, 64, 512], seed=4)
    assert {case.stdin for case in cases}.isdisjoint({case.stdin for case in again})  # type: ignore[union-attr]


def test_a_program_without_input(executor: ZygoteExecutor) -> None:
    workload = CombinedWorkloadBuilder().build(Code(text="print(sum(range(10)))", kind="program"), executor, 1.0)
    assert [case.stdin for case in workload.cases if isinstance(case, StdinCase)] == [b""]


def test_a_program_that_always_fails_says_so(executor: ZygoteExecutor) -> None:
    workload = CombinedWorkloadBuilder().build(
        Code(text="input()\nraise SystemError('no')", kind="program"), executor, 1.0
    )
    assert workload.cases == () and workload.notes


def test_extend_gives_new_inputs_only(executor: ZygoteExecutor) -> None:
    code = Code(text="n = int(input())\nprint(n * 2)", kind="program")
    other = Code(text="n = int(input())\nprint(n * 2 if n != 7919 else 0)", kind="program")
    builder = CombinedWorkloadBuilder()
    workload = builder.build(code, executor, 1.0)
    more = builder.extend(code, other, workload, executor, 2.0)
    assert more and {case.stdin for case in more}.isdisjoint({case.stdin for case in workload.cases})  # type: ignore[union-attr]
    assert any(case.stdin.strip() == b"7919" for case in (*more, *workload.cases))  # type: ignore[union-attr]


def test_a_program_with_classes(executor: ZygoteExecutor) -> None:
    """Names in a class body are mangled; the instrumentation must survive that."""
    text = (
        "class Sieve:\n    def __init__(self, n):\n        self.f = [0] * (n + 1)\n        for i in range(2, n + 1):\n"
        "            self.f[i] = int(i % 2)\nn = int(input())\na = list(map(int, input().split()))\n"
        "s = Sieve(100)\nprint(sum(s.f[a[i]] for i in range(n)))"
    )
    workload = CombinedWorkloadBuilder().build(Code(text=text, kind="program"), executor, 2.0)
    cases = [case for case in workload.cases if isinstance(case, StdinCase) and case.source != OUTSIDE]
    assert len(cases) >= 10 and all(list_of_n(case) for case in cases)
    assert all(value <= 100 for case in cases for value in numbers(case)[1])


def test_a_format_is_learned_once() -> None:
    text, fits = PROGRAMS["helpers"]
    code, formats = Code(text=text, kind="program", filename="m.py"), Formats()
    with ZygoteExecutor() as executor:
        infer(code, executor, 0.5, 40, 0, formats)
        known = formats.get(code)
        assert known
        found = infer_sized(code, executor, (2, 5), 7, 0.1, formats)
    assert formats.get(code) == known
    assert [case.size for case in found] == [2, 5]
    assert all(fits(case) for case in found)


def test_formats_forget_the_oldest() -> None:
    formats = Formats()
    codes = [Code(text=f"print({i})", kind="program", filename="m.py") for i in range(20)]
    for code in codes:
        formats.put(code, code.text)
    assert formats.get(codes[0]) == ""
    assert formats.get(codes[-1]) == codes[-1].text
