import os
from pathlib import Path

import pytest

from fasterpy.errors import FileChangedError, UserError
from fasterpy.records import Source
from fasterpy.report.files import apply_result, check_place, write_atomic


def read(path: Path) -> Source:
    return Source(path=str(path), raw=path.read_bytes(), text=path.read_text())


def test_apply_keeps_a_way_back_and_the_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    file.chmod(0o751)
    backup = apply_result(read(file), "x = 2\n")
    assert file.read_text() == "x = 2\n"
    assert backup.read_text() == "x = 1\n"
    assert file.stat().st_mode & 0o777 == 0o751
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.py", "a.py.fasterpy.orig"]


def test_apply_refuses_a_changed_file(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    source = read(file)
    file.write_text("x = 3\n")
    with pytest.raises(FileChangedError):
        apply_result(source, "x = 2\n")
    assert file.read_text() == "x = 3\n"
    assert os.listdir(tmp_path) == ["a.py"]


def test_bom_and_encoding_return(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(b"\xef\xbb\xbfx = 1\r\n")
    source = Source(path=str(file), raw=file.read_bytes(), text="x = 1\r\n", encoding="utf-8", bom=True)
    apply_result(source, "x = 2\r\n")
    assert file.read_bytes() == b"\xef\xbb\xbfx = 2\r\n"


def test_text_outside_the_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes("# -*- coding: latin-1 -*-\nx = 'é'\n".encode("latin-1"))
    source = Source(path=str(file), raw=file.read_bytes(), text="", encoding="latin-1")
    with pytest.raises(UserError, match="latin-1"):
        apply_result(source, "x = '→'\n")


def test_unwritable_place_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot write"):
        write_atomic(tmp_path / "missing" / "a.json", b"")


def test_a_place_that_cannot_be_written_is_known_before(tmp_path: Path) -> None:
    check_place(tmp_path / "new.json")
    for path, words in ((tmp_path, "folder"), (tmp_path / "none" / "new.json", "no folder")):
        with pytest.raises(UserError, match=words):
            check_place(path)
    assert list(tmp_path.iterdir()) == []
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    if not os.access(locked, os.W_OK):  # root may write everywhere
        with pytest.raises(UserError, match="nothing may be written"):
            check_place(locked / "new.json")
