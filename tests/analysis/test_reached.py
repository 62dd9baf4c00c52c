"""What code can reach: every way to import a file of one's own, and every way to read one."""

from pathlib import Path

import pytest

from fasterpy.analysis.reached import mentions, reach


def project(tmp_path: Path) -> Path:
    for name in (
        "shop/__init__.py",
        "shop/prices.py",
        "shop/tax/__init__.py",
        "shop/tax/rates.py",
        "loose.py",
        "plain/inner.py",
        "fast.cpython-311-x86_64-linux-gnu.so",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "folder", "files"),
    [
        ("import loose", ".", {"loose.py"}),
        ("import loose as other, json", ".", {"loose.py"}),
        ("from loose import *", ".", {"loose.py"}),
        ("import shop.tax.rates", ".", {"shop/__init__.py", "shop/tax/__init__.py", "shop/tax/rates.py"}),
        ("from shop.tax import rates", ".", {"shop/__init__.py", "shop/tax/__init__.py", "shop/tax/rates.py"}),
        ("from shop import prices, other", ".", {"shop/__init__.py", "shop/prices.py"}),
        ("from . import prices", "shop", {"shop/__init__.py", "shop/prices.py"}),
        ("from .tax.rates import low", "shop", {"shop/tax/__init__.py", "shop/tax/rates.py"}),
        ("from .. import prices", "shop/tax", {"shop/__init__.py", "shop/prices.py"}),
        ("from ..prices import low", "shop/tax", {"shop/prices.py"}),
        ("import plain.inner", ".", {"plain/inner.py"}),
        ("import fast", ".", {"fast.cpython-311-x86_64-linux-gnu.so"}),
        ("def f():\n    if f:\n        import loose", ".", {"loose.py"}),
        ("x = 'import loose'", ".", set()),
    ],
)
def test_imports_of_ones_own_files_are_found(text: str, folder: str, files: set[str], tmp_path: Path) -> None:
    project(tmp_path)
    found = reach(text, str(tmp_path / folder), [str(tmp_path)])
    assert {str(Path(file).relative_to(tmp_path)) for file in found.files} == files
    assert not found.outside and not found.opens


def test_imports_of_imports_are_found_and_circles_end(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "loose.py").write_text("import numpy, os.path, json\nfrom shop import prices\n")
    (tmp_path / "shop" / "prices.py").write_text("import loose\nfrom .tax import rates\n")
    (tmp_path / "shop" / "tax" / "rates.py").write_text("text = open('/etc/rates').read()")
    found = reach("import loose", str(tmp_path), [str(tmp_path)])
    assert {Path(file).name for file in found.files} == {"loose.py", "__init__.py", "prices.py", "rates.py"}
    assert found.outside == ("numpy",)
    assert found.opens and found.paths == ("/etc/rates",)


def test_the_packages_of_the_module_itself_are_imported_first(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "shop" / "__init__.py").write_text("import loose")
    found = reach("x = 1", str(tmp_path / "shop" / "tax"), [str(tmp_path)], "shop.tax.rates")
    assert {str(Path(file).relative_to(tmp_path)) for file in found.files} == {
        "loose.py",
        "shop/__init__.py",
        "shop/tax/__init__.py",
        "shop/tax/rates.py",
    }
    assert not reach("x = 1", str(tmp_path), [str(tmp_path)], "no-name").opens


@pytest.mark.parametrize(
    "text",
    [
        "open(path)",
        "open('/dev/stdin2')",
        "import pathlib\npathlib.Path(__file__).parent",
        "path.read_text()",
        "io.open(path)",
        "read = open",
        "from numpy import load",
        "numpy.loadtxt(path)",
        "pandas.read_csv(path)",
        "import importlib\nimportlib.import_module(name)",
        "__import__(name)",
        "exec(text)",
        "from xml.etree import ElementTree",
        "import sqlite3",
        "def f(:",
    ],
)
def test_code_that_may_read_files_is_known(text: str) -> None:
    assert mentions(text).opens


@pytest.mark.parametrize("text", ["open(0).read()", "import sys\nsys.stdin.read()", "open('/dev/stdin')", "a = b.c(d)"])
def test_reading_standard_input_is_no_reading_of_files(text: str) -> None:
    assert not mentions(text).opens
