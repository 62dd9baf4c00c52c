"""``--adapter``: its prompt is used, its chat template is checked."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from fasterpy.chat_template import same
from fasterpy.cli.adapters import adapted
from fasterpy.config import Settings
from fasterpy.errors import ModelError
from fasterpy.generate.llm.prompt import digest
from fasterpy.generate.local.adapter_check import check_template
from fasterpy.train import adapter
from fasterpy.train.lora.config import LoraConfig
from fasterpy.train.records import PromptNote

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def note(sha256: str) -> adapter.AdapterNote:
    return adapter.AdapterNote(
        base="tiny", prompt=PromptNote(name="paper", sha256=sha256), chat_template=CHATML, config=LoraConfig(),
        dataset={}, conversations=1, too_long=0, sources={}, licences={}, steps=1, losses={},
    )  # fmt: skip


def test_the_adapter_s_prompt_is_used_where_none_is_set(tmp_path: Path) -> None:
    adapter.write(tmp_path, note(digest("paper")))
    settings, remark = adapted(Settings(adapter=str(tmp_path)))
    assert (settings.prompt, remark) == ("paper", "")
    weights = tmp_path / "lora.gguf"
    weights.write_bytes(b"GGUF")
    assert adapted(Settings(adapter=str(weights)))[0].prompt == "paper"
    settings, remark = adapted(Settings(adapter=str(tmp_path), prompt="focused"))
    assert settings.prompt == "focused" and "not 'focused'" in remark
    assert adapted(Settings(adapter=str(tmp_path), prompt="focused, paper"))[1] == ""


def test_a_prompt_that_changed_is_told_and_other_adapters_are_left_alone(tmp_path: Path) -> None:
    adapter.write(tmp_path, note("0" * 64))
    assert "has changed" in adapted(Settings(adapter=str(tmp_path)))[1]
    (tmp_path / "fasterpy.json").unlink()
    settings = Settings(adapter=str(tmp_path))
    assert adapted(settings) == (settings, "")
    assert adapted(Settings()) == (Settings(), "")


def test_another_chat_template_is_refused(tmp_path: Path) -> None:
    check_template(str(tmp_path), "{{ anything }}")  # no note: nothing is known
    adapter.write(tmp_path, note("0" * 64))
    check_template(str(tmp_path), CHATML)
    with pytest.raises(ModelError, match="another chat template than tiny"):
        check_template(str(tmp_path), CHATML.replace("<|im_start|>", "<s>"))
    (tmp_path / "fasterpy.json").write_bytes(msgspec.json.encode([1]))
    check_template(str(tmp_path), "{{ anything }}")


def test_templates_are_compared_by_what_they_write() -> None:
    assert same(CHATML, "{%- if tools %}{{ tools }}{%- endif %}" + CHATML)
    assert not same(CHATML, CHATML.replace("assistant", "bot"))
    assert not same(CHATML, "{% broken")
    assert same("{% broken", "{% broken\n")
    assert not same("{{ raise_exception('no system') }}", "{{ raise_exception('not alike') }}")
