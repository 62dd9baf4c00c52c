"""``--inputs``: a directory of ``*.in`` files (program), or a Python file with ``inputs(n, rng)`` (function)."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

from fasterpy.errors import InputsError
from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, GeneratorCase, Job, Limits, StdinCase
from fasterpy.syntax import syntax_tree

_SIZES = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 100)
_PER_SIZE = 24


class GivenInputs:
    """The user's own inputs. Raises InputsError, with what to do, when they cannot be used."""

    def __init__(self, path: str, code: Code) -> None:
        self._path = Path(path)
        self._code = code
        if not self._path.exists():
            raise InputsError(f"--inputs {path}: no such file or directory")
        self._files: list[StdinCase] = []
        self._text = ""
        if self._path.is_dir():
            self._directory()
        elif self._path.suffix == ".py":
            self._generator()
        elif code.kind == "program":
            self._files = [_file(self._path)]
        else:
            raise InputsError(f"--inputs {path}: for a function give a Python file with  def inputs(n, rng)")

    def _directory(self) -> None:
        if self._code.kind != "program":
            raise InputsError(
                f"--inputs {self._path}: a directory of *.in files is for programs; "
                "a function wants a Python file with  def inputs(n, rng)"
            )
        files = sorted(self._path.glob("*.in"))
        if not files:
            raise InputsError(f"--inputs {self._path}: no *.in file in this directory")
        self._files = [_file(file) for file in files]

    def _generator(self) -> None:
        try:
            self._text = self._path.read_text(encoding="utf-8")
            tree = syntax_tree(self._text)
        except (OSError, UnicodeDecodeError) as error:
            raise InputsError(f"--inputs {self._path}: cannot be read: {error}") from None
        except SyntaxError as error:
            raise InputsError(f"--inputs {self._path}: line {error.lineno}: {error.msg}") from None
        named = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
        assigned = {t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
        if "inputs" not in named | assigned:
            raise InputsError(
                f"--inputs {self._path}: it must define  inputs(n, rng)  that returns or yields (args, kwargs)"
            )
        if self._code.kind == "program":
            raise InputsError(f"--inputs {self._path}: for a program give a directory of *.in files")

    def cases(self, executor: Executor, most: int, seed: int) -> list[Case]:
        """Usable inputs, small first. Raises InputsError when the file gives none."""
        if not self._text:
            return [*sorted(self._files, key=lambda case: len(case.stdin))]
        found: list[Case] = []
        trouble = ""
        for size in _SIZES:
            if len(found) >= most:
                break
            for index in range(_PER_SIZE):
                case = self._case(size, seed + size, index)
                seen = self._probe(executor, case)
                if seen == "":
                    found.append(case)
                    continue
                if "fewer than" not in seen:
                    trouble = seen
                break
        if not found:
            raise InputsError(f"--inputs {self._path}: inputs(n, rng) gave nothing usable: {trouble or 'it is empty'}")
        return found

    def sized(self, executor: Executor, sizes: Sequence[int], seed: int) -> list[Case]:
        """Fresh inputs, one per size; files as they are, the larger last."""
        if not self._text:
            return [*sorted(self._files, key=lambda case: len(case.stdin))]
        cases: list[Case] = []
        for size in sizes:
            case = self._case(size, seed + size, 0)
            if self._probe(executor, case):
                break
            cases.append(case)
        return cases

    def _case(self, size: int, seed: int, index: int) -> GeneratorCase:
        return GeneratorCase(text=self._text, filename=str(self._path.resolve()), size=size, seed=seed, index=index)

    def _probe(self, executor: Executor, case: Case) -> str:
        """Empty when the input can be built and the target can be called on it in time, else why not."""
        limits = Limits(wall_s=0.6, cpu_s=1.0)
        seen = executor.execute([Job(code=self._code, case=case, limits=limits)])[0]
        if seen.status in ("returned", "raised", "exited"):
            return ""
        return seen.detail or seen.status


def _file(path: Path) -> StdinCase:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputsError(f"--inputs {path}: cannot be read: {error.strerror}") from None
    return StdinCase(stdin=data, source="inputs", size=data.count(b"\n"))
