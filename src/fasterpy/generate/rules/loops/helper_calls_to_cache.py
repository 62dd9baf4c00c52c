"""Pure helpers of the file that are asked the same again and again: their answers are kept during one call."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.helper_body import body_of, moved_body
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, bound_value, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.answers import (
    asked_again,
    calls_in,
    home_of,
    is_record,
    merely_read,
    own_header,
    plain_helper,
    takes_time,
)
from fasterpy.generate.rules.target import TargetScope

_LISTS = ("list", "dict", "set", "ListComp", "SetComp", "DictComp", "ndarray", "DataFrame", "Series", "iterator")


class HelperCallsToCache(Rule):
    """``self.points(team)`` in a sort key, ``clean(a["name"])`` in a helper that compares pairs.

    Helpers that call such helpers are copied into the function, so that all of it shares one cache, which ends with
    the call. Records, which cannot be hashed, are known by their identity.
    """

    name = "helper-calls-to-cache"
    pattern = "repeated-pure-call"
    summary = "Ask a pure helper once per argument and keep what it says for the length of the call."
    gain = 5.0
    risk = Risk.LIKELY
    hashes = True
    hides = True
    order = 13

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        home = home_of(scope)
        if home is None:
            return
        plan = _Plan(module, home)
        if plan.sites and owns_line(module, body_of(home)[0]):
            yield Rewrite(plan.edits(), at(plan.sites[0], f"{', '.join(plan.caches)} once per argument"))


class _Plan:
    """Which calls are kept, and what is written for that."""

    def __init__(self, module: ParsedModule, home: ast.FunctionDef) -> None:
        self.module, self.home = module, home
        self.sites: list[ast.Call] = []
        self.caches: dict[str, str] = {}
        """Helper as it is called to the name of its cache."""
        self._copies: dict[str, str] = {}
        self._imports: tuple[Edit, ...] = ()
        self._made: list[str] = []
        self._changed = mutated_names(home, module.is_pure)[1]
        direct = [call for call in calls_in(home) if asked_again(module, call, home)]
        self._edits = [edit for call in direct if (edit := self._kept(call)) is not None]
        for call in direct:
            if call not in self.sites and (helper := plain_helper(self.module, call, self.home)) is not None:
                self._copy(call, helper)

    def edits(self) -> tuple[Edit, ...]:
        return (*self._imports, insert_before(self.module, body_of(self.home)[0], "\n".join(self._made)), *self._edits)

    # --------------------------------------------------------------------------------------------------------- calls

    def _kept(self, call: ast.Call) -> Edit | None:
        """The call of a cache in place of the call; the cache is made when it is first needed."""
        module, helper = self.module, plain_helper(self.module, call, self.home)
        if helper is None or not takes_time(helper) or not merely_read(module, call, helper):
            return None
        params = [arg.arg for arg in helper.args.args][isinstance(call.func, ast.Attribute) :]
        args = [*call.args, *(word.value for word in call.keywords)]
        if any(isinstance(arg, ast.Starred) or _is_list(module, arg) for arg in args):
            return None
        if any(isinstance(arg, ast.Name) and arg.id in self._changed for arg in args):
            return None
        records = [param for param in params if is_record(module, helper, param)]
        if records and (records != params[:1] or not call.args or not isinstance(call.args[0], ast.Name)):
            return None
        if records and (helper.args.kwonlyargs or len(call.args) != len(params)):
            return None
        func = module.source(call.func)
        if func not in self.caches:
            self.caches[func] = self._cache(func, helper.name.lstrip("_"), params if records else [])
        self.sites.append(call)
        return replace(module, call.func, self.caches[func])

    def _cache(self, func: str, word: str, record: list[str]) -> str:
        """``record``: the parameters, of which the first is known by its identity."""
        module = self.module
        if not record:
            self._imports, cache = need(module, "functools", "cache")
            name = module.fresh(f"{word}_once")
            self._made.append(f"{name} = {cache}({func})")
            return name
        name, kept = module.fresh(f"{word}_once"), module.fresh(f"{word}_kept")
        given = ", ".join(record)
        key = f"id({record[0]})" if len(record) == 1 else f"(id({record[0]}), {', '.join(record[1:])})"
        first = [] if len(record) == 1 else [f"key = {key}"]
        key = "key" if first else key
        lines = (
            *first,
            f"if {key} not in {kept}:",
            block(module, f"{kept}[{key}] = {record[0]}, {func}({given})"),
            f"return {kept}[{key}][1]",
        )
        self._made.append(f"{kept} = {{}}\n\ndef {name}({given}):\n{block(module, *lines)}\n")
        return name

    # -------------------------------------------------------------------------------------------------------- copies

    def _copy(self, call: ast.Call, helper: ast.FunctionDef) -> None:
        """A helper that asks others: a copy of it inside the target asks their caches."""
        module, func = self.module, self.module.source(call.func)
        if func not in self._copies:
            if moved_body(module, helper, ()) is None:
                return
            edits = [edit for inner in calls_in(helper) if (edit := self._kept(inner)) is not None]
            text = moved_body(module, helper, edits) if edits else None
            if text is None:
                return
            header = own_header(call, helper)
            name = self._copies[func] = module.fresh(f"{helper.name.lstrip('_')}_here")
            self._made.append(f"def {name}({header}):\n{block(module, text)}\n")
        self._edits.append(replace(module, call.func, self._copies[func]))


def _is_list(module: ParsedModule, arg: ast.expr) -> bool:
    """Known to be of a kind that cannot be hashed."""
    if module.kind(arg) in _LISTS or isinstance(arg, ast.List | ast.ListComp | ast.Dict | ast.Set):
        return True
    named = [bound_value(module.parent(use)) for use in module.uses(arg)] if isinstance(arg, ast.Name) else []
    return any(bound is not None and _is_list(module, bound[1]) for bound in named if bound and bound[1] is not arg)
