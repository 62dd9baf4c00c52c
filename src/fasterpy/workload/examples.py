"""Calls of the target that the text itself shows: doctests, and literal calls in test files beside it.

Only syntax is read here; the calls become expressions that the sandbox evaluates.
"""

from __future__ import annotations

import ast
import builtins
import doctest
from pathlib import Path

from fasterpy.records import Code, ExpressionCase
from fasterpy.syntax import syntax_tree

_MOST_FILES = 40
_MOST_BYTES = 400_000


def doctests(code: Code) -> list[ExpressionCase]:
    """Calls of the target in any doctest of the file, with the assignments that precede them."""
    if not code.qualname or ">>>" not in code.text:
        return []
    found: list[str] = []
    try:
        tree = syntax_tree(code.text)
    except SyntaxError:
        return []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            text = ast.get_docstring(node)
            if text and ">>>" in text:
                found += _calls_of_doctest(text, code.qualname)
    return [ExpressionCase(expression=e, source="doctest") for e in dict.fromkeys(found)]


def _calls_of_doctest(text: str, qualname: str) -> list[str]:
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return []
    statements: list[ast.stmt] = []
    for example in examples:
        try:
            statements += syntax_tree(example.source).body
        except SyntaxError:
            continue
    return calls(statements, qualname)


def calls(statements: list[ast.stmt], qualname: str) -> list[str]:
    """Expressions for the calls of the target in a run of statements; earlier simple assignments are carried in."""
    found: list[str] = []
    assigned: list[tuple[str, ast.expr]] = []
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                made = _expression(node, qualname, assigned)
                if made:
                    found.append(made)
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Name):
                assigned.append((target.id, statement.value))
    return found


def _expression(call: ast.Call, qualname: str, assigned: list[tuple[str, ast.expr]]) -> str:
    owner, _, name = qualname.rpartition(".")
    args = list(call.args)
    func = call.func
    if isinstance(func, ast.Name) and not owner and func.id == name:
        pass
    elif isinstance(func, ast.Attribute) and func.attr == name:
        if owner and not (isinstance(func.value, ast.Name) and func.value.id == owner.rpartition(".")[2]):
            args.insert(0, func.value)
        elif not owner and not isinstance(func.value, ast.Name):
            return ""
    else:
        return ""
    if any(keyword.arg is None for keyword in call.keywords):
        return ""
    names = ", ".join(f"{keyword.arg!r}: {ast.unparse(keyword.value)}" for keyword in call.keywords)
    inside = "".join(ast.unparse(arg) + ", " for arg in args)
    text = f"(({inside}), {{{names}}})"
    for variable, value in reversed(assigned):
        if _mentions(text, variable):
            text = f"(lambda {variable}: {text})({ast.unparse(value)})"
    return text


def _mentions(text: str, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(syntax_tree(text, mode="eval")))


def from_tests(code: Code) -> list[ExpressionCase]:
    """Literal calls of the target in ``test_*.py`` files near it, and the rows of ``parametrize`` that reach it."""
    if not code.qualname or code.filename.startswith("<"):
        return []
    found: list[str] = []
    defined = _defined(code.text)
    for path in test_files(code):
        try:
            tree = syntax_tree(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, SyntaxError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for expression in [*calls(node.body, code.qualname), *_parametrized(node, code.qualname)]:
                    if _closed(expression, defined):
                        found.append(expression)
    return [ExpressionCase(expression=e, source="pytest") for e in dict.fromkeys(found)][:60]


def test_files(code: Code) -> list[Path]:
    """Test files near the code that mention the target."""
    if not code.qualname or code.filename.startswith("<"):
        return []
    name = code.qualname.rpartition(".")[2]
    return [path for path in _near(Path(code.filename)) if name in _text(path)]


def _text(path: Path) -> str:
    """Its text; empty for one that cannot be read or is too long to look at."""
    try:
        return path.read_text(encoding="utf-8") if path.stat().st_size <= _MOST_BYTES else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _near(path: Path) -> list[Path]:
    folders = [path.parent, path.parent / "tests", path.parent.parent / "tests", path.parent.parent.parent / "tests"]
    files: dict[Path, None] = {}
    for folder in folders:
        for pattern in ("test_*.py", "*_test.py"):
            for file in sorted(folder.glob(pattern))[:_MOST_FILES] if folder.is_dir() else ():
                files[file] = None
    return list(files)[:_MOST_FILES]


def _parametrized(function: ast.FunctionDef | ast.AsyncFunctionDef, qualname: str) -> list[str]:
    """``@pytest.mark.parametrize("a, b", [(1, 2), …])`` over a body that calls the target with those names."""
    found: list[str] = []
    inner = calls(function.body, qualname)
    for decorator in function.decorator_list:
        if not (isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("parametrize")):
            continue
        if len(decorator.args) < 2 or not isinstance(decorator.args[1], (ast.List, ast.Tuple)):
            continue
        try:
            names = ast.literal_eval(decorator.args[0])
        except ValueError:
            continue
        names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        for row in decorator.args[1].elts:
            if isinstance(row, ast.Call) and ast.unparse(row.func).endswith("param"):
                row = ast.Tuple(list(row.args), ast.Load())
            for expression in inner:
                head = ", ".join(names)
                values = ast.unparse(row)
                spread = f"*{values}" if len(names) > 1 else values
                found.append(f"(lambda {head}: {expression})({spread})")
    return found


def _defined(text: str) -> set[str]:
    """Names that an expression may use: those of the module and the builtins."""
    names = set(dir(builtins))
    try:
        tree = syntax_tree(text)
    except SyntaxError:
        return names
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _closed(expression: str, defined: set[str]) -> bool:
    """No name is left that the sandbox would not know (a fixture, a helper of the test file)."""
    tree = syntax_tree(expression, mode="eval")
    bound = {arg.arg for node in ast.walk(tree) if isinstance(node, ast.arguments) for arg in node.args}
    stored = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return all(
        node.id in defined or node.id in bound or node.id in stored
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
    )
