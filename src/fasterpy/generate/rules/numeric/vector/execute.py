"""The statements of a loop executed once on symbols; gives the lines that do the same on whole arrays."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.numeric.vector.effects import (
    ADD,
    APPEND,
    ARGUMENT,
    EFFECTS,
    EXTREME,
    SCATTER,
    STORE,
    TOTAL,
    Effect,
)
from fasterpy.generate.rules.numeric.vector.evaluate import Evaluator, Known
from fasterpy.generate.rules.numeric.vector.leaves import Place, Window
from fasterpy.generate.rules.numeric.vector.totals import carried_names, plus, summed
from fasterpy.generate.rules.numeric.vector.values import Axis, Refused, Value, chosen, combined


class Execution(ABC):
    """Goes through one nest of loops."""

    def __init__(self, evaluator: Evaluator, outside: frozenset[str]) -> None:
        """``outside``: names that have a value before the loop."""
        self.known, self.outside = evaluator, outside
        self.axes: list[Axis] = []
        self.sums = False  # whether something was added up in turn
        self.effects: dict[str, Effect] = {}
        """As they first occur."""

    def block(self, stmts: Sequence[ast.stmt]) -> None:
        """Raises Refused."""
        for position, stmt in enumerate(stmts):
            match stmt:
                case ast.If(test=test, body=[*first, ast.Continue()], orelse=[]):
                    self.branch(test, first, list(stmts[position + 1 :]))
                    return
                case ast.If(test=test, body=body, orelse=orelse):
                    if not self.extreme(stmt):
                        self.branch(test, body, orelse)
                case ast.Pass():
                    pass
                case ast.For():
                    self.loop(stmt)
                case ast.Assign(targets=[target], value=value):
                    self.assign(target, value)
                case ast.AnnAssign(target=ast.Name() as target, value=value) if value is not None:
                    self.assign(target, value)
                case ast.AugAssign(target=target, op=op, value=value):
                    self.grow(target, op, value)
                case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[value])):
                    self.append(name, value)
                case _:
                    raise Refused

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        """A name, several at once, or the place of an array."""
        env = self.known.env
        match target, value:
            case ast.Name(id=name), ast.Call(
                func=ast.Name(id="min" | "max" as which), args=[one, two], keywords=[]
            ) if name in names_in(value) and name not in env:
                other = two if isinstance(one, ast.Name) and one.id == name else one
                self.collect(EXTREME, name, self.known.value(other), which=which)
            case ast.Name(id=name), ast.BinOp(left=ast.Name(id=same), op=ast.Add() | ast.Sub() as op, right=more) if (
                name == same and name not in env
            ):
                self.grow(target, op, more)
            case ast.Name(id=name), _:
                if name in self.outside and name not in env:
                    raise Refused  # its last value might be asked for after the loop
                env[name] = self.known.known(value)
            case ast.Tuple(elts=names), ast.Tuple(elts=values) if len(names) == len(values):
                made = [self.known.known(part) for part in values]
                for part, what in zip(names, made, strict=True):
                    if not isinstance(part, ast.Name) or (part.id in self.outside and part.id not in env):
                        raise Refused
                    env[part.id] = what
            case ast.Subscript(), _:
                self.store(target, self.known.value(value))
            case _:
                raise Refused

    def grow(self, target: ast.expr, op: ast.operator, value: ast.expr) -> None:
        """``target op= value``."""
        env = self.known.env
        if isinstance(target, ast.Subscript):
            self.store(target, None, op, self.known.value(value))
            return
        if not isinstance(target, ast.Name) or not isinstance(op, ast.Add | ast.Sub | ast.Mult | ast.Div):
            raise Refused
        more = self.known.value(value)
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}[type(op)]
        if target.id in env:
            made = combined(f"({{}} {sign} {{}})", [self.known.value(ast.Name(target.id, ast.Load())), more])
            env[target.id] = replace(made, plain="float" if made.plain and sign == "/" else made.plain)
        elif sign in "+-":
            self.collect(TOTAL, target.id, more if sign == "+" else combined("(-{})", [more]))
        else:
            raise Refused

    def collect(self, kind: str, target: str, value: Value, place: Value | None = None, which: str = "") -> None:
        """Something that is done once per round at most."""
        effect = Effect(kind, target, place if place is not None else Value(target), tuple(self.axes), which)
        if effect.key in self.known.env and kind != STORE:
            raise Refused
        if self.effects.setdefault(effect.key, effect) != effect:
            raise Refused
        self.known.env[effect.key] = value

    def store(
        self, target: ast.Subscript, value: Value | None, op: ast.operator | None = None, more: Value | None = None
    ) -> None:
        """A place of an array: every loop around must name it, else later rounds would write over earlier ones."""
        leaf = self.known.place(target)
        place = leaf.value(self.known.numpy, 0)
        if any(isinstance(part, Window) for part in leaf.index):
            raise Refused
        full = len(place.axes) == len(self.axes)
        exact = all(isinstance(part, Place) or (isinstance(part, Value) and not part.axes) for part in leaf.index)
        before = self.known.env.get(f"{STORE} {place.text}", place)
        if op is not None and more is not None:
            sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}.get(type(op))
            if sign is None or not isinstance(before, Value):
                raise Refused
            if not exact and sign == "+" and place.text.startswith(f"{leaf.array}["):
                self.collect(SCATTER, leaf.array, more, replace(place, text=place.text[len(leaf.array) + 1 : -1]))
                return
            if not full and sign == "+":
                self.collect(ADD, place.text, more, place)
                return
            value = combined(f"({{}} {sign} {{}})", [before, more])
        if not (full and exact) or value is None:
            raise Refused
        self.collect(STORE, place.text, value, place)

    def append(self, name: str, value: ast.expr) -> None:
        """To a list of outside, by every round of one loop."""
        if len(self.axes) != 1 or name in self.known.bound - self.outside:
            raise Refused
        self.collect(APPEND, name, self.known.value(value))

    def branch(self, test: ast.expr, body: Sequence[ast.stmt], orelse: Sequence[ast.stmt]) -> None:
        """Both sides; what differs afterwards is chosen place by place."""
        when = self.known.test(test)
        before = dict(self.known.env)
        self.block(body)
        then, self.known.env = self.known.env, dict(before)
        self.block(orelse)
        other = self.known.env
        merged: dict[str, Known] = {}
        for name in dict.fromkeys([*then, *other]):
            one, two = then.get(name), other.get(name)
            if one == two and one is not None:
                merged[name] = one
                continue
            if name[0] == APPEND and two is None and isinstance(one, Value) and not one.tail and when.axes == one.axes:
                merged[name] = replace(one, text=f"{one.text}[{when.text}]")
                continue
            sides = [self._side(name, one, before), self._side(name, two, before)]
            if sides[0] is not None and sides[1] is not None:
                merged[name] = chosen(self.known.numpy, when, sides[0], sides[1])
            elif name[0] in EFFECTS:
                raise Refused
            # Any other name that one side alone knows cannot be asked for afterwards.
        self.known.env = merged

    def _side(self, name: str, found: Known | None, before: dict[str, Known]) -> Value | None:
        found = found if found is not None else before.get(name)
        if isinstance(found, Value):
            return found
        if found is not None:
            return self.known.value(ast.Name(name, ast.Load()))
        effect = self.effects.get(name)
        if effect is None or effect.kind == APPEND:
            return None
        if effect.kind == EXTREME:
            return Value(effect.target)
        return effect.place if effect.kind == STORE else Value("0", plain="int")

    def loop(self, stmt: ast.For) -> None:
        """One more axis."""
        axis = self.enter(stmt)
        before = dict(self.known.env)
        carried, fresh = carried_names(stmt.body, before)
        self.known.env = {
            key: value for key, value in before.items() if key[0] not in EFFECTS and key not in (*carried, *fresh)
        }  # fmt: skip
        outside, self.outside = self.outside, self.outside | set(carried)
        self.bind(stmt, axis)
        self.axes.append(axis)
        self.block(stmt.body)
        self.axes.pop()
        self.outside = outside
        inner, self.known.env = self.known.env, {key: value for key, value in before.items() if key not in fresh}
        for key, value in inner.items():
            effect = self.effects.get(key)
            if effect is not None and effect.target in carried and isinstance(value, Value):
                del self.effects[key]
                start = before[effect.target]
                if not isinstance(start, Value):
                    raise Refused
                if effect.kind == TOTAL:
                    self.known.env[effect.target] = plus(start, self.total(value, axis), self.known.in_turn)
                elif effect.kind == EXTREME:
                    self.known.env[effect.target] = self._most(effect.which, start, value, axis)
                else:
                    raise Refused
            elif effect is not None:
                if key in before:
                    raise Refused
                self.known.env[key] = value
            elif key.startswith(ARGUMENT):
                self.known.env[key.removeprefix(ARGUMENT)] = value
        if any(self.known.env.get(name) == before[name] for name in carried):
            raise Refused

    def total(self, value: Value, axis: Axis, start: str = "0") -> Value:
        """The sum over one loop."""
        if self.known.in_turn and value.plain != "int":
            self.sums = True
        return summed(self.known.numpy, value, axis, self.known.in_turn, start)

    def _most(self, which: str, start: Value, value: Value, axis: Axis) -> Value:
        if axis not in value.axes or value.tail:
            raise Refused
        place = value.axes.index(axis)
        axes = tuple(one for one in value.axes if one != axis)
        # The loop passes over what is no number: so does fmin.
        least = f"{self.known.numpy}.f{which}"
        if not start.axes:
            text = f"{least}.reduce({value.text}, axis={place}, initial={start.text})"
            return Value(text, axes, plain=value.plain, risky=value.risky)
        return combined(f"{least}({{}}, {{}})", [Value(f"{least}.reduce({value.text}, axis={place})", axes), start])

    def extreme(self, stmt: ast.If) -> bool:
        """``if x < best: best = x`` and with it ``where = i``: the least, and where it is first."""
        env = self.known.env
        match stmt:
            case ast.If(test=ast.Compare(left=left, ops=[op], comparators=[right]), body=body, orelse=[]):
                pass
            case _:
                return False
        pairs: dict[str, ast.expr] = {}
        for part in body:
            match part:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    pairs[name] = value
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if len(names) == len(
                    values
                ):
                    pairs |= {
                        name.id: value for name, value in zip(names, values, strict=True) if isinstance(name, ast.Name)
                    }  # fmt: skip
                case _:
                    return False
        greater = isinstance(op, ast.Gt)
        if not isinstance(op, ast.Gt | ast.Lt):
            return False
        if isinstance(left, ast.Name) and left.id in pairs:
            left, right, greater = right, left, not greater
        if not isinstance(right, ast.Name) or right.id not in pairs or right.id in env:
            return False
        if ast.dump(pairs[right.id]) != ast.dump(left):
            return False
        which, best = ("max" if greater else "min"), self.known.value(left)
        self.collect(EXTREME, right.id, best, which=which)
        for name, what in pairs.items():
            if name == right.id:
                continue
            found = self.known.known(what)
            axis = self.axes[-1]
            if not isinstance(found, Place) or found.axis != axis or axis.low != "0" or axis.step != 1 or found.offset:
                raise Refused
            if axis not in best.axes or best.tail:
                raise Refused
            axes = tuple(one for one in best.axes if one != axis)
            self.known.sizes.add(axis.high)  # of nothing there is no first
            numpy, worst = self.known.numpy, "" if which == "min" else "-"
            known = f"{numpy}.where({numpy}.isnan({best.text}), {worst}{numpy}.inf, {best.text})"
            text = f"{known}.arg{which}(axis={best.axes.index(axis)})"
            env[f"{ARGUMENT}{name}"] = Value(text, axes, plain="int")
        return True

    @abstractmethod
    def enter(self, stmt: ast.For) -> Axis:
        """The axis of a loop over a range, an array, or both. Raises Refused."""

    @abstractmethod
    def bind(self, stmt: ast.For, axis: Axis) -> None:
        """Give the loop's variables their meaning. Raises Refused."""
