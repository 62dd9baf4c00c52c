"""Programs run as if by themselves."""

from __future__ import annotations

import pytest

from fasterpy.records import Code, Job, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from tests.sandbox.conftest import program

READERS = {
    "input": "print(input())\nprint(input())",
    "sys.stdin": "import sys\nfor line in sys.stdin:\n    print(line.rstrip())",
    "buffer": "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())",
    "open(0)": "print(open(0).read(), end='')",
    "os.read": "import os\nos.write(1, os.read(0, 10**6))",
    "os.fdopen": "import os\nprint(os.fdopen(0).read(), end='')",
    "/dev/stdin": "print(open('/dev/stdin').read(), end='')",
    "readlines": "import sys\nreadline = sys.stdin.readline\nprint(readline() + readline(), end='')",
    "main guard": "def main():\n    print(input())\n    print(input())\nif __name__ == '__main__':\n    main()",
    "numpy": "import sys, numpy as np\nfor x in np.array(sys.stdin.read().split(), int): print(x)",
    "subprocess": "import subprocess\nsubprocess.run(['cat'])",
}


@pytest.mark.parametrize("text", READERS.values(), ids=READERS.keys())
def test_every_way_to_read(executor: ZygoteExecutor, text: str) -> None:
    seen = executor.execute([program(text, b"12\n7\n")])[0]
    assert (seen.status, seen.stdout, seen.stderr) == ("returned", b"12\n7\n", b"")


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("pass", "returned", 0),
        ("raise SystemExit", "returned", 0),
        ("import sys; sys.exit(3)", "exited", 3),
        ("exit(1)", "exited", 1),
        ("quit()", "returned", 0),
        ("import sys; sys.exit('words')", "exited", 1),
        ("1/0", "raised", 1),
        ("import os; os._exit(0)", "returned", 0),
        ("import os; os._exit(4)", "exited", 4),
        ("def f(:", "unusable", 0),
    ],
)
def test_ways_to_end(executor: ZygoteExecutor, text: str, status: str, code: int) -> None:
    seen = executor.execute([program(text)])[0]
    assert (seen.status, seen.exit_code) == (status, code), seen


def test_traceback_is_the_programs_own(executor: ZygoteExecutor) -> None:
    seen = executor.execute([program("def f():\n    return 1 / 0\n\nf()\n")])[0]
    lines = seen.stderr.decode().splitlines()
    assert lines[0] == "Traceback (most recent call last):" and lines[-1] == "ZeroDivisionError: division by zero"
    assert '"program.py", line 4' in lines[1] and "fasterpy" not in seen.stderr.decode()
    assert seen.error[2] == "ZeroDivisionError"


def test_identity(executor: ZygoteExecutor) -> None:
    text = """
import sys, __main__
x = 5
print(__main__.x, sys.argv, __name__, sys.modules['__main__'].__dict__ is globals(), __file__, __builtins__.__name__)
"""
    assert executor.execute([program(text)])[0].stdout == b"5 ['program.py'] __main__ True program.py builtins\n"


def test_end_of_program_runs_threads_and_exit_functions(executor: ZygoteExecutor) -> None:
    text = """
import atexit, threading, time
atexit.register(lambda: print("exit function"))
def later():
    time.sleep(0.05)
    print("thread")
threading.Thread(target=later).start()
print("main")
"""
    seen = executor.execute([program(text)])[0]
    assert seen.stdout == b"main\nthread\nexit function\n"
    assert seen.wall_ns > 50_000_000


@pytest.mark.parametrize("threaded", [False, True])
def test_deep_recursion(executor: ZygoteExecutor, threaded: bool) -> None:
    text = "import sys, threading\nsys.setrecursionlimit(10**6)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\n"
    if threaded:
        text += "threading.stack_size(2**26)\nt = threading.Thread(target=lambda: print(f(50000)))\nt.start(); t.join()"
    else:
        text += "print(f(50000))"
    assert executor.execute([program(text)])[0].stdout == b"50000\n"


def test_large_output(executor: ZygoteExecutor) -> None:
    seen = executor.execute([program("print('x' * 9_000_000)")])[0]
    assert seen.status == "returned" and len(seen.stdout) == 9_000_001


def test_scratch_is_fresh(executor: ZygoteExecutor) -> None:
    text = "import os\nprint(sorted(os.listdir('.')))\nopen('left', 'w').write('x')\nos.makedirs('a/b')"
    assert [seen.stdout for seen in executor.execute([program(text)] * 2)] == [b"[]\n", b"[]\n"]


def test_limits(executor: ZygoteExecutor) -> None:
    jobs = [
        program("while True: pass", wall_s=0.3),
        program("x = bytearray(10**9)", memory_mb=200),
        program("while True: print('x' * 1000)", output_bytes=10_000),
        program("while True: pass", wall_s=20, cpu_s=1),
        program("import os; os.kill(os.getpid(), 11)"),
    ]
    assert [seen.status for seen in executor.execute(jobs)] == ["timeout", "memory", "output", "timeout", "crashed"]


def test_batch_keeps_order_over_workers() -> None:
    jobs = [program(f"import time; time.sleep({(5 - n) / 100}); print({n})") for n in range(6)]
    with ZygoteExecutor(workers=3) as many:
        assert [seen.stdout for seen in many.execute(jobs)] == [f"{n}\n".encode() for n in range(6)]
        assert many.execute([]) == []


def test_local_modules_and_search_path(executor: ZygoteExecutor, tmp_path_factory: pytest.TempPathFactory) -> None:
    top = tmp_path_factory.mktemp("project")
    (top / "helper.py").write_text("import json\nANSWER = json.loads('42')\n")
    code = Code(text="import helper\nprint(helper.ANSWER)", kind="program", search_path=(str(top),))
    seen = executor.execute([Job(code=code, case=StdinCase(stdin=b"", source="test"))])[0]
    assert seen.stdout == b"42\n", seen


def test_hash_seed_and_random_are_fixed(executor: ZygoteExecutor) -> None:
    text = "import random\nprint(hash('x'), random.random(), list({'a', 'b', 'c'}))"
    first, second = executor.execute([program(text)] * 2)
    assert first.stdout == second.stdout != b""
