"""Published sets become pairs, and rows that are none say why."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from fasterpy.errors import InputsError
from fasterpy.knowledge.builders import Left, Pair, read_file

SLOW = "n = int(input())\ns = 0\nfor i in range(n):\n    s += i\nprint(s)\n"
FAST = "n = int(input())\nprint(n * (n - 1) // 2)\n"


def lines(path: Path, rows: list[object]) -> Path:
    data = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n"
    path.write_bytes(gzip.compress(data.encode()) if path.suffix == ".gz" else data.encode())
    return path


def split(path: Path, **options: str) -> tuple[list[Pair], list[str]]:
    items = list(read_file(path, **options))
    return [i for i in items if isinstance(i, Pair)], [i.reason for i in items if isinstance(i, Left)]


def test_pie_rate_is_the_ratio_of_cpu_times(tmp_path: Path) -> None:
    row = {"problem_id": "p1", "input": SLOW, "target": FAST, "cpu_time_v0": 900, "cpu_time_v1": 300}
    path = lines(
        tmp_path / "pie.jsonl",
        [row, {**row, "cpu_time_v1": 0}, {**row, "status_v1": "Wrong Answer"}, {**row, "target": ""}, "broken"],
    )
    pairs, left = split(path, licence="MIT")
    assert [(p.rate, p.source, p.licence, p.provenance) for p in pairs] == [(3.0, "pie", "MIT", "pie.jsonl:1 p1")]
    assert left == ["no run times", "a version was not accepted by its judge", "no code", "not a JSON object"]


def solution(body: str, extra: str = "") -> str:
    return f"class Solution:\n    def total(self, xs: list[int]) -> int:\n        return {body}\n{extra}"


def test_mercury_pairs_every_other_submission_with_the_fastest(tmp_path: Path) -> None:
    row = {
        "slug_name": "total",
        "solutions": [
            {"solution": solution("sum([x for x in xs])", "\nprint(Solution().total([1, 2, 3]))\n"), "runtime": "40ms"},
            {"solution": solution("sum(xs)"), "runtime": 10},
            {"solution": solution("sum(x for x in xs)"), "runtime": 25.0},
            {"solution": "", "runtime": 3},
        ],
    }
    pairs, left = split(lines(tmp_path / "mercury.jsonl.gz", [row, {"slug_name": "one", "solutions": []}]))
    assert [pair.rate for pair in pairs] == [2.5, 4.0]
    assert {pair.fast for pair in pairs} == {solution("sum(xs)")}
    assert {(pair.kind, pair.qualname) for pair in pairs} == {("function", "Solution.total")}
    assert pairs[1].examples == ("((Solution(), [1, 2, 3], ), {})",)
    assert "print" not in pairs[1].slow, "what merely shows the use is no part of the pair"
    assert left == ["a submission without code or run time", "fewer than two submissions"]


def test_plain_pairs_and_published_files(tmp_path: Path) -> None:
    plain = lines(tmp_path / "val.jsonl", [{"input": SLOW, "target": FAST, "rate": 2.5, "source": "people"}])
    pairs, _ = split(plain)
    assert [(p.rate, p.source, p.summary) for p in pairs] == [(2.5, "people", "")]
    rows = [
        {"input": SLOW, "target": FAST, "rate": 50.0 + i, "summary": "1. Use a  formula.", "vector": [0.0]}
        for i in range(25)
    ]
    pairs, _ = split(lines(tmp_path / "od.jsonl", rows))
    assert pairs[0].rate == 2.0, "percentages of time saved become ratios"
    assert pairs[0].summary == "1. Use a formula."
    pairs, _ = split(tmp_path / "od.jsonl", unit="ratio")
    assert pairs[0].rate == 50.0


def test_a_file_of_something_else_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputsError, match="--format"):
        list(read_file(lines(tmp_path / "x.jsonl", [{"a": 1}])))
    with pytest.raises(InputsError, match="cannot be read"):
        list(read_file(tmp_path / "absent.jsonl"))
    (tmp_path / "bad.parquet").write_bytes(b"nothing")
    with pytest.raises(InputsError, match="cannot be read"):
        list(read_file(tmp_path / "bad.parquet"))


DATA = Path(__file__).parents[3].parent / "shared" / "data"


@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data, which is not part of the package")
@pytest.mark.parametrize(("name", "count"), [("pie/val_pairs.jsonl.gz", 4862), ("mercury/mercury.jsonl.gz", 1890)])
def test_all_rows_of_the_real_files_are_accounted_for(name: str, count: int) -> None:
    pairs, left = split(DATA / name)
    own = [reason for reason in left if "submissions" not in reason]
    assert len(pairs) + len(own) == count
    assert len(pairs) > 0.98 * count
