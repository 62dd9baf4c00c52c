import multiprocessing
import os
from pathlib import Path

import pytest

from fasterpy.records import StdinCase, Workload
from fasterpy.search import BestOfNSearch, CachedJudge, DiskCache, NoCache
from fasterpy.search.cached_judge import judge_context
from fasterpy.testing.scripted import ScriptedGenerator

from .worlds import code, task, version, world


def test_values_come_back_and_kinds_are_apart(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    assert cache.get("verdict", "k") is None
    cache.put("verdict", "k", b"one\ntwo\n")
    cache.put("measurement", "k", b"")
    assert DiskCache(tmp_path).get("verdict", "k") == b"one\ntwo\n"
    assert cache.get("measurement", "k") == b""
    cache.put("verdict", "k", b"three")
    assert cache.get("verdict", "k") == b"three"
    assert (cache.hits, cache.misses) == (2, 1)
    cache.clear()
    assert cache.size() == 0
    NoCache().put("verdict", "k", b"x")
    assert NoCache().get("verdict", "k") is None


def test_damaged_entries_are_misses(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.put("verdict", "k", b"value")
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    for damage in (b"", b"value", path.read_bytes()[:-1], os.urandom(100)):
        path.write_bytes(damage)
        assert cache.get("verdict", "k") is None
        cache.put("verdict", "k", b"value")
        assert cache.get("verdict", "k") == b"value"


def test_the_size_is_bounded_and_what_is_used_stays(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, max_mb=0.05)
    cache.put("x", "favourite", b"f" * 1000)
    for number in range(200):
        cache.put("x", str(number), b"v" * 1000)
        assert cache.get("x", "favourite") is not None
        for path in tmp_path.rglob("*"):  # file systems with coarse times: make "long ago" visible
            if path.is_file() and path.stat().st_size and b"f" * 1000 not in path.read_bytes():
                os.utime(path, (number, number))
    assert cache.size() <= 60_000
    assert cache.get("x", "199") is not None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    cache = DiskCache(blocked)
    cache.put("verdict", "k", b"value")
    assert cache.get("verdict", "k") is None


def _write(folder: str, seed: int) -> None:
    cache = DiskCache(Path(folder), max_mb=0.02)
    for number in range(150):
        cache.put("x", str((number * 7 + seed) % 40), bytes([number % 250]) * 500)
        value = cache.get("x", str(number % 40))
        assert value is None or value == value[:1] * 500


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(str(tmp_path), seed)) for seed in (0, 3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert not list(tmp_path.rglob(".new-*"))


def test_a_second_search_pays_for_nothing(tmp_path: Path) -> None:
    texts = [version(2.0), version("wrong"), version(3.0)]
    outcomes = []
    for expected in (3, 0):
        judge, clock, config = world()
        cached = CachedJudge(judge, DiskCache(tmp_path), "context")
        outcomes.append(BestOfNSearch(config, clock).run(task(), [ScriptedGenerator(texts)], cached))
        assert judge.steps("verify") == expected
        assert judge.steps("measure") == (2 if expected else 0)
    assert outcomes[0].trials == outcomes[1].trials


def test_the_context_tells_inputs_and_settings_apart() -> None:
    def context(stdin: bytes = b"1", settings: str = "", timing: bytes = b"1") -> str:
        workload = Workload(cases=(StdinCase(stdin=stdin, source="user"),))
        return judge_context(code(), workload, (StdinCase(stdin=timing, source="user"),), settings)

    assert context() == context()
    assert len({context(), context(b"2"), context(settings="tolerance"), context(timing=b"2")}) == 4


@pytest.mark.parametrize("text", ["", "\ud800", "ä" * 1000])
def test_any_text_is_a_key(tmp_path: Path, text: str) -> None:
    cache = DiskCache(tmp_path)
    cache.put("x", text, b"1")
    assert cache.get("x", text) == b"1"
