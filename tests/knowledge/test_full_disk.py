"""A disk without room: a clear error, nothing lost, and the same command goes on once there is room again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fasterpy.errors import StoreError
from fasterpy.knowledge.milvus_lite import full

SCRIPT = """
import sys
from pathlib import Path
from fasterpy.errors import StoreError
from fasterpy.knowledge import MilvusStore
from tests.knowledge.test_stores import WIDTH, entry, vectors

folder = Path(sys.argv[1])
base, filler = folder / "kb.db", folder / "filler"
with MilvusStore(str(base), "test", WIDTH, create=True) as store:
    store.insert([entry(i) for i in range(20)], vectors(20))
with filler.open("wb", 0) as file:
    try:
        while file.write(bytes(1024)):
            pass
    except OSError:
        pass
try:
    with MilvusStore(str(base), "test", WIDTH) as store:
        store.insert([entry(i) for i in range(20, 900)], vectors(880, seed=1))
    print("inserted")
except StoreError as error:
    print(error)
filler.unlink()
with MilvusStore(str(base), "test", WIDTH) as store:
    kept = store.info().entries
    hits = store.search(vectors(20)[:3], 1)
    print("kept", kept >= 20, all(found and found[0].distance > 0.999 for found in hits))
    store.insert([entry(i) for i in range(20, 900)], vectors(880, seed=1))
    print("then", store.info().entries)
"""


def test_a_full_disk_is_told_from_damage() -> None:
    assert full(StoreError("code=1, message=[Errno 28] No space left on device"))
    assert not full(StoreError("code=1, message=[Errno 2] No such file"))


def test_nothing_is_lost_when_the_disk_is_full(tmp_path: Path) -> None:
    """On a small file system of its own, in a mount namespace."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)]
    spaces = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*spaces, *mount], capture_output=True).returncode:
        pytest.skip("no mount namespace can be made here")
    inner = f'{" ".join(mount)} && exec "$@"'
    command = [*spaces, "sh", "-c", inner, "sh", sys.executable, "-c", SCRIPT, str(tmp_path)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, timeout=300)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert lines == [
        f"no room left for {tmp_path}/kb.db: free some space, then run the same command again",
        "kept True True",
        "then 900",
    ]
