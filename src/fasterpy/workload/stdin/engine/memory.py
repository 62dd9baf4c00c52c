"""What was learned of a format, as text, so that another process need not learn it again."""

from __future__ import annotations

import base64
import pickle
from typing import Any

from .taint import STATE


def memory(learner: Any) -> str:
    """Empty when it cannot be written down."""
    model, base = learner.model, learner.base
    reader, model.reader = model.reader, None  # the syntax tree: the other process has its own
    try:
        known = pickle.dumps((model, STATE.literals, base, learner.heavy, learner.slice_s))
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError):
        return ""
    finally:
        model.reader = reader
    return base64.b64encode(known).decode()


def recall(learner: Any, text: str) -> None:
    """Goes on from ``memory``, which a process in this same sandbox wrote."""
    reader = learner.model.reader
    model, STATE.literals, learner.base, learner.heavy, learner.slice_s = pickle.loads(base64.b64decode(text))
    STATE.parted = {key for key, field in model.fields.items() if field.parts}
    model.reader, model.rng = reader, learner.rng
    learner.model = learner.runner.model = model
