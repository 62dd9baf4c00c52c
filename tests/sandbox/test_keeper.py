"""The process that keeps the memory of a run until its end was told: when it is there, and what a run sees of it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from fasterpy.sandbox.executor import ZygoteExecutor
from tests.sandbox.conftest import program
from tests.sandbox.processes import keepers

_OTHERS = "[p for p in os.listdir('/proc') if p.isdigit() and p not in ('1', str(os.getpid()))]"


@pytest.fixture
def alone() -> Iterator[ZygoteExecutor]:
    """An executor whose processes are the only ones below this test."""
    with ZygoteExecutor() as made:
        if "own PID namespace" not in {layer.name: layer.detail for layer in made.layers()}["processes"]:
            pytest.skip("there are none without a PID namespace")
        yield made


def _said(executor: ZygoteExecutor, text: str) -> bytes:
    seen = executor.execute([program(text)])[0]
    assert seen.status == "returned", seen
    return seen.stdout


def _settled(root: int, count: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if len(keepers(root)) == count:
            return True
        time.sleep(0.01)
    return False


def test_every_waiting_child_has_one_and_none_remains(alone: ZygoteExecutor) -> None:
    root = alone._pools[0].any()._first._process.pid
    for _ in range(3):
        assert _settled(root, 1)
        assert _said(alone, "print(1)") == b"1\n"
    alone.close()
    assert _settled(root, 0)


def test_a_run_has_no_child_that_it_did_not_start(alone: ZygoteExecutor) -> None:
    text = "import os\ntry:\n    print(os.waitpid(-1, os.WNOHANG))\nexcept ChildProcessError:\n    print('none')\n"
    assert _said(alone, text) == b"none\n"


def test_its_session_is_not_that_of_the_run(alone: ZygoteExecutor) -> None:
    text = f"import os\nprint([os.getsid(int(p)) == os.getsid(0) for p in {_OTHERS}])\n"
    assert b"True" not in _said(alone, text)


def test_a_run_that_takes_long_has_none(alone: ZygoteExecutor) -> None:
    text = (
        f"import os, time\nfor _ in range(1000):\n    others = {_OTHERS}\n    if not others:\n        break\n"
        "    time.sleep(0.01)\nprint(others)\n"
    )
    assert _said(alone, text) == b"[]\n"


def test_what_others_of_the_run_do_is_over_when_the_answer_is_there(alone: ZygoteExecutor) -> None:
    text = "import os\nif os.fork() == 0:\n    while True:\n        os.write(1, b'x')\nos.write(1, b'done')\n"
    job = program(text)
    for _ in range(5):
        seen = alone.execute([job])[0]
        assert seen.status == "returned" and b"done" in seen.stdout
        assert _said(alone, "import os\nprint(os.fstat(1).st_size)") == b"0\n"
