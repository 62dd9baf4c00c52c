"""Outcomes of whole runs: whatever one depends on must make it a different run; nothing else should."""

import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from fasterpy.cli.identity import NEUTRAL, fasterpy_itself, ingredients, installed, package, run_key
from fasterpy.cli.kb import fill
from fasterpy.cli.remembered import KIND, Outcomes, firm, outcomes
from fasterpy.cli.stores import make_embedder
from fasterpy.cli.targets import runnable
from fasterpy.config import Settings
from fasterpy.preprocess.reader import read_source
from fasterpy.records import Candidate, Interval, KnowledgeEntry, Measurement, Result, Source, Trial, Usage, Verdict
from fasterpy.search import DiskCache, NoCache
from fasterpy.testing.openai_server import OpenAIServer, ServerScript

TARGET = "from .helper import step\n\n\ndef total(xs: list[int]) -> int:\n    return sum(step(x) for x in xs)\n"
OTHERS = {
    int: lambda value: value + 1,
    float: lambda value: value + 1.5,
    bool: lambda value: not value,
    str: lambda value: value + "x",
    tuple: lambda value: (*value, "rules2"),
}


def project(tmp_path: Path) -> Path:
    """A package ``shop`` whose target's helper imports another module, a test, a recording and inputs."""
    files = {
        "shop/__init__.py": "",
        "shop/sums.py": TARGET,
        "shop/helper.py": "from shop.deep import one\n\n\ndef step(x):\n    return x + one()\n",
        "shop/deep.py": "def one():\n    return 1\n",
        "shop/unrelated.py": "x = 1\n",
        "tests/test_sums.py": "from shop.sums import total\n\n\ndef test_total():\n    assert total([1]) == 2\n",
        "tests/test_unrelated.py": "x = 1\n",
        "inputs.py": "import extra\n\n\ndef inputs(n, rng):\n    return ([n],), {}\n",
        "extra.py": "",
        "mine.jinja": "{% block user %}{{ code }}{% endblock %}",
        "recorded/a.calls": "not read here",
        "adapter/adapter_config.json": "{}",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def key(root: Path, settings: Settings | None = None, inputs: str = "inputs.py", name: str = "total") -> str:
    source = read_source(root / "shop" / "sums.py")
    found = run_key(settings or chosen(root), source, runnable(source, name), root / inputs)
    assert found is not None
    return found


def chosen(root: Path, **changes: object) -> Settings:
    settings = Settings(recorded=str(root / "recorded"), prompt=str(root / "mine.jinja"), adapter=str(root / "adapter"))
    return msgspec.structs.replace(settings, **changes)


def append(name: str, text: str = "\n\nmore = 1\n") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(text)

    return change


@pytest.mark.parametrize(
    "name",
    [
        "shop/sums.py",
        "shop/helper.py",
        "shop/deep.py",
        "shop/__init__.py",
        "tests/test_sums.py",
        "inputs.py",
        "extra.py",
        "mine.jinja",
        "recorded/a.calls",
        "recorded/new.calls",
        "adapter/adapter_config.json",
    ],
)
def test_whatever_the_outcome_depends_on_makes_another_run(name: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    before = key(root)
    assert key(root) == before
    append(name)(root)
    assert key(root) != before


@pytest.mark.parametrize("name", ["shop/unrelated.py", "tests/test_unrelated.py", "out.json", "shop/sums.txt"])
def test_what_it_does_not_depend_on_makes_no_other_run(name: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    before = key(root)
    append(name)(root)
    assert key(root) == before


@pytest.mark.parametrize("name", [name for name in Settings.__struct_fields__ if name not in NEUTRAL])
def test_every_setting_makes_another_run(name: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    settings = chosen(root)
    value = getattr(settings, name)
    other = 0.3 if value is None else "off" if name == "sandbox" else OTHERS[type(value)](value)
    assert key(root, msgspec.structs.replace(settings, **{name: other})) != key(root, settings)


def test_the_settings_that_are_left_out_are_these() -> None:
    """The budget is compared, of a base its advice counts, and where the cache lies changes nothing."""
    assert {"seconds", "cache", "cache_dir", "learn", "kb"} == NEUTRAL


def test_the_target_and_the_place_make_another_run(tmp_path: Path) -> None:
    root = project(tmp_path / "one")
    append("shop/sums.py", "\n\ndef other(x: int) -> int:\n    return x\n")(root)
    assert key(root, name="other") != key(root)
    elsewhere = project(tmp_path / "two")
    append("shop/sums.py", "\n\ndef other(x: int) -> int:\n    return x\n")(elsewhere)
    assert key(elsewhere, chosen(root)) != key(root), "the file's own place is visible to it"


def test_another_target_of_the_same_text_and_another_encoding_are_other_runs(tmp_path: Path) -> None:
    root = project(tmp_path)
    append("shop/sums.py", "\n\ndef aa(x: int) -> int:\n    return x\n\n\ndef bb(x: int) -> int:\n    return x\n")(root)
    assert key(root, name="aa") != key(root, name="bb")
    before = key(root, name="aa")
    file = root / "shop" / "sums.py"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    source = read_source(file)
    assert runnable(source, "aa").text == TARGET + source.text.removeprefix(TARGET)
    assert key(root, name="aa") != before, "the same text, other bytes to write back"


def test_given_inputs_of_a_program_count_by_their_contents(tmp_path: Path) -> None:
    (tmp_path / "p.py").write_text("print(int(input()) + 1)\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.in").write_text("1\n")
    source = read_source(tmp_path / "p.py")

    def program(inputs: Path | None = tmp_path / "in") -> str | None:
        return run_key(Settings(), source, runnable(source, None, program=True), inputs)

    before = program()
    assert before == program() and before != program(None)
    (tmp_path / "in" / "a.in").write_text("2\n")
    changed = program()
    assert changed != before
    (tmp_path / "in" / "b.in").write_text("2\n")
    assert program() not in (before, changed)


def test_files_count_where_code_may_read_them(tmp_path: Path) -> None:
    root = project(tmp_path)
    append("shop/deep.py", "\n\ndef table():\n    return open(__file__ + '.csv').read()\n")(root)
    before = key(root)
    assert key(root) == before
    append("shop/deep.py.csv", "1,2\n")(root)
    assert key(root) != before


def test_the_weights_of_a_model_count(tmp_path: Path) -> None:
    root = project(tmp_path)
    weights = root / "small.gguf"
    weights.write_bytes(b"GGUF one")
    settings = chosen(root, model=str(weights))
    before = key(root, settings)
    assert key(root, settings) == before
    weights.write_bytes(b"GGUF other")
    assert key(root, settings) != before


def test_the_address_of_a_server_counts_wherever_it_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    settings, rules = chosen(root, model="m"), chosen(root)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:1/v1")
    before, without = key(root, settings), key(root, rules)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:2/v1")
    assert key(root, settings) != before and key(root, rules) == without


def test_the_advice_of_a_base_counts_and_not_its_place(tmp_path: Path) -> None:
    root = project(tmp_path)
    entry = KnowledgeEntry(input=TARGET, summary="Sum at once.", rate=3.0, target=TARGET, source="own")
    bases = {name: str(tmp_path / f"{name}.db") for name in ("none", "one", "same")}
    for name, base in bases.items():
        fill(base, make_embedder("structural"), [entry] if name != "none" else [])
    keys = {name: key(root, chosen(root, kb=base)) for name, base in bases.items()}
    assert keys["one"] == keys["same"] != keys["none"]


def test_installed_packages_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "project")
    site = tmp_path / "site"
    (site / "thing-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(site)
    before, listed = key(root), installed()
    (site / "thing-1.0.dist-info").rename(site / "thing-1.1.dist-info")
    assert key(root) != before and installed() != listed


@pytest.mark.parametrize("name", ["mine.py", "pack/inner.py"])
def test_the_files_of_a_generator_of_others_count(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    (site / "mine-1.0.dist-info").mkdir(parents=True)
    (site / "mine-1.0.dist-info" / "METADATA").write_text("Name: mine\nVersion: 1.0\n")
    module = "mine" if name == "mine.py" else "pack.inner"
    (site / "mine-1.0.dist-info" / "entry_points.txt").write_text(f"[fasterpy.generators]\nmine = {module}:make\n")
    append(name)(site)
    append(str(Path(name).parent / "__init__.py"), "")(site)
    monkeypatch.syspath_prepend(site)
    root = project(tmp_path / "project")
    settings = chosen(root, generators=("rules", "mine"))
    before, without = key(root, settings), key(root)
    append(name)(site)
    assert key(root, settings) != before and key(root) == without


def test_every_file_of_fasterpy_counts(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "prompt.jinja").write_text("a")
    before = package(tmp_path)
    (tmp_path / "deep" / "prompt.jinja").write_text("b")
    assert package(tmp_path) != before
    root = project(tmp_path / "project")
    source = read_source(root / "shop" / "sums.py")
    parts = ingredients(chosen(root), source, runnable(source, "total"), None)
    assert parts is not None and parts["fasterpy"] == fasterpy_itself() and len(parts["machine"]) == 64


# ------------------------------------------------------------------------------------------------- keeping and finding


def source(text: str = TARGET, path: str = "sums.py") -> Source:
    return Source(path=path, raw=text.encode(), text=text)


def trial(text: str, trustworthy: bool = True, point: float = 2.0) -> Trial:
    measurement = Measurement(speedup=Interval(point=point, low=0.8, high=3.0), trustworthy=trustworthy)
    verdict = Verdict(verdict="equivalent", reason="same")
    return Trial(
        candidate=Candidate(text=text, origin="rule:x"), text=text, verdict=verdict, measurement=measurement, why="w"
    )


def improved(**changes: object) -> Result:
    best = trial(TARGET + "\nfast = 1\n")
    result = Result(
        outcome="improved",
        reason="verified and measured",
        source=source(),
        targets=("total",),
        code=best.text,
        patch="a patch",
        best=best,
        trials=(trial("other " * 1000), best),
        usage=Usage(requests=3, cost_usd=0.5),
        warnings=("w",),
        seconds=12.5,
    )
    return msgspec.structs.replace(result, **changes)


def kept(*trials: Trial, **changes: object) -> Result:
    result = Result(
        outcome="kept", reason="none", source=source(), targets=("total",), code=TARGET, patch="", trials=trials
    )
    return msgspec.structs.replace(result, **changes)


def place(tmp_path: Path, seconds: float = 10.0, key: str = "k", of: Source | None = None) -> Outcomes:
    cache = DiskCache(tmp_path)
    return Outcomes(cache, lambda: key, key, of or source(), seconds, 1.1)


def test_what_was_kept_comes_back_as_what_it_is(tmp_path: Path) -> None:
    place(tmp_path).keep(improved())
    found = place(tmp_path, of=source(path="elsewhere/sums.py")).find()
    assert found is not None and found.reused is not None
    assert found.best == improved().best and found.code == improved().code and found.warnings == ("w",)
    assert "+fast = 1" in found.patch and "b/elsewhere/sums.py" in found.patch
    assert (found.reused.seconds, found.reused.budget) == (12.5, 10.0)
    assert found.usage == Usage(), "what was paid then is not paid again"
    assert [one.why for one in found.trials] == ["w", "w"] and found.trials[0].text == ""


def test_a_larger_budget_searches_again_and_replaces_a_smaller_one(tmp_path: Path) -> None:
    place(tmp_path, 10.0).keep(kept())
    assert place(tmp_path, 10.0).find() is not None
    assert place(tmp_path, 5.0).find() is not None
    assert place(tmp_path, 10.5).find() is None
    place(tmp_path, 20.0).keep(improved())
    place(tmp_path, 10.0).keep(kept())
    found = place(tmp_path, 15.0).find()
    assert found is not None and found.outcome == "improved", "the larger search stays"


@pytest.mark.parametrize(
    "result",
    [improved(), improved(unfinished=("llm",)), kept(), kept(trial("a")), kept(trial("a", False, point=1.05))],
)
def test_firm_results_are_kept(result: Result, tmp_path: Path) -> None:
    assert firm(result, 1.1)
    place(tmp_path).keep(result)
    assert place(tmp_path).find() is not None


@pytest.mark.parametrize(
    "result",
    [
        kept(failed=("llm",)),
        kept(unfinished=("llm",)),
        improved(failed=("knowledge base",)),
        improved(best=trial("a", trustworthy=False)),
        kept(trial("a", trustworthy=False)),
    ],
)
def test_results_that_another_run_may_change_are_not_kept(result: Result, tmp_path: Path) -> None:
    place(tmp_path).keep(result)
    assert place(tmp_path).find() is None


def test_other_keys_other_texts_and_no_key_find_nothing(tmp_path: Path) -> None:
    place(tmp_path).keep(improved())
    assert place(tmp_path, key="other").find() is None
    assert place(tmp_path, of=source(TARGET + "\n")).find() is None, "a key that forgot the text is not trusted"
    place(tmp_path, key="").keep(improved())
    assert place(tmp_path, key="").find() is None


def test_what_changed_during_the_run_is_not_kept(tmp_path: Path) -> None:
    keys = iter(["after"])
    Outcomes(DiskCache(tmp_path), lambda: next(keys), "before", source(), 10.0, 1.1).keep(improved())
    assert place(tmp_path, key="before").find() is None and place(tmp_path, key="after").find() is None


def test_what_the_resulting_code_sees_counts(tmp_path: Path) -> None:
    here = project(tmp_path / "project")
    file = read_source(here / "shop" / "sums.py")
    code = runnable(file, "total")

    def there() -> Outcomes:
        return outcomes(chosen(here), DiskCache(tmp_path / "cache"), file, code, None)

    there().keep(improved(source=file, code="import bisect\n" + TARGET))
    assert there().find() is not None
    (here / "bisect.py").write_text("x = 1\n")
    assert there().find() is None, "the result's import means another module now"


def test_damaged_entries_are_ignored(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    place(tmp_path).keep(improved())
    good = cache.get(KIND, "k")
    assert good is not None
    for value in (b"", good[:-3], good[:-3] + b"abc", os.urandom(50), b"x\x9c\x03\x00\x00\x00\x00\x01"):
        cache.put(KIND, "k", value)
        assert place(tmp_path).find() is None
        place(tmp_path).keep(improved())
        assert place(tmp_path).find() is not None


def _keep_and_find(folder: str, budget: float) -> None:
    for number in range(40):
        place(Path(folder), budget + number % 3).keep(improved())
        found = place(Path(folder), 1.0).find()
        assert found is not None and found.code == improved().code


def test_two_processes_keep_and_find(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_keep_and_find, args=(str(tmp_path), budget)) for budget in (3.0, 4.0)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0


def test_without_the_cache_nothing_is_looked_up(tmp_path: Path) -> None:
    root = project(tmp_path)
    here = read_source(root / "shop" / "sums.py")
    settings = chosen(root, cache=False)
    found = outcomes(settings, NoCache(), here, runnable(here, "total"), None)
    assert found.key == "" and found.find() is None


# ------------------------------------------------------------------------------------------------------ the whole tool


def test_a_second_run_over_a_file_reuses_what_did_not_change(tmp_path: Path) -> None:
    file = tmp_path / "two.py"
    file.write_text(
        "import helper\n\n\ndef total(xs: list[int]) -> int:\n    return helper.add(xs)\n\n\n"
        "def deep(x: int) -> int:\n    return x + 1\n"
    )
    (tmp_path / "helper.py").write_text("def add(xs):\n    return sum(xs)\n")

    def run(*more: str) -> tuple[dict[str, object], str]:
        command = [sys.executable, "-m", "fasterpy", "optimize", "two.py::total", "--generators", "rules", *more]
        command += ["--json", "out.json"]
        environment = {**os.environ, "FASTERPY_CACHE_DIR": str(tmp_path / "cache")}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200)
        assert done.returncode == 0, done.stderr
        return json.loads((tmp_path / "out.json").read_text()), " ".join(done.stderr.replace("│", "").split())

    first, _ = run("--seconds", "4")
    assert first["outcome"] == "kept" and first["reused"] is None
    second, shown = run("--seconds", "4")
    reused = second.pop("reused")
    assert isinstance(reused, dict) and reused["budget"] == 4.0
    assert "nothing changed since" in shown and "nothing found, searched" in shown
    changing = ("seconds", "usage", "reused")
    assert {k: v for k, v in second.items() if k not in changing} == {
        k: v for k, v in first.items() if k not in changing
    }
    assert run("--seconds", "4", "--no-cache")[0]["reused"] is None
    assert run("--seconds", "5")[0]["reused"] is None, "a larger budget searches again"
    (tmp_path / "helper.py").write_text("def add(xs):\n    return sum(xs) + 0\n")
    assert run("--seconds", "4")[0]["reused"] is None, "the helper changed"


def test_a_second_run_over_many_targets_reuses_them_all_and_asks_nobody(tmp_path: Path) -> None:
    loop = "    for x in xs:\n        if x not in found:\n            found.append(x + {})\n"
    body = f"    found = []\n{loop}    return found\n"
    texts = [f"def pick{n}(xs: list[int]) -> list[int]:\n" + body.format(n) for n in (1, 2)]
    (tmp_path / "two.py").write_text("\n\n".join(texts))
    answer = f"```python\n{texts[0]}```"  # nothing new to either
    with OpenAIServer(ServerScript(answers=(answer,))) as server:

        def run() -> list[dict[str, object]]:
            command = [sys.executable, "-m", "fasterpy", "optimize", "two.py", "--generators", "llm", "--model", "m"]
            command += ["--base-url", server.base_url, "--seconds", "5", "--samples", "1", "--json", "out.json"]
            environment = {**os.environ, "FASTERPY_CACHE_DIR": str(tmp_path / "cache")}
            done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200)
            assert done.returncode == 0, done.stderr
            return json.loads((tmp_path / "out.json").read_text())["results"]  # type: ignore[no-any-return]

        assert [one["reused"] for one in run()] == [None, None]
        paid = len(server.seen())
        assert paid and all(isinstance(one["reused"], dict) for one in run()) and len(server.seen()) == paid
        (tmp_path / "two.py").write_text("\n\n".join([*texts, "def other(x: int) -> int:\n    return x\n"]))
        assert [one["reused"] for one in run()] == [None, None], "the file is another one"


def test_a_model_that_did_not_answer_in_time_is_asked_again(tmp_path: Path) -> None:
    text = "def pick(xs: list[int]) -> list[int]:\n    return [x for x in xs if x in [1, 2]]\n"
    (tmp_path / "one.py").write_text(text)
    with OpenAIServer(ServerScript(answers=(f"```python\n{text}```",), modes=("timeout", "ok"))) as server:

        def run() -> dict[str, object]:
            command = [sys.executable, "-m", "fasterpy", "optimize", "one.py::pick", "--generators", "llm"]
            command += ["--model", "m", "--samples", "1", "--seconds", "5", "--json", "out.json"]
            paths = {"FASTERPY_CACHE_DIR": str(tmp_path / "cache"), "OPENAI_BASE_URL": server.base_url}
            done = subprocess.run(
                command, cwd=tmp_path, env={**os.environ, **paths}, capture_output=True, text=True, timeout=200
            )
            assert done.returncode == 0, done.stderr
            return json.loads((tmp_path / "out.json").read_text())  # type: ignore[no-any-return]

        first = run()
        for _ in range(4):  # on a crowded machine the time may be up before the question is sent
            if not server.seen():
                first = run()
        second, third = run(), run()
        assert any("still at work" in warning for warning in first["warnings"]), first  # type: ignore[attr-defined]
        assert first["usage"]["prompt_tokens"] > 0, "what was given up is in the books"  # type: ignore[index]
        assert second["reused"] is None and third["reused"] is not None
        assert len(server.seen()) == 2
