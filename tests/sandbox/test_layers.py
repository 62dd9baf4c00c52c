"""The layers themselves: what is in force, what strict demands, and that nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest
from msgspec import structs

from fasterpy.errors import SandboxError
from fasterpy.records import LayerStatus
from fasterpy.sandbox import imports
from fasterpy.sandbox.child import seccomp
from fasterpy.sandbox.config import REQUIRED, SandboxConfig
from fasterpy.sandbox.executor import ZygoteExecutor, require
from tests.sandbox.conftest import function, program
from tests.sandbox.processes import children, descendants, keepers, parents

NAMES = {"environment", "rlimits", "namespaces", "cgroup", "files", "processes", "landlock", "seccomp", "network"}


def test_every_layer_is_reported(executor: ZygoteExecutor) -> None:
    layers = executor.layers()
    assert {layer.name for layer in layers} == NAMES
    assert all(layer.detail for layer in layers)


def test_strict_names_what_is_missing() -> None:
    layers = [LayerStatus(name=name, active=name != "seccomp", detail="old kernel") for name in REQUIRED]
    with pytest.raises(SandboxError, match=r"seccomp \(old kernel\)"):
        require(layers)
    require([LayerStatus(name=name, active=True, detail="") for name in REQUIRED])


def test_off_still_isolates_runs() -> None:
    others = children()
    with ZygoteExecutor(config=SandboxConfig(mode="off")) as plain:

        def own() -> int:
            return sum(1 + len(descendants(pid)) for pid in children() - others)

        plain.execute([program("print(1)")] * 4)
        time.sleep(0.2)  # also what it makes ready between the runs
        ordinary = own()
        assert not any(layer.active for layer in plain.layers() if layer.name in ("namespaces", "files", "seccomp"))
        text = "import os\nprint(os.environ.get('SECRET'), sorted(os.listdir('.')))\nopen('left', 'w')\n"
        daemon = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(600)\n"
        os.environ["SECRET"] = "x"
        try:
            seen = plain.execute(
                [program(text), program(text), program(daemon), program("while True: pass", wall_s=0.2)]
            )
        finally:
            del os.environ["SECRET"]
        assert [one.status for one in seen] == ["returned"] * 3 + ["timeout"]
        assert [one.stdout for one in seen[:2]] == [b"None []\n"] * 2
        deadline = time.monotonic() + 5
        while own() > ordinary and time.monotonic() < deadline:
            time.sleep(0.02)
        assert own() <= ordinary


def test_strict_mode_where_everything_is_there(executor: ZygoteExecutor) -> None:
    try:
        require(executor.layers())
    except SandboxError as error:
        with pytest.raises(SandboxError):
            ZygoteExecutor(config=SandboxConfig(mode="strict"))
        pytest.skip(str(error))
    with ZygoteExecutor(config=SandboxConfig(mode="strict")) as strict:
        assert strict.execute([program("print(1)")])[0].stdout == b"1\n"


def test_hundreds_of_runs_leave_nothing(executor: ZygoteExecutor) -> None:
    _runs_leave_nothing(executor, 300)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ten_thousand_runs_leave_nothing(executor: ZygoteExecutor) -> None:
    _runs_leave_nothing(executor, 10_000)


def _runs_leave_nothing(executor: ZygoteExecutor, count: int) -> None:
    jobs = [
        program("import os\nos.fork()\nopen(str(os.getpid()), 'w')\nprint(input())", b"x\n"),
        function("def target():\n    return 1"),
    ]
    executor.execute(jobs * 60)  # so many that a second zygote has joined, where one may

    def state() -> tuple[int, int]:
        return len(os.listdir("/proc/self/fd")), sum(_descriptors(pid) for pid in descendants())

    before, memory = state(), _resident()
    executor.execute(jobs * (count // 2))
    time.sleep(0.2)
    mine, theirs = state()
    assert mine == before[0] and theirs <= before[1] + 20
    assert _resident() < memory + 40_000, "kilobytes of resident memory grew"


def _descriptors(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def _resident() -> int:
    total = 0
    for pid in {*descendants() - keepers(), os.getpid()}:
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // 1024
        except OSError:
            continue
    return total


def test_close_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    running = descendants()
    with ZygoteExecutor(workers=2) as made:
        made.execute([program("print(1)")] * 4)
        assert os.listdir(tmp_path) and descendants() - running
    made.close()
    assert os.listdir(tmp_path) == [] and not descendants() - running


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_death_of_the_parent_ends_everything(number: signal.Signals) -> None:
    script = """
        import signal, sys
        from fasterpy.records import Code, Job, Limits, StdinCase
        from fasterpy.sandbox.executor import ZygoteExecutor
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job of a shell is started without it
        text = "import os, time\\nif os.fork() == 0: os.setsid()\\ntime.sleep(600)"
        with ZygoteExecutor() as executor:
            executor.execute([Job(code=Code(text="1", kind="program"), case=StdinCase(stdin=b"", source=""))])
            print("ready", flush=True)
            executor.execute([Job(code=Code(text=text, kind="program"), case=StdinCase(stdin=b"", source=""),
                                  limits=Limits(wall_s=600))])
    """
    with tempfile.TemporaryDirectory() as temporary:
        parent = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": temporary},
        )
        assert parent.stdout is not None and parent.stdout.readline() == b"ready\n"
        deadline = time.monotonic() + 20
        while len(below := descendants(parent.pid)) < 3 and time.monotonic() < deadline:  # a crowded machine is slow
            time.sleep(0.05)
        time.sleep(0.3)
        below = descendants(parent.pid)
        assert len(below) >= 3
        parent.send_signal(number)
        parent.wait(20)
        parent.stdout.close()
        deadline = time.monotonic() + 15
        while (alive := below & set(parents())) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not alive
        while os.listdir(temporary) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert os.listdir(temporary) == []


def test_code_that_lies_in_the_home_itself(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / ".ssh").mkdir()
    for name in (".ssh/id_rsa", ".netrc", ".hidden_tool", "helper.py", "data.txt"):
        (home / name).write_text("VALUE = 'seen'\n")
    monkeypatch.setenv("HOME", str(home))
    names = [str(home / name) for name in (".ssh/id_rsa", ".netrc", ".hidden_tool", "data.txt")]
    text = "import helper\nfor name in input().split():\n    try:\n        print(len(open(name).read()))\n"
    text += "    except OSError:\n        print('hidden')\n"
    job = program(text, " ".join(names).encode())
    with ZygoteExecutor() as made:
        if not {"files", "namespaces"} <= {layer.name for layer in made.layers() if layer.active}:
            pytest.skip("needs a file view of its own")
        seen = made.execute([structs.replace(job, code=structs.replace(job.code, search_path=(str(home),)))])[0]
    assert seen.stdout == b"hidden\n0\n0\n15\n", seen


ORDINARY = """
    import os, sys
    from fasterpy.records import Code, Job, StdinCase
    from fasterpy.sandbox.executor import ZygoteExecutor
    assert os.getuid() != 0
    with ZygoteExecutor() as executor:
        print([layer.name for layer in executor.layers() if layer.active])
        text = "import os\\nprint(os.getuid() != 0)\\ntry: open('/etc/x', 'w')\\nexcept OSError: print('read-only')"
        job = Job(code=Code(text=text, kind="program"), case=StdinCase(stdin=b"", source=""))
        print(executor.execute([job])[0].stdout)
