"""A request that several tests share."""

from fasterpy.records import CleanedCode, Code, GenerationRequest, Source, Suggestion

SLOW = '''"""Common values."""

import math

LIMIT = 10


def scale(value):
    return value * LIMIT


def common(left, right):
    found = []
    for item in left:
        if item in right and item not in found:
            found.append(item)
    return found
'''

FAST = """def common(left, right):
    known = set(right)
    return [item for item in dict.fromkeys(left) if item in known]
"""

ANSWER = f"Here is the faster version:\n\n```python\n{FAST}```\n\nIt uses a set."


def request(text: str = SLOW, targets: tuple[str, ...] = ("common",), **changes: object) -> GenerationRequest:
    source = Source(path="common.py", raw=text.encode(), text=text)
    fields: dict[str, object] = {
        "code": Code(text=text, kind="function" if targets else "program", qualname=targets[0] if targets else None),
        "cleaned": CleanedCode(text=text, targets=targets, source=source),
        "suggestions": (Suggestion(text="Use a set for membership tests.", rate=12.0, distance=0.9, place="line 15"),),
        **changes,
    }
    return GenerationRequest(**fields)  # type: ignore[arg-type]
