"""``fasterpy kb bulk``: a dataset as files that a Milvus server loads at once."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import click

from fasterpy.cli.options import dataset_options, json_option, write_json

_BATCH = 512
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files; new or empty."
)
@dataset_options
@click.option("--embedder", help="structural (default), unixcoder or onnx:FOLDER.")
@json_option
def bulk(
    files: tuple[Path, ...], out: Path, source: str, licence: str, rate_unit: str | None, embedder: str | None,
    json_out: str | None,
) -> None:  # fmt: skip
    """Write Milvus bulk files (Parquet with vectors) from a dataset: input, target, rate, summary[, source …].

    For a server and more rows than a client should send: make the base there (kb build --to URI --no-patterns), copy
    the files to its object storage, and load them with pymilvus.bulk_writer.bulk_import.
    """

    from fasterpy.cli.progress import TerminalProgress
    from fasterpy.cli.stores import make_embedder, make_encoder, put
    from fasterpy.config import load_settings
    from fasterpy.knowledge.dataset import read_dataset
    from fasterpy.knowledge.milvus_bulk import BulkFiles
    from fasterpy.knowledge.schema import COLLECTION
    from fasterpy.report.console import plain_console
    from fasterpy.report.document import envelope

    maker = make_embedder(load_settings(None, options={"embedder": embedder}).embedder)
    dropped: Counter[str] = Counter()
    entries = (
        entry
        for file in files
        for entry in read_dataset(file, source or file.name.split(".")[0], licence, dropped, rate_unit or "")
    )
    added = 0
    with (
        TerminalProgress(plain_console()) as progress,
        BulkFiles(out, maker.name, make_encoder().name, maker.dimensions) as store,
    ):
        while batch := list(islice(entries, _BATCH)):
            new = put(store, maker, batch)
            added += new
            if len(batch) > new:
                dropped["met before"] += len(batch) - new
            progress.update("writing", added)
        store.finish()
    reasons = "; ".join(f"{count} {why}" for why, count in dropped.most_common())
    click.echo(
        f"{out}: {added:,} rows in {len(store.files)} files for the collection {COLLECTION}"
        + (f"; left out: {reasons}" if reasons else ""),
        err=True,
    )
    write_json(json_out, envelope(location=str(out), added=added, dropped=dict(dropped), collection=COLLECTION))