"""


def test_as_an_ordinary_user() -> None:
    command = [sys.executable, "-c", textwrap.dedent(ORDINARY)]
    if os.getuid() == 0:
        as_nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
        mapped = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
        for prefix in (as_nobody, mapped):
            try:
                if (
                    subprocess.run(
                        [*prefix, "sh", "-c", 'exec "$0" -c "import fasterpy"', sys.executable], capture_output=True
                    ).returncode
                    == 0
                ):
                    command = [*prefix, *command]
                    break
            except OSError:
                continue
        else:
            pytest.skip("cannot become an ordinary user who may run this interpreter")
    seen = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert seen.returncode == 0, seen.stderr
    active, output = seen.stdout.splitlines()
    assert "rlimits" in active and "environment" in active
    if "files" in active:
        assert output == repr(b"True\nread-only\n")


def test_imports_that_may_be_preloaded(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("")
    text = "import os.path, numpy.linalg\nfrom msgspec import json\nfrom . import x\nimport fasterpy, nowhere\n"
    text += "async def f(): ...\n"
    assert imports.split(text, ()) == (("asyncio", "os.path"), ("msgspec", "numpy.linalg"))
    assert imports.split(text, (str(tmp_path),)) == (("asyncio", "os.path"), ("msgspec",))
    assert imports.split("def (", ()) == ((), ())


def test_pandas_is_loaded_ahead(executor: ZygoteExecutor) -> None:
    """Its arrow library must start no thread, or every run would import it anew."""
    pytest.importorskip("pandas")
    text = "import sys\nprint('pandas' in sys.modules)\nimport pandas\n"
    job = program(text, wall_s=20.0, cpu_s=20.0)
    assert executor.execute([job])[0].stdout == b"True\n"


def test_filter_is_well_formed() -> None:
    for machine in ("x86_64", "aarch64"):
        steps = seccomp.program(seccomp.DENIED, machine)
        assert len(steps) % 8 == 0 and len(steps) // 8 < 4096
    with pytest.raises(KeyError):
        seccomp.program(seccomp.DENIED, "vax")


def test_texts_of_a_frame_fit_into_the_usual_memory(executor: ZygoteExecutor) -> None:
    """An allocator that reserves all of a run's address space leaves nothing for what else asks for some."""
    pytest.importorskip("pandas")
    text = "import pandas, resource\ndef target(f):\n    return list(f['k']), len(bytearray(64 << 20))\n"
    inputs = [f"((frame({{'k': ['a', 'b{n}'], 'v': [1, 2]}}),), {{}})" for n in range(12)]
    seen = executor.execute([function(text, one) for one in inputs])
    assert {one.status for one in seen} == {"returned"}, [one.detail or one.error for one in seen]


def test_a_run_has_its_own_limits_whatever_the_one_before_had(executor: ZygoteExecutor) -> None:
    """The child that waits already has the limits of the last run, and a limit can only be lowered."""
    burn = "import time\nwhile time.process_time() < 1.3: pass\nprint(len(bytes(600 << 20)))\n"
    small, large = {"cpu_s": 0.5, "memory_mb": 256}, {"cpu_s": 20.0, "memory_mb": 1024}
    seen = [executor.execute([program(burn, wall_s=20.0, **limits)])[0] for limits in (small, large, small, large)]
    assert [one.status for one in seen] == ["timeout", "returned"] * 2
