"""Evidence about values without hints: what the body does with them."""

from __future__ import annotations

import ast
from typing import Any

from .apart import chosen_keys
from .evidence import Tests
from .moments import by_operator
from .sums import is_text, other_side, summands
from .traces import Usage, alternatives, asked, called, chosen_rows, often_met, steps, written_keys

_MOST = 200  # places that one value is followed through
_THROUGH = ("sorted", "list", "sum", "max", "min", "enumerate")


class Body(Tests):
    """Reads one function."""

    def usage(self, name: str, usage: Usage | None = None, function: ast.AST | None = None) -> Usage:
        """Evidence about a parameter or local."""
        usage = usage or Usage()
        self.roots[id(usage)] = name
        self._name(name, usage, set(), function or self.function)
        return usage

    def _name(self, name: str, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        if (name, id(function), id(usage)) in seen or len(seen) > _MOST or often_met(seen, name, function):
            return
        if (name, id(function)) not in seen:
            self.heads[name, id(function)] = usage
        seen |= {(name, id(function)), (name, id(function), id(usage))}
        body = getattr(function, "body", [])
        for statement in body if isinstance(body, list) else [body]:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and node.id == name:
                    if isinstance(node.ctx, ast.Load):
                        self._use(node, usage, seen, function)
                    elif isinstance(self.parent.get(node), ast.AugAssign):
                        self._operator(self.parent[node], node, usage, seen, function)

    def _bind(self, target: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        if isinstance(target, ast.Name):
            usage.label = usage.label or target.id
            self._name(target.id, usage, seen, function)
        elif isinstance(target, (ast.Tuple, ast.List)) and not any(isinstance(e, ast.Starred) for e in target.elts):
            if usage.unpack is None or len(usage.unpack) != len(target.elts):
                usage.unpack = [Usage() for _ in target.elts]
            for element, inner in zip(target.elts, usage.unpack, strict=True):
                self._bind(element, inner, seen, function)
        elif isinstance(target, (ast.Tuple, ast.List)):
            usage.iterated = True

    def _operator(self, up: ast.AST, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        op = getattr(up, "op", None)
        other = other_side(up, node)
        if moment := by_operator(up, other, self.parent):
            usage.told = usage.told or moment
            return
        if isinstance(op, ast.Add) and any(is_text(one, self.sources) for one in summands(up, self.parent)):
            usage.string = True
            usage.dates += [form for form in [self._joined_format(up, node)] if form]
            return
        if isinstance(other, ast.Constant) and isinstance(other.value, (str, bytes)):
            return
        if isinstance(op, ast.Add) and isinstance(other, (ast.List, ast.ListComp)):
            usage.iterated = usage.sliced = True
            return
        if (
            isinstance(op, ast.Mult)
            and isinstance(other, (ast.List, ast.Constant))
            and not isinstance(getattr(other, "value", 0), (int, float))
        ):
            usage.number = usage.ranged = True
            return
        if isinstance(op, (ast.BitOr, ast.BitAnd)) and isinstance(other, (ast.Set, ast.SetComp)):
            usage.methods.add("union")
            return
        if (
            isinstance(op, ast.Add)
            and isinstance(other, (ast.Name, ast.Call, ast.Subscript, ast.BinOp))
            and not self._numeric(other)
        ):
            if not usage.string:  # may be str, list or number
                usage.stored = True
            usage.number = usage.number or not isinstance(up, ast.AugAssign)
            return
        usage.number = True
        if isinstance(other, ast.Constant) and isinstance(other.value, float):
            usage.real = True
        if isinstance(op, ast.Div):
            usage.real = usage.real or False
        if isinstance(op, (ast.LShift, ast.Pow)) and getattr(up, "right", None) is node:
            usage.ranged = True

    def _use(self, node: ast.AST, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        up = self.parent.get(node)
        usage.names |= asked(node, function)
        if isinstance(up, ast.Attribute) and up.value is node:
            self._attribute(up, usage, seen, function)
        elif isinstance(up, ast.Subscript) and up.value is node:
            self._subscript(up, usage, seen, function)
        elif isinstance(up, ast.Subscript) and up.slice is node:
            usage.key_like = True
            self._looked_up(up.value, usage, isinstance(up.ctx, ast.Load))
        elif isinstance(up, (ast.For, ast.comprehension)) and up.iter is node:
            usage.iterated = True
            self._bind(up.target, usage.inner(), seen, function)
        elif isinstance(up, (ast.Assign, ast.AnnAssign)):
            for target in up.targets if isinstance(up, ast.Assign) else [up.target]:
                if isinstance(target, ast.Name):
                    usage.climbs = usage.climbs or steps(node, target.id)
                    self._name(target.id, usage, seen, function)
                elif isinstance(target, ast.Attribute):
                    self._stored(target, usage, seen)
                elif isinstance(target, ast.Subscript):
                    self._holds(target.value, usage, seen, function, value=True)
                else:
                    self._bind(target, usage, seen, function)
        elif isinstance(up, ast.Tuple) and isinstance(assign := self.parent.get(up), ast.Assign):
            for target in assign.targets:  # ``first, second = rows[i], rows[j]``
                if isinstance(target, ast.Tuple) and len(target.elts) == len(up.elts):
                    self._bind(
                        target.elts[next(at for at, one in enumerate(up.elts) if one is node)], usage, seen, function
                    )
        elif isinstance(up, (ast.ListComp, ast.GeneratorExp, ast.SetComp)) and up.elt is node:
            outer = Usage()
            outer.element = usage  # what is done with the items of the collection is done with this value
            if self.depth < 3:
                self.depth += 1
                self._use(up, outer, set(seen), function)
                self.depth -= 1
        elif isinstance(up, (ast.List, ast.Tuple, ast.Set)):
            self._displayed(up, node, usage, seen, function)
        elif isinstance(up, (ast.Return, ast.Yield)):
            given = Usage() if isinstance(up, ast.Yield) else usage
            given.element = usage if isinstance(up, ast.Yield) else given.element
            self._returned(function, given, seen)
        elif isinstance(up, ast.BinOp):
            if isinstance(up.op, ast.Mod) and up.left is node and usage.string:
                return
            self._operator(up, node, usage, seen, function)
        elif isinstance(up, ast.AugAssign):
            if up.value is node and isinstance(up.op, ast.Add):  # to a list any items can be added
                usage.iterated |= isinstance(self.assigned.get(getattr(up.target, "id", "")), (ast.List, ast.ListComp))
                return
            self._operator(up, node, usage, seen, function)
        elif isinstance(up, ast.UnaryOp):
            if isinstance(up.op, ast.Not):
                usage.truth = True
            else:
                usage.number = True
        elif isinstance(up, ast.Compare):
            self._compare(up, node, usage, seen, function)
        elif isinstance(up, ast.Call):
            self._call(up, node, usage, seen, function)
        elif isinstance(up, ast.FormattedValue):
            usage.dates += [form for form in [self._joined_format(up, node)] if form]
        elif isinstance(up, ast.Starred):
            usage.iterated = True
            call = self.parent.get(up)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "zip":
                usage.inner().iterated = True
        elif isinstance(up, ast.YieldFrom):
            usage.iterated = True
        elif isinstance(up, (ast.IfExp, ast.If, ast.While, ast.BoolOp)):
            usage.truth = True
            usage.beside |= alternatives(up, node, function)
            if isinstance(up, (ast.IfExp, ast.BoolOp)) and getattr(up, "test", None) is not node:
                self._use(up, usage, seen, function) if len(seen) < 50 else None

    def _looked_up(self, table: ast.AST, usage: Usage, surely: bool) -> None:
        """The value is a key of a table that the module writes out."""
        value = self.assigned.get(table.id) if isinstance(table, ast.Name) else None
        if keys := written_keys(value):
            usage.known = list(dict.fromkeys([*usage.known, *keys]))
            usage.surely = usage.surely and surely

    def _returned(self, function: ast.AST, usage: Usage, seen: set[Any]) -> None:
        """What the callers in this module do with it."""
        name = getattr(function, "name", "")
        if not name or ("return", name) in seen or self.depth >= 3:
            return
        seen.add(("return", name))
        self.depth += 1
        for call in self.calls.get(name, ()):
            self._use(call, usage, seen, self.within(call))
        self.depth -= 1

    def _stored(self, target: ast.Attribute, usage: Usage, seen: set[Any]) -> None:
        """``self.items = items``: what the methods do with the attribute."""
        cls = self.within(target, ast.ClassDef)
        if isinstance(target.value, ast.Name) and target.value.id == "self" and isinstance(cls, ast.ClassDef):
            self._uses_of_attribute(cls, target.attr, usage, seen)

    def field(self, cls: ast.ClassDef, name: str) -> Usage:
        """Evidence about an attribute of a class, from its methods."""
        usage = Usage()
        self._uses_of_attribute(cls, name, usage, set())
        for node in list(self.parent):  # ``zone.corners``, by whoever has such an object
            if isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.ctx, ast.Load):
                if getattr(node.value, "id", "self") != "self":
                    self._use(node, usage, set(), self.within(node))
        return usage

    def _uses_of_attribute(self, cls: ast.ClassDef, name: str, usage: Usage, seen: set[Any]) -> None:
        if ("self", name, id(cls)) in seen or len(seen) > 60:
            return
        seen.add(("self", name, id(cls)))
        for node in ast.walk(cls):
            if isinstance(node, ast.Attribute) and node.attr == name and getattr(node.value, "id", "") == "self":
                up = self.parent.get(node)
                if isinstance(node.ctx, ast.Load):
                    self._use(node, usage, seen, self.within(node))
                elif isinstance(up, ast.AugAssign):
                    self._operator(up, node, usage, seen, self.within(node))

    def _attribute(self, up: ast.Attribute, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        call = self.parent.get(up)
        if isinstance(call, ast.Call) and call.func is up:
            usage.methods.add(up.attr)
            if up.attr in ("items", "values", "keys"):
                loop = self.parent.get(call)
                while isinstance(loop, ast.Call) and isinstance(loop.func, ast.Name) and loop.func.id in _THROUGH:
                    if loop.func.id in ("sum", "max", "min") and up.attr == "values":
                        usage.value().number = True
                    loop = self.parent.get(loop)
                if isinstance(loop, (ast.For, ast.comprehension)):
                    target = loop.target
                    if up.attr == "items" and isinstance(target, ast.Tuple) and len(target.elts) == 2:
                        self._bind(target.elts[0], usage.inner(), seen, function)
                        self._bind(target.elts[1], usage.value(), seen, function)
                    elif up.attr == "values":
                        self._bind(target, usage.value(), seen, function)
                    else:
                        self._bind(target, usage.inner(), seen, function)
            elif up.attr in ("get", "pop", "setdefault") and call.args:
                first = call.args[0]
                usage.keyed_by |= asked(first, function)
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    usage.maybe.add(first.value)
                    self._use(call, usage.string_keys.setdefault(first.value, Usage()), seen, function)
                elif up.attr != "pop":
                    self._use(call, usage.value(), seen, function)
                else:
                    self._use(call, usage.inner(), seen, function)
            elif up.attr in ("popleft", "pop"):
                self._use(call, usage.inner(), seen, function)
            elif self._pieces(call, up.attr, usage, seen, function):
                return
            elif up.attr in ("replace", "strip", "rstrip", "lstrip", "casefold", "lower", "upper", "copy"):
                self._use(call, usage, seen, function)
            elif up.attr == "sort" and call.keywords:
                key = next((keyword.value for keyword in call.keywords if keyword.arg == "key"), None)
                self._applied(key, 0, usage, seen)
            elif up.attr == "apply" and call.args:
                self._applied(call.args[0], 0, usage, seen)
            elif up.attr == "index" and call.args and not isinstance(call.args[0], ast.Constant):
                usage.contains = usage.searched = True
                usage.keyed_by |= asked(call.args[0], function)
                usage.inner().alike += called(call.args[0])
            elif up.attr in ("append", "add", "insert"):
                for arg in call.args[-1:]:
                    if isinstance(arg, ast.Constant):
                        usage.inner().constants.append(arg.value)
            else:
                self._use(call, usage.answers.setdefault(up.attr, Usage()), seen, function)
        else:
            self._use(up, usage.attributes.setdefault(up.attr, Usage()), seen, function)

    def _subscript(self, up: ast.Subscript, usage: Usage, seen: set[Any], function: ast.AST) -> None:
        index = up.slice
        if isinstance(index, ast.Slice):
            usage.sliced = True
            self._use(up, usage, seen, function)
            return
        if said := chosen_keys(index, self.parent, self.assigned):
            for key in said:
                inner = usage.string_keys.setdefault(key, Usage())
                if isinstance(up.ctx, ast.Load) or isinstance(self.parent.get(up), ast.AugAssign):
                    usage.needed.add(key)
                self._use(up, inner, seen if key == said[-1] else set(seen), function)
            return
        if isinstance(index, ast.Tuple):
            usage.methods.add("shape")
            return
        if chosen_rows(up):
            usage.methods.add("loc")
            self._use(up, usage, seen, function)
            return
        if isinstance(index, ast.Constant) and isinstance(index.value, int) and index.value >= 0:
            usage.arity = max(usage.arity or 0, index.value + 1)
            self._use(up, usage.places.setdefault(index.value, Usage()), set(seen), function)
        usage.keyed_by |= asked(index, function)
        usage.indexed = True
        if isinstance(up.ctx, ast.Store):
            usage.stored = True
            usage.methods.add("__setitem__")
        self._use(up, usage.inner(), seen, function)
