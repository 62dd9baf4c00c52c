"""Entry point. Commands are imported when they are called, so that ``fasterpy --help`` stays quick."""

from __future__ import annotations

import importlib
import os
import sys

import click

from fasterpy import __version__
from fasterpy.cli.signals import farewell, terminable
from fasterpy.errors import FasterpyError

# name -> (module, attribute, one line of help). Kept here so that --help imports none of them.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "optimize": ("fasterpy.cli.optimize", "optimize", "Make a function or program faster, and prove it."),
    "verify": ("fasterpy.cli.verify", "verify", "Check that a candidate behaves as the original."),
    "measure": ("fasterpy.cli.measure", "measure", "Measure, in pairs, how much faster a candidate is."),
    "kb": ("fasterpy.cli.kb", "kb", "Build, search and inspect the knowledge base."),
    "bench": ("fasterpy.cli.bench", "bench", "Run a benchmark of optimizers."),
    "train": ("fasterpy.cli.train", "train", "Fine-tune a local model on slow/fast pairs."),
    "models": ("fasterpy.cli.models", "models", "Pull, list and remove local language models."),
    "record": ("fasterpy.cli.record", "record", "Capture real calls of functions while a command runs."),
    "doctor": ("fasterpy.cli.doctor", "doctor", "Say what is available on this machine."),
}

EXIT_USER_ERROR = 1


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(importlib.import_module(entry[0]), entry[1])
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[2]) for name, entry in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        import difflib

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"no command {args[0]!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="fasterpy")
def cli() -> None:
    """Make Python functions and programs faster, and prove it."""


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit.

    0: done; 1: the user's code or arguments are wrong; 2: usage; 130: Ctrl-C; 143: SIGTERM.
    """
    try:
        with terminable():
            code = cli.main(args=argv, standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt) as stop:
        code = _say(*farewell(stop))
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except FasterpyError as error:
        if os.environ.get("FASTERPY_DEBUG"):
            raise
        code = _say(" ".join(str(error).split()), EXIT_USER_ERROR)
    except BrokenPipeError:
        # The reader of our output went away; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = EXIT_USER_ERROR
    sys.exit(code if isinstance(code, int) else 0)


def _say(line: str, code: int) -> int:
    click.echo(f"fasterpy: {line}", err=True)
    return code
