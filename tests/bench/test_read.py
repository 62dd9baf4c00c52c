import gzip
import json

import pytest

from fasterpy.bench import read
from fasterpy.bench.records import Test as Case
from fasterpy.errors import InputsError


def write(path, rows):
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


PROGRAMS = [
    {"problem_id": "p1", "input": "print(1)", "target": "print(1)", "cpu_time_v0": 3},
    {"problem_id": "p2", "input": "print(2)", "target": "print(2)"},
]


def answer(problem, slow, fast):
    return {read.PROBLEM: problem, read.SLOW: slow, read.FAST: fast}


@pytest.mark.parametrize("name", ["programs.jsonl", "programs.jsonl.gz"])
def test_programs(tmp_path, name):
    found = read.read_programs(write(tmp_path / name, PROGRAMS))
    assert [p.problem_id for p in found] == ["p1", "p2"]


def test_bad_line_is_named(tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"problem_id": "p1", "input": "x", "target": "y"}\n{oops\n')
    with pytest.raises(InputsError, match="line 2"):
        read.read_programs(path)


def test_missing_field_is_named(tmp_path):
    with pytest.raises(InputsError, match=r"row 1.*target"):
        read.read_programs(write(tmp_path / "p.jsonl", [{"problem_id": "p", "input": "x"}]))


def test_cases(tmp_path):
    path = tmp_path / "cases.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"p1": [{"input": "1\n", "output": "2\n"}]}).encode()))
    assert read.read_cases(path) == {"p1": (Case(input="1\n", output="2\n"),)}


def test_generations_in_order(tmp_path):
    programs = read.read_programs(write(tmp_path / "p.jsonl", PROGRAMS))
    rows = [answer("p1", "print(1)", "a"), answer("p2", "print(2)", "```python\nb\n```")]
    assert read.read_generations(write(tmp_path / "g.jsonl", rows), programs) == ["a", "b\n"]


def test_generations_in_another_order_and_with_others_between(tmp_path):
    programs = read.read_programs(write(tmp_path / "p.jsonl", PROGRAMS))
    rows = [answer("p2", "print(2)", ["b", "c"]), answer("p9", "else", "z"), answer("p1", "print(1)", "a")]
    assert read.read_generations(write(tmp_path / "g.jsonl", rows), programs) == ["a", "b"]


def test_missing_answers_are_counted(tmp_path):
    programs = read.read_programs(write(tmp_path / "p.jsonl", PROGRAMS))
    with pytest.raises(InputsError, match="no answer for 1 of 2"):
        read.read_generations(write(tmp_path / "g.jsonl", [answer("p1", "print(1)", "a")]), programs)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = 1\n", "x = 1\n"),
        ("Here:\n```python\nx = 1\n```\nDone.", "x = 1\n"),
        ("```\nx = 1\n```", "x = 1\n"),
        ("```bash\npip install everything-and-more\n```\n```py\nx\n```", "x\n"),
        ("```python\nx\n```\nbetter:\n```python\nlonger = 2\n```", "longer = 2\n"),
        ("```python\nnever = 'closed'\n", "never = 'closed'\n"),
        ("s = '``'", "s = '``'"),
        ("", ""),
    ],
)
def test_markdown(text, code):
    assert read.strip_markdown(text) == code


def test_keys_depend_on_every_part(tmp_path):
    programs = read.read_programs(write(tmp_path / "p.jsonl", PROGRAMS))
    cases = {"p1": (Case(input="1", output="2"),)}

    def key(salt="s", text="a", cases=cases):
        return read.make_tasks(programs, cases, {"m": [text, text]}, salt)[0].key

    assert key() == key()
    assert len({key(), key(salt="t"), key(text="b"), key(cases={})}) == 4


def test_system_name(tmp_path):
    assert read.system_name(tmp_path / "qwen-max.jsonl.gz") == "qwen-max"
