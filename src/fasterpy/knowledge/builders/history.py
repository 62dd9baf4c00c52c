"""Pairs of a git history (paper §7.2.2): commits that say performance, and their functions before and after.

git itself reads the repository; nothing of it is run here. A commit counts when its message says performance, or when
the lines that it adds do (a comment such as "faster than …"). Commits that change many functions at once are left out:
there the message says nothing about the single one.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from fasterpy.analysis.source import parse
from fasterpy.errors import FasterpyError, InputsError, SourceError
from fasterpy.knowledge.builders.pair import Items, Left, Pair
from fasterpy.protocols import Preprocessor
from fasterpy.records import Source

MOST_FUNCTIONS = 6
SOURCE = "git"
_MESSAGE = re.compile(
    r"\b(perf|performance|speed(s|ed|ing)?[ -]?up|speed|fast(er|est)?|slow(er|ness)?|quadratic|optimi[sz]\w*|"
    r"hot ?(path|loop|spot)|latency|bottleneck|memoi[sz]\w*|O\(n|micro-?optimi\w*|x faster|cheaper)\b",
    re.IGNORECASE,
)
_DIFF = re.compile(r"\b(faster|slower|performance|quadratic|speed(s|ed)? up|speedup|O\(n\^?2|hot (path|loop))\b", re.I)
_NOT = re.compile(r"\b(typo|docs?:|readme|changelog|bump|release|ci:|fast[- ]forward|slow tests?|mark\w* slow)\b", re.I)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_PREFIX = re.compile(r"^\W*(\w+(\([^)]*\))?!?:|\[[^\]]*\])\s*")


def read_history(repository: Path, preprocessor: Preprocessor, licence: str = "", since: str = "") -> Items:
    """Pairs of functions before and after, oldest commit first, each with the context that it needs.

    Raises InputsError when the path is no git repository or git is missing.
    """
    for commit, parent, subject, body in _commits(repository, since):
        where = f"{repository.resolve().name}@{commit[:12]}"
        says = bool(_MESSAGE.search(f"{subject}\n{body}")) and not _NOT.search(subject)
        if not parent:
            continue
        if not says and not _diff_says(repository, parent, commit):
            continue
        found = list(_changed(repository, parent, commit, preprocessor))
        if not found:
            yield Left(source=SOURCE, reason="a commit without a changed Python function", provenance=where)
        elif len(found) > MOST_FUNCTIONS:
            reason = f"a commit that changes more than {MOST_FUNCTIONS} functions"
            yield Left(source=SOURCE, reason=reason, provenance=where)
        else:
            for path, qualname, slow, fast in found:
                yield Pair(
                    slow=slow, fast=fast, source=SOURCE, kind="function", qualname=qualname, licence=licence,
                    summary=_advice(subject) if says else "", provenance=f"{where} {path}::{qualname}",
                )  # fmt: skip


def _commits(repository: Path, since: str) -> Iterator[tuple[str, str, str, str]]:
    """(commit, first parent, subject, body), oldest first, without merges."""
    window = [f"--since={since}"] if since else []
    text = _git(
        repository, "log", "--reverse", "--no-merges", *window, "--format=%H%x1f%P%x1f%s%x1f%b%x1e", "--", "*.py"
    )
    for record in text.split("\x1e"):
        parts = record.strip("\n").split("\x1f")
        if len(parts) == 4:
            yield parts[0], parts[1].split(" ")[0], parts[2], parts[3]


def _diff_says(repository: Path, parent: str, commit: str) -> bool:
    added = _git(repository, "diff", "--unified=0", "--no-color", "--no-ext-diff", parent, commit, "--", "*.py")
    return any(
        "#" in line and _DIFF.search(line.split("#", 1)[1])
        for line in added.splitlines()
        if line.startswith("+") and not line.startswith("+++")
    )


def _changed(
    repository: Path, parent: str, commit: str, preprocessor: Preprocessor
) -> Iterator[tuple[str, str, str, str]]:
    """(path, qualified name, before, after) of each function that both versions have and that differs in what runs."""
    names = _git(repository, "diff", "--name-only", "--diff-filter=M", "-z", parent, commit, "--", "*.py")
    for path in filter(None, names.split("\0")):
        if re.search(r"(^|/)(tests?|docs|examples)/|(^|/)test_|_test\.py$|conftest\.py$|setup\.py$", path):
            continue
        try:
            before, after = (_git(repository, "show", f"{at}:{path}") for at in (parent, commit))
            old, new = _functions(parse(before)), _functions(parse(after))
        except (SourceError, InputsError):
            continue
        for qualname in old:
            if qualname in new and ast.dump(old[qualname]) != ast.dump(new[qualname]):
                try:
                    versions = [_with_context(preprocessor, path, text, qualname) for text in (before, after)]
                except FasterpyError:
                    continue
                yield path, qualname, versions[0], versions[1]


def _with_context(preprocessor: Preprocessor, path: str, text: str, qualname: str) -> str:
    source = Source(path=path, raw=text.encode("utf-8", "surrogatepass"), text=text)
    return preprocessor.clean(source, [qualname]).text


def _functions(tree: ast.Module) -> dict[str, ast.AST]:
    found: dict[str, ast.AST] = {}
    for item in tree.body:
        if isinstance(item, _FUNCTIONS):
            found[item.name] = item
        elif isinstance(item, ast.ClassDef):
            found.update((f"{item.name}.{f.name}", f) for f in item.body if isinstance(f, _FUNCTIONS))
    return found


def _advice(subject: str) -> str:
    """A commit's subject as advice; empty when it names nothing (``perf: tweak``, ``speed up``)."""
    text = " ".join(_PREFIX.sub("", subject).split())
    text = re.sub(r"\s*\(#\d+\)$", "", text).rstrip(".")
    return f"{text[0].upper()}{text[1:]}." if len(text.split()) >= 5 else ""


def _git(repository: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=off", "-C", str(repository), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise InputsError("git is not installed: it is needed to read a history") from error
    if done.returncode:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        raise InputsError(f"{repository}: git could not read it ({reason}): give the folder of a git repository")
    return done.stdout.decode("utf-8", "replace")
