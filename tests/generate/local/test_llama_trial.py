"""Native code that dies is a line, not the end of fasterpy."""

from __future__ import annotations

from pathlib import Path

import pytest

from fasterpy.errors import ModelError
from fasterpy.generate.local import EngineConfig
from fasterpy.generate.local.llama_trial import check


def config(tmp_path: Path) -> EngineConfig:
    return EngineConfig(weights="m.gguf", compiled=str(tmp_path / "kept"))


def test_a_crash_names_the_signal_and_the_way_out(tmp_path: Path) -> None:
    crash = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
    with pytest.raises(ModelError, match=r"1\.0 dies here with SIGSEGV when it decodes: .*GGML_NATIVE=OFF"):
        check(config(tmp_path), "1.0", crash)
    check(config(tmp_path), "1.1", "pass")  # another version is another matter


def test_an_error_is_passed_on_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot read m\.gguf: ValueError: no such file"):
        check(config(tmp_path), "1.0", "raise ValueError('no such file')")


def test_success_is_remembered(tmp_path: Path) -> None:
    check(config(tmp_path), "1.0", "import sys; sys.exit(sys.argv[1] != 'm.gguf')")
    check(config(tmp_path), "1.0", "raise SystemError('not run again')")
    with pytest.raises(ModelError, match="not run again"):
        check(EngineConfig(weights="m.gguf"), "1.0", "raise SystemError('not run again')")
