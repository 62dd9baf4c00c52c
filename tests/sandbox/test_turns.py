"""Two zygotes that take turns, what a child does not get, and what remains of a run in writable places."""

from __future__ import annotations

import faulthandler
import os
import time
from pathlib import Path

import pytest

from fasterpy.sandbox.child.compiled import Compiled
from fasterpy.sandbox.child.forking import forker
from fasterpy.sandbox.child.scratch import Scratch
from fasterpy.sandbox.config import SandboxConfig
from fasterpy.sandbox.executor import Pool, ZygoteExecutor
from fasterpy.sandbox.pair import Pair
from tests.sandbox.conftest import function, program
from tests.sandbox.processes import children, descendants


def _joined(pair: Pair) -> int:
    """Runs until the second zygote has joined."""
    job = {"runner": "program", "job": program("print(1)"), "modules": ()}
    for count in range(400):
        pair.ask(job, 60)
        if pair._second is not None:
            return count
        if count > 70:
            time.sleep(0.02)
    return -1


def test_a_second_zygote_joins_and_they_take_turns() -> None:
    before = children()
    pair = Pair(SandboxConfig(), (), (), -1, turns=True)
    try:
        assert _joined(pair) > 60
        assert len(children() - before) == 2
        text = (
            "import os\nprint(os.listdir('/tmp'), os.path.exists('left'))\nopen('left', 'w')\nopen('/tmp/left', 'w')\n"
        )
        job = {"runner": "program", "job": program(text), "modules": ()}
        firsts = []
        for _ in range(6):
            seen = pair.ask(job, 60)
            firsts.append(pair._first)
            assert b"left" not in seen["stdout"] and b"False" in seen["stdout"]
        assert firsts[0] is firsts[2] is firsts[4] and firsts[1] is firsts[3] and firsts[0] is not firsts[1]
    finally:
        pair.close()
    assert children() == before


def test_one_alone_where_no_core_is_free() -> None:
    before = children()
    pool = Pool(SandboxConfig(), turns=False)
    try:
        job = program("print(1)")
        for _ in range(80):
            assert pool.ask(job.code, "program", job)["stdout"] == b"1\n"
        assert len(children() - before) == 1
    finally:
        pool.close()


def test_a_pair_is_closed_while_its_second_starts() -> None:
    before = descendants()
    pair = Pair(SandboxConfig(), (), (), -1, turns=True)
    job = {"runner": "program", "job": program("print(1)"), "modules": ()}
    for _ in range(64):
        pair.ask(job, 60)
    pair.close()
    deadline = time.monotonic() + 5
    while descendants() - before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not descendants() - before


def test_compiled_code_is_kept_and_does_not_reach_children() -> None:
    made = Compiled()
    first = made.get("x = 'a secret of another version'", "a.py")
    assert isinstance(first, bytes) and made.get("x = 'a secret of another version'", "a.py") == first
    assert made.get("x = 1", "a.py", "eval") != made.get("x = 1", "a.py")
    assert str(made.get("def (", "a.py")).startswith("code: SyntaxError")
    if made._room is None:
        pytest.skip("this system cannot leave pages out of a fork")
    pid = forker()()
    if pid == 0:  # the pages are not there: reading them ends the process
        faulthandler.disable()
        made._room[:16]
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def test_the_room_for_compiled_code_begins_anew() -> None:
    made = Compiled()
    if made._room is None:
        pytest.skip("this system cannot leave pages out of a fork")
    texts = [f"x{i} = {'a' * 1_000_000!r}" for i in range(20)]
    kept = [made.get(text, "a.py") for text in texts]
    assert [made.get(text, "a.py") for text in texts] == kept


def test_a_rehearsal_leaves_nothing_behind_and_nothing_heavy_is_carried() -> None:
    text = (
        "import gc, linecache, sys, threading\n"
        "print([n for n in (*sys.modules, *linecache.cache, *sys.argv, *sys.path) if 'rehears' in n])\n"
        "print([n for n in ('_hashlib', '_lzma', '_bz2', 'zlib', 'shutil') if n in sys.modules])\n"
        "main = vars(sys.modules['__main__'])\n"
        "print(threading._shutdown.__module__, threading.main_thread().is_alive(), 'target' in main)"
    )
    after = function("import hashlib\ndef target(x):\n    return hashlib.sha256(x).hexdigest()", "((b'a',), {})")
    with ZygoteExecutor() as fresh:  # others' runs have had things imported
        seen, hashed = fresh.execute([program(text), after])
    assert seen.status == "returned" and seen.stdout.splitlines()[:2] == [b"[]", b"[]"], seen
    assert seen.stdout.splitlines()[2] == b"threading True False"
    assert hashed.value["result"].startswith("ca978112")


def test_what_ends_late_is_waited_for(executor: ZygoteExecutor) -> None:
    threads = (
        "import threading, time\n"
        "class Late:\n    def __del__(self):\n        time.sleep(0.05)\n        print('cleared', flush=True)\n"
        "def work():\n    local.late = Late()\n    print('done', flush=True)\n"
        "local = threading.local()\nthreading.Thread(target=work).start()\ntime.sleep(0.02)\n"
    )
    pool = (
        "from concurrent.futures import ThreadPoolExecutor\nimport time\n"
        "ThreadPoolExecutor(1).submit(lambda: (time.sleep(0.05), print('pooled')))\n"
    )
    seen = executor.execute([program(threads), program(pool)])
    assert [s.status for s in seen] == ["returned", "returned"]
    assert seen[0].stdout == b"done\ncleared\n" and seen[1].stdout == b"pooled\n"


@pytest.mark.parametrize("what", ["file", "directory", "permissions", "link", "attribute"])
def test_wiping_sees_every_change(tmp_path: Path, what: str) -> None:
    work, io = tmp_path / "work", tmp_path / "io"
    scratch = Scratch(str(work), str(io), (str(work), str(io)))
    scratch.wipe()
    for _ in range(3):
        time.sleep(0.05)
        scratch.wipe()
        assert str(work) in scratch._clean, "nothing changed for long: known to be clean"
        if what == "file":
            (work / "left").write_text("x")
        elif what == "directory":
            (work / "a/b").mkdir(parents=True)
        elif what == "permissions":
            work.chmod(0o751)
        elif what == "link":
            (work / "a").symlink_to("/")
        else:
            try:
                os.setxattr(work, "user.left", b"x")
            except (OSError, AttributeError):
                pytest.skip("no extended attributes here")
        times = work.stat().st_atime_ns, work.stat().st_mtime_ns
        os.utime(work, ns=times)
        scratch.wipe()
        assert list(work.iterdir()) == [] and work.stat().st_mode & 0o777 == 0o700
        if what == "attribute":
            assert "user.left" not in os.listxattr(work)
