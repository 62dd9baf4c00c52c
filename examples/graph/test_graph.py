from graph import distances


def test_distances():
    assert distances([(1, 2), (2, 3), (1, 3), (3, 4)], 1) == {1: 0, 2: 1, 3: 1, 4: 2}
    assert distances([], 7) == {7: 0}
