"""One nest of loops, from the statement to the lines that take its place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.numeric.vector.effects import ADD, APPEND, EXTREME, SCATTER, STORE, TOTAL, Effect
from fasterpy.generate.rules.numeric.vector.evaluate import Evaluator, extent
from fasterpy.generate.rules.numeric.vector.execute import Execution
from fasterpy.generate.rules.numeric.vector.leaves import Leaf, Place
from fasterpy.generate.rules.numeric.vector.shapes import Shapes
from fasterpy.generate.rules.numeric.vector.totals import counting
from fasterpy.generate.rules.numeric.vector.values import Axis, Refused, Value, combined
from fasterpy.syntax import syntax_tree

_WARNING = ("/", "sqrt(", "log", "arc", "power(", "**", "%")


class Nest(Execution):
    """The loops of one statement."""

    def __init__(self, module: ParsedModule, evaluator: Evaluator, shapes: Shapes, root: ast.For) -> None:
        self.module, self.shapes, self.root = module, shapes, root
        self.counters: dict[str, Place] = {}
        """What counts the rounds of each loop over a range."""
        super().__init__(evaluator, frozenset(name for name in evaluator.bound if self._lives(name)))

    def _lives(self, name: str) -> bool:
        """Whether a name of the loop is known before it or asked for after it."""
        node = next(below for below in ast.walk(self.root) if isinstance(below, ast.Name) and below.id == name)
        scope = self.module.scopes.owner(node)
        if scope is None:
            return True
        start, end = self.module.span(self.root)
        around = self.module.loops(self.root)
        for use in self.module.uses(node):
            if self.module.inside(use, self.root):
                continue
            at = self.module.span(use)[0]
            if isinstance(use.ctx, ast.Store) and at < start and self.module.parent(use) is not None:
                return not _loop_variable(self.module, use)
            if (
                isinstance(use.ctx, ast.Load)
                and (at > end or around)
                and not _bound_by_a_loop(self.module, node.id, use)
            ):
                return True
        return False

    def descend(self, loop: ast.For) -> list[ast.stmt]:
        """Go into the loop and those that are all there is in it; gives the innermost body. Raises Refused."""
        while True:
            axis = self.enter(loop)
            self.bind(loop, axis)
            self.axes.append(axis)
            if len(loop.body) != 1 or not isinstance(loop.body[0], ast.For):
                return loop.body
            loop = loop.body[0]

    def enter(self, stmt: ast.For) -> Axis:
        if stmt.orelse:
            raise Refused
        depth = len(self.axes)
        counted = bounds(self.module, stmt.iter)
        if counted is not None:
            low, high = ast.unparse(counted.low), ast.unparse(counted.high)
            if counted.step < 1 or (names_in(counted.low) | names_in(counted.high)) & self.known.bound:
                raise Refused
            whole = self.shapes.of(high) if low == "0" and counted.step == 1 else frozenset()
            return Axis(depth, low, high, counted.step, whole)
        rows = [self._rows(part) for part in _iterated(self.module, stmt.iter)]
        if not rows:
            raise Refused
        first = rows[0]
        at = len(first.index)
        high = f"len({first.array})" if not at else f"{first.array}.shape[{at}]"
        return Axis(depth, "0", high, 1, frozenset((row.array, len(row.index)) for row in rows) | self.shapes.of(high))

    def bind(self, stmt: ast.For, axis: Axis) -> None:
        env = self.known.env
        target, place = stmt.target, Place(axis)
        if bounds(self.module, stmt.iter) is not None:
            if not isinstance(target, ast.Name):
                raise Refused
            env[target.id] = self.counters[target.id] = place
            return
        rows = [self._rows(part).at((place,)) for part in _iterated(self.module, stmt.iter)]
        if self.module.is_builtin(getattr(stmt.iter, "func", stmt.iter), "enumerate"):
            if not isinstance(target, ast.Tuple) or len(target.elts) != 2 or not isinstance(target.elts[0], ast.Name):
                raise Refused
            env[target.elts[0].id] = place
            target = target.elts[1]
        names = target.elts if isinstance(target, ast.Tuple) and len(rows) > 1 else [target]
        if len(names) != len(rows):
            raise Refused
        for name, row in zip(names, rows, strict=True):
            if not isinstance(name, ast.Name):
                raise Refused
            env[name.id] = row

    def _rows(self, node: ast.expr) -> Leaf:
        if isinstance(node, ast.Name) and node.id not in self.known.bound and self.shapes.rank(node.id):
            leaf = Leaf(node.id, (), self.shapes.rank(node.id))
        else:
            found = self.known.known(node) if names_in(node) & self.known.bound else None
            if not isinstance(found, Leaf):
                raise Refused
            leaf = found
        if leaf.array in self.known.stored or any(not isinstance(part, Place) for part in leaf.index):
            raise Refused
        return leaf

    def lines(self) -> Iterator[str]:
        """Raises Refused when an order matters that whole arrays do not keep."""
        written: set[str] = set()
        for array in self.known.stored:
            texts = {text for name, text in self.known.reads if name == array}
            texts |= {
                effect.target
                for effect in self.effects.values()
                if _array(effect) == array and effect.kind in STORE + ADD
            }
            if len(texts) > 1 or not any(_array(effect) == array for effect in self.effects.values()):
                raise Refused
        for effect in self.effects.values():
            value = self.known.env[effect.key]
            if not isinstance(value, Value):
                raise Refused
            names = {node.id for node in ast.walk(syntax_tree(value.text)) if isinstance(node, ast.Name)}
            if names & (written - {_array(effect)}):
                raise Refused
            if effect.kind in STORE + ADD + SCATTER:
                written.add(_array(effect))
            lines = [ast.unparse(syntax_tree(line)) for line in self._lines(effect, value)]
            if value.risky and any(sign in value.text for sign in _WARNING):
                inner = [f"{self.module.indent_unit}{part}" for line in lines for part in line.split("\n")]
                lines = [f"with {self.known.numpy}.errstate(all='ignore'):", *inner]
            shifted = effect.kind == STORE and any(axis.low != "0" for axis in effect.axes)
            if shifted or "sliding_window_view" in value.text:  # wrong where the loop has no round
                rounds = " and ".join(f"{axis.high} > {axis.low}" for axis in effect.axes)
                lines = [
                    f"if {rounds}:",
                    *(f"{self.module.indent_unit}{part}" for line in lines for part in line.split("\n")),
                ]
            yield from lines

    def _lines(self, effect: Effect, value: Value) -> Iterator[str]:
        numpy, target = self.known.numpy, effect.target
        if effect.kind == STORE:
            where = target if target.endswith("]") else f"{target}[:]"
            yield f"{where} = {value.lined_up(effect.place.axes, 0)}"
        elif effect.kind == ADD:
            value = self._full(effect, value)
            over = [axis for axis in effect.axes if axis not in effect.place.axes]
            if target.endswith(".T") or (self.known.in_turn and len(over) > 1):
                raise Refused
            for axis in reversed(over):
                value = self.total(value, axis, target)
            sign = "=" if self.known.in_turn and value.plain != "int" and over else "+="
            where = target if target.endswith("]") or sign == "+=" else f"{target}[:]"
            yield f"{where} {sign} {value.lined_up(effect.place.axes, 0)}"
        elif effect.kind == SCATTER:
            if set(effect.place.axes) != set(effect.axes):
                raise Refused
            added = value.lined_up(effect.place.axes, 0)
            if "where(" not in added or "," in effect.place.text or set(value.axes) != set(effect.place.axes):
                yield f"{numpy}.add.at({target}, ({effect.place.text}), {added})"
                return
            # Where a condition keeps the loop from adding, the place need not be one.
            name, some = self.module.fresh("added"), self.module.fresh("some")
            yield f"{name} = {added}"
            yield f"{some} = {name} != 0"
            yield f"{numpy}.add.at({target}, ({effect.place.text})[{some}], {name}[{some}])"
        elif effect.kind == TOTAL:
            value = self._full(effect, value)
            if test := counting(numpy, value):
                yield f"{target} += int({numpy}.count_nonzero({test}))"
            elif not value.axes:
                yield f"{target} += {value.text}"
            else:
                name = self.module.fresh("terms")
                yield f"{name} = {value.text}"
                own = "" if value.boolean else f"dtype={name}.dtype"  # in its own type, as the loop adds
                whole = f"{name}.sum({own})"
                whole = f"{value.plain}({whole})" if value.plain in ("int", "float") else whole
                if self.known.in_turn and value.plain != "int":
                    self.sums = True
                    first = f"{numpy}.asarray({target}, {name}.dtype)"
                    turn = f"{numpy}.append({first}, {name}).cumsum(dtype={name}.dtype)[-1]"
                    turn = f"float({turn})" if value.plain else turn
                    yield (
                        f"if {name}.size and {name}.dtype.kind == 'f':\n    {target} = {turn}\n"
                        f"elif {name}.size:\n    {target} += {whole}"
                    )
                    return
                yield f"if {name}.size:\n    {target} += {whole}"
        elif effect.kind == EXTREME:
            if not value.axes or value.tail:
                raise Refused
            name = self.module.fresh("values")
            best = f"{name}.{effect.which}()"
            best = f"{value.plain}({best})" if value.plain else best
            yield f"{name} = {value.text}"
            if not value.plain:
                yield f"{name} = {name}[{name} == {name}]"  # the loop passes over what is no number
            yield f"if {name}.size:\n    {target} = {effect.which}({target}, {best})"
        elif effect.kind == APPEND:
            if not value.axes:
                yield f"{target}.extend([{value.text}] * {extent(effect.axes[0])})"
            else:
                yield f"{target}.extend({value.text}{'.tolist()' if value.plain else ''})"

    def _full(self, effect: Effect, value: Value) -> Value:
        if value.tail:
            raise Refused
        for axis in effect.axes:
            if axis not in value.axes:
                value = replace(combined(f"({{}} * {extent(axis)})", [value]), plain=value.plain)
        return value


def _array(effect: Effect) -> str:
    return effect.target.partition("[")[0].partition(".")[0] if effect.kind in STORE + ADD + SCATTER else ""


def _iterated(module: ParsedModule, node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.Call(func=func, args=[one], keywords=[]) if module.is_builtin(func, "enumerate"):
            return _iterated(module, one)
        case ast.Call(func=func, args=args, keywords=[]) if module.is_builtin(func, "zip") and args:
            return list(args)
        case ast.Name() | ast.Subscript():
            return [node]
    return []


def _loop_variable(module: ParsedModule, use: ast.Name) -> bool:
    """Whether a name is bound there by the head of an earlier loop, which nobody reads afterwards."""
    parent = module.parent(use)
    while isinstance(parent, ast.Tuple):
        parent = module.parent(parent)
    return isinstance(parent, ast.For)


def _bound_by_a_loop(module: ParsedModule, name: str, use: ast.Name) -> bool:
    """Whether the use reads the variable of another loop or comprehension around it."""
    node: ast.AST | None = use
    while node is not None:
        node = module.parent(node)
        if isinstance(node, ast.For | ast.comprehension) and name in names_in(node.target):
            return True
    return False
