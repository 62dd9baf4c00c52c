from numeric import count_pairs, moving_average


def test_moving_average():
    assert moving_average([2, 4, 6], 1) == [2.0, 4.0, 6.0]
    assert moving_average([2, 4], 3) == []


def test_count_pairs():
    assert count_pairs([0, 0, 0], 0) == 3
    assert count_pairs([], 1) == 0
