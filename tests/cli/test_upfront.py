"""A mistake in the arguments is told before any work starts: one line, exit code 1, whatever the target."""

from pathlib import Path

import pytest

from fasterpy.cli.main import main
from fasterpy.cli.upfront import check_settings, check_url
from fasterpy.config import Settings
from fasterpy.errors import ConfigError

LOOP = "def common(xs: list[int], ys: list[int]) -> list[int]:\n    return [x for x in xs if x in ys]\n"
BLOCKS = "{%% block system %%}%s{%% endblock %%}{%% block user %%}x{%% endblock %%}"
FILES = {
    "undefined.jinja": (BLOCKS % "{{ nothing }}").encode(),
    "rare.jinja": (BLOCKS % "{% if feedback %}{{ nothing }}{% endif %}").encode(),
    "syntax.jinja": b"{% block system %}{% if %}",
    "bytes.jinja": b"\xff\xfe",
    "parent.jinja": (BLOCKS % "{% include 'x' %}").encode(),
    "divides.jinja": (BLOCKS % "{{ 1 / 0 }}").encode(),
    "good.jinja": (BLOCKS % "{{ code }}{% for one in suggestions %}{{ one.text }}{% endfor %}").encode(),
}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--prompt brif", "did you mean 'brief'?"),
        ("--prompt none.jinja", "does not exist"),
        ("--prompt plain,undefined.jinja", "'nothing' is undefined"),
        ("--prompt rare.jinja", "'nothing' is undefined"),
        ("--prompt syntax.jinja", "not a valid template"),
        ("--prompt bytes.jinja", "UTF-8"),
        ("--prompt parent.jinja", "parent.jinja"),
        ("--prompt divides.jinja", "division by zero"),
        ("--model local:nonexist", "no model 'nonexist'"),
        ("--model nothing.gguf", "does not exist"),
        ("--model local:owner/name --generators llm", "models pull owner/name"),
        ("--base-url http://[::1 --model m", "base-url"),
        ("--base-url example --model m", "base-url"),
        ("--base-url http:// --model m", "base-url"),
        ("--base-url http://h:port/v1 --model m", "base-url"),
        ("--search foo", "unknown search 'foo'"),
        ("--generators rulez", "did you mean 'rules'?"),
        ("--inputs none.py", "none.py"),
        ("--json none/out.json", "no folder"),
        ("--json .", "is a folder"),
        ("--samples 99999999999999999999999", "samples"),
    ],
)
@pytest.mark.parametrize("target", ["a.py::common", "."])
def test_before_any_work(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: str,
    words: str,
    target: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FASTERPY_MODELS", str(tmp_path))
    files = {**FILES, "a.py": LOOP.encode()}
    for name, content in files.items():
        Path(name).write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        main(["optimize", target, "--no-cache", "--seconds", "1", *arguments.split()])
    shown = capsys.readouterr()
    assert ended.value.code == 1
    assert words in shown.err
    assert len(shown.err.strip().splitlines()) == 1, "nothing was begun"
    assert {path.name for path in tmp_path.iterdir()} == set(files)


def test_an_html_report_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.py").write_text(LOOP)
    with pytest.raises(SystemExit) as ended:
        main(["optimize", f"{tmp_path}/a.py::common", "--html", str(tmp_path)])
    assert ended.value.code == 1
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-1"])
@pytest.mark.parametrize(
    "option", ["--max-cost", "--seconds", "--min-speedup", "--max-memory-ratio", "--float-tolerance"]
)
def test_numbers_that_are_none(capsys: pytest.CaptureFixture[str], option: str, value: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["optimize", "a.py", option, value])
    assert ended.value.code == 2
    assert option in capsys.readouterr().err


def test_what_is_right_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.jinja").write_bytes(FILES["good.jinja"])
    for prompt in ("auto", "focused, plain", "brief", "paper", "good.jinja"):
        check_settings(Settings(prompt=prompt, models=str(tmp_path)))
    for url in ("", "http://localhost:11434/v1", "https://example.org", "http://[::1]:8080/v1"):
        check_url(url, "base-url")
    with pytest.raises(ConfigError, match="OPENAI_BASE_URL"):
        check_url("localhost:8080", "OPENAI_BASE_URL")


@pytest.mark.parametrize("model", ["auto", "qwen2.5-coder-1.5b", "local:owner/name"])
def test_a_model_that_only_has_to_be_pulled_leaves_the_rules(tmp_path: Path, model: str) -> None:
    check_settings(Settings(model=model, models=str(tmp_path)))
