"""The section of docs/benchmark.md that shows both protocols side by side."""

import msgspec
import pytest
from benchmarks.pie.tables import BEGIN, DOCS, END, replaced, section

from fasterpy.bench.output import document
from fasterpy.bench.records import AGAIN, INPUT, REFERENCE, BenchConfig, Row, Scored
from fasterpy.bench.table import make_table


def table(protocol, again):
    """One program of four is measured ``again`` times as fast as itself."""
    times = {INPUT: 100.0, AGAIN: 100.0, REFERENCE: 20.0, "m": 50.0}
    rows = [
        Row(
            key=str(i),
            index=i,
            problem_id="p",
            versions={
                name: Scored(accuracy=1.0, runtime_ns=ns / again if name == AGAIN and i == 0 else ns)
                for name, ns in times.items()
            },
        )
        for i in range(4)
    ]
    made = document(make_table(rows, protocol), BenchConfig(protocol=protocol), "0", {"load": "0.50"})
    return msgspec.json.decode(msgspec.json.encode(made))


def test_section_shows_both_noise_floors():
    text = section(table("paired", 1.0), table("paper", 1.5))
    assert "25.0% of 4 programs when versions run one after the other, and in 0.0%" in " ".join(text.split())
    (line,) = [line for line in text.splitlines() if line.startswith("| input again")]
    assert [cell.strip() for cell in line.split("|")][5:7] == ["0.000", "0.250"]


def test_tables_that_do_not_belong_together_are_refused():
    with pytest.raises(ValueError, match="protocol"):
        section(table("paper", 1.0), table("paired", 1.0))
    other = {**table("paper", 1.0), "programs": 3}
    with pytest.raises(ValueError, match="same programs"):
        section(table("paired", 1.0), other)


def test_the_page_has_the_markers_and_keeps_what_surrounds_them():
    page = DOCS.read_text()
    changed = replaced(page, "new figures")
    assert f"{BEGIN}\nnew figures\n{END}" in changed
    assert changed.startswith(page[: page.index(BEGIN)])
    assert changed.endswith(page[page.index(END) :])
