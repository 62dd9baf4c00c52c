"""Expressions over small numpy arrays as plain Python over lists."""

from __future__ import annotations

import ast
from functools import cached_property

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.build import header, need
from fasterpy.generate.rules.edit import Edit
from fasterpy.generate.rules.programs.arrays import elements, index
from fasterpy.generate.rules.programs.arrays.calls import Unsupported
from fasterpy.generate.rules.programs.arrays.elements import is_atom
from fasterpy.generate.rules.programs.arrays.formatted import respelled
from fasterpy.generate.rules.programs.arrays.functions import FUNCTIONS, METHODS
from fasterpy.generate.rules.programs.arrays.helpers import helpers
from fasterpy.generate.rules.programs.arrays.shapes import Shapes, is_new
from fasterpy.generate.rules.programs.arrays.types import plain_type

_VALUES = {"inf": 'float("inf")', "nan": 'float("nan")', "newaxis": "None", "False_": "False", "True_": "True"}
_TYPES = {"int": "int", "uint": "int", "float": "float", "bool": "bool", "str": "str", "complex": "complex"}
_WORDS = frozenset(["sum", "max", "min", "abs", "all", "any", "sorted", "len", "round"])


class Translator:
    """Texts of expressions without numpy. Raises Unsupported."""

    def __init__(self, module: ParsedModule) -> None:
        self.module = module
        self.shapes = Shapes(module)
        self.imports: dict[Edit, None] = {}
        self.helpers: dict[str, str] = {}
        """Helpers that the new text calls, and the words for them."""
        self.hoisted: set[ast.NamedExpr] = set()
        """Assignments inside expressions that got a statement of their own."""
        self.variable = module.fresh("v")

    # ------------------------------------------------------------------------------------------- plain and list

    def text(self, node: ast.expr) -> str:
        """The translation of any expression; its own text with the parts inside translated when it is not numpy's."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            return self.product(node.left, node.right)
        if isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare) and self.shapes.of(node):
            return elements.elementwise(self, node)
        if isinstance(node, ast.Call):
            translated = self._call(node)
            if translated is not None:
                return translated
        if isinstance(node, ast.Subscript) and (self.shapes.of(node.value) or self.shapes.of(node)):
            if not isinstance(self.shapes.form(node.value), tuple):
                return index.subscript(self, node)
        if isinstance(node, ast.Attribute):
            translated = self._attribute(node)
            if translated is not None:
                return translated
        if isinstance(node, ast.NamedExpr) and isinstance(self.module.parent(node), ast.Call):
            return node.target.id if node in self.hoisted else f"({self.spliced(node)})"
        name = self.shapes.numpy(node)
        if name:
            return self._named(name)
        if isinstance(node, ast.BoolOp):
            if any(map(self.shapes.of, node.values)):
                raise Unsupported("truth of an array")
        return self.spliced(node)

    def spliced(self, node: ast.AST) -> str:
        """The node's own text with the expressions inside translated."""
        start, end = self.module.span(node)
        pieces, position = [], start
        children = [child for child in ast.walk(node) if child is not node and isinstance(child, ast.expr)]
        direct = [child for child in children if self._nearest(child) is node]
        if isinstance(node, ast.JoinedStr) or any(
            isinstance(one, ast.JoinedStr) for one in self.module.ancestors(node)
        ):
            return respelled(self, node, direct)
        for child in sorted(direct, key=lambda item: self.module.span(item)):
            low, high = self.module.span(child)
            if low < position:
                continue
            text = self.text(child)
            if text != self.module.source(child) and _binds(node, child) and not is_atom(text):
                text = f"({text})"
            pieces += [self.module.text[position:low], text]
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
        return text if is_atom(text) else f"({text})"

    # ------------------------------------------------------------------------------------------ words and helpers

    def need(self, package: str, name: str) -> str:
        """Import and the word for it."""
        edits, word = need(self.module, package, name)
        self.imports.update(dict.fromkeys(edits))
        return word

    def word(self, builtin: str) -> str:
        """A builtin's name, or another one for it when the program uses the name for something else."""
        if any(builtin in scope.bindings for scope in self.module.scopes.module.walk()):
            return self.need("builtins", builtin)
        return builtin

    def helper(self, name: str) -> str:
        """The word for a small function that is put at the top of the program."""
        if name not in self.helpers:
            helper = helpers()[name]
            bound = any(name in scope.bindings for scope in self.module.scopes.module.walk())
            self.helpers[name] = self.module.fresh(f"{name}_of") if bound else name
            for package, imported in helper.imports:
                if self.need(package, imported) != imported:
                    raise Unsupported(f"{imported} is taken")
            for other in helper.helpers:
                if self.helper(other) != other:
                    raise Unsupported(f"{other} is taken")
        return self.helpers[name]

    def heading(self) -> list[Edit]:
        """Edits that bring the imports and helpers."""
        ordered = [name for name in helpers() if name in self.helpers]
        texts = [helpers()[name].text.replace(f"def {name}(", f"def {self.helpers[name]}(") for name in ordered]
        return [*self.imports, *([header(self.module, "\n\n".join(texts) + "\n")] if texts else [])]

    @cached_property
    def thin(self) -> bool:
        """Whether tables of one row or column may meet others: then items are paired as numpy does it."""
        for node in self.module.nodes(ast.Subscript, ast.Call, ast.keyword):
            if isinstance(node, ast.Subscript):
                parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
                if any(is_new(self.shapes, part) for part in parts):
                    return True
            elif isinstance(node, ast.keyword):
                if node.arg in ("keepdims", "ndmin"):
                    return True
            elif isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else self.shapes.numpy(node.func)
                if name in ("reshape", "zeros", "ones", "full", "empty"):
                    for below in ast.walk(node):
                        if isinstance(below, ast.Constant) and below.value in (1, -1):
                            return True
                if name in ("expand_dims", "meshgrid", "ix_", "ogrid"):
                    return True
        return False

    # ---------------------------------------------------------------------------------------------------- calls

    def _named(self, name: str) -> str:
        """A numpy function or type that is not called here but handed on."""
        if name in _VALUES:
            return _VALUES[name]
        if name in ("pi", "e"):
            return self.need("math", name)
        for start, plain in _TYPES.items():
            if name.startswith(start) and name[len(start) :].strip("_").isdigit() | (name.strip("_") == start):
                return self.word(plain)
        if name in ("sum", "max", "min", "abs", "all", "any"):
            return self.word(name)
        if name == "prod":
            return self.need("math", "prod")
        if name in ("gcd", "lcm"):
            return self.need("math", name)
        raise Unsupported(name)

    def _attribute(self, node: ast.Attribute) -> str | None:
        if self.shapes.numpy(node):
            return None
        match node:
            case ast.Attribute(attr="max" | "min", value=ast.Call(func=func, args=[kind])):
                if self.shapes.numpy(func) == "iinfo":
                    wide = "64" in ast.unparse(kind) or ast.unparse(kind) in ("int", "'int'")
                    return ("" if node.attr == "max" else "-") + ("(2**63 - 1)" if wide else "(2**31 - 1)")
                if self.shapes.numpy(func) == "finfo":
                    return ("" if node.attr == "max" else "-") + self.need("sys", "float_info") + ".max"
        form = self.shapes.form(node.value)
        if isinstance(form, tuple) or not form:
            return None
        base = self.atom(node.value)
        match node.attr, form:
            case "size", 1:
                return f"len({base})"
            case "size", 2:
                return f"(len({base}) * len({base}[0]))"
            case "shape", _:
                sizes = [f"len({base}{'[0]' * number})" for number in range(form)]
                return f"({', '.join(sizes)}{',' if form == 1 else ''})"
            case "ndim", _:
                return str(form)
            case "T", 1:
                return self.text(node.value)
            case "T", 2:
                return f"list(map(list, zip(*{self.text(node.value)})))"
            case "flat", 1:
                return self.text(node.value)
            case "flat", 2:
                return f"[x for row in {base} for x in row]"
        raise Unsupported(f".{node.attr}")

    def _call(self, node: ast.Call) -> str | None:
        inner = self.shapes.elementwise_function(node.func)
        if inner is not None:
            if self.shapes.of(node):
                return elements.elementwise(self, node)
            return f"{self.atom(inner)}({', '.join(map(self.text, node.args))})"
        name = self.shapes.numpy(node.func)
        if name in ("vectorize", "frompyfunc") and node.args:
            return self.text(node.args[0])
        call = self.shapes.call(node)
        if call is not None:
            if call.get("out") is not None:
                raise Unsupported("out")
            return (FUNCTIONS if name or call.name not in METHODS else METHODS)[call.name].text(self, call)
        self._refuse(node)
        first = node.args[0] if node.args else None
        if first is not None and self.shapes.builtin(node.func, "abs", "round") and self.shapes.of(first):
            return elements.elementwise(self, node)
        if first is not None and self.shapes.builtin(node.func, "sum") and self.shapes.of(node):
            return self._summed(node, first)
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("astype", "item", "tolist"):
            value = node.func.value
            if any(isinstance(below, ast.Call) and self.shapes.numpy(below.func) for below in ast.walk(value)):
                if node.func.attr != "astype":
                    return self.text(value)
                return f"{self.number(node.args[0])}({self.text(value)})"
            if node.func.attr == "astype":
                raise Unsupported("astype of what may be an array")
        return None

    def _summed(self, node: ast.Call, arrays: ast.expr) -> str:
        """``sum`` of arrays adds them item by item."""
        text = self.text(arrays)
        if isinstance(arrays, ast.GeneratorExp):
            text = f"[{text[1:-1]}]" if text[:1] == "(" and is_atom(text) else f"[{text}]"
        if self.shapes.of(node) == 1 and len(node.args) == 1:
            return f"[sum(line) for line in zip(*{text})]"
        if self.shapes.of(node) == 2 and len(node.args) == 1:
            return f"[[sum(line) for line in zip(*rows)] for rows in zip(*{text})]"
        raise Unsupported("sum of arrays")

    def _refuse(self, node: ast.Call) -> None:
        """Whatever shows an array as numpy would."""
        arrays = [arg for arg in node.args if not isinstance(arg, ast.Starred) and self.shapes.of(arg)]
        if arrays and self.shapes.builtin(node.func, "print", "str", "repr"):
            raise Unsupported("an array is printed")
        if arrays and self.shapes.builtin(node.func, "int", "float", "divmod"):
            raise Unsupported("conversion of an array")
        written = isinstance(node.func, ast.Attribute) and node.func.attr in ("write", "format")
        if written and arrays:
            raise Unsupported("an array is printed")
        # Starred rows would be printed as lists.
        for arg in node.args:
            if (
                isinstance(arg, ast.Starred)
                and self.shapes.of(arg.value) > 1
                and self.shapes.builtin(node.func, "print")
            ):
                raise Unsupported("an array is printed")

    def product(self, left: ast.expr, right: ast.expr) -> str:
        """``left @ right``."""
        from fasterpy.generate.rules.programs.arrays.algebra import product

        return product(self, left, right)

    def number(self, dtype: ast.expr | None) -> str:
        """``int``, ``float`` or ``bool`` for a dtype; empty when there is none. Raises Unsupported."""
        return plain_type(self, dtype)


def _binds(node: ast.AST, child: ast.expr) -> bool:
    """Whether the place of an expression binds tighter than some operators."""
    if isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        return child is getattr(node, "value", getattr(node, "func", None))
    return isinstance(node, ast.BinOp | ast.UnaryOp | ast.Compare | ast.BoolOp | ast.Starred | ast.IfExp)
