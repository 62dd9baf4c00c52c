from fasterpy.bench.records import Row
from fasterpy.bench.store import LineStore


def row(key):
    return Row(key=key, index=0, problem_id="p")


def test_rows_come_back(tmp_path):
    store = LineStore(tmp_path / "deep" / "rows.jsonl", Row)
    assert list(store.read()) == []
    store.append(row("a"))
    store.append(row("b"))
    assert [r.key for r in store.read()] == ["a", "b"]


def test_torn_line_is_passed_over_and_does_not_spoil_the_next(tmp_path):
    path = tmp_path / "rows.jsonl"
    store = LineStore(path, Row)
    store.append(row("a"))
    with path.open("ab") as file:
        file.write(b'{"key": "torn", "ind')
    store.append(row("b"))
    assert [r.key for r in store.read()] == ["a", "b"]
