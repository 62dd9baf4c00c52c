"""Few answers at once when the time is short."""

from fasterpy.generate.local.pace import LOOK, Pace


def paced(step_s: float) -> Pace:
    pace = Pace()
    for _ in range(LOOK):
        pace.note(step_s)
    return pace


def test_without_a_limit_as_many_as_fit() -> None:
    assert Pace().width(None, 100) > 1000


def test_the_first_answer_goes_alone_until_its_speed_is_known() -> None:
    pace = Pace()
    pace.note(0.001)
    assert pace.width(60.0, 100) == 1
    assert paced(0.001).width(60.0, 100) > 8


def test_the_shorter_the_time_the_fewer() -> None:
    pace = paced(0.1)  # 100 tokens take ten seconds alone
    widths = [pace.width(left, 100) for left in (5.0, 20.0, 25.0, 40.0, 100.0)]
    assert widths[0] == widths[1] == 1
    assert widths == sorted(widths) and widths[-1] > 8
