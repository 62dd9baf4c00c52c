"""A result of an earlier run says so wherever it is shown."""

import io

import msgspec
import pytest
from rich.console import Console

from fasterpy.records import Result, Reuse, Source
from fasterpy.report.document import result_document
from fasterpy.report.html import render
from fasterpy.report.terminal import print_result

SOURCE = Source(path="a.py", raw=b"x = 1\n", text="x = 1\n")
REUSE = Reuse(measured="2026-11-28T04:12:15+00:00", seconds=16.6, budget=30.0)
FOUND = Result(outcome="improved", reason="r", source=SOURCE, targets=("f",), code="x = 2\n", patch="", reused=REUSE)


def shown(result: Result) -> str:
    out = io.StringIO()
    print_result(result, Console(file=out, width=200))
    return out.getvalue()


@pytest.mark.parametrize("outcome", ["improved", "kept"])
def test_a_reused_result_says_when_it_was_measured_and_how_to_measure_again(outcome: str) -> None:
    result = msgspec.structs.replace(FOUND, outcome=outcome)
    begin = "measured on" if outcome == "improved" else "nothing found, searched 17 s on"
    for text in (shown(result), render(result)):
        assert f"{begin} 2026-11-28 04:12 UTC on this machine; nothing changed since; --no-cache" in text
    assert result_document(result)["reused"] == {"measured": REUSE.measured, "seconds": 16.6, "budget": 30.0}


def test_a_fresh_result_says_nothing_of_it() -> None:
    result = msgspec.structs.replace(FOUND, reused=None)
    assert "nothing changed" not in shown(result) + render(result)
    assert result_document(result)["reused"] is None
