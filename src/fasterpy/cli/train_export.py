"""``fasterpy train export``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

FORMS = ("lora-gguf", "merged", "gguf", "openvino")


@click.command()
@click.argument("adapter", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--base", required=True, help="The base model: hub id, folder, or .gguf file.")
@click.option(
    "--to", "forms", type=click.Choice(FORMS), multiple=True, default=("lora-gguf",), show_default=True,
    help="lora-gguf: for llama.cpp beside the base; the others are base and adapter in one. Repeat for more.",
)  # fmt: skip
@click.option(
    "--type", "kind", type=click.Choice(["f16", "f32", "q8_0", "q4_k_m"]), default="f16", show_default=True,
    help="Weights in a GGUF.",
)  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Default: ADAPTER/export.")
@click.option("--results", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="table.json of an eval.")
def export(adapter: Path, base: str, forms: tuple[str, ...], kind: Any, out: Path | None, results: Path | None) -> None:
    """Write an adapter in the forms that other programs read, and its model card (README.md).

    q4_k_m needs llama-cpp-python, openvino needs openvino-genai.
    """
    from fasterpy.train import adapter as adapters
    from fasterpy.train.export import lora_gguf, merged, model_gguf
    from fasterpy.train.export.card import card
    from fasterpy.train.lora.base_model import load_config

    note = adapters.read(adapter)
    folder = out or adapter / "export"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{Path(note.base).stem}-fasterpy"
    if "lora-gguf" in forms:
        path = folder / f"{name}-lora.gguf"
        count = lora_gguf.write(adapter, load_config(base), path, single=kind == "f32")
        click.echo(f"{path}: adapters of {count} layers", err=True)
    if set(forms) - {"lora-gguf"}:
        model, tokenizer = merged.merge(base, adapter, note)
        weights = folder / f"{name}-{kind}.gguf"
        if {"gguf", "openvino"} & set(forms):
            model_gguf.write(model, tokenizer, weights, kind, name)
            click.echo(f"{weights}: {weights.stat().st_size / 2**20:,.0f} MiB", err=True)
        if "openvino" in forms:
            merged.openvino(weights, folder / "openvino")
            click.echo(f"{folder / 'openvino'}: written", err=True)
        if "merged" in forms:
            merged.save(model, tokenizer, folder / "merged")
            click.echo(f"{folder / 'merged'}: written", err=True)
    adapters.write(folder, note)
    text = card(note, _rows(results) if results else None)
    for place in (adapter, folder):
        (place / adapters.CARD).write_text(text, encoding="utf-8")
    click.echo(f"{folder / adapters.CARD}: the model card", err=True)


def _rows(path: Path) -> dict[str, dict[str, str]]:
    """Figures of an evaluation for the card. Raises InputsError."""
    import msgspec

    from fasterpy.errors import InputsError

    try:
        document = msgspec.json.decode(path.read_bytes())
        return {row["name"]: {key: str(value) for key, value in row["shown"].items()} for row in document["systems"]}
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise InputsError(f"{path} is no result of  fasterpy train eval: {error}") from error
