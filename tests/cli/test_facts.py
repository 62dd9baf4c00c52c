"""What was measured of a target is in the prompt that a model gets, and the same in the next run."""

import json
import os
import subprocess
import sys
from pathlib import Path

from fasterpy.testing.openai_server import OpenAIServer, ServerScript

SLOW = """def shared(left: list[int], right: list[int]) -> list[int]:
    found = []
    for item in left:
        if item in right:
            found.append(item)
    return found
"""


def test_a_model_is_told_the_hot_line_and_is_not_asked_twice(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(SLOW)
    with OpenAIServer(ServerScript(answers=(f"```python\n{SLOW}```",))) as server:

        def run(*options: str) -> list[str]:
            command = [sys.executable, "-m", "fasterpy", "optimize", "m.py::shared", "--generators", "llm"]
            command += [
                "--model",
                "m",
                "--base-url",
                server.base_url,
                "--search",
                "best-of-n",
                "--samples",
                "1",
                *options,
            ]
            environment = {**os.environ, "FASTERPY_CACHE_DIR": str(tmp_path / "cache")}
            before = len(server.seen())
            done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200)
            assert done.returncode == 0, done.stderr
            return [json.dumps(one["body"]["messages"]) for one in server.seen()[before:]]  # type: ignore[index]

        [first] = run("--seconds", "20")
        assert "% of its time goes into this line: `if item in right:`" in first
        assert run("--seconds", "21") == [], "the facts are kept, so the prompt is the same and its answer is known"
        [plain] = run("--seconds", "20", "--prompt", "plain")
        assert "its time goes" not in plain, "this prompt is the code and the wish alone"
