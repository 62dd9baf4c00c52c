"""``fasterpy train lora``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

# One option per hyperparameter: name, type, meaning.
NUMBERS: tuple[tuple[str, Any, str], ...] = (
    ("learning-rate", float, "Highest, after warm-up."),
    ("batch-size", int, "Conversations computed at once."),
    ("accumulation", int, "Batches per step; several processes share them."),
    ("epochs", int, "Passes over the data."),
    ("weight-decay", float, ""),
    ("warmup-ratio", float, "Share of the steps."),
    ("rank", int, ""),
    ("alpha", int, ""),
    ("dropout", float, "Of the adapter's input."),
    ("max-length", int, "Tokens; longer conversations are left out, never cut."),
    ("evaluations", int, "Validations and checkpoints per epoch."),
    ("max-steps", int, "Stop after so many; 0: all epochs."),
    ("data-seed", int, "Of the order."),
    ("seed", int, "Of weights and dropout."),
)


def hyperparameters(function: Any) -> Any:
    """An option for each; unset ones keep the paper's values."""
    for name, kind, text in reversed(NUMBERS):
        function = click.option(f"--{name}", type=kind, help=text or None)(function)
    return function


@click.command()
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("train-data"),
    show_default=True, help="Folder of  train dataset.",
)  # fmt: skip
@click.option("--base", required=True, help="Model to tune: hub id, folder, or .gguf file (dequantised).")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("train-out"), show_default=True)
@click.option("--engine", type=click.Choice(["peft", "swift"]), default="peft", show_default=True)
@click.option("--restart", is_flag=True, help="Forget the checkpoints in --out.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True)
@click.option("--bf16/--fp32", default=True, help="bfloat16 where the hardware has it (default), or single precision.")
@click.option("--gradient-checkpointing/--no-gradient-checkpointing", default=True, help="Less memory, more time.")
@click.option("--targets", help="all-linear (default) or names of layers, separated by commas.")
@hyperparameters
def lora(data: Path, base: str, out: Path, engine: str, restart: bool, **more: Any) -> None:
    """Tune a model on a dataset with the hyperparameters of the paper's Table 5; goes on where it was interrupted.

    Writes OUT/adapter (best by validation loss), OUT/last, curves.csv and curves.png. On several GPUs:
    torchrun --nproc-per-node 4 -m fasterpy train lora ...
    """

    from fasterpy.cli.progress import TerminalProgress
    from fasterpy.train.files import read_note
    from fasterpy.train.lora import swift
    from fasterpy.train.lora.config import LoraConfig

    config = LoraConfig(**{name: value for name, value in more.items() if value is not None})
    config.check()
    if engine == "swift":
        command = swift.arguments(data.resolve(), base, config, out.resolve(), read_note(data).train)
        script = swift.write_script(command, out)
        click.echo(f"written: {script}", err=True)
        swift.run(script)
        return
    from fasterpy.report.console import plain_console
    from fasterpy.train.lora import checkpoint
    from fasterpy.train.lora.run import train

    if restart:
        checkpoint.forget(out)
    with TerminalProgress(plain_console()) as progress:
        note = train(data, base, config, out, progress)
    if note is None:
        return
    figures = ", ".join(f"{name} {value:.3f}" for name, value in note.losses.items())
    if note.too_long:
        click.echo(f"{note.too_long} conversations left out: longer than {config.max_length} tokens", err=True)
    click.echo(f"{out / 'adapter'}: {note.steps} steps in {note.seconds:.0f} s; loss {figures}", err=True)
