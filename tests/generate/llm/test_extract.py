"""A table of the shapes that models give their answers."""

import gzip
import html
import json
from pathlib import Path

import pytest

from fasterpy.generate.llm import extract
from fasterpy.generate.llm.syntax import parse

from .requests import FAST, SLOW

TAIL = "    return [item for item in dict.fromkeys(left) if item in known]"
BODY = FAST.rstrip("\n")
FENCED = f"```python\n{BODY}\n```"
WHOLE = SLOW[: SLOW.index("def common")] + FAST
INDENTED = "\n".join("    " + line for line in BODY.split("\n"))
DOCUMENTED = (
    'def common(left, right):\n    """Common values.\n\n    ```python\n    common([1], [1])\n    ```\n    """\n'
    "    known = set(right)\n" + TAIL
)
DIFF = """@@ -13,5 +13,3 @@
 def common(left, right):
-    found = []
-    for item in left:
-        if item in right and item not in found:
-            found.append(item)
-    return found
+    known = set(right)
+    return [item for item in dict.fromkeys(left) if item in known]
"""
SEARCH = """<<<<<<< SEARCH
    found = []
    for item in left:
        if item in right and item not in found:
            found.append(item)
    return found
=======
    known = set(right)
    return [item for item in dict.fromkeys(left) if item in known]
>>>>>>> REPLACE
"""

