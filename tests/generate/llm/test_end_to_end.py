"""The command line with a language model behind a real local server process: from request to patch."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fasterpy.testing.openai_server import OpenAIServer, ServerScript

from .requests import ANSWER, SLOW

INPUTS = """
def inputs(n, rng):
    for _ in range(4):
        yield ([rng.randrange(n + 1) for _ in range(n)], [rng.randrange(n + 1) for _ in range(n)]), {}
"""
WRONG = ANSWER.replace("item in known]", "item not in known]")


def optimize(
    folder: Path, script: ServerScript, **settings: str
) -> tuple[dict[str, object], list[dict[str, object]], str]:
    (folder / "common.py").write_text(SLOW)
    (folder / "inputs_common.py").write_text(INPUTS)
    with OpenAIServer(script) as server:
        command = [sys.executable, "-m", "fasterpy", "optimize", "common.py::common", "--inputs", "inputs_common.py"]
        command += ["--generators", "llm", "--model", "scripted", "--base-url", server.base_url, "--seconds", "60"]
        command += ["--no-cache", "--json", "out.json"]
        environment = {**os.environ, "FASTERPY_API_KEY": "sk-verysecret123", **settings}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=250)
        assert done.returncode == 0, done.stderr
        return json.loads((folder / "out.json").read_text()), server.seen(), done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("stream", ["0", "1"])
def test_the_models_answer_becomes_a_verified_patch(tmp_path: Path, stream: str) -> None:
    result, seen, shown = optimize(tmp_path, ServerScript(answers=(WRONG, ANSWER)), FASTERPY_STREAM=stream)
    assert result["outcome"] == "improved", result
    assert "set(right)" in str(result["patch"])
    assert {entry["body"].get("stream", False) for entry in seen} == {stream == "1"}  # type: ignore[attr-defined]
    assert "verysecret" not in shown
    assert "verysecret" not in (tmp_path / "out.json").read_text()


@pytest.mark.slow
def test_the_answer_that_the_demo_hopes_for_is_proved(tmp_path: Path) -> None:
    (tmp_path / "text.py").write_bytes((Path(__file__).parents[3] / "examples/text/text.py").read_bytes())
    answer = """```python
def longest_without_repeat(text: str) -> int:
    best = 0
    seen = set()
    start = 0
    for end in range(len(text)):
        while text[end] in seen:
            seen.remove(text[start])
            start += 1
        seen.add(text[end])
        best = max(best, end - start + 1)
    return best
```"""
    wrong = answer.replace("start += 1", "start = end")
    with OpenAIServer(ServerScript(answers=(wrong, answer))) as server:
        command = [sys.executable, "-m", "fasterpy", "optimize", "text.py::longest_without_repeat", "--samples", "2"]
        command += [
            "--model",
            "m",
            "--base-url",
            server.base_url,
            "--seconds",
            "60",
            "--no-cache",
            "--json",
            "out.json",
        ]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=250)
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "out.json").read_text())
    assert result["outcome"] == "improved" and result["origin"].startswith("llm:m"), result["reason"]
    assert {one["verdict"] for one in result["candidates"] if one["origin"].startswith("llm:m")} >= {"different"}


@pytest.mark.slow
def test_a_wrong_answer_is_never_taken(tmp_path: Path) -> None:
    result, _, _ = optimize(tmp_path, ServerScript(answers=(WRONG,)))
    assert result["outcome"] == "kept"
    assert result["code"] == SLOW


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "words"), [("401", "refused the API key"), ("malformed", "not a chat completion")])
def test_without_the_model_the_run_ends_well(tmp_path: Path, mode: str, words: str) -> None:
    result, _, shown = optimize(tmp_path, ServerScript(modes=(mode,)))
    assert result["outcome"] == "kept"
    assert words in " ".join(shown.replace("│", " ").split())
    assert "Traceback" not in shown
