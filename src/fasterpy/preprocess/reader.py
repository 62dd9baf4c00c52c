"""Reading a Python file so that it can be written back byte for byte."""

from __future__ import annotations

import ast
import codecs
import io
import re
import tokenize
import warnings
from pathlib import Path

from fasterpy.errors import SourceError
from fasterpy.records import Source
from fasterpy.syntax import syntax_tree

_CARRIAGE_RETURN = re.compile(rb"\r\n?")


def read_source(path: str | Path) -> Source:
    """The file at ``path``, decoded as Python itself would (BOM, PEP 263 cookie, else UTF-8), line endings untouched.

    Raises SourceError, one line each, for a missing file, a directory, an unreadable or empty file, an unknown
    encoding, undecodable bytes, NUL bytes and syntax errors (with line and column).
    """
    name = str(path)
    try:
        raw = Path(path).read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{name}: no such file") from None
    except IsADirectoryError:
        raise SourceError(f"{name}: is a directory; name a .py file in it") from None
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a NUL in the path itself
        raise SourceError(f"{name!r}: not a usable path: {error}") from None
    return decode_source(raw, name)


def decode_source(raw: bytes, name: str = "<source>") -> Source:
    """A Source from the bytes of a file; raises as ``read_source`` does."""
    if not raw:
        raise SourceError(f"{name}: is empty")
    bom = raw.startswith(codecs.BOM_UTF8)
    encoding = _encoding(raw, name)
    body = raw[len(codecs.BOM_UTF8) :] if bom else raw
    if b"\0" in body and encoding.startswith(("utf-8", "iso", "ascii", "latin", "cp")):
        line = len(_newlines(body[: body.index(b"\0")]).split(b"\n"))
        raise SourceError(f"{name}: contains a NUL byte in line {line}; is it Python source?")
    try:
        text = body.decode(encoding)
        exact = text.encode(encoding) == body
    except UnicodeDecodeError as error:
        line = len(_newlines(body[: error.start]).split(b"\n"))
        raise SourceError(
            f"{name}: line {line} is not {encoding}: byte 0x{body[error.start]:02x}; "
            "save the file as UTF-8 or declare its encoding in the first line"
        ) from None
    except UnicodeError as error:
        raise SourceError(f"{name}: cannot be decoded as {encoding}: {error}") from None
    if not exact:
        raise SourceError(f"{name}: text in {encoding} cannot be written back byte for byte; save the file as UTF-8")
    check_syntax(text, name)
    return Source(path=name, raw=raw, text=text, encoding=encoding, bom=bom)


def source_from_text(text: str, name: str = "<source>") -> Source:
    """A UTF-8 Source that exists only in memory."""
    check_syntax(text, name)
    return Source(path=name, raw=text.encode(), text=text)


def encode_source(source: Source, text: str) -> bytes:
    """The bytes to write when ``text`` takes the place of ``source.text``: same BOM, same encoding.

    Raises SourceError when the encoding of the file lacks a character of ``text``.
    """
    try:
        body = text.encode(source.encoding)
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{source.path}: {error.object[error.start]!r} cannot be written in {source.encoding}, the file's encoding"
        ) from None
    return codecs.BOM_UTF8 + body if source.bom else body


def check_syntax(text: str, name: str = "<source>") -> None:
    """Raises SourceError with line and column when ``text`` is not Python."""
    parse_ast(text, name)


def parse_ast(text: str, name: str = "<source>") -> ast.Module:
    """``ast.parse`` without warnings; raises SourceError with line and column."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return syntax_tree(text, filename=name)
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or 1
        raise SourceError(f"{name}: syntax error in line {line}, column {column}: {error.msg}") from None
    except ValueError as error:
        raise SourceError(f"{name}: is not Python source: {error}") from None
    except (RecursionError, MemoryError):
        raise SourceError(f"{name}: is nested too deeply for Python's parser") from None


def _encoding(raw: bytes, name: str) -> str:
    # Lone carriage returns end lines for Python but not for tokenize, which looks for the cookie in two lines only.
    head = _newlines(raw[:4096])
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(b"\n".join(head.split(b"\n")[:2]) + b"\n").readline)
    except SyntaxError as error:
        if "unknown encoding" in str(error) or "encoding problem" in str(error):
            raise SourceError(f"{name}: declares an {error}".replace("encoding problem", "encoding")) from None
        return "utf-8"  # undecodable first lines: the decoder names line and byte
    return "utf-8" if encoding == "utf-8-sig" else encoding


def _newlines(raw: bytes) -> bytes:
    return _CARRIAGE_RETURN.sub(b"\n", raw)
