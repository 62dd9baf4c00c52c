"""What a candidate changes beside its target."""

from __future__ import annotations

from textwrap import dedent
from types import ModuleType

import pytest

from fasterpy.analysis.bystanders import changed_methods, kept_apart
from fasterpy.errors import TargetError

FILE = """
RATE = 2


def normalize(x, strict=False):
    if strict and x < 0:
        raise ValueError(x)
    return x * RATE


def _twice(x):
    return x + x


def _shared(x):
    return x + 1


def dedupe(xs):
    seen = []
    for x in xs:
        y = normalize(_twice(_shared(x)))
        if y not in seen:
            seen.append(y)
    return seen


def strict_all(xs):
    return [normalize(_shared(x), True) for x in xs]


class Cart:
    rate = 2

    def price(self, x):
        return x * self.rate

    def _cost(self, x):
        return x + 1

    def total(self, xs):
        return sum([self.price(self._cost(x)) for x in xs])


if __name__ == "__main__":
    print(normalize(3))
"""


def run(text: str) -> ModuleType:
    module = ModuleType("made")
    exec(compile(text, "made.py", "exec"), module.__dict__)
    return module


def edited(*changes: tuple[str, str]) -> str:
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


NORMALIZE = FILE[FILE.index("def normalize") : FILE.index("\n\n\ndef _twice")]


def test_nothing_beside_the_target_changes_nothing() -> None:
    text = edited(("    seen = []\n", "    seen = []\n    xs = list(xs)\n"))
    assert kept_apart(FILE, text, "dedupe") == text


def test_a_public_helper_stays_and_the_target_has_its_own() -> None:
    text = kept_apart(FILE, edited((NORMALIZE, "def normalize(x):\n    return x * 2")), "dedupe")
    assert NORMALIZE in text
    assert "def _normalize_for_dedupe(x):\n    return x * 2\n" in text
    assert "y = _normalize_for_dedupe(_twice(_shared(x)))" in text
    assert "[normalize(_shared(x), True) for x in xs]" in text
    assert "print(normalize(3))" in text
    made = run(text)
    assert made.dedupe([1, 1, -2]) == [8, -4]
    with pytest.raises(ValueError, match="-1"):
        made.strict_all([-2])


def test_a_helper_that_only_the_target_uses_is_changed_in_place() -> None:
    text = edited(("return x + x", "return 2 * x"))
    assert kept_apart(FILE, text, "dedupe") == text


def test_a_private_name_that_others_use_is_not_private() -> None:
    text = kept_apart(
        FILE, edited(("def _shared(x):\n    return x + 1", "def _shared(x):\n    return 1 + x")), "dedupe"
    )
    assert "def _shared(x):\n    return x + 1\n" in text
    assert "_twice(_shared_for_dedupe(x))" in text
    assert "normalize(_shared(x), True)" in text


def test_a_private_helper_of_a_public_one_stays_with_it() -> None:
    before = (
        "def _inner(x):\n    return x\n\n\ndef outer(x):\n    return _inner(x)\n\n\ndef f(x):\n    return outer(x)\n"
    )
    after = before.replace("    return x\n", "    return x or 0\n").replace("return _inner(x)", "return _inner(x) + 0")
    text = kept_apart(before, after, "f")
    assert run(text).outer(None) is None
    assert run(text).f(None) == 0


def test_a_recursive_helper_calls_its_own_kind() -> None:
    before = "def walk(n):\n    return n and 1 + walk(n - 1)\n\n\ndef f(n):\n    return walk(n)\n"
    text = kept_apart(before, before.replace("n and 1 + walk(n - 1)", "1 + walk(n - 1) if n else n"), "f")
    assert "return 1 + _walk_for_f(n - 1) if n else n" in text
    assert "return n and 1 + walk(n - 1)" in text


def test_a_name_of_the_target_that_hides_the_helper_is_left_alone() -> None:
    before = "def size(x):\n    return len(x)\n\n\ndef f(x):\n    return size(x)\n"
    after = "def size(x):\n    return x.__len__()\n\n\ndef f(x):\n    size = len\n    return size(x)\n"
    assert "    size = len\n    return size(x)\n" in kept_apart(before, after, "f")


def test_a_new_helper_uses_the_changed_one() -> None:
    after = edited(
        (NORMALIZE, "def normalize(x):\n    return 2 * x\n\n\ndef fast(x):\n    return normalize(x)"),
        ("y = normalize(", "y = fast("),
    )
    text = kept_apart(FILE, after, "dedupe")
    assert "def fast(x):\n    return _normalize_for_dedupe(x)\n" in text
    assert NORMALIZE in text


def test_a_constant_stays() -> None:
    before = "WORDS = ['a', 'b']\n\n\ndef f(x):\n    return x in WORDS\n"
    text = kept_apart(before, before.replace("['a', 'b']", "{'a', 'b'}"), "f")
    assert run(text).WORDS == ["a", "b"]
    assert "return x in _WORDS_for_f" in text
    assert "_WORDS_for_f = {'a', 'b'}" in text


def test_decorators_and_line_endings_are_kept() -> None:
    before = (
        "import functools\n\n\n@functools.lru_cache\ndef g(é):\n    return é\n\n\ndef f(é):\n    return 'é', g(é), é\n"
    )
    before = before.replace("\n", "\r\n")
    text = kept_apart(before, before.replace("return é\r\n", "return +é\r\n"), "f")
    assert text.count("@functools.lru_cache\r\ndef ") == 2
    assert "return 'é', _g_for_f(é), é\r\n" in text
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([("    rate = 2", "    rate = 3")], "changes Cart.rate"),
        ([("class Cart:\n", "class Cart:\n    __slots__ = ()\n\n")], "adds Cart.__slots__"),
        ([("class Cart:", "class Cart(dict):")], "changes what Cart is"),
        ([("    rate = 2", "    def __eq__(self, other):\n        return True\n\n    rate = 2")], "adds Cart.__eq__"),
        ([("    def price(self, x):\n        return x * self.rate\n", "")], "changes Cart.price"),
        ([(NORMALIZE + "\n", "")], "takes away normalize"),
        ([(NORMALIZE, "if RATE:\n    def normalize(x):\n        return x")], "changes normalize"),
    ],
)
def test_what_cannot_be_kept_apart_is_refused(changes: list[tuple[str, str]], words: str) -> None:
    with pytest.raises(TargetError, match=words):
        kept_apart(FILE, edited(*changes), "Cart.total" if "Cart" in words else "dedupe")


def test_changed_methods_need_a_proof() -> None:
    cost = "_cost(self, x):\n        return "
    text = edited(("return x * self.rate", "return self.rate * x"), (cost + "x + 1", cost + "1 + x"))
    assert kept_apart(FILE, text, "Cart.total") == text
    assert changed_methods(FILE, text, "Cart.total") == ("Cart.price",)


def test_global_state_cannot_be_doubled() -> None:
    before = dedent("""
        calls = 0


        def f(x):
            global calls
            calls += 1
            return calls + x
    """)
    with pytest.raises(TargetError, match="calls"):
        kept_apart(before, before.replace("calls = 0", "calls = 1"), "f")