SHAPES = {
    "one block": FENCED,
    "tag py": f"```py\n{BODY}\n```",
    "tag Python3": f"```Python3\n{BODY}\n```",
    "wrong tag": f"```javascript\n{BODY}\n```",
    "no tag": f"```\n{BODY}\n```",
    "tag with attributes": f'```python title="common.py" linenos\n{BODY}\n```',
    "tildes": f"~~~python\n{BODY}\n~~~",
    "four backquotes": f"````python\n{BODY}\n````",
    "no block": BODY,
    "no block, prose around": f"Here is the faster code:\n\n{BODY}\n\nIt uses a set, which is faster.\n",
    "prose around": f"Sure! Here is it:\n\n{FENCED}\n\nHope that helps. Let me know.",
    "unclosed": f"```python\n{BODY}\n",
    "unclosed with prose behind": f"```python\n{BODY}\n\nThis version uses a set instead of a list.",
    "closed only": f"{BODY}\n```\nThis is faster.",
    "whole file": f"```python\n{WHOLE}```",
    "whole file without block": WHOLE,
    "original first": f"The original:\n\n```python\n{SLOW}```\n\nThe faster one:\n\n{FENCED}",
    "original last": f"{FENCED}\n\nfor comparison, the original:\n\n```python\n{SLOW}```",
    "usage example in a second block": f"{FENCED}\n\nUse it:\n\n```python\nprint(common([1, 2], [2]))\n```",
    "shell block first": f"Run:\n```bash\npip install x\n```\n{FENCED}",
    "output block behind": f"{FENCED}\n\nOutput:\n```\n[1, 2]\n```",
    "same answer twice": f"{FENCED}\n\n{FENCED}",
    "prompts": "```python\n"
    + "\n".join((">>> " if not line.startswith(" ") else "... ") + line for line in BODY.split("\n"))
    + "\n```",
    "indented in a list": f"1. Use a set:\n\n    ```python\n{INDENTED}\n    ```\n",
    "block quote": "> ```python\n" + BODY + "\n> ```",
    "all indented": INDENTED,
    "fence in a docstring": f"```python\n{DOCUMENTED}\n```",
    "tabs": f"```python\n{BODY.replace('    ', chr(9))}\n```",
    "mixed tabs and blanks": f"```python\n{BODY.replace('    known', chr(9) + 'known')}\n```".replace(
        "    return", "        return"
    ),
    "windows line ends": FENCED.replace("\n", "\r\n"),
    "html escapes": "```python\n" + html.escape(BODY + "\n    # a < b and 'c'") + "\n```",
    "html tags": f"<pre><code>{BODY}</code></pre>",
    "answer tags": f"<answer>\n{BODY}\n</answer>",
    "codellama tags": f"[PYTHON]\n{BODY}\n[/PYTHON]\n[TESTS]\nassert common([], []) == []\n[/TESTS]",
    "thinking": f"<think>\nAn idea:\n```python\ndef common(left, right):\n    return 0\n```\nNo.\n</think>\n{FENCED}",
    "thinking without opening": f"maybe a set? yes\n</think>\n\n{FENCED}",
    "json": json.dumps({"explanation": "a set", "code": BODY}),
    "escaped newlines": BODY.replace("\n", "\\n"),
    "language line inside": f"```\npython\n{BODY}\n```",
    "language line, no fence": f"python\n{BODY}",
    "line numbers": "```python\n"
    + "\n".join(f"{n:2} | {line}" for n, line in enumerate(BODY.split("\n"), 1))
    + "\n```",
    "curly quotes": f"```python\n{BODY.replace('    known', '    “”“A set.”“”' + chr(10) + '    known')}\n```",
    "hard blanks": f"```python\n{BODY.replace('    ', chr(160) * 4)}\n```",
    "zero-width characters": f"```python\n{chr(0xFEFF)}{BODY}{chr(0x200B)}\n```",
    "end of sequence": f"{BODY}\n<|im_end|>",
    "end of sequence in block": f"```python\n{BODY}<|endoftext|>\n```",
    "unified diff": f"```diff\n--- a/common.py\n+++ b/common.py\n{DIFF}```",
    "bare diff": DIFF,
    "search and replace": f"```python\n{SEARCH}```",
    "search and replace, other indent": "```\n" + SEARCH.replace("\n    ", "\n  ") + "```",
    "trial calls behind": f"```python\n{BODY}\n\n\nif __name__ == '__main__':\n    print(common([1], [1]))\n```",
    "imports in another block": f"```python\nimport sys\n```\nand\n{FENCED}",
    "cut off behind the target": f"```python\n{BODY}\n\n\ndef unfinished(a,",
    "markdown escapes": f"```python\n{BODY.replace('item', 'it_em').replace('_', chr(92) + '_')}\n```",
    "heading and bullets": f"### Optimized code\n\n- uses a set\n- one pass\n\n{FENCED}\n\n### Why\n\n1. sets are fast",
    "code on the fence line": f"```python import sys\n{BODY}\n```",
    "two spaces": f"```python\n{BODY.replace('    ', '  ')}\n```",
    "output label": f"Output:\n{FENCED}",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_faster_function_is_found_and_put_into_its_file(shape: str) -> None:
    found = extract(SHAPES[shape], SLOW, ("common",))
    assert found.texts, found.why
    best = found.texts[0]
    namespace: dict[str, object] = {}
    exec(compile(best, "<answer>", "exec"), namespace)  # our own texts
    assert namespace["common"]([3, 1, 3, 2], [3, 2]) == [3, 2]  # type: ignore[operator]
    assert "set(right)" in best
    assert namespace["scale"](2) == 20  # type: ignore[operator]
    assert "print(" not in best
    assert len(found.texts) == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("I cannot make this faster.", "no Python code"),
        ("```python\ndef common(left,\n```", "no Python code"),
        (f"```python\n{SLOW}```", "unchanged"),
        ("```python\ndef other():\n    return 1\n```", "does not contain common"),
        ("```\n$ pip install fast\n```", "no Python code"),
        ("`" * 5000, "no Python code"),
    ],
)
def test_answers_without_a_candidate_say_why(answer: str, why: str) -> None:
    found = extract(answer, SLOW, ("common",))
    assert found.texts == ()
    assert why in found.why


def test_two_versions_in_one_answer_are_both_found_the_fuller_first() -> None:
    other = "def common(left, right):\n    return list(dict.fromkeys(filter(set(right).__contains__, left)))"
    found = extract(f"{FENCED}\n\nEven faster:\n\n```python\n{other}\n```", SLOW, ("common",))
    assert len(found.texts) == 2


