"""``fasterpy train``: from the knowledge base to a better local model."""

from __future__ import annotations

import click

from fasterpy.cli.train_dataset import check, dataset
from fasterpy.cli.train_eval import evaluate
from fasterpy.cli.train_export import export
from fasterpy.cli.train_lora import lora


@click.group()
def train() -> None:
    """Fine-tune a local model (paper §5.4, §5.6.2): dataset, check, lora, export, eval."""


for command in (dataset, check, lora, export, evaluate):
    train.add_command(command)
