from logs import count_by_status, error_report


def test_error_report():
    lines = ["h GET /a 200 1", "h POST /b 404 1", "nonsense", "h GET /c/d 503 77", "h GET /b 500 1"]
    assert error_report(lines) == "/b -> 404\n/c/d -> 503\n"
    assert error_report([]) == ""


def test_count_by_status():
    assert count_by_status(["x 1", "y 2", "z 1"]) == {"1": 2, "2": 1}
