"""The evaluation set holds together: every function has its check, and passes it against itself."""

import importlib

import pytest
from benchmarks.functions.check import arguments, check, load, outcome
from benchmarks.functions.run import CASES, jobs, targets

STEMS = sorted(path.stem for path in CASES.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("case", STEMS)
def test_every_function_has_its_check(case: str) -> None:
    checks = importlib.import_module(f"benchmarks.functions.checks.{case}")
    assert set(checks.ARGS) == set(targets(CASES / f"{case}.py"))
    assert set(getattr(checks, "EDGES", {})) <= set(checks.ARGS)


def test_the_set_is_large_and_a_few_are_fast_already() -> None:
    assert sum(case != "already_fast" for case, _ in jobs()) >= 150
    assert sum(case == "already_fast" for case, _ in jobs()) >= 14


@pytest.mark.parametrize("case", ["billing", "validation", "matrices"])
def test_inputs_tell_results_apart(case: str) -> None:
    module = load((CASES / f"{case}.py").read_text())
    for name in targets(CASES / f"{case}.py"):
        assert not check(module, module, case, name)
        assert len({repr(outcome(module, name, args)[0]) for args in arguments(case, name)}) >= 2


def test_a_wrong_rewrite_is_refused() -> None:
    text = (CASES / "billing.py").read_text()
    wrong = load(text.replace("unpaid.append(number)", "unpaid.insert(0, number)"))
    assert "unpaid_invoices" in check(load(text), wrong, "billing", "unpaid_invoices")
