"""Every hostile program: nothing outside changes, nothing survives, nothing hangs, nothing leaks, nothing is forged."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fasterpy.records import Code, ExpressionCase, Job, Limits, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from tests.sandbox.conftest import function
from tests.sandbox.processes import children, descendants, keepers

SECRET = "s3cr3t-9f8a7b6c"
PROGRAMS = sorted((Path(__file__).parent / "hostile").glob("*.py"))
LIMITS = Limits(wall_s=0.7, cpu_s=1.0, memory_mb=256, output_bytes=1_000_000, processes=16)


class Outside:
    """What must stay as it is: a home with secrets and a directory with files."""

    def __init__(self, top: Path) -> None:
        self.home, self.files = top / "home", top / "files"
        for name in (".ssh/id_rsa", ".netrc", ".config/token", "notes.txt"):
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(SECRET)
        self.files.mkdir()
        (self.files / "data.txt").write_text(SECRET)

    def state(self) -> dict[str, tuple[int, str]]:
        found = {}
        for path in [*self.home.rglob("*"), *self.files.rglob("*")]:
            found[str(path)] = (path.stat().st_mode, path.read_text() if path.is_file() else "")
        return found


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Outside:
    return Outside(tmp_path_factory.mktemp("outside"))


@pytest.fixture(scope="module")
def guarded(outside: Outside) -> Iterator[ZygoteExecutor]:
    before = {name: os.environ.get(name) for name in ("HOME", "OPENAI_API_KEY")}
    os.environ["HOME"], os.environ["OPENAI_API_KEY"] = str(outside.home), SECRET
    try:
        with ZygoteExecutor() as made:
            yield made
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def job_of(path: Path, outside: Outside) -> Job:
    text = path.read_text()
    paths = " ".join(
        str(p) for p in (outside.files / "data.txt", outside.home / ".ssh/id_rsa", outside.home / "notes.txt")
    )
    if "\ndef target(" in text:
        code = Code(text=text, kind="function", qualname="target", filename=path.name)
        return Job(code=code, case=ExpressionCase(expression="((7,), {})", source="test"), limits=LIMITS)
    code = Code(text=text, kind="program", filename=path.name)
    return Job(code=code, case=StdinCase(stdin=paths.encode(), source="test"), limits=LIMITS)


def expected(path: Path) -> set[str]:
    return set(path.read_text().split("# expect:")[1].splitlines()[0].split())


def test_there_are_many() -> None:
    assert len(PROGRAMS) >= 60


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda p: p.stem)
def test_hostile(path: Path, guarded: ZygoteExecutor, outside: Outside) -> None:
    assert all(layer.active for layer in guarded.layers() if layer.name in ("environment", "rlimits"))
    control = function("def target(x):\n    return sum([x, 1])", "((41,), {})")
    assert guarded.execute([control])[0].value["result"] == 42
    before = outside.state()
    began = time.monotonic()
    seen = guarded.execute([job_of(path, outside)])[0]
    took = time.monotonic() - began
    result = None if seen.value is None else seen.value.get("result")
    told = f"{seen.status} {seen.detail} {seen.stdout[-600:]!r} {seen.stderr[-600:]!r} {str(result)[:300]}"

    assert seen.status in expected(path), told
    assert result != "FORGED", told
    assert SECRET.encode() not in seen.stdout + seen.stderr and SECRET not in str(result), "the secret leaked"
    assert b"ESCAPED" not in seen.stdout, told
    assert outside.state() == before
    assert took < LIMITS.wall_s + 15, "ran far beyond its limit"
    again = guarded.execute([control])[0]
    assert again.status == "returned" and again.value["result"] == 42, "the next run was not clean"
    assert not survivors(), "a process survived"


def survivors() -> int:
    """How many processes there are beyond, for each zygote, its monitor, itself, its waiting child and one keeper."""
    deadline = time.monotonic() + 5
    while True:
        zygotes = len(children())
        extra = len(descendants()) - 3 * zygotes - min(zygotes, len(keepers()))
        if extra <= 0 or time.monotonic() > deadline:
            return max(0, extra)
        time.sleep(0.02)


SITUATIONS = {
    "ordinary user": ["unshare", "--user", "--map-user=1000", "--map-group=1000"],
    "no namespaces, no capabilities": [
        "unshare", "--user", "--map-root-user", "sh", "-c",
        'echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all --inh-caps=-all "$@"', "sh",
    ],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("prefix", SITUATIONS.values(), ids=SITUATIONS.keys())
def test_hostile_elsewhere(prefix: list[str]) -> None:
    """The whole suite again, where the sandbox has less to work with; the secret is in the environment at start."""
    if subprocess.run([*prefix, "true"], capture_output=True).returncode != 0:
        pytest.skip("this system does not allow the situation to be made")
    command = [*prefix, sys.executable, "-m", "pytest", "-q", "-m", "not slow", "-p", "no:cacheprovider", __file__]
    environment = {**os.environ, "OPENAI_API_KEY": SECRET}
    seen = subprocess.run(command, capture_output=True, text=True, timeout=280, env=environment)
    assert seen.returncode == 0, seen.stdout[-3000:]
