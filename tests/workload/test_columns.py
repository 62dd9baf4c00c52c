"""Large inputs of functions: made field by field, of real shapes, and accepted by the target."""

from __future__ import annotations

from typing import Any

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder

TEXT = """
import re
from dataclasses import dataclass, field
from typing import Dict, List, Tuple

WORD = re.compile(r"[a-z0-9]+")
CODONS = {"F": ["TTT", "TTC"], "L": ["TTA", "TTG"], "M": ["ATG"], "*": ["TAA", "TAG", "TGA"]}


@dataclass
class Movement:
    cents: int
    ok: bool = True


@dataclass
class Account:
    number: str
    movements: List[Movement] = field(default_factory=list)


def balances(accounts: List[Account]) -> List[Tuple[str, int]]:
    return [(a.number, sum(m.cents for m in a.movements if m.ok)) for a in accounts]


def cost(part: str, bom: Dict[str, List[Tuple[str, int]]], prices: Dict[str, int]) -> int:
    if part not in bom:
        return prices[part]
    return 1 + sum(n * cost(child, bom, prices) for child, n in bom[part] if n > 0)


def products(table):
    result = {}
    for a in table:
        for b in table:
            if len(table[a]) != len(table[b]):
                raise ValueError(f"columns {a} and {b} differ")
            result[a, b] = sum(x * y for x, y in zip(table[a], table[b]))
    return result


def index(pages: Dict[str, dict]) -> Dict[str, List[str]]:
    found: Dict[str, List[str]] = {}
    for slug, page in pages.items():
        text = page["title"] + " " + page["body"]
        for word in WORD.findall(text.lower()):
            found.setdefault(word, []).append(slug)
    return found


def minutes(stamp: str) -> int:
    day, clock = stamp.split(" ")
    hours, rest = clock.split(":")
    return int(day) * 1440 + int(hours) * 60 + int(rest)


def clashes(shifts: List[Dict[str, str]]) -> int:
    found = 0
    for i in range(len(shifts)):
        for j in range(i + 1, len(shifts)):
            first, second = shifts[i], shifts[j]
            if first["employee"] == second["employee"]:
                found += minutes(first["start"]) < minutes(second["end"])
    return found


def cheapest(cart: dict, vouchers: List[dict]) -> int:
    return min(sum(i["price"] * v["percent"] for i in cart["items"]) for v in vouchers)


def translate(dna: str) -> str:
    out = ""
    while len(dna) >= 3:
        for letter, codons in CODONS.items():
            if dna[:3] in codons:
                out += letter
        dna = dna[3:]
    return out


def accepted(deliveries: List[dict]) -> int:
    return sum("event" in d and "id" in d for d in deliveries)
"""


def _large(executor: ZygoteExecutor, name: str) -> list[tuple[int, str, tuple[Any, ...]]]:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname=name)
    builder = CombinedWorkloadBuilder()
    cases = builder.sized(code, builder.build(code, executor, 4.0), executor, (64, 256), 0)
    space: dict[str, Any] = {**vars(prelude)}
    exec(TEXT, space)
    return [(c.size, c.expression, eval(c.expression, space)[0]) for c in cases if isinstance(c, ExpressionCase)]


def test_objects_in_objects_take_few_letters_however_many_they_are(executor: ZygoteExecutor) -> None:
    found = _large(executor, "balances")
    assert {size for size, _text, _args in found} == {64, 256}
    for size, text, (accounts,) in found:
        assert len(accounts) == size
        assert len(text) < 600
        assert sum(len(a.movements) for a in accounts) > 2 * size


def test_recursion_goes_down_a_graph_that_ends(executor: ZygoteExecutor) -> None:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname="cost")
    builder = CombinedWorkloadBuilder()
    cases = builder.sized(code, builder.build(code, executor, 4.0), executor, (8, 64), 0)
    assert any("k1" in case.expression for case in cases if isinstance(case, ExpressionCase))


def test_columns_of_a_table_are_of_one_length(executor: ZygoteExecutor) -> None:
    found = _large(executor, "products")
    assert found
    for _size, _text, (table,) in found:
        assert len({len(column) for column in table.values()}) == 1


@pytest.mark.parametrize("name", ["index", "clashes", "accepted", "translate", "cheapest"])
def test_large_ones_are_accepted(executor: ZygoteExecutor, name: str) -> None:
    assert any(size >= 64 for size, _text, _args in _large(executor, name))


def test_what_is_read_has_its_form_throughout(executor: ZygoteExecutor) -> None:
    for _size, _text, (shifts,) in _large(executor, "clashes"):
        assert all(" " in shift["start"] and ":" in shift["end"] for shift in shifts)
    for _size, _text, (pages,) in _large(executor, "index"):
        assert all(isinstance(page["body"], str) for page in pages.values())


def test_lists_of_a_record_grow(executor: ZygoteExecutor) -> None:
    assert any(len(cart["items"]) >= 60 for _size, _text, (cart, _vouchers) in _large(executor, "cheapest"))


def test_texts_are_of_the_letters_that_the_module_lists(executor: ZygoteExecutor) -> None:
    assert any(set(args[0]) <= set("ACGT") for _size, _text, args in _large(executor, "translate"))


def test_rows_below_one_another_have_no_circles() -> None:
    names = [f"k{place}" for place in range(20)]
    rows = [[("k3", 1), ("k19", 2)] for _ in names]
    made = dict(zip(names, prelude.below(1, names, rows, 4), strict=True))
    assert all(names.index(child) > names.index(name) for name, row in made.items() for child, _n in row)
    assert made["k19"] == []