def test_imports_helpers_and_constants_come_along() -> None:
    answer = (
        "```python\nfrom functools import lru_cache\nimport math\n\nTABLE = [1, 2]\n\n\n"
        "def helper(x):\n    return x\n\n\n"
        "def common(left, right):\n    return helper(TABLE)\n```"
    )
    [text] = extract(answer, SLOW, ("common",)).texts
    tree = parse(text)
    assert tree is not None
    assert text.count("import math") == 1
    for part in ("from functools import lru_cache", "TABLE = [1, 2]", "def helper(x)", "LIMIT = 10", "def scale"):
        assert part in text
    assert text.index("TABLE =") < text.index("def common")
    assert text.startswith('"""Common values."""')


CLASS = """class Basket:
    def __init__(self, items):
        self.items = items

    def total(self):
        result = 0
        for item in self.items:
            result += item
        return result


def use(basket):
    return basket.total()
"""


@pytest.mark.parametrize(
    "answer",
    [
        "```python\ndef total(self):\n    return sum(self.items)\n```",
        "```python\n    def total(self):\n        return sum(self.items)\n```",
        "```python\nclass Basket:\n    def total(self):\n        return sum(self.items)\n```",
        "```python\nclass Basket:\n    def __init__(self, items):\n        self.items = items\n\n"
        "    def total(self):\n        return sum(self.items)\n```",
    ],
)
def test_methods_with_and_without_their_class(answer: str) -> None:
    [text] = extract(answer, CLASS, ("Basket.total",)).texts
    namespace: dict[str, object] = {}
    exec(compile(text, "<answer>", "exec"), namespace)
    basket = namespace["Basket"]([1, 2])  # type: ignore[operator]
    assert namespace["use"](basket) == 3  # type: ignore[operator]
    assert "return sum(self.items)" in text
    assert text.count("class Basket") == 1


TYPED = '''import functools


class Store:
    """Keeps rows."""

    @functools.wraps(print)
    def find(self, key: str, *, limit: int = 10) -> list[str]:
        """Rows that match.

        >>> Store().find("a")
        """
        # slow
        rows = []
        for row in self.rows:
            if key in row and row not in rows:
                rows.append(row)
        return rows[:limit]


@staticmethod
def plain(
    values: dict[str, int],
    default=lambda x: {1: x},  # a comment: here
) -> int:
    return sum(values.values())
'''


def test_decorators_annotations_defaults_and_docstrings_stay() -> None:
    answer = """```python
class Store:
    def find(self, key, *, limit):
        sql = \'\'\'
select
  row\'\'\'
        return [row for row in dict.fromkeys(self.rows) if key in row][:limit]
```"""
    [text] = extract(answer, TYPED, ("Store.find",)).texts
    assert text.startswith(TYPED[: TYPED.index("        # slow")])
    assert "        sql = '''\nselect\n  row'''\n" in text
    assert text.endswith(TYPED[TYPED.index("@staticmethod") :])
    alone = "def find(self, key, *, limit):\n  sql = '''\nselect'''\n  return sql"
    [text] = extract(alone, TYPED, ("Store.find",)).texts
    assert 'limit: int = 10) -> list[str]:\n      """Rows that match.' in text
    assert "      sql = '''\nselect'''\n      return sql\n" in text
    [text] = extract("def plain(values, default):\n    return 1", TYPED, ("plain",)).texts
    assert text == TYPED.replace("return sum(values.values())", "return 1")


def test_what_is_changed_on_purpose_is_taken() -> None:
    answer = "@functools.lru_cache\ndef plain(values, default=None, extra=1):\n    '''New.'''\n    return 1\n"
    [text] = extract(answer, TYPED, ("plain",)).texts
    assert text == TYPED[: TYPED.index("@staticmethod")] + answer
    slots = "class Store:\n    __slots__ = ('rows',)\n    def find(self, key, *, limit=10):\n        return []\n"
    [text] = extract(slots, TYPED, ("Store.find",)).texts
    assert '    """Keeps rows."""\n\n    __slots__ = (\'rows\',)\n\n    @functools.wraps' in text


PROGRAM = """def solve(n):
    total = 0
    for i in range(n):
        total += i
    return total


print(solve(int(input())))
"""


