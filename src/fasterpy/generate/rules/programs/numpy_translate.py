"""Expressions over small numpy arrays as plain Python over lists."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.types import element
from fasterpy.generate.rules.build import need
from fasterpy.generate.rules.edit import Edit
from fasterpy.generate.rules.programs.numpy_shapes import ELEMENTWISE, Shapes, Unsupported, places

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>", ast.Eq: "==", ast.NotEq: "!=",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_MATH = {"sqrt": "sqrt", "log": "log", "log2": "log2", "log10": "log10", "exp": "exp", "sin": "sin", "cos": "cos"}
_ROUND = {"floor": "floor", "ceil": "ceil"}


class Translator:
    """Texts of expressions without numpy. Raises Unsupported."""

    def __init__(self, module: ParsedModule) -> None:
        self.module = module
        self.shapes = Shapes(module)
        self.imports: dict[Edit, None] = {}
        self.variable = module.fresh("v")
        self.depths: dict[str, int] = {}
        """Dimensions of the texts that ``element`` gave names to."""

    # ------------------------------------------------------------------------------------------- plain and list

    def text(self, node: ast.expr) -> str:
        """The translation of any expression; its own text with the parts inside translated when it is not numpy's."""
        if isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare) and self.shapes.of(node):
            return self.elementwise(node)
        if isinstance(node, ast.Call):
            translated = self._call(node)
            if translated is not None:
                return translated
        if isinstance(node, ast.Subscript) and (self.shapes.of(node.value) or self.shapes.of(node)):
            return self._subscript(node)
        if isinstance(node, ast.Attribute):
            translated = self._attribute(node)
            if translated is not None:
                return translated
        if self.shapes.numpy(node):
            raise Unsupported(self.module.source(node))
        return self._spliced(node)

    def _spliced(self, node: ast.AST) -> str:
        start, end = self.module.span(node)
        pieces, position = [], start
        children = [child for child in ast.walk(node) if child is not node and isinstance(child, ast.expr)]
        direct = [child for child in children if self._nearest(child) is node]
        if isinstance(node, ast.JoinedStr):
            if any(self.shapes.numpy(child) or self.shapes.of(child) for child in children):
                raise Unsupported("array in an f-string")
            return self.module.source(node)
        for child in sorted(direct, key=lambda item: self.module.span(item)):
            low, high = self.module.span(child)
            if low < position:
                continue
            pieces += [self.module.text[position:low], self.text(child)]
            position = high
        return "".join([*pieces, self.module.text[position:end]])

    def _nearest(self, child: ast.AST) -> ast.AST | None:
        above = self.module.parent(child)
        while above is not None and not isinstance(above, ast.expr):
            above = self.module.parent(above)
        return above

    def atom(self, node: ast.expr) -> str:
        """Translated, in parentheses unless simple."""
        text = self.text(node)
        simple = isinstance(node, ast.Name | ast.Constant | ast.Subscript | ast.Attribute | ast.List)
        called = isinstance(node, ast.Call) and text.endswith(")") and text[:1].isalpha()
        return text if simple or called or text[:1] == "[" else f"({text})"

    def need(self, package: str, name: str) -> str:
        """Import and the word for it."""
        edits, word = need(self.module, package, name)
        self.imports.update(dict.fromkeys(edits))
        return word

    # ---------------------------------------------------------------------------------------------- elementwise

    def elementwise(self, node: ast.expr) -> str:
        """``[v * 2 for v in a]`` for ``a * 2``."""
        if self.shapes.of(node) != 1:
            from fasterpy.generate.rules.programs.numpy_matrices import elementwise

            return elementwise(self, node)
        vectors: dict[str, str] = {}
        scalars: dict[str, str] = {}
        body = self.element(node, vectors, scalars)
        binding = "".join(f"for {name} in [{text}] " for text, name in scalars.items())
        if len(vectors) == 1:
            ((source, name),) = vectors.items()
            return f"[{body} {binding}for {name} in {source}]"
        names, sources = ", ".join(vectors.values()), ", ".join(vectors)
        return f"[{body} {binding}for {names} in zip({sources})]"

    def element(self, node: ast.expr, vectors: dict[str, str], scalars: dict[str, str]) -> str:
        """The expression for one item; what it is made of gets a name in ``vectors`` or ``scalars``."""
        if not self.shapes.of(node):
            text = self.text(node)
            if isinstance(node, ast.Constant | ast.Name):
                return text
            if any(isinstance(below, ast.Call) for below in ast.walk(node)):
                return scalars.setdefault(text, f"{self.variable}s{len(scalars)}")
            return f"({text})" if not isinstance(node, ast.Subscript) else text
        match node:
            case ast.BinOp(left=left, op=op, right=right) | ast.Compare(left=left, ops=[op], comparators=[right]):
                if type(op) not in _OPERATORS:
                    raise Unsupported(ast.dump(op))
                first, second = self.element(left, vectors, scalars), self.element(right, vectors, scalars)
                return f"({first} {_OPERATORS[type(op)]} {second})"
            case ast.UnaryOp(op=op, operand=operand):
                sign = "not " if isinstance(op, ast.Invert) else "-"
                return f"({sign}{self.element(operand, vectors, scalars)})"
            case ast.Call(func=func, args=args, keywords=[]) if self.shapes.numpy(func) in ELEMENTWISE:
                name = self.shapes.numpy(func)
                return self.scalar_function(name, [self.element(arg, vectors, scalars) for arg in args])
            case ast.Call(func=func, args=[arg]) if self.module.is_builtin(func, "abs"):
                return f"abs({self.element(arg, vectors, scalars)})"
        text = self.text(node)
        self.depths[text] = self.shapes.of(node)
        return vectors.setdefault(text, f"{self.variable}{len(vectors) or ''}")

    def scalar_function(self, name: str, args: list[str]) -> str:
        """A function of numbers."""
        if name in ("abs", "absolute"):
            return f"abs({args[0]})"
        if name in ("minimum", "maximum") and len(args) == 2:
            return f"{name[:3]}({args[0]}, {args[1]})"
        if name == "power" and len(args) == 2:
            return f"({args[0]}) ** ({args[1]})"
        if name == "mod" and len(args) == 2:
            return f"({args[0]}) % ({args[1]})"
        if name == "where" and len(args) == 3:
            return f"({args[1]} if {args[0]} else {args[2]})"
        if name in ("logical_and", "logical_or") and len(args) == 2:
            return f"bool({args[0]} {name[8:]} {args[1]})"
        if name == "logical_not" and len(args) == 1:
            return f"(not {args[0]})"
        if name == "sign" and len(args) == 1:
            return f"(({args[0]} > 0) - ({args[0]} < 0))"
        if name in _MATH and len(args) == 1:
            return f"{self.need('math', _MATH[name])}({args[0]})"
        if name in _ROUND and len(args) == 1:
            return f"{self.need('math', _ROUND[name])}({args[0]})"
        raise Unsupported(name)

    # ---------------------------------------------------------------------------------------------------- calls

    def _attribute(self, node: ast.Attribute) -> str | None:
        name = self.shapes.numpy(node)
        if name in ("inf", "Inf"):
            return 'float("inf")'
        if name == "pi":
            return self.need("math", "pi")
        if name:
            return None
        outer = self.shapes.of(node.value)
        if outer and node.attr == "size" and outer == 1:
            return f"len({self.text(node.value)})"
        if outer == 1 and node.attr == "T":
            return self.text(node.value)
        if outer == 2 and node.attr == "T":
            return f"list(map(list, zip(*{self.text(node.value)})))"
        if outer:
            raise Unsupported(node.attr)
        return None

    def _subscript(self, node: ast.Subscript) -> str:
        if isinstance(node.value, ast.Call) and (condition := places(self.shapes, node.value)) is not None:
            name = self.variable
            return f"[{name} for {name}, {name}m in enumerate({self.text(condition)}) if {name}m]"
        match node.value:
            case ast.Attribute(attr="shape", value=inner):
                raise Unsupported(self.module.source(inner))
        outer = self.shapes.of(node.value)
        base = self.atom(node.value)
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if len(parts) == 1:
            truths = isinstance(parts[0], ast.Call) and places(self.shapes, parts[0]) is not None
            listed = outer == 1 and self.module.kind(parts[0]) == "list"
            if truths or listed or self.shapes.of(parts[0]) == 1:
                return self._selected(node, base, parts[0])
        texts = [self._slice(part) for part in parts]
        if len(parts) == 1:
            return f"{base}[{texts[0]}]"
        if (
            outer == 2
            and not isinstance(parts[0], ast.Slice)
            and not self.shapes.of(parts[0])
            and not self.shapes.of(parts[1])
        ):
            return f"{base}[{texts[0]}][{texts[1]}]"
        if outer == 2 and isinstance(parts[0], ast.Slice) and isinstance(node.ctx, ast.Load):
            if isinstance(parts[1], ast.Slice) or self.shapes.of(parts[1]):
                raise Unsupported("slice of a matrix")
            rows = base if texts[0] == ":" else f"{base}[{texts[0]}]"
            return f"[{self.variable}[{texts[1]}] for {self.variable} in {rows}]"
        raise Unsupported("subscript")

    def _slice(self, part: ast.expr) -> str:
        return self._spliced(part) if isinstance(part, ast.Slice) else self.text(part)

    def _selected(self, node: ast.Subscript, base: str, mask: ast.expr) -> str:
        if not isinstance(node.ctx, ast.Load):
            raise Unsupported("assignment through a mask")
        name = self.variable
        if isinstance(mask, ast.Call) and (condition := places(self.shapes, mask)) is not None:
            return f"[{name} for {name}, {name}m in zip({base}, {self.text(condition)}) if {name}m]"
        if isinstance(mask, ast.Compare | ast.UnaryOp | ast.BinOp):
            return f"[{name} for {name}, {name}m in zip({base}, {self.text(mask)}) if {name}m]"
        return f"[{base}[{name}] for {name} in {self.text(mask)}]"

    def _call(self, node: ast.Call) -> str | None:
        from fasterpy.generate.rules.programs.numpy_functions import function, method

        name = self.shapes.numpy(node.func)
        if name:
            return function(self, name, node)
        if isinstance(node.func, ast.Attribute) and self.shapes.of(node.func.value):
            return method(self, node.func, node)
        if self.module.is_builtin(node.func, "abs") and node.args and self.shapes.of(node.args[0]):
            return self.elementwise(node)
        shown = self.module.is_builtin(node.func, "print", "str", "repr")
        if shown and any(self.shapes.of(arg) for arg in node.args if not isinstance(arg, ast.Starred)):
            raise Unsupported("an array is printed")
        if self.module.is_builtin(node.func, "int", "float", "round") and node.args and self.shapes.of(node.args[0]):
            raise Unsupported("conversion of an array")
        return None

    def listed(self, node: ast.expr, dtype: ast.expr | None = None) -> str:
        """A list made from what ``np.array(node, dtype)`` gets."""
        text = self.text(node)
        wanted = self.number(dtype)
        of = self.module.types.of(node)
        if element(of) == "str" and not self.shapes.of(node):
            if not wanted:
                return text if isinstance(node, ast.Call) else f"list({text})"
            return f"list(map({wanted}, {text}))"
        if wanted == "float" or (wanted == "bool"):
            return f"list(map({wanted}, {text}))" if self.shapes.of(node) <= 1 else text
        fresh = isinstance(node, ast.List | ast.ListComp) or (
            isinstance(node, ast.Call) and self.module.is_builtin(node.func, "list", "sorted")
        )
        return text if fresh or self.shapes.of(node) else f"list({text})"

    def number(self, dtype: ast.expr | None) -> str:
        """``int``, ``float`` or ``bool`` for a dtype; empty when there is none. Raises Unsupported."""
        if dtype is None:
            return ""
        word = self.shapes.numpy(dtype) or self.module.source(dtype).strip("'\"")
        for name in ("float", "bool", "int"):
            if word.startswith((name, "u" + name, f"np.{name}")):
                return name
        if word in ("i8", "i4", "q", "l", "i"):
            return "int"
        raise Unsupported(f"dtype {word}")
