from pathlib import Path

import pytest

from fasterpy.errors import ConfigError
from fasterpy.generate.llm.prompt import check, fence_for, names, reads, render
from fasterpy.records import Exemplar, Suggestion

from .requests import SLOW, request


def test_the_paper_prompt_has_its_parts_in_order() -> None:
    suggestions = (
        Suggestion(text="Use a set.", rate=12.0, distance=0.913),
        Suggestion(text="Join once.", rate=1.5, distance=0.5),
    )
    system, user = render("paper", request(suggestions=suggestions))
    assert (system.role, user.role) == ("system", "user")
    assert "Applicability" in system.content
    assert "Rate" in system.content
    assert user.content == (
        f"Input code:\n```python\n{SLOW.rstrip()}\n```\n\nSuggestions:\n"
        "Applicability: 0.91; Rate: 12.00; Use a set.\nApplicability: 0.50; Rate: 1.50; Join once.\n\nOutput:"
    )


@pytest.mark.parametrize("name", ["paper", "focused", "brief", "plain", "repair", "refine"])
@pytest.mark.parametrize("targets", [("common",), ()])
def test_every_prompt_fills_in_with_much_and_with_little(name: str, targets: tuple[str, ...]) -> None:
    bare = request(targets=targets, suggestions=())
    full = request(
        targets=targets,
        previous="def common(): pass",
        feedback="input: 1",
        facts=("time grows as n^2",),
        exemplars=(Exemplar(text="def common(): return 1", speedup=2.0, note="rule"),),
    )
    for wanted in (bare, full):
        messages = render(name, wanted)
        assert [message.role for message in messages] == ["system", "user"]
        text = "\n".join(message.content for message in messages)
        assert "{{" not in text and "{%" not in text and "None" not in text
        assert "def common(left, right)" in text


def test_repair_shows_the_attempt_and_the_counterexample() -> None:
    _, user = render(
        "repair", request(previous="def common(): pass", feedback="input: [1]\noriginal: [1]\nattempt: []")
    )
    assert "def common(): pass" in user.content
    assert "original: [1]" in user.content


def test_what_was_measured_is_told_by_the_prompts_that_read_it() -> None:
    told = {name for name in names() if reads(name, "facts")}
    assert told == {"focused", "brief", "refine"}
    asked = request(facts=("Its time grows as n^2.",), previous="def common(): return 1", feedback="2x")
    for name in names():
        assert ("Its time grows as n^2." in render(name, asked)[1].content) == (name in told)
        assert "easured" not in render(name, request(facts=(), previous="x = 1", feedback="2x"))[1].content


def test_focused_gives_places_facts_and_exemplars() -> None:
    exemplar = Exemplar(text="def common(): return 1", speedup=2.0)
    _, user = render("focused", request(facts=("time grows as n^2",), exemplars=(exemplar,)))
    for part in ("line 15: Use a set", "time grows as n^2", "2.00x as fast", "`common`"):
        assert part in user.content


def test_brief_gives_at_most_two_hints_and_plain_none() -> None:
    hints = tuple(Suggestion(text=f"Hint {n}.", rate=2.0, distance=0.5, place=f"line {n}") for n in (1, 2, 3))
    brief = render("brief", request(suggestions=hints))[1].content
    assert "Hint 1." in brief and "Hint 2." in brief and "Hint 3" not in brief
    assert "Hint" not in render("plain", request(suggestions=hints))[1].content


def test_code_with_fences_gets_a_longer_fence() -> None:
    text = SLOW + '\n"""\n````\n"""\n'
    assert fence_for(text) == "`````"
    assert "`````python" in render("focused", request(text))[1].content


def test_built_in_prompts() -> None:
    assert names() == ["brief", "focused", "paper", "plain", "refine", "repair", "tagged"]


def test_own_prompt_files_and_their_mistakes(tmp_path: Path) -> None:
    def write(text: str) -> str:
        path = tmp_path / f"p{len(list(tmp_path.iterdir()))}.jinja"
        path.write_text(text)
        return str(path)

    system = "{% block system %}{% endblock %}"
    good = write(system + "{% block user %}Faster: {{ code }}{% endblock %}")
    [user] = render(good, request())
    assert user.content.startswith("Faster: ")
    with pytest.raises(ConfigError, match="'speed' is undefined"):
        render(write(system + "{% block user %}{{ speed }}{% endblock %}"), request())
    with pytest.raises(ConfigError, match="not a valid template: line 1"):
        render(write("{% block user %}{{ code }"), request())
    with pytest.raises(ConfigError, match="no block 'user'"):
        render(write(system), request())
    with pytest.raises(ConfigError, match="does not exist"):
        render(str(tmp_path / "none.jinja"), request())
    with pytest.raises(ConfigError, match="did you mean 'focused'"):
        render("focussed", request())


@pytest.mark.parametrize("name", names())
def test_built_in_prompts_pass_the_check(name: str) -> None:
    check(name)


def test_a_prompt_file_of_other_bytes_is_a_mistake_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.jinja"
    path.write_bytes("é".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        reads(str(path), "facts")
