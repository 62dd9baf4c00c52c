"""The generator and the steps that a search composes."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.normal import fingerprint
from fasterpy.generate.rules.base import ExpressionRule
from fasterpy.generate.rules.generator import RulesGenerator
from fasterpy.records import Candidate, CleanedCode, Code, GenerationRequest, Source

PROGRAM = """\
#!/usr/bin/env python3
import math
n = int(eval(input()))
a = list(map(int, input().split()))  # the numbers
seen = []
for x in a:
    if x not in seen:
        seen.append(x)
for x in seen:
    print(x)
"""
FUNCTIONS = """\
def helper(a, b):
    out = []
    for x in a:
        if x in list(b):
            out.append(x)
    return out


def target(a, b):
    return helper(a, b)


def other(a):
    out = []
    for x in a:
        out.append(x * 2)
    return out
"""


def _candidates(text: str, qualname: str | None = None) -> list[Candidate]:
    code = Code(text=text, kind="function" if qualname else "program", qualname=qualname)
    source = Source(path="t.py", raw=text.encode(), text=text)
    request = GenerationRequest(code=code, cleaned=CleanedCode(text=text, targets=(), source=source))
    return RulesGenerator().generate([request])[0]


def test_candidates_are_different_programs_that_parse() -> None:
    found = _candidates(PROGRAM)
    marks = [fingerprint(candidate.text) for candidate in found]
    assert len(found) > 5
    assert len(set(marks)) == len(marks)
    assert fingerprint(PROGRAM) not in marks
    assert all(candidate.origin.startswith("rule:") and candidate.scope == "file" for candidate in found)
    assert all(candidate.why for candidate in found)


def test_combination_comes_first_and_holds_several_rules() -> None:
    first = _candidates(PROGRAM)[0]
    assert first.origin.count("+") >= 3
    assert "eval" not in first.text and "import math" not in first.text
    assert first.text.startswith("#!/usr/bin/env python3\n")
    assert "# the numbers" in first.text


def test_same_input_same_output() -> None:
    assert _candidates(PROGRAM) == _candidates(PROGRAM)


def test_only_the_target_and_what_it_calls_change() -> None:
    found = _candidates(FUNCTIONS, "target")
    tail = FUNCTIONS[FUNCTIONS.index("def other") :]
    assert found
    assert all(candidate.text.endswith(tail) for candidate in found)
    assert any("set(b)" in candidate.text or "in b" in candidate.text for candidate in found)


def test_methods_are_found_by_qualname() -> None:
    first = "class A:\n    def f(self, a):\n        return sum(x for x in a)\n"
    text = first + "\n    def g(self, a):\n        return sum(x * 2 for x in a)\n"
    found = _candidates(text, "A.g")
    assert found and all("sum(x for x in a)" in candidate.text for candidate in found)


def test_unknown_target_and_broken_text_give_nothing() -> None:
    assert _candidates(FUNCTIONS, "missing") == []
    assert _candidates("def f(:\n") == []


def test_batches_stay_aligned() -> None:
    generator = RulesGenerator()
    source = Source(path="t.py", raw=b"", text="")
    requests = [
        GenerationRequest(
            code=Code(text=text, kind="program"), cleaned=CleanedCode(text=text, targets=(), source=source)
        )
        for text in ("pass\n", PROGRAM, "x = (\n")
    ]
    answers = generator.generate(requests)
    assert [bool(answer) for answer in answers] == [False, True, False]


def test_expand_names_what_led_here() -> None:
    generator = RulesGenerator()
    steps = generator.expand(PROGRAM, ("eval-input",))
    assert steps and all(step.origin.startswith("rule:eval-input+") for step in steps)


def test_compose_applies_exactly_the_named_rules() -> None:
    made = RulesGenerator().compose(PROGRAM, ["eval-input", "unused-import"])
    assert made is not None
    assert made.origin == "rule:eval-input+unused-import"
    assert "seen = []" in made.text and "eval" not in made.text


def test_compose_accepts_single_places_and_variants() -> None:
    text = "a = eval(input())\nb = eval(input())\n"
    made = RulesGenerator().compose(text, ["eval-input#float@1"])
    assert made is not None and made.text.count("float") == 1
    assert RulesGenerator().compose(text, ["no-such-rule"]) is None


def test_shrink_takes_one_change_back_at_a_time() -> None:
    generator = RulesGenerator()
    made = generator.compose(PROGRAM, ["eval-input", "unused-import"])
    assert made is not None
    texts = [candidate.text for candidate in generator.shrink(PROGRAM, made.text)]
    assert texts
    for text in texts:
        ast.parse(text)
        assert ("eval" in text) != ("import math" in text)


class Small(ExpressionRule):
    """Little, and all that can be combined."""

    name, summary, gain = "small", "Do little.", 1.1
    nodes = (ast.Constant,)

    def better(self, module: ParsedModule, node: ast.AST) -> str | None:
        return "11" if isinstance(node, ast.Constant) and node.value == 1 else None


class Large(Small):
    """Much, on its own."""

    name, summary, gain, alone_only = "large", "Do much.", 9.0, True

    def better(self, module: ParsedModule, node: ast.AST) -> str | None:
        return "22" if isinstance(node, ast.Constant) and node.value == 2 else None


def test_a_single_change_comes_by_its_promise_not_as_a_combination() -> None:
    text = "print(1, 2)\n"
    source = Source(path="t.py", raw=text.encode(), text=text)
    request = GenerationRequest(
        code=Code(text=text, kind="program"), cleaned=CleanedCode(text=text, targets=(), source=source)
    )
    found = RulesGenerator((Small(), Large())).generate([request])[0]
    assert [candidate.origin for candidate in found] == ["rule:large", "rule:small"]
