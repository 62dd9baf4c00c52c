"""Sampling, own suggestions, splits, tags, and leaks that are planted."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from fasterpy.errors import InputsError
from fasterpy.records import Message
from fasterpy.train import files
from fasterpy.train.dataset import Built, DatasetConfig, answer, build, relative_times
from fasterpy.train.leaks import Forbidden, LeakChecker, divided
from fasterpy.train.problems import Problems
from fasterpy.train.records import Conversation, Pair
from tests.train.pairs import Base, fast, pairs, problems, render, slow


def make(found: list[Pair], known: Problems | None = None, base: list[Pair] | None = None, **config: object) -> Built:
    known = known or problems()
    base = found if base is None else base
    for pair in base:
        known.add(pair.slow, pair.fast)
    return build(found, DatasetConfig(**{"count": 0, "validation": 0.2, **config}), known, Base(base), render)  # type: ignore[arg-type]


def rows(built: Built) -> list[Conversation]:
    return [*built.train, *built.validation]


def test_a_seed_decides_the_sample_and_its_order() -> None:
    first, again, other = (make(pairs(), count=8, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert {r.about.slow for r in rows(first)} != {r.about.slow for r in rows(other)}
    assert len(rows(first)) == 8
    assert first.dropped["not in the sample"] == 12


def test_messages_are_the_prompt_and_a_full_code_block() -> None:
    row = make(pairs()).train[0]
    assert [message.role for message in row.messages] == ["system", "user", "assistant"]
    assert row.messages[-1].content == f"```python\n{row.about.fast.rstrip()}\n```"
    assert answer("x = '```'\n").startswith("````python\n")


def test_no_pair_sees_itself_nor_its_problem() -> None:
    found = pairs(6)
    # The same problem once more: the same slow version, another target; and the slow version with other names.
    twin = msgspec.structs.replace(found[0], fast=fast(0, 5), rate=9.0)
    renamed = msgspec.structs.replace(found[1], slow=found[1].slow.replace("total", "sum_of_it"), rate=8.0)
    built = make([*found, twin, renamed])
    for row in rows(built):
        assert len(row.about.shown) == 4, "two suggestions are left"
        assert row.about.slow not in row.about.shown
        assert row.about.fast not in row.about.shown
    shown = {row.about.rate: row.about.shown for row in rows(built)}
    assert found[0].slow not in shown[9.0] and found[1].slow not in shown[8.0]


def test_no_problem_is_on_both_sides() -> None:
    found = pairs(10)
    found += [msgspec.structs.replace(pair, fast=fast(n, 5)) for n, pair in enumerate(found)]
    built = make(found)
    assert built.validation and len(built.train) + len(built.validation) == 20
    assert not divided(built.train, built.validation, problems())
    assert divided(built.train, built.train[:1], problems())


def test_what_the_options_leave_out_is_counted() -> None:
    found = pairs()
    built = make([*found, found[0], msgspec.structs.replace(found[1], rate=1.0)], verified=True)
    assert all(row.about.verified for row in rows(built))
    assert built.dropped == {"not verified": 11, "the same pair twice": 1}
    with pytest.raises(InputsError, match="20 longer than 10 characters"):
        make(found, longest=10)


def test_fastest_follows_chains() -> None:
    a, b, c = slow(1), fast(1), fast(1, 5)
    chain = [Pair(slow=a, fast=b, rate=2.0), Pair(slow=b, fast=c, rate=3.0)]
    times = relative_times(chain)
    assert times[a][0] == times[c][0] and times[c][1] < times[b][1] < times[a][1]
    built = make([*chain, *pairs(3)[2:]], fastest=True, validation=0.0)
    targets = {row.about.slow: (row.about.fast, round(row.about.rate, 6)) for row in rows(built)}
    assert targets[a] == (c, 6.0) and targets[b] == (c, 3.0)


def test_speed_tags_state_the_tenth_of_each_pair() -> None:
    built = make(pairs(), speed_tags=True)
    by_rate = sorted(rows(built), key=lambda row: row.about.rate)
    assert "Speed of the output: 1/10" in by_rate[0].messages[1].content
    assert "Speed of the output: 10/10" in by_rate[-1].messages[1].content


def test_a_repair_is_marked() -> None:
    wrong = Pair(slow=slow(1), fast=fast(1), wrong=fast(1, 5), feedback="differs on 1", rate=1.0)
    built = make([*pairs(1), wrong], validation=0.0)
    assert sorted(row.about.task for row in rows(built)) == ["fresh", "repair"]


@pytest.mark.parametrize("where", ["slow", "fast", "shown"])
def test_a_planted_program_is_found(where: str) -> None:
    row = make(pairs()).train[0]
    secret = slow(99)
    planted = secret.replace("total", "renamed").replace("    ", "        ")
    changes = {where: (planted,) if where == "shown" else planted}
    bad = msgspec.structs.replace(row, about=msgspec.structs.replace(row.about, **changes))
    checker = LeakChecker(Forbidden(texts=(secret,)), problems())
    assert [leak.number for leak in checker.check([row, bad])] == [1]


def test_a_program_planted_in_the_answer_alone_is_found() -> None:
    row = make(pairs()).train[0]
    checker = LeakChecker(Forbidden(texts=(slow(99),)), problems())
    planted = (*row.messages[:2], Message(role="assistant", content=answer(slow(99))))
    assert [leak.number for leak in checker.check([row, msgspec.structs.replace(row, messages=planted)])] == [1]


def test_a_planted_problem_and_an_own_suggestion_are_found() -> None:
    row = make(pairs()).train[0]
    named = msgspec.structs.replace(row, about=msgspec.structs.replace(row.about, named="p01234"))
    own = msgspec.structs.replace(row, about=msgspec.structs.replace(row.about, shown=(row.about.slow,)))
    checker = LeakChecker(Forbidden(texts=(), problems=("P01234",)), problems())
    assert [leak.why for leak in checker.check([row, named, own])] == [
        "its problem is forbidden",
        "a suggestion is the conversation's own",
    ]


def test_files_come_back_and_mistakes_name_the_line(tmp_path: Path) -> None:
    built = make(pairs(4))
    files.write(tmp_path, files.TRAIN, built.train)
    assert files.read(tmp_path / files.TRAIN) == list(built.train)
    (tmp_path / files.TRAIN).write_text('{"messages": 3}\n')
    with pytest.raises(InputsError, match="line 1"):
        files.read(tmp_path / files.TRAIN)
    with pytest.raises(InputsError, match="holds no dataset"):
        files.read_note(tmp_path)
