"""Which model runs on this machine, and what the small ones are asked."""

from __future__ import annotations

from pathlib import Path

from fasterpy.cli.local_models import is_local
from fasterpy.config import Settings
from fasterpy.models.folder import Manifest, ModelFolder


def test_a_bare_name_that_can_be_pulled_or_was_is_local_unless_a_server_is_named(tmp_path: Path) -> None:
    models = str(tmp_path)
    assert is_local(Settings(model="qwen2.5-coder-1.5b", models=models))
    assert not is_local(Settings(model="qwen2.5-coder-1.5b", models=models, base_url="http://localhost:8080/v1"))
    assert not is_local(Settings(model="qwen2.5-coder:7b", models=models))
    assert not is_local(Settings(model="owner/mine", models=models))
    weights = tmp_path / "mine.gguf"
    weights.write_bytes(b"x")
    ModelFolder(models).note(weights, Manifest(name="Owner/Mine", size=1))
    assert is_local(Settings(model="owner/mine", models=models))
