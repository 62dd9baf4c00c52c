"""A rewrite that begins to touch files, programs or the network is not vouched for."""

import ast

import pytest

from fasterpy.verify.outside import reaches_out


@pytest.mark.parametrize(
    "text",
    [
        "open('cache.txt', 'w').write('1')",
        "import shelve",
        "from pathlib import Path\nPath('x').write_text('1')",
        "import os\nos.mkdir('x')",
        "from os import replace",
        "import os\nos.execv('/bin/true', ['true'])",
        "import urllib.request",
        "from multiprocessing import shared_memory",
        "import os\nprint(os.environ['HOME'])",
    ],
)
def test_what_is_new_counts(text: str) -> None:
    assert reaches_out(ast.parse("print(1)"), ast.parse(text)).startswith("the candidate reaches outside")
    assert not reaches_out(ast.parse(text), ast.parse(text + "\nprint(2)"))


@pytest.mark.parametrize(
    "text",
    [
        "n, *a = open(0).read().split()",
        "import os\ndata = os.read(0, 1 << 25)\nos.write(1, data)",
        "import sys\nsys.stdout.write('1')",
        "from os.path import join",
        "text = text.replace('a', 'b')",
    ],
)
def test_reading_the_input_and_printing_do_not(text: str) -> None:
    assert not reaches_out(ast.parse("print(1)"), ast.parse(text))
