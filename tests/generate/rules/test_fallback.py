"""Hashing with the original for what cannot be hashed."""

import pytest

from fasterpy.generate.rules.fallback import LABEL, with_fallback
from fasterpy.generate.rules.generator import RulesGenerator
from fasterpy.records import CleanedCode, Code, GenerationRequest, Source

OLD = '''def common(a, b):
    """What both have."""
    found = []
    for x in a:
        if x in b:
            found.append(x)
    return found


def other():
    return 1
'''


def candidates(text: str, name: str) -> dict[str, str]:
    source = Source(path="f.py", raw=text.encode(), text=text)
    code = Code(text=text, kind="function", qualname=name)
    request = GenerationRequest(code=code, cleaned=CleanedCode(text=text, targets=(name,), source=source))
    return {candidate.origin: candidate.text for candidate in RulesGenerator().generate([request])[0]}


def defined(text: str, name: str = "common"):
    space: dict[str, object] = {}
    exec(text, space)
    return space[name]


def test_both_kinds_of_items_are_handled() -> None:
    found = {origin: text for origin, text in candidates(OLD, "common").items() if LABEL in origin}
    assert found
    for text in found.values():
        assert defined(text)([1, 2, 3, 2], [2, 3]) == [2, 3, 2]
        assert defined(text)([[1], [2]], [[2], [3]]) == [[2]]
        assert text.count('"""What both have."""') == 1
        assert text.endswith("def other():\n    return 1\n")


def test_hints_say_what_comes_in() -> None:
    hinted = OLD.replace("(a, b)", "(a: list[int], b: list[int])")
    assert not [origin for origin in candidates(hinted, "common") if LABEL in origin]


@pytest.mark.parametrize(
    "body",
    [
        "    yield from b\n",
        "    try:\n        return 1\n    except ValueError:\n        return 2\n",
        '    return """\nlines"""\n',
    ],
)
def test_what_cannot_be_run_again_or_indented_is_left(body: str) -> None:
    old = "def f(a, b):\n    x = 1\n" + body
    assert with_fallback(old, old.replace("x = 1", "x = 2"), "f") is None


def test_an_unchanged_target_needs_nothing() -> None:
    assert with_fallback(OLD, OLD + "# more\n", "common") is None


ITERATOR = """
def common(first, second):
    left = list(second)
    return [item for item in list(first) if item in left]
"""


def test_an_iterator_is_not_used_up_by_the_first_try() -> None:
    found = [text for origin, text in candidates(ITERATOR, "common").items() if LABEL in origin]
    assert found
    for text in found:
        assert defined(text)(iter([[1], [2]]), iter([[2], [3]])) == [[2]], text
