import json

from fasterpy.bench.optimize import optimize_programs
from fasterpy.bench.read import Program, read_generations
from tests.bench.workers import make_shouter

PROGRAMS = [Program(problem_id=f"p{i}", input=f"x = {i}", target="secret") for i in range(3)]


def test_answers_are_stored_like_generations_and_resumed(tmp_path):
    path = tmp_path / "made.jsonl"
    made = optimize_programs(PROGRAMS[:2], make_shouter, path, 1.0, 2, "salt")
    assert [row.model_generated_potentially_faster_code_col for row in made] == ["X = 0", "X = 1"]
    before = path.read_bytes()
    assert b"secret" not in before
    optimize_programs(PROGRAMS, make_shouter, path, 1.0, 1, "salt")
    after = path.read_bytes()
    assert after.startswith(before)
    assert len(after.splitlines()) == 3
    assert read_generations(path, PROGRAMS) == ["X = 0", "X = 1", "X = 2"]


def test_other_settings_start_anew(tmp_path):
    path = tmp_path / "made.jsonl"
    optimize_programs(PROGRAMS[:1], make_shouter, path, 1.0, 1, "one")
    optimize_programs(PROGRAMS[:1], make_shouter, path, 1.0, 1, "two")
    assert len(path.read_bytes().splitlines()) == 2


def test_failure_keeps_the_program_and_is_tried_again(tmp_path):
    path = tmp_path / "made.jsonl"
    program = Program(problem_id="p", input="fail", target="")
    (row,) = optimize_programs([program], make_shouter, path, 1.0, 1, "s")
    assert row.model_generated_potentially_faster_code_col == "fail"
    assert "cannot" in row.info["error"]
    assert not path.exists() or not json.loads(path.read_text() or "null")
