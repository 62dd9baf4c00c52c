"""Several calls in one process: state that leaks from one call into the next shows (caches, defaults, globals).

The code gets one more function that makes a list of calls. Results are copied and then scribbled over, as a caller may
do with what it was given, so a cache that hands out the same list twice is found out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from fasterpy.records import Case, Code, ExpressionCase
from fasterpy.verify.difference import Difference

_PLACE = re.compile(r"result\[(\d+)\]")
NAME = "_fasterpy_calls"
_HARNESS = """


def {name}(_calls):
    import copy as _copy, itertools as _itertools
    _seen, _kept = [], []

    def _scribble(_value, _left):
        _parts = ()
        if type(_value) is dict:
            _parts = list(_value.values())
        elif type(_value) in (list, tuple):
            _parts = list(_value)
        for _part in _parts[:20] if _left else ():
            _scribble(_part, _left - 1)
        if type(_value) is list:
            _value.append(-77)
        elif type(_value) is dict:
            _value[-77] = -77
        elif type(_value) is set:
            _value.add(-77)

    for _args, _kwargs in _calls:
        _how = "returned"
        try:
            _result = {target}(*_args, **_kwargs)
            if hasattr(_result, "__await__"):
                _how = "awaited"
                import asyncio as _asyncio

                async def _finished(_waiting=_result):
                    return await _waiting

                _result = _asyncio.run(_finished())
            elif hasattr(_result, "__anext__"):
                _how = "streamed"
                import asyncio as _asyncio

                async def _gathered(_stream=_result):
                    return [_item async for _item in _stream][:500]

                _result = _asyncio.run(_gathered())
            elif hasattr(_result, "__next__"):
                _result = list(_itertools.islice(_result, 500))
        except Exception as _error:
            _seen.append(("raised", type(_error), _error.args))
            continue
        try:
            _seen.append((_how, _copy.deepcopy(_result), _copy.deepcopy(_args)))
        except Exception:
            _seen.append((_how, None, None))
        _scribble(_result, 2)
        if type(_result) in (list, tuple, dict, set):
            _kept.append(_result)
    try:  # what callers still hold may change under their hands by later calls
        _seen.append(_copy.deepcopy(_kept))
    except Exception:
        pass
    return _seen
"""


def calls_code(code: Code) -> Code | None:
    """The code with a function that makes several calls; None for programs and targets that cannot be named."""
    if code.kind != "function" or not code.qualname or "<" in code.qualname:
        return None
    return Code(
        text=code.text + _HARNESS.format(name=NAME, target=code.qualname),
        kind="function",
        filename=code.filename,
        qualname=NAME,
        module=code.module,
        search_path=code.search_path,
    )


def call_sequence(cases: list[ExpressionCase]) -> ExpressionCase:
    """One input that makes the calls of ``cases`` and then the first ones again."""
    again = [*cases, *cases[:3]]
    return ExpressionCase(
        expression=f"(([{', '.join(f'({case.expression})' for case in again)}],), {{}})",
        source="sequence of calls",
        size=sum(case.size for case in again),
    )


def all_sizes(cases: Sequence[Case]) -> list[Case]:
    """The same cases, short and long ones in turn: where few can be run, the shortest alone would say little."""
    inside = [case for case in cases if case.source != "outside-domain"]
    count = len(inside)
    step = next((step for step in range(int(0.618 * count), count) if step and math.gcd(step, count) == 1), 1)
    turned = [inside[(count // 2 + number * step) % count] for number in range(count)]
    return turned + [case for case in cases if case.source == "outside-domain"]


def first_alone(cases: Sequence[Case], code: Code, alone: int) -> tuple[list[Case], list[Case]]:
    """The cases to run alone, and those that may share a process: plain calls beyond the first ``alone``."""
    if code.kind != "function":
        return list(cases), []
    rest = [case for case in cases[alone:] if isinstance(case, ExpressionCase) and case.source != "outside-domain"]
    later = set(rest)
    return [case for case in cases if case not in later], list(rest)


def place_in_sequence(found: Difference | None) -> int | None:
    """Which call of a sequence showed the difference; None when it cannot be told."""
    match = _PLACE.match(found.path) if found is not None else None
    return int(match[1]) if match else None
