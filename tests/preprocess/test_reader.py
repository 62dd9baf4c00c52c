"""Reading a file and writing it back byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fasterpy.errors import SourceError
from fasterpy.preprocess.lines import join_lines, split_lines
from fasterpy.preprocess.reader import decode_source, encode_source, read_source

CODE = "def f(x):\n    return 'é' + x\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "bom"),
    [
        (CODE.encode(), "utf-8", False),
        (b"\xef\xbb\xbf" + CODE.encode(), "utf-8", True),
        (b"# -*- coding: latin-1 -*-\n" + CODE.encode("latin-1"), "iso-8859-1", False),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n" + CODE.encode("cp1252"), "cp1252", False),
        (b"# coding: latin-1\r" + CODE.replace("\n", "\r").encode("latin-1"), "iso-8859-1", False),
        (CODE.replace("\n", "\r\n").encode(), "utf-8", False),
        (b"x = 1\r\ny = 2\rz = 3\n", "utf-8", False),
        (b"\x0cx = 1", "utf-8", False),
    ],
)
def test_read_and_write_back(tmp_path: Path, raw: bytes, encoding: str, bom: bool) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(raw)
    source = read_source(path)
    assert (source.encoding, source.bom, source.raw, source.path) == (encoding, bom, raw, str(path))
    assert encode_source(source, source.text) == raw


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b"x = 1\n\xff\xfe = 2\n", "line 2 is not utf-8"),
        (b"x = '\xe9'\n", "byte 0xe9"),
        (b"# coding: no-such-thing\nx = 1\n", "no-such-thing"),
        (b"x = 1\ny = 2\0\n", "NUL byte in line 2"),
        (b"def f(:\n    pass\n", "syntax error in line 1, column 7"),
        (b"x = 1\n  y = 2\n", "syntax error in line 2"),
        (b"print 'x'\n", "syntax error in line 1"),
        (b"\xff\xfex\0=\x001\0", "NUL byte in line 1"),
    ],
)
def test_refused_with_one_line(tmp_path: Path, raw: bytes, words: str) -> None:
    path = tmp_path / "m.py"
    path.write_bytes(raw)
    with pytest.raises(SourceError, match=words) as caught:
        read_source(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_directory_and_deep(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "none.py")
    with pytest.raises(SourceError, match="is a directory"):
        read_source(tmp_path)
    with pytest.raises(SourceError):
        decode_source(b"x = " + b"(" * 5000 + b")" * 5000)


def test_a_character_that_the_encoding_lacks() -> None:
    source = decode_source(b"# coding: latin-1\nx = 1\n")
    with pytest.raises(SourceError, match="iso-8859-1"):
        encode_source(source, "# coding: latin-1\nx = '\u20ac'\n")


@given(st.text(alphabet="ab \t\f\r\n\x0b\x1c\u2028é", max_size=40))
def test_lines_are_lossless(text: str) -> None:
    contents, endings = split_lines(text)
    assert join_lines(contents, endings) == text
    assert all("\n" not in line and "\r" not in line for line in contents)
