"""The run as a whole, once over synthetic times and once in the sandbox."""

import json

import pytest

from fasterpy.bench.evaluate import evaluate
from fasterpy.bench.output import csv_text, document, heat_map
from fasterpy.bench.pie import run_benchmark
from fasterpy.bench.read import Program, make_tasks
from fasterpy.bench.records import AGAIN, INPUT, REFERENCE, BenchConfig
from fasterpy.bench.records import Test as Case
from fasterpy.bench.table import make_table
from fasterpy.errors import SandboxError
from tests.bench.workers import make_executor

# The synthetic executor prints the program's text, so the text is its own expected output.
TESTS = {"p": (Case(input="1", output="same"),)}
CONFIG = BenchConfig(seconds=1.0, max_rounds=4)


def echo_task(systems, protocol="paired"):
    config = BenchConfig(seconds=1.0, max_rounds=4, protocol=protocol)
    program = Program(problem_id="p", input="same", target="same")
    return make_tasks([program], TESTS, systems, config.salt())[0], config


def test_row_has_every_version_and_wrong_ones_are_not_timed():
    task, config = echo_task({"twin": ["same"], "wrong": ["other"]})
    row = evaluate(make_executor(), task, config, 0.1)
    assert set(row.versions) == {INPUT, AGAIN, REFERENCE, "twin", "wrong"}
    assert row.versions["twin"].same_as == INPUT
    assert row.versions["twin"].runtime_ns == row.versions[INPUT].runtime_ns
    assert row.versions["wrong"].runtime_ns is None
    assert row.versions["wrong"].why == "wrong output"


def test_paper_protocol_times_equal_texts_again():
    task, config = echo_task({"twin": ["same"]}, "paper")
    row = evaluate(make_executor(), task, config, 0.1)
    assert row.versions["twin"].runtime_ns != row.versions[INPUT].runtime_ns
    assert row.versions["twin"].rounds == 4


def test_broken_programs_are_left_out_with_their_reason():
    programs = [
        Program(problem_id="p", input="bad", target="same"),
        Program(problem_id="p", input="same", target="bad"),
        Program(problem_id="q", input="same", target="same"),
    ]
    rows = [evaluate(make_executor(), t, CONFIG, 0.1) for t in make_tasks(programs, TESTS, {}, "")]
    assert [r.excluded for r in rows] == [
        "input program: wrong output",
        "reference program: wrong output",
        "no test cases for this problem",
    ]
    table = make_table(rows, "paired")
    assert table.programs == 0
    assert len(table.excluded) == 3


def test_run_resumes_where_it_was_killed(tmp_path):
    programs = [Program(problem_id="p", input="same", target="same") for _ in range(4)]
    tasks = make_tasks(programs, TESTS, {"m": ["same"] * 4}, CONFIG.salt())
    first = run_benchmark(tasks, make_executor, CONFIG, tmp_path, 2)
    path = tmp_path / "rows.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]) + lines[2][:20])
    second = run_benchmark(tasks, make_executor, CONFIG, tmp_path, 1)
    assert [r.key for r in second] == [r.key for r in first]
    kept = {json.loads(line)["key"] for line in lines[:2]}
    for a, b in zip(first, second, strict=True):
        assert (a == b) or a.key not in kept


@pytest.fixture
def table(tmp_path):
    task, config = echo_task({"twin": ["same"], "wrong": ["other"]})
    return make_table([evaluate(make_executor(), task, config, 0.1)], "paired", returned=("twin",)), config


def test_table_and_outputs(table, tmp_path):
    table, config = table
    names = [score.name for score in table.scores]
    assert names == [INPUT, AGAIN, REFERENCE, "twin", "wrong"]
    assert table.scores[0].pass_at_1 is None
    assert table.scores[3].pass_at_1 == 1.0
    assert table.scores[3].returned_pass == 1.0
    assert table.scores[4].pass_at_1 == 0.0
    assert len(csv_text(table).splitlines()) == 6
    made = document(table, config, "1", {})
    assert made["format"] == 1
    assert json.loads(json.dumps(made))["scores"][4]["runtime_mean_ms"] is None
    pytest.importorskip("matplotlib", reason="the heat map needs the extra plots")
    heat_map(table, tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


SANDBOXED = [
    # the shapes that a program may take: each must run as if by itself
    "import sys\nprint(sum(map(int, sys.stdin.read().split())))",
    "import os\nprint(sum(map(int, os.read(0, 100).split())))",
    "print(sum(map(int, open(0).read().split())))",
    "import sys\nsys.stdout.buffer.write(str(sum(map(int, sys.stdin.buffer.readline().split()))).encode() + b'\\n')",
    "if __name__ == '__main__':\n    print(sum(map(int, input().split())))\n    raise SystemExit(0)",
    "import sys, threading\nsys.setrecursionlimit(10**6)\nthreading.stack_size(2**26)\n"
    "def main():\n    print(sum(map(int, input().split())))\nt = threading.Thread(target=main)\nt.start()\nt.join()",
    "import numpy as np\nprint(np.array(input().split(), dtype=int).sum())",
]


def test_real_programs_of_every_shape():
    from fasterpy.sandbox.executor import ZygoteExecutor

    try:
        executor = ZygoteExecutor()
    except SandboxError as error:
        pytest.skip(f"no sandbox here: {error}")
    tests = {"p": (Case(input="1 2 3\n", output="6\n"), Case(input="10 -4\n", output="6\n"))}
    program = Program(problem_id="p", input="print(sum(map(int, input().split())))", target=SANDBOXED[0])
    systems = {f"s{i}": [text] for i, text in enumerate(SANDBOXED)}
    systems |= {
        "loops": ["while True: pass"],
        "dies": ["print(6)\nraise ValueError"],
        "wrong": ["print(7)"],
        "more": ["print(6)\nprint(6)"],
    }
    config = BenchConfig(timeout_extra_s=0.5, max_rounds=3)
    try:
        row = evaluate(executor, make_tasks([program], tests, systems, "")[0], config, 0.1)
    finally:
        executor.close()
    assert row.excluded == ""
    for i in range(len(SANDBOXED)):
        assert row.versions[f"s{i}"].accuracy == 1.0, (SANDBOXED[i], row.versions[f"s{i}"])
        assert row.versions[f"s{i}"].runtime_ns
    assert row.versions["loops"].why.startswith("timeout")
    assert row.versions["dies"].accuracy < 1.0
    assert "ValueError" in row.versions["dies"].why
    assert row.versions["wrong"].accuracy == 0.0
    assert row.versions["more"].why == "more output than expected"
