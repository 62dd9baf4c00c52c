"""``fasterpy verify``: does a candidate behave as the original?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fasterpy.cli.options import Number, inputs_option, json_option, sandbox_option


@click.command()
@click.argument("original", type=click.Path(path_type=Path), metavar="ORIGINAL.py")
@click.argument("candidate", type=click.Path(path_type=Path), metavar="CANDIDATE.py")
@click.option("--target", metavar="NAME", help="Function or Class.method to compare.")
@click.option("--program", is_flag=True, help="The files are programs that read stdin and write stdout.")
@inputs_option
@click.option("--seconds", type=Number(0.5), help="Time budget in seconds (default 60).")
@click.option("--float-tolerance", type=Number(0.0), help="Relative difference at which floats count as equal.")
@click.option("--ignore-trailing-space", is_flag=True, help="Programs: spaces at line ends do not count.")
@sandbox_option
@json_option
def verify(
    original: Path,
    candidate: Path,
    target: str | None,
    program: bool,
    inputs: Path | None,
    ignore_trailing_space: bool,
    json_out: str | None,
    **options: Any,
) -> None:
    """Check that CANDIDATE.py behaves as ORIGINAL.py on inputs that would notice a difference."""
    import msgspec

    from fasterpy.cli.compose import make_builder, make_verifier, open_executor, open_shaken
    from fasterpy.cli.options import write_json
    from fasterpy.cli.targets import choose_target, is_program, runnable
    from fasterpy.config import load_settings
    from fasterpy.preprocess.reader import read_source
    from fasterpy.preprocess.targets import list_targets
    from fasterpy.report.console import plain_console
    from fasterpy.report.document import envelope, verdict_fields
    from fasterpy.report.terminal import print_verdict

    if target and program:
        raise click.UsageError("give --target NAME or --program, not both")
    source = read_source(original)
    names = [] if program else [info.qualname for info in list_targets(source)]
    program = program or (target is None and is_program(source, names))
    code = runnable(source, None if program else choose_target(original, target, names), program)
    # The candidate takes the original's place: same file name and module, so that only its text differs.
    other = msgspec.structs.replace(code, text=_text(candidate))
    settings = load_settings(original.parent, options=options)
    readable = [inputs] if inputs is not None else []
    builder = make_builder(settings, inputs)
    with open_executor(settings, readable=readable) as executor, open_shaken(settings) as shaken:
        verifier = make_verifier(settings, executor, builder, shaken, ignore_trailing_space)
        verdict = verifier.verify_fresh(code, other, settings.seconds)
    write_json(json_out, envelope(**verdict_fields(verdict)))
    print_verdict(verdict, plain_console())


def _text(path: Path) -> str:
    """The candidate as text; one that does not parse is a verdict, not an error."""
    import io
    import tokenize

    from fasterpy.errors import SourceError

    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        encoding, _lines = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise SourceError(f"{path}: cannot be decoded: {error}") from error
