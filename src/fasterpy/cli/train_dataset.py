"""``fasterpy train dataset`` and ``fasterpy train check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fasterpy.cli.options import Number

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from fasterpy.train.dataset import Built
    from fasterpy.train.leaks import Leak, LeakChecker
    from fasterpy.train.problems import Problems
    from fasterpy.train.records import Conversation, Pair

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
LIKENESS = 0.9
"""Least share of common token sequences of texts that count as the same."""
likeness_option = click.option(
    "--likeness", type=Number(0.5, 1.0), default=LIKENESS, show_default=True,
    help="Least likeness of programs that count as nearly the same.",
)  # fmt: skip
forbid_option = click.option(
    "--forbid", type=FILE, multiple=True,
    help="JSON lines of programs (and problem_id) that must not appear, nor anything nearly like them.",
)  # fmt: skip


@click.command()
@click.argument("files", nargs=-1, type=FILE)
@click.option("--out", type=FOLDER, default=Path("train-data"), show_default=True)
@click.option("--kb", help="Base for the suggestions, and for the pairs when no FILES are given.")
@click.option("--embedder", help="structural (default), unixcoder or onnx:FOLDER.")
@click.option("--count", type=click.IntRange(0), default=4000, show_default=True, help="Conversations; 0: all.")
@click.option("--seed", type=int, default=42, show_default=True)
@click.option("--validation", type=Number(0.0, 0.5), default=0.05, show_default=True, help="Its share.")
@click.option("--suggestions", type=click.IntRange(0), default=2, show_default=True, help="Suggestions per prompt.")
@click.option("--least-suggestions", type=click.IntRange(0), default=0, help="Leave out pairs with fewer.")
@click.option("--detectors", is_flag=True, help="Put the detectors' findings before the suggestions, as optimize does.")
@click.option("--prompt", help="paper (default), focused, or a .jinja file; tagged with --speed-tags.")
@click.option("--min-rate", type=Number(1.0), default=1.1, show_default=True, help="Least gain of a pair.")
@click.option("--verified", is_flag=True, help="Only pairs that our own checks proved.")
@click.option("--fastest", is_flag=True, help="Each slow version once, with the fastest target of its problem.")
@click.option("--speed-tags", is_flag=True, help="Each prompt states the tenth of gain of its answer; use asks for 10.")
@click.option(
    "--wins", type=FILE, multiple=True, help="generations.jsonl of  bench pie --optimize  on training programs."
)
@click.option(
    "--repairs",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Corrections: lines of input, wrong, feedback, target; or the folder of a  kb build.",
)
@click.option("--longest", type=click.IntRange(0), default=0, help="Most characters of a conversation; 0: any.")
@forbid_option
@click.option("--drop-forbidden", is_flag=True, help="Leave out what --forbid names instead of failing.")
@likeness_option
def dataset(files: tuple[Path, ...], out: Path, kb: str | None, embedder: str | None, **more: Any) -> None:  # fmt: skip
    """Write training conversations from the pairs of FILES (PIE, Mercury, OD, plain pairs) or of the base itself.

    For each of a seeded sample two suggestions are looked up; the pair's own, nearly the same ones and those of the
    same problem are left out. The prompt is the one that inference uses. The validation part shares no problem with
    the training part.
    """
    from collections import Counter

    from fasterpy.cli.train_sources import Advisor, read_forbidden
    from fasterpy.config import load_settings
    from fasterpy.errors import InputsError
    from fasterpy.generate.llm.prompt import digest
    from fasterpy.train.dataset import DatasetConfig, build
    from fasterpy.train.leaks import LeakChecker
    from fasterpy.train.records import PromptNote

    settings = load_settings(None, options={"kb": kb, "embedder": embedder})
    problems = make_problems(more["likeness"])
    checker = LeakChecker(read_forbidden(more["forbid"]), problems)
    advisor = Advisor(settings, problems, more["suggestions"], more["detectors"])
    prompt = more["prompt"] or ("tagged" if more["speed_tags"] else "paper")
    config = DatasetConfig(
        count=more["count"], seed=more["seed"], validation=more["validation"], verified=more["verified"],
        fastest=more["fastest"], min_rate=more["min_rate"], speed_tags=more["speed_tags"],
        least_suggestions=more["least_suggestions"], longest=more["longest"],
    )  # fmt: skip
    dropped: Counter[str] = Counter()
    drop = more["drop_forbidden"]
    try:
        pairs = _clean(_pairs(files, advisor, more, dropped), checker if drop else None, dropped)

        def advise(pair: Pair, allowed: Any) -> Any:
            return advisor(pair, lambda a: allowed(a) and not (drop and checker.forbids(a.slow, a.fast)))

        built = build(pairs, config, problems, advise, advisor.render(prompt))
    finally:
        advisor.close()
    leaks = [*checker.check(built.train), *checker.check(built.validation)]
    if leaks:
        raise InputsError(f"{_leaks(leaks)}; see who they are in the files, or add --drop-forbidden")
    dropped.update(built.dropped)
    note = PromptNote(
        name=prompt, sha256=digest(prompt), suggestions=more["suggestions"], detectors=more["detectors"],
        speed_tag=more["speed_tags"],
    )  # fmt: skip
    _write(out, built, config, note, dropped, advisor.location, more["forbid"])


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@forbid_option
@likeness_option
def check(folder: Path, forbid: tuple[Path, ...], likeness: float) -> None:
    """Look for leaks in a written dataset: forbidden programs, own suggestions, training code in the validation."""
    from fasterpy.cli.train_sources import read_forbidden
    from fasterpy.errors import InputsError
    from fasterpy.train.files import TRAIN, VALID, read
    from fasterpy.train.leaks import LeakChecker, divided

    problems = make_problems(likeness)
    checker = LeakChecker(read_forbidden(forbid), problems)
    parts = {name: read(folder / name) for name in (TRAIN, VALID)}
    found = {name: checker.check(rows) for name, rows in parts.items()}
    found[VALID] += divided(parts[TRAIN], parts[VALID], problems)
    for name, leaks in found.items():
        for leak in leaks[:20]:
            click.echo(f"{name}, line {leak.number + 1}: {leak.why}", err=True)
    if any(found.values()):
        raise InputsError(_leaks([leak for leaks in found.values() for leak in leaks]))
    count = sum(len(rows) for rows in parts.values())
    click.echo(f"{folder}: no leak in {count:,} conversations", err=True)


# ---------------------------------------------------------------------------------------------------------- internal


def make_problems(likeness: float) -> Problems:
    from fasterpy.knowledge.builders.near import NearDuplicates
    from fasterpy.train.problems import Problems

    return Problems(NearDuplicates(likeness).add)


def _pairs(files: Sequence[Path], advisor: Any, more: dict[str, Any], dropped: Counter[str]) -> Iterator[Pair]:
    from fasterpy.cli.train_sources import entry_pairs, read_pairs, read_repairs, read_wins

    for path in files:
        yield from read_pairs(path, more["min_rate"], dropped)
    if not files and not more["wins"] and not more["repairs"]:
        yield from entry_pairs(advisor.entries(), more["min_rate"], dropped)
    for path in more["wins"]:
        yield from read_wins(path)
    for path in more["repairs"]:
        yield from read_repairs(path)


def _clean(pairs: Iterator[Pair], checker: LeakChecker | None, dropped: Counter[str]) -> Iterator[Pair]:
    for pair in pairs:
        why = checker.forbids(pair.slow, pair.fast, pair.wrong, problem=pair.problem) if checker else ""
        if why:
            dropped[why] += 1
        else:
            yield pair


def _leaks(leaks: Sequence[Leak]) -> str:
    from collections import Counter

    reasons = Counter(leak.why for leak in leaks)
    return f"{len(leaks)} leaks: " + "; ".join(f"{count} × {why}" for why, count in reasons.most_common())


def _write(
    out: Path, built: Built, config: Any, prompt: Any, dropped: Counter[str], base: str, forbid: Sequence[Path]
) -> None:
    from fasterpy import __version__
    from fasterpy.train import files, statistics

    rows = [*built.train, *built.validation]
    note = files.DatasetNote(
        prompt=prompt, config=config, train=len(built.train), validation=len(built.validation),
        dropped=dict(dropped.most_common()), lengths=statistics.lengths(rows),
        sources=statistics.shares(rows, "source"), licences=statistics.shares(rows, "licence"),
        files={
            files.TRAIN: files.write(out, files.TRAIN, built.train),
            files.VALID: files.write(out, files.VALID, built.validation),
        },
        base=base, forbidden=tuple(path.name for path in forbid), fasterpy=__version__,
    )  # fmt: skip
    files.write_note(out, note)
    _show(out, note, built.train[0])


def _show(out: Path, note: Any, example: Conversation) -> None:
    from fasterpy.cli.kb import table

    words = {name: ", ".join(f"{k} {v:,}" for k, v in values.items()) for name, values in note.lengths.items()}
    table(("dataset", ""), [
        ("training", f"{note.train:,}"), ("validation", f"{note.validation:,}"),
        ("characters of a prompt", words["prompt"]), ("characters of an answer", words["answer"]),
        *((f"from {name}", f"{count:,}") for name, count in note.sources.items()),
    ])  # fmt: skip
    if note.dropped:
        table(("left out because", "pairs"), [(why, f"{count:,}") for why, count in note.dropped.items()])
    click.echo("an example:")
    for message in example.messages:
        click.echo(f"[{message.role}]\n{message.content}\n")
    click.echo(f"written to {out}", err=True)
