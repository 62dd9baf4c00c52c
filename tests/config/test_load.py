from pathlib import Path

import pytest

from fasterpy.config import Settings, load_settings
from fasterpy.config.limits import LIMITS, mistake
from fasterpy.errors import ConfigError


def project(tmp_path: Path, table: str) -> Path:
    (tmp_path / "pyproject.toml").write_text(f"[tool.fasterpy]\n{table}\n")
    inner = tmp_path / "src" / "pkg"
    inner.mkdir(parents=True)
    return inner


def test_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path, environ={}) == Settings()


def test_each_layer_overrides_the_one_before(tmp_path: Path) -> None:
    start = project(tmp_path, 'min-speedup = 1.2\nseconds = 5\nsamples = 2\ngenerators = ["rules"]')
    environ = {"FASTERPY_SECONDS": "7", "FASTERPY_SAMPLES": "3", "PATH": "/bin", "FASTERPY_API_KEY": "secret"}
    settings = load_settings(start, environ, {"samples": 9, "model": None})
    assert settings.min_speedup == 1.2
    assert settings.seconds == 7
    assert settings.samples == 9
    assert settings.generators == ("rules",)
    assert settings.model == ""


def test_list_in_the_environment(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {"FASTERPY_GENERATORS": "rules, llm"}).generators == ("rules", "llm")


@pytest.mark.parametrize(
    ("table", "environ", "options", "words"),
    [
        ("min-speed = 1.2", {}, {}, "'min-speedup'"),
        ("", {"FASTERPY_SANDBX": "off"}, {}, "'FASTERPY_SANDBOX'"),
        ("", {}, {"secnds": 1}, "'seconds'"),
        ("min-speedup = 'fast'", {}, {}, "min-speedup"),
        ("", {"FASTERPY_SAMPLES": "many"}, {}, "FASTERPY_SAMPLES"),
        ("sandbox = 'sometimes'", {}, {}, "sandbox"),
        ("[[[", {}, {}, "TOML"),
        ("seconds = nan", {}, {}, "seconds"),
        ("max-cost = -1", {}, {}, "max-cost"),
        ("timeout = inf", {}, {}, "timeout"),
        ("threads = -1", {}, {}, "threads"),
        ("", {"FASTERPY_MIN_SPEEDUP": "nan"}, {}, "FASTERPY_MIN_SPEEDUP"),
        ("", {"FASTERPY_MAX_COST": "inf"}, {}, "FASTERPY_MAX_COST"),
        ("", {}, {"samples": 0}, "samples"),
        ("", {}, {"float_tolerance": float("nan")}, "float-tolerance"),
    ],
)
def test_mistakes_are_named(
    tmp_path: Path, table: str, environ: dict[str, str], options: dict[str, object], words: str
) -> None:
    start = project(tmp_path, table)
    with pytest.raises(ConfigError) as caught:
        load_settings(start, environ, options)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_number_has_limits_and_every_default_is_within() -> None:
    values = {name: getattr(Settings(), name) for name in Settings.__struct_fields__}
    numbers = {name for name, value in values.items() if isinstance(value, int | float) and not isinstance(value, bool)}
    assert numbers | {"temperature"} == set(LIMITS)
    assert not [name for name, value in values.items() if mistake(name, value)]
