"""Which functions are tried first, and which not at all."""

import cProfile
import pstats
from pathlib import Path

import pytest

from fasterpy.detect.detector import detect
from fasterpy.errors import InputsError, SourceError
from fasterpy.preprocess.reader import decode_source
from fasterpy.preprocess.targets import list_targets
from fasterpy.project.files import python_files
from fasterpy.project.profile import read_profile
from fasterpy.project.rank import Ranked, rank
from fasterpy.records import Source

TEXT = b"""
def plain(x):
    return x + 1

def loop(xs):
    total = 0
    for x in xs:
        total += x
    return total

def quadratic(xs, wanted):
    wanted = list(wanted)
    found = []
    for x in xs:
        if x in wanted and x not in found:
            found.append(x)
    return found
"""


def ranked(shares: dict[tuple[str, int], float] | None = None, name: str = "m.py") -> tuple[Ranked, ...]:
    def targets(source: Source) -> list[tuple[str, int, int]]:
        return [(info.qualname, info.line, info.end_line) for info in list_targets(source)]

    return rank([decode_source(TEXT, name)], targets, detect, shares)


def test_without_a_profile_slow_patterns_come_first_and_straight_code_not_at_all() -> None:
    names = [one.qualname for one in ranked()]
    assert names[0] == "quadratic"
    assert "plain" not in names


def test_with_a_profile_time_decides() -> None:
    path = str(Path("m.py").resolve())
    found = ranked({(path, 2): 0.7, (path, 5): 0.2, (path, 11): 0.001})
    assert [one.qualname for one in found] == ["plain", "loop"]
    assert found[0].why.startswith("70% of the profiled time")


def test_a_profile_names_functions_by_place(tmp_path: Path) -> None:
    file = tmp_path / "m.py"
    file.write_bytes(TEXT)
    space: dict[str, object] = {}
    exec(compile(TEXT, str(file), "exec"), space)
    profile = cProfile.Profile()
    profile.runcall(space["quadratic"], list(range(300)), list(range(300)))  # type: ignore[arg-type]
    out = tmp_path / "out.prof"
    pstats.Stats(profile).dump_stats(out)
    shares = read_profile(out)
    assert shares[str(file.resolve()), 11] > 0.5
    assert ranked(dict(shares), str(file))[0].qualname == "quadratic"


def test_what_is_no_profile_is_said_in_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.prof"
    bad.write_bytes(b"not a profile")
    for path, words in ((bad, "not a profile"), (tmp_path / "none.prof", "no such file")):
        with pytest.raises(InputsError, match=words):
            read_profile(path)


def test_files_leave_out_tests_and_environments(tmp_path: Path) -> None:
    for name in ("a.py", "pkg/b.py", "tests/c.py", "pkg/test_d.py", ".hidden/e.py", "mine/pyvenv.cfg", "mine/f.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    assert [str(path.relative_to(tmp_path)) for path in python_files(tmp_path)] == ["a.py", "pkg/b.py"]
    (tmp_path / "0.py").symlink_to("a.py")
    (tmp_path / "pkg" / "0.py").symlink_to("gone.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    names = [str(path.relative_to(tmp_path)) for path in python_files(tmp_path)]
    assert names == ["a.py", "loop.py", "pkg/0.py", "pkg/b.py"], "the file itself, not the links to it"
    with pytest.raises(SourceError, match="no Python file"):
        python_files(tmp_path / ".hidden" / "none")
