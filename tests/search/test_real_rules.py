"""The composition with the real rules: the promises of both sides fit together."""

from fasterpy.generate.rules.generator import RulesGenerator
from fasterpy.protocols import ComposableGenerator
from fasterpy.records import CleanedCode, Code, GenerationRequest, SearchTask, Source
from fasterpy.search import AutoSearch, ComposeSearch, SearchConfig
from fasterpy.testing.clock import FakeClock
from fasterpy.testing.judge import ScriptedJudge
from fasterpy.testing.scripted import ScriptedGenerator

SLOW = """def common(left, right, names):
    found = []
    for item in left:
        if item in right:
            found.append(item)
    text = ""
    for name in names:
        text += name
    return found, text
"""


def speedup(text: str) -> float | None:
    """A comprehension pays; adding up strings with ``sum`` fails, as it does."""
    if "sum(" in text:
        return None
    return (3.0 if "append(" not in text else 1.0) * (2.0 if "join(" in text else 1.0)


def task() -> SearchTask:
    source = Source(path="c.py", raw=SLOW.encode(), text=SLOW)
    code = Code(text=SLOW, kind="function", qualname="common")
    cleaned = CleanedCode(text=SLOW, targets=("common",), source=source)
    return SearchTask(request=GenerationRequest(code=code, cleaned=cleaned), seconds=500.0)


def test_rules_that_pay_are_in_the_result_and_others_are_not() -> None:
    rules = RulesGenerator()
    assert isinstance(rules, ComposableGenerator)
    clock = FakeClock()
    judge = ScriptedJudge(task().request.code, speedup, clock)
    outcome = ComposeSearch(SearchConfig(), clock).run(task(), [rules], judge)
    assert not outcome.warnings
    assert outcome.best is not None, outcome.reason
    assert "append(" not in outcome.best.text
    assert speedup(outcome.best.text) == 6.0, outcome.best.candidate.origin
    assert "sum(" not in outcome.best.text


def test_rules_act_on_the_answer_of_a_model() -> None:
    answer = SLOW.replace(
        '    text = ""\n    for name in names:\n        text += name\n', '    text = "".join(names)\n'
    )
    clock = FakeClock()
    judge = ScriptedJudge(task().request.code, speedup, clock)
    # the rules have no gain of their own that the answer has not: first the answer, then the rules on it
    generators = [RulesGenerator(), ScriptedGenerator([answer], name="llm:m")]
    outcome = AutoSearch(SearchConfig(), clock).run(task(), generators, judge)
    assert outcome.best is not None
    assert speedup(outcome.best.text) == 6.0, outcome.best.candidate.origin
