"""Properties over generated modules."""

from __future__ import annotations

import ast
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fasterpy.errors import SourceError
from fasterpy.preprocess.cleaner import PreprocessConfig, TreeSitterPreprocessor
from fasterpy.preprocess.hunks import Edit, apply_diff, merge, unified_diff
from fasterpy.preprocess.reader import source_from_text

PLAIN = TreeSitterPreprocessor(PreprocessConfig(format=False))

graphs = st.integers(1, 8).flatmap(
    lambda n: st.tuples(
        st.just(n), st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=16), st.integers(0, n - 1)
    )
)


@settings(max_examples=60, deadline=None)
@given(graphs, st.sampled_from(["function", "method", "value"]))
def test_what_stays_is_what_is_reached_and_who_calls(graph: tuple[int, set[tuple[int, int]], int], form: str) -> None:
    count, edges, target = graph
    call = {"function": "f{}(x)", "method": "self.f{}(x)", "value": "map(f{}, x)"}[form]
    method = form == "method"
    lines = ["class C:"] if method else []
    for index in range(count):
        calls = "; ".join(call.format(b) for a, b in sorted(edges) if a == index) or "pass"
        body = [f"def f{index}({'self, ' if method else ''}x):", f"    # {index}", f"    {calls}", ""]
        lines += ["    " + line if method and line else line for line in body]
    source = source_from_text("\n".join(lines) + "\n")
    cleaned = PLAIN.clean(source, [f"C.f{target}" if method else f"f{target}"])
    reached = {target}
    while more := {b for a, b in edges if a in reached} - reached:
        reached |= more
    callers = {a for a, b in edges if b == target}
    kept = {node.name for node in ast.walk(ast.parse(cleaned.text)) if isinstance(node, ast.FunctionDef)}
    assert kept == {f"f{index}" for index in reached | callers}
    assert PLAIN.restore(cleaned, cleaned.text) == source.text


line = st.sampled_from(["a", "b", "", "-- c", "++ d", "@@ -1 +1 @@", "\\ No newline"])


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[str], list[Edit]]:
    contents = draw(st.lists(line, min_size=1, max_size=30))
    spans = draw(st.lists(st.tuples(st.integers(0, len(contents)), st.integers(0, 4), st.lists(line, max_size=2))))
    edits = merge(Edit(start, min(start + size, len(contents)), tuple(new)) for start, size, new in spans)
    return contents, [edit for edit in edits if edit.start < edit.end or edit.lines]


def replaced(contents: list[str], edits: list[Edit]) -> list[str]:
    out, row = [], 0
    for edit in edits:
        out += contents[row : edit.start] + list(edit.lines)
        row = edit.end
    return out + contents[row:]


@given(edited())
def test_a_diff_makes_its_edits(case: tuple[list[str], list[Edit]]) -> None:
    contents, edits = case
    assert all(a.end < b.start for a, b in pairwise(edits))
    diff = unified_diff(contents, edits, "m.py")
    assert apply_diff(contents, diff) == replaced(contents, edits) if diff else not edits


@pytest.mark.skipif(shutil.which("patch") is None, reason="GNU patch is not installed")
@settings(max_examples=25, deadline=None)
@given(edited(), st.booleans())
def test_gnu_patch_reads_the_diff(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[list[str], list[Edit]], newline: bool
) -> None:
    contents, edits = case
    if not edits or (not newline and (not contents[-1] or edits[-1].end >= len(contents))):
        return
    folder: Path = tmp_path_factory.mktemp("patch")
    (folder / "m.py").write_text("\n".join(contents) + ("\n" if newline else ""))
    diff = unified_diff(contents, edits, "m.py", final_newline=newline)
    subprocess.run(["patch", "-s", "-p1", "--no-backup-if-mismatch"], cwd=folder, input=diff, text=True, check=True)
    path = folder / "m.py"
    wanted = replaced(contents, edits)
    text = path.read_text() if path.exists() else ""  # patch removes a file that it empties
    assert text == "".join(f"{item}\n" for item in wanted[:-1]) + (
        wanted[-1] + ("\n" if newline else "") if wanted else ""
    )


def test_a_diff_that_does_not_fit() -> None:
    diff = unified_diff(["a", "b", "c"], [Edit(1, 2)], "m.py")
    assert apply_diff(["a", "b", "c"], diff) == ["a", "c"]
    with pytest.raises(SourceError, match="does not fit line 2"):
        apply_diff(["a", "x", "c"], diff)


def test_the_patch_is_what_was_done() -> None:
    text = "import os\n\n\ndef f():\n    return g()\n\n\ndef g():\n    return 1\n\n\ndef h():\n    return 2"
    text = text.replace("\n", "\r\n")
    cleaned = PLAIN.clean(source_from_text(text), ["f"])
    lines = apply_diff(text.split("\n"), cleaned.patch)
    assert "\n".join(lines).replace("\r", "").strip() + "\n" == cleaned.text.lstrip("\n")
    assert "\n-def h():\r\n-    return 2\n\\ No newline at end of file\n" in cleaned.patch
