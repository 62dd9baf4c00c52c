"""The stages as a search sees them: one target with its original, its inputs and its timing inputs fixed inside."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from fasterpy.analysis.bystanders import changed_methods, kept_apart
from fasterpy.analysis.names import undefined_names
from fasterpy.choice import arguments
from fasterpy.errors import FasterpyError, SandboxError, SourceError
from fasterpy.protocols import Executor, Measurer, Preprocessor, Verifier, WorkloadBuilder
from fasterpy.records import Candidate, Case, CleanedCode, Code, ExpressionCase, Measurement, Verdict, Workload
from fasterpy.syntax import syntax_tree

_TOLD = 8
_LEAST_S, _MOST_S = 1.5, 8.0


class Stages(Protocol):
    """What a proof beside the target's needs."""

    @property
    def builder(self) -> WorkloadBuilder: ...
    @property
    def executor(self) -> Executor: ...
    @property
    def verifier(self) -> Verifier: ...


@dataclass(frozen=True)
class StageJudge:
    """Implements ``protocols.Judge`` over a preprocessor, a verifier and a measurer."""

    original: Code
    cleaned: CleanedCode
    workload: Workload
    timing: Sequence[Case]
    preprocessor: Preprocessor
    verifier: Verifier
    measurer: Measurer
    allow: tuple[str, ...] = ()
    thorough: bool = False
    """False: screen candidates of a search. True: gather what a claim rests on."""
    telling: list[Case] = field(default_factory=list)
    """Inputs on which candidates were found to be wrong: another one with the same fault is found out at a glance."""

    def assemble(self, candidate: Candidate) -> Code:
        """The whole file with the candidate in it; what others may use beside the target stays as it is.

        Raises UserError when it does not fit or does not parse.
        """
        text = candidate.text
        if candidate.scope == "cleaned":
            text = self.preprocessor.restore(self.cleaned, text)
        original = self.original
        if original.kind == "function" and original.qualname:
            text = kept_apart(original.text, text, original.qualname)
        return Code(
            text=text,
            kind=original.kind,
            filename=original.filename,
            qualname=original.qualname,
            module=original.module,
            search_path=original.search_path,
        )

    def smoke(self, code: Code, seconds: float) -> str:
        """Why the code cannot be right or may not be used, without running it; empty when nothing speaks against it."""
        try:
            compile(code.text, code.filename, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            return f"does not compile: {error}"
        unknown = undefined_names(syntax_tree(code.text)) - undefined_names(syntax_tree(self.original.text))
        if unknown:
            return f"uses names that nothing defines: {', '.join(sorted(unknown))}"
        missing = [name for name in new_dependencies(self.original.text, code.text) if name not in self.allow]
        if missing:
            return f"needs {', '.join(missing)}, which the original does not (--allow {','.join(missing)})"
        return ""

    def glance(self, code: Code, seconds: float) -> Verdict | None:
        """What the first of the small varied inputs show, and those that told others apart."""
        workload = self.workload
        if self.telling:
            workload = msgspec.structs.replace(workload, cases=(*self.telling[-_TOLD:], *workload.cases))
        return self._learned(self.verifier.glance(self.original, code, workload, seconds))

    def verify(self, code: Code, seconds: float) -> Verdict:
        """Checked on the small varied inputs and on those that it is timed on."""
        known = set(self.workload.cases)
        cases = (*self.workload.cases, *(case for case in self.timing if case not in known))
        workload = Workload(cases=cases, notes=self.workload.notes, seen=self.workload.seen)
        check = self.verifier.verify if self.thorough else self.verifier.screen
        verdict = check(self.original, code, workload, seconds)
        self._learned(verdict)
        return verdict

    def _learned(self, verdict: Verdict | None) -> Verdict | None:
        """The verdict; the input that it rests on is kept, where its text can be read as the arguments."""
        example = verdict.counterexample if verdict is not None and verdict.verdict == "different" else None
        said = arguments(example.input) if example is not None and self.original.kind == "function" else ""
        if said and all(said != getattr(case, "expression", "") for case in self.telling):
            self.telling.append(ExpressionCase(expression=said, source="mutation", size=len(said)))
        return verdict

    def measure(self, code: Code, seconds: float) -> Measurement:
        time = self.measurer.measure if self.thorough else self.measurer.screen
        return time(self.original, code, self.timing, seconds)


def unproved_methods(original: Code, code: Code, parts: Stages, seconds: Callable[[], float]) -> str:
    """Why a method that the candidate changes beside its target, and others may call, is not proved; empty if all are.

    Each is checked as a target of its own, on inputs of its own. ``seconds``: what one check may take.
    """
    if original.kind != "function" or not original.qualname:
        return ""
    for path in changed_methods(original.text, code.text, original.qualname):
        old, new = (msgspec.structs.replace(each, qualname=path) for each in (original, code))
        most = max(_LEAST_S, min(_MOST_S, seconds()))
        try:
            workload = parts.builder.build(old, parts.executor, most)
            verdict = parts.verifier.verify(old, new, workload, most)
        except SandboxError:
            raise
        except FasterpyError as error:
            return f"changes {path}, which other code may call and which cannot be checked on its own: {error}"
        if verdict.verdict != "equivalent":
            return f"changes {path}, which other code may call, and of that: {verdict.reason}"
    return ""


def new_dependencies(before: str, after: str) -> tuple[str, ...]:
    """Top-level packages outside the standard library that only ``after`` imports, sorted."""
    return tuple(sorted(_imported(after) - _imported(before) - sys.stdlib_module_names))


def _imported(text: str) -> set[str]:
    try:
        tree = syntax_tree(text)
    except (SyntaxError, ValueError) as error:
        raise SourceError(f"does not parse: {error}") from error
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names
