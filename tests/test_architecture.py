"""The rules of docs/architecture.md, checked."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import fasterpy

ROOT = Path(fasterpy.__file__).parent
STAGES = {
    "preprocess",
    "embed",
    "knowledge",
    "retrieve",
    "detect",
    "generate",
    "workload",
    "sandbox",
    "verify",
    "measure",
    "search",
    "report",
    "bench",
    "train",
    "project",
}
# What any stage may use. ``testing`` holds fakes and is imported by tests and demos alone.
SHARED = {"records", "protocols", "errors", "registry", "analysis", "patch", "machine", "__init__", ""}
HEAVY = (
    "black",
    "hypothesis",
    "jinja2",
    "libcst",
    "llama_cpp",
    "matplotlib",
    "milvus_lite",
    "numba",
    "numpy",
    "openai",
    "openvino",
    "pandas",
    "peft",
    "pymilvus",
    "rich",
    "swift",
    "torch",
    "transformers",
    "tree_sitter",
)


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "fasterpy" else [f"fasterpy.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        rooms.update(name.split(".")[1] for name in names if name.startswith("fasterpy."))
    return rooms


@pytest.mark.parametrize("stage", sorted(stage for stage in STAGES if (ROOT / stage).is_dir()))
def test_a_stage_imports_no_other_stage(stage: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): rooms
        for path in sorted((ROOT / stage).rglob("*.py"))
        if (rooms := (imported_rooms(path) - SHARED - {stage}) & (STAGES | {"cli", "pipeline", "judge", "config"}))
    }
    assert not wrong


@pytest.mark.parametrize("name", ["pipeline.py", "judge.py", "patch.py", "protocols.py"])
def test_the_joints_know_no_concrete_stage(name: str) -> None:
    assert not imported_rooms(ROOT / name) & (STAGES | {"cli"})


def test_the_sandbox_child_is_self_contained() -> None:
    for path in sorted((ROOT / "sandbox" / "child").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fasterpy"):
                assert (node.module or "").startswith("fasterpy.sandbox.child"), path


@pytest.mark.parametrize("statement", ["import fasterpy", "import fasterpy.cli.main", "import fasterpy.protocols"])
def test_no_heavy_package_is_imported(statement: str) -> None:
    code = f"{statement}\nimport sys\nprint(' '.join(sorted(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {name.split(".")[0] for name in out} & set(HEAVY)


def test_help_imports_no_heavy_package() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "fasterpy", "--help"]
    err = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in err.splitlines()}
    assert not loaded & set(HEAVY)


def test_no_module_has_two_jobs() -> None:
    """Past 300 lines a module has two jobs (pattern and rule data are exempt: they are one file each anyway)."""
    long = {
        str(path.relative_to(ROOT)): count
        for path in ROOT.rglob("*.py")
        if (count := len(path.read_text().splitlines())) > 300
    }
    assert not long
