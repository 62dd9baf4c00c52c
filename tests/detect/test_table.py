"""Every detector: what it must see, and what it must leave alone."""

import textwrap
from pathlib import Path

import pytest

import fasterpy
from fasterpy.detect.detector import TABLE, detect
from fasterpy.records import Code
from tests.detect.rows import FIRE, QUIET

NAMES = {detector.name: detector for detector in TABLE}


def found(name: str, text: str) -> list[str]:
    kind = "program" if NAMES[name].family == "programs" else "function"
    code = Code(text=textwrap.dedent(text).strip() + "\n", kind=kind)
    return [finding.advice for finding in detect(code, table=[NAMES[name]])]


@pytest.mark.parametrize(("name", "text"), FIRE)
def test_must_fire(name: str, text: str) -> None:
    advice = found(name, text)
    assert advice
    assert all("{" + word not in line for line in advice for word in ("source}", "line}", "often}"))


@pytest.mark.parametrize(("name", "text"), QUIET)
def test_must_not_fire(name: str, text: str) -> None:
    assert not found(name, text)


def test_every_detector_has_rows() -> None:
    assert not set(NAMES) - {name for name, _ in FIRE}


def test_names_are_unique_and_families_known() -> None:
    assert len(NAMES) == len(TABLE)
    folders = {path.name for path in (Path(fasterpy.__file__).parent / "knowledge" / "patterns").iterdir()}
    assert {detector.family for detector in TABLE} <= folders


def test_a_pattern_is_an_entry_of_the_library() -> None:
    folder = Path(fasterpy.__file__).parent / "knowledge" / "patterns"
    library = {path.stem for path in folder.glob("*/*.py")}
    assert {detector.pattern for detector in TABLE if detector.pattern} <= library
