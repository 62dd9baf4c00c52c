"""``--inputs``, calls in test files, and recorded calls."""

# ruff: noqa: E501
from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fasterpy.errors import InputsError
from fasterpy.records import Code, Job
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.config import WorkloadConfig
from fasterpy.workload.examples import from_tests
from fasterpy.workload.record.session import RecordConfig, record
from fasterpy.workload.recorded import load, recorded_cases

PROGRAM = Code(text="print(int(input()) + 1)", kind="program")
FUNCTION = Code(text="def f(x, k=1):\n    return x * k\n", kind="function", qualname="f")


def config(path: Path) -> WorkloadConfig:
    return WorkloadConfig(inputs=str(path), synthesis=False)


def test_a_directory_of_files(tmp_path: Path, executor: ZygoteExecutor) -> None:
    (tmp_path / "a.in").write_text("41\n")
    (tmp_path / "b.in").write_text("1\n")
    (tmp_path / "b.out").write_text("2\n")
    builder = CombinedWorkloadBuilder(config(tmp_path))
    workload = builder.build(PROGRAM, executor, 1.0)
    assert workload.sources == {"inputs": 2}
    assert len(builder.sized(PROGRAM, workload, executor, [1, 10], seed=0)) == 2


def test_a_generator_file(tmp_path: Path, executor: ZygoteExecutor) -> None:
    file = tmp_path / "gen.py"
    file.write_text(
        "def inputs(n, rng):\n    for _ in range(3):\n        yield ([rng.randint(0, 9) for _ in range(n)],), {'k': 2}\n"
    )
    builder = CombinedWorkloadBuilder(config(file))
    workload = builder.build(FUNCTION, executor, 2.0)
    assert set(workload.sources) == {"inputs"} and len(workload.cases) >= 10
    sized = builder.sized(FUNCTION, workload, executor, [10, 100], seed=5)
    assert [case.size for case in sized] == [10, 100]


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("none.py", "x = 1\n", FUNCTION, "must define"),
        ("bad.py", "def inputs(:\n", FUNCTION, "line 1"),
        ("empty.py", "def inputs(n, rng):\n    return []\n", FUNCTION, "nothing usable"),
        ("raises.py", "def inputs(n, rng):\n    raise KeyError('oops')\n", FUNCTION, "oops"),
        ("gen.py", "def inputs(n, rng):\n    return [((1,), {})]\n", PROGRAM, "directory"),
        ("data.txt", "1\n", FUNCTION, "Python file"),
    ],
)
def test_unusable_inputs_are_one_clear_line(
    tmp_path: Path, executor: ZygoteExecutor, name: str, text: str, code: Code, words: str
) -> None:
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(InputsError) as caught:
        CombinedWorkloadBuilder(config(file)).build(code, executor, 1.0)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_missing_and_empty_directories(tmp_path: Path, executor: ZygoteExecutor) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(InputsError):
            CombinedWorkloadBuilder(config(path)).build(PROGRAM, executor, 1.0)


def test_calls_in_test_files(tmp_path: Path) -> None:
    (tmp_path / "lib.py").write_text(FUNCTION.text)
    (tmp_path / "test_lib.py").write_text(
        "import pytest\nfrom lib import f\n\n@pytest.mark.parametrize('x, k', [('a', 2), ([1], 3)])\ndef test_p(x, k):\n"
        "    assert f(x, k=k) == x * k\n\ndef test_q(tmp_path):\n    v = [1, 2]\n    assert f(v) == v\n    assert f(tmp_path) == 1\n"
    )
    code = Code(text=FUNCTION.text, kind="function", qualname="f", filename=str(tmp_path / "lib.py"))
    found = [eval(case.expression) for case in from_tests(code)]
    assert (("a",), {"k": 2}) in found and (([1],), {"k": 3}) in found and (([1, 2],), {}) in found
    assert len(found) == 3


def test_recording_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executor: ZygoteExecutor) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib.py").write_text(
        FUNCTION.text + "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
    )
    (tmp_path / "use.py").write_text(
        "import lib\nfor i in range(300):\n    lib.f([i % 5])\nlib.f(lambda: 0, 1) if False else None\n"
        "lib.f('x' * 5)\nlib.fib(12)\ntry:\n    lib.f(open(__file__), 2)\nexcept TypeError:\n    pass\n"
    )
    done = record(
        [sys.executable, "use.py"], RecordConfig(targets=("lib.py",), out=str(tmp_path / "rec"), most_calls=4)
    )
    assert done.exit_code == 0
    by_name = {function.qualname: function for function in load(Path(done.path)).functions}
    f = by_name["f"]
    assert f.total == 302 and f.skipped == 1 and len(f.calls) <= 4
    assert by_name["fib"].total == 1, "calls from inside a recorded call are not recorded"
    code = Code(text=FUNCTION.text, kind="function", qualname="f", filename=str(tmp_path / "lib.py"), module="lib")
    cases = recorded_cases(str(tmp_path / "rec"), code)
    assert cases and max(case.weight for case in cases) > 0.1
    seen = executor.execute([Job(code=code, case=case) for case in cases])
    assert {one.status for one in seen} == {"returned"}


def test_recording_a_script_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.py").write_text("def g(x, *, k=2):\n    return x * k\nfor i in range(10):\n    g(i % 3, k=5)\n")
    done = record([sys.executable, "main.py"], RecordConfig(out=str(tmp_path)))
    assert [(f.qualname, f.total, len(f.calls)) for f in done.functions] == [("g", 10, 3)]


def test_a_damaged_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.calls").write_bytes(b"garbage")
    with pytest.raises(InputsError):
        recorded_cases(str(tmp_path), FUNCTION)
    with pytest.raises(InputsError):
        recorded_cases(str(tmp_path / "none"), FUNCTION)
