"""SIGTERM and Ctrl-C: nothing is left behind, and what was not written is said."""

import os
import signal
import subprocess
import time
from pathlib import Path

import click
import pytest

from fasterpy.cli.signals import Terminated, farewell, terminable
from fasterpy.testing.openai_server import OpenAIServer, ServerScript
from tests.cli import interruptible


def test_sigterm_is_an_interrupt_and_a_second_one_does_not_disturb() -> None:
    before = signal.getsignal(signal.SIGTERM)
    cleaned = False
    with pytest.raises(Terminated), terminable():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(10)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            cleaned = True
    assert cleaned
    assert signal.getsignal(signal.SIGTERM) == before


def test_another_handler_stays() -> None:
    def other(*_: object) -> None: ...

    before = signal.signal(signal.SIGTERM, other)
    try:
        with terminable():
            assert signal.getsignal(signal.SIGTERM) is other
    finally:
        signal.signal(signal.SIGTERM, before)


def test_what_is_said_and_returned() -> None:
    assert farewell(KeyboardInterrupt()) == ("interrupted", 130)
    assert farewell(click.exceptions.Abort()) == ("interrupted", 130)
    stopped = click.exceptions.Abort()
    stopped.__cause__ = Terminated("nothing was written")
    assert farewell(stopped) == ("terminated; nothing was written", 143)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_single_target_that_is_stopped_says_that_nothing_was_written(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    file = tmp_path / "a.py"
    file.write_text("def common(xs: list[int], ys: list[int]) -> list[int]:\n    return [x for x in xs if x in ys]\n")
    (tmp_path / "tmp").mkdir()
    arguments = ["optimize", "a.py", "--generators", "llm", "--no-cache", "--json", "out.json", "--apply"]
    with OpenAIServer(ServerScript(delay_s=1.0)) as server:
        process = subprocess.Popen(
            interruptible(*arguments, "--model", "m", "--base-url", server.base_url),
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        )
        end = time.monotonic() + 100
        while not server.seen() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(number)
        _, shown = process.communicate(timeout=60)
    assert process.returncode == code, shown
    assert shown.strip().splitlines()[-1].endswith("; nothing was written")
    assert "Traceback" not in shown
    assert {path.name for path in tmp_path.iterdir()} == {"a.py", "tmp"}
    assert not list((tmp_path / "tmp").iterdir()), "no folder of the sandbox stays"
