"""Files, streams and processes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def print_in_loop(view: View) -> Iterator[Hit]:
    """``print`` once per round."""
    for call in view.builtins("print"):
        if not any(word.arg in ("file", "flush") for word in call.keywords):
            yield Hit(call)


def input_in_loop(view: View) -> Iterator[Hit]:
    """``input()`` once per round."""
    for call in view.builtins("input"):
        yield Hit(call)


def open_in_loop(view: View) -> Iterator[Hit]:
    """The same file opened in every round."""
    for call in view.builtins("open"):
        loop = view.loop(call)
        if loop is not None and call.args and view.steady(call.args[0], loop):
            yield Hit(call, {"outer": str(loop.lineno)})


def all_lines(view: View) -> Iterator[Hit]:
    """``for line in f.readlines()``, ``f.read().split("\\n")``."""
    for call, stream in view.methods("readlines"):
        parent = view.parent(call)
        if isinstance(parent, ast.For | ast.comprehension) and parent.iter is call and not call.args:
            yield Hit(call, {"stream": view.short(stream)}, where=parent)


def write_per_item(view: View) -> Iterator[Hit]:
    """``f.write`` of small texts in a loop."""
    for call, stream in view.methods("write"):
        text = call.args[0] if len(call.args) == 1 else None
        if isinstance(text, ast.JoinedStr | ast.BinOp) or (text is not None and view.kind(text) == "str"):
            yield Hit(call, {"stream": view.short(stream)})


def csv_by_hand(view: View) -> Iterator[Hit]:
    """``line.split(",")`` over a file's lines."""
    for call, _ in view.methods("split"):
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value in (",", "\t", ";"):
            around = view.around(call)
            source = around[0].iter if around and isinstance(around[0], ast.For) else None
            text = ast.dump(source) if source is not None else ""
            if "readlines" in text or "'f'" in text or "'open'" in text or "id='file" in text:
                yield Hit(call)


def process_in_loop(view: View) -> Iterator[Hit]:
    """A process or request per round."""
    names = (
        "subprocess.run", "subprocess.check_output", "subprocess.Popen", "subprocess.call", "os.system",
        "requests.get", "requests.post", "urllib.request.urlopen",
    )  # fmt: skip
    for call, full in view.imports(*names):
        yield Hit(call, {"name": full})


def eager_logging(view: View) -> Iterator[Hit]:
    """``log.debug(f"...")`` in a loop."""
    for call, logger in view.methods("debug", "info"):
        if call.args and isinstance(logger, ast.Name) and logger.id.lower() in ("log", "logger", "logging", "_log"):
            first = call.args[0]
            formatted = isinstance(first, ast.JoinedStr | ast.BinOp) or (
                isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute) and first.func.attr == "format"
            )
            if formatted:
                yield Hit(call)


def stat_in_loop(view: View) -> Iterator[Hit]:
    """``os.path.exists`` and its like per entry of ``os.listdir``."""
    for call, full in view.imports("os.path.isfile", "os.path.isdir", "os.path.getsize", "os.path.getmtime", "os.stat"):
        around = view.around(call)
        for loop in around:
            sources = [loop.iter] if isinstance(loop, ast.For) else [p.iter for p in getattr(loop, "generators", ())]
            if any("listdir" in ast.dump(source) for source in sources):
                yield Hit(call, {"name": full})
                break


DETECTORS = (
    Detector(
        "print_in_loop", "programs", print_in_loop,
        "every print goes through the stream's machinery, {often}",
        "`{source}`: collect the lines and print them once with '\\n'.join",
        0.45, "join_output",
    ),
    Detector(
        "input_in_loop", "programs", input_in_loop,
        "input() flushes, prompts and decodes {often}",
        "`{source}`: read everything at once with sys.stdin.buffer.read().split() or use sys.stdin.readline",
        0.6, "read_all_at_once",
    ),
    Detector(
        "open_in_loop", "io", open_in_loop,
        "the same file is opened {often}",
        "`{source}`: open it once before the loop at line {outer}",
        0.85, "hoist_invariant_call",
    ),
    Detector(
        "all_lines", "io", all_lines,
        "a list of all lines is made only to be walked through",
        "iterate over `{stream}` itself in place of `{source}`",
        0.25, loop=0,
    ),
    Detector(
        "write_per_item", "io", write_per_item,
        "one call of the stream per item",
        "`{source}`: hand all items to `{stream}.writelines` as a generator, or write one joined text",
        0.35, "write_line_by_line",
    ),
    Detector(
        "csv_by_hand", "io", csv_by_hand,
        "fields are cut in the interpreter",
        "`{source}`: csv.reader cuts lines in C and knows quotes",
        0.3, "csv_by_hand",
    ),
    Detector(
        "process_in_loop", "io", process_in_loop,
        "`{name}` starts something slow {often}",
        "`{source}`: one call for all items, a session that is kept open, or several at a time in a thread pool",
        0.8,
    ),
    Detector(
        "eager_logging", "io", eager_logging,
        "the text is formatted even when the level is off, {often}",
        "`{source}`: give the logger the template and the values (`log.debug('%s', x)`)",
        0.3,
    ),
    Detector(
        "stat_in_loop", "io", stat_in_loop,
        "one system call per entry",
        "`{source}`: os.scandir gives the kind of each entry without another system call",
        0.5,
    ),
)  # fmt: skip
