"""The form of texts as far as the code says it by what it takes them apart at."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any


class Marks:
    """What the target's code says about the form of its texts."""

    def __init__(self, separators: Sequence[str] = (), formats: Sequence[str] = (), json: bool = False) -> None:
        self.separators, self.formats, self.json = separators, formats, json

    def __bool__(self) -> bool:
        return bool(self.separators or self.formats or self.json)

    def emit(self, draw: Any, alphabet: str) -> str:
        """One text of the form that the code takes apart, or "" when this draw has plain texts."""
        rng = draw.rng
        if draw.style == "plain" and not self.formats:
            return ""
        if self.json and rng.random() < 0.9:
            pool = [c for c in draw.constants if type(c) is str and c.isidentifier()] + ["id", "name", "kind"]
            fields = {key: rng.choice((rng.randint(0, 99), "abc"[: rng.randint(1, 3)])) for key in rng.sample(pool, 3)}
            return json.dumps(fields)
        if self.formats and rng.random() < 0.95:
            moment = datetime.datetime(2000, 1, 1) + datetime.timedelta(minutes=rng.randrange(60 * 24 * 365 * 30))
            return moment.strftime(self.formats[0])
        if not self.separators:
            return ""
        if draw.style == "joined":
            between = list(self.separators)
        else:
            between = [rng.choice(self.separators) for _ in range(rng.randint(0, 5))]
        letters = "0123456789" if draw.digits else alphabet
        parts = ["".join(rng.choice(letters) for _ in range(rng.randint(1, 3))) for _ in range(len(between) + 1)]
        return parts[0] + "".join(mark + part for mark, part in zip(between, parts[1:], strict=True))
