from orders import Order, big_spenders, open_orders


def test_open_orders():
    assert open_orders([5, 4, 4, 3, 2, 1], [3], [1]) == [5, 4, 2]
    assert open_orders([], [1], []) == []
    assert open_orders([1, 1], [], []) == [1]


def test_big_spenders():
    orders = [Order(1, "ann", 30.0, []), Order(2, "bob", 5.0, []), Order(3, "ann", 25.0, [])]
    assert big_spenders(orders, 50.0) == ["ann"]
