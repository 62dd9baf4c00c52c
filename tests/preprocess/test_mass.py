"""Real files: a random target each, out and back."""

from __future__ import annotations

import importlib.util
import random
import sysconfig
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from fasterpy.preprocess.cleaner import PreprocessConfig

ROOT = Path(__file__).parents[2]


def recipe() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mass", ROOT / "benchmarks" / "preprocess" / "mass.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def library() -> list[Path]:
    root = Path(sysconfig.get_path("stdlib"))
    return sorted(path for path in root.rglob("*.py") if "site-packages" not in path.parts)


def outcomes(files: list[Path], config: PreprocessConfig) -> Counter[str]:
    check = recipe().check
    rows = [check(path, 7, config) for path in files]
    bad = [row for row in rows if row["outcome"] in ("fault", "crash")]
    assert not bad, bad[:3]
    return Counter(str(row["outcome"]) for row in rows if "is empty" not in str(row["reason"]))


def test_a_sample_of_the_standard_library() -> None:
    files = [path for path in library() if path.stat().st_size < 60_000]
    found = outcomes(random.Random(3).sample(files, 60), PreprocessConfig())
    assert found["ok"] >= 30
    assert found["refused"] <= 3


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_standard_library() -> None:
    found = outcomes(library(), PreprocessConfig(format=False))
    assert found["refused"] <= 0.02 * sum(found.values())


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_installed_packages() -> None:
    files = sorted(Path(sysconfig.get_path("purelib")).rglob("*.py"))
    found = outcomes(random.Random(4).sample(files, min(1500, len(files))), PreprocessConfig())
    assert found["refused"] <= 0.02 * sum(found.values())
