"""``fasterpy record -- COMMAND``."""

from __future__ import annotations

import click


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.option(
    "-t",
    "--target",
    "targets",
    multiple=True,
    metavar="FILE.py[::QUALNAME]",
    help="What to record; repeat for more. Default: every function below the current directory, tests apart.",
)
@click.option("--out", default=".fasterpy/recorded", show_default=True, metavar="DIR", help="Where the recording goes.")
@click.option("--name", default="calls", show_default=True, help="Name of the recording.")
@click.option(
    "--max-calls", default=200, show_default=True, type=click.IntRange(1, 100_000), help="Most calls kept per function."
)
@click.option(
    "--max-bytes", default=65_536, show_default=True, type=click.IntRange(64), help="Largest pickled call that is kept."
)
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def record(
    targets: tuple[str, ...], out: str, name: str, max_calls: int, max_bytes: int, command: tuple[str, ...]
) -> None:
    """Capture real calls of functions while COMMAND runs: fasterpy record -- pytest -q

    The arguments are stored as pickles and only ever loaded inside the sandbox. They may hold private data: keep the
    folder out of version control.
    """
    from fasterpy.workload.record.session import RecordConfig
    from fasterpy.workload.record.session import record as run

    config = RecordConfig(targets=targets, out=out, most_calls=max_calls, most_bytes=max_bytes)
    done = run(command, config, name)
    if not done.functions:
        click.echo("no call of the chosen functions was seen", err=True)
        return
    for function in sorted(done.functions, key=lambda f: -f.total):
        skipped = f", {function.skipped} not kept" if function.skipped else ""
        click.echo(
            f"{function.total:>8} calls  {len(function.calls):>4} kept{skipped}  "
            f"{function.filename}::{function.qualname}",
            err=True,
        )
    click.echo(
        f"saved to {done.path}" + (f" (the command ended with {done.exit_code})" if done.exit_code else ""), err=True
    )
