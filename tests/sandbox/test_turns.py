"""Two zygotes that take turns, what a child does not get, and what remains of a run in writable places."""

from __future__ import annotations

import marshal
import os
import signal
import time
from pathlib import Path

import pytest
from msgspec import structs

from fasterpy.sandbox import orders
from fasterpy.sandbox.child.scratch import Scratch
from fasterpy.sandbox.config import SandboxConfig
from fasterpy.sandbox.executor import Pool, ZygoteExecutor
from fasterpy.sandbox.pair import Pair
from tests.sandbox.conftest import function, program
from tests.sandbox.processes import children, descendants

_LOOK = """
def target(half, other):
    found = 0
    for line in open('/proc/self/maps'):
        first, last = (int(x, 16) for x in line.split()[0].split('-'))
        if 'rw' in line and 'stack' not in line:
            with open('/proc/self/mem', 'rb', 0) as memory:
                memory.seek(first)
                data = memory.read(last - first)
            found += data.count(half[::-1] + other[::-1])
    return found
"""


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


def test_code_is_compiled_outside_and_kept() -> None:
    first = orders.compiled_code("x = 'one version'", "a.py", "exec")
    assert isinstance(first, bytes) and marshal.loads(first).co_filename == "a.py"
    assert str(orders.compiled_code("def (", "a.py", "exec")).startswith("code: SyntaxError")
    assert str(orders.compiled_code("x = '\0'", "a.py", "exec")).startswith("code: ")
    job = program("print(1)")
    assert orders.order("program", job) == orders.order("program", job)
    with pytest.raises(orders.UnusableError, match="wants a stdin case"):
        orders.order("program", structs.replace(job, case=function("").case))


def test_a_zygote_sees_nothing_of_a_run() -> None:
    """What a zygote knows, every later child could find in its memory."""
    secret = "a-word-" + os.urandom(8).hex()
    half, rest = secret[:9].encode()[::-1], secret[9:].encode()[::-1]  # so that looking for it does not bring it along
    look = function(_LOOK, f"(({half!r}, {rest!r}), {{}})", memory_mb=4096)
    text = f"import sys\nassert sys.stdin.read() == {secret!r}\nprint({secret!r})\n"
    with ZygoteExecutor() as fresh:
        seen = fresh.execute([look, program(text, secret.encode()), look])
    assert seen[1].stdout.decode().strip() == secret
    if seen[0].status == "raised":
        pytest.skip("this system does not let a process read its own memory")
    assert seen[2].value["result"] == seen[0].value["result"], seen


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


def test_a_waiting_child_that_dies_costs_one_run_at_most() -> None:
    others = children()
    with ZygoteExecutor() as fresh:
        assert fresh.execute([program("print(1)")])[0].stdout == b"1\n"
        (monitor,) = children() - others
        time.sleep(0.2)  # whatever is left of that run
        os.kill(max(descendants(monitor)), signal.SIGKILL)  # the zygote was there before it
        seen = fresh.execute([program("print(2)"), program("print(3)")])
    assert seen[0].status in ("crashed", "returned") and seen[1].stdout == b"3\n", seen


def test_descriptors_do_not_pile_up() -> None:
    def held() -> int:
        return len(os.listdir("/proc/self/fd"))

    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("this system does not list descriptors")
    begin = held()
    with ZygoteExecutor() as fresh:
        jobs = [program("print(1)"), function("def target():\n    return 1"), program("import os; os._exit(3)")]
        for _ in range(2):  # after a long run a second pool is there
            fresh.execute([*jobs, program("while True: pass", wall_s=0.2, cpu_s=9)])
        before = held()
        for wall in (0.2, 5.0, 0.1):
            fresh.execute([*jobs, program("while True: pass", wall_s=wall, cpu_s=9)])
        assert held() <= before + 1
    assert held() == begin


def test_pages_asked_for_ahead_change_nothing_but_time() -> None:
    text = "import gc\ndef target(n):\n    return [sorted(gc.get_stats()[2]), hash('x'), [id(1) > 0] * n, {1, 2, 3}]"
    with ZygoteExecutor() as fresh:
        at_once = fresh.execute([function(text, "((3,), {})")] * 6)
        later = []
        for _ in range(3):
            time.sleep(0.02)
            later += fresh.execute([function(text, "((3,), {})")])
    assert {str(one.value) for one in (*at_once, *later)} == {str(at_once[0].value)}
    assert at_once[0].status == "returned"