def test_a_program_whose_call_was_forgotten_keeps_it() -> None:
    [text] = extract("```python\ndef solve(n):\n    return n * (n - 1) // 2\n```", PROGRAM).texts
    assert "print(solve(int(input())))" in text
    assert "n * (n - 1) // 2" in text


def test_a_whole_program_is_taken_as_it_is() -> None:
    answer = "n = int(input())\nprint(n * (n - 1) // 2)\n"
    assert extract(f"```python\n{answer}```", PROGRAM).texts == (answer,)


def test_a_program_that_became_a_function_nobody_calls_is_no_program() -> None:
    assert extract("```python\ndef fast(n):\n    return n\n```", PROGRAM).texts == ()


DATA = Path(__file__).parents[4] / "shared" / "data" / "pie" / "dev_generations"


@pytest.mark.skipif(not DATA.is_dir(), reason="the development data is not beside the checkout")
@pytest.mark.shared
def test_real_answers_give_code() -> None:
    """Every twelfth of what seven systems answered; the full count is in the lab log."""
    lines = [line for path in sorted(DATA.glob("*.gz")) for line in gzip.decompress(path.read_bytes()).splitlines()]
    rows = [json.loads(line) for line in lines[::12]]
    bad = []
    for row in rows:
        answer = row["model_generated_potentially_faster_code_col"] or ""
        found = extract(answer, row["slow_code_col"])
        if not found.texts and not found.unchanged:
            bad.append(answer)
    assert len(bad) <= 0.02 * len(rows), bad


def test_an_edit_takes_whole_lines_and_the_first_place_behind_the_edit_before() -> None:
    base = "def f(xs):\n    for x in xs:\n        y = x * 2\n        print(y)\n    y = x * 2\n    return y\n"
    block = "<<<<<<< SEARCH\n{}\n=======\n{}\n>>>>>>> REPLACE\n"
    [text] = extract(block.format("    y = x * 2", "    y = x + x"), base, ("f",)).texts
    assert text == base.replace("\n    y = x * 2\n", "\n    y = x + x\n")
    twice = "def f(a):\n    b = a\n    a = 1\n    c = a\n    a = 1\n    return a, b, c\n"
    answer = block.format("    c = a", "    c = a + 0") + block.format("    a = 1", "    a = 2")
    [text] = extract(answer, twice, ("f",)).texts
    assert text == "def f(a):\n    b = a\n    a = 1\n    c = a + 0\n    a = 2\n    return a, b, c\n"


def test_blocks_that_prepare_come_along_and_trials_do_not() -> None:
    base = "def f(x):\n    return x * x\n"
    answer = (
        "try:\n    import numpy as np\nexcept ImportError:\n    np = None\n"
        "_T = [0] * 10\nfor i in range(10):\n    _T[i] = i * i\n"
        "def f(x):\n    return _T[x] if np is None else np.square(x)\n"
        "for x in range(3):\n    y = f(x)\n"
        "if __name__ == '__main__':\n    _T = f(2)\n"
    )
    [text] = extract(f"```python\n{answer}```", base, ("f",)).texts
    assert "try:\n    import numpy as np\nexcept ImportError:\n    np = None" in text
    assert text.index("_T = [0] * 10") < text.index("    _T[i] = i * i") < text.index("def f(x)")
    assert "y = f(x)" not in text
    assert "__main__" not in text


def test_a_bare_method_is_not_the_function_of_the_same_name() -> None:
    base = "def total(x):\n    return x\n\n\nclass Cart:\n    def total(self):\n        return sum([1, 2])\n"
    answer = "```python\ndef total(self):\n    return 3\n```"
    [text] = extract(answer, base, ("Cart.total",)).texts
    assert text == base.replace("sum([1, 2])", "3")
    answer = "```python\ndef total(x):\n    return +x\n\nclass Cart:\n    def total(self):\n        return 3\n```"
    [text] = extract(answer, base, ("Cart.total",)).texts
    assert text == base.replace("sum([1, 2])", "3").replace("return x", "return +x")
