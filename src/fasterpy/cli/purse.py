"""What one command spends on language models: all its targets share one budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from fasterpy.config import Settings
from fasterpy.errors import UserError
from fasterpy.protocols import Generator
from fasterpy.records import Result, Usage, total

_MODEL = "llm"


class Purse:
    """Cuts the settings of each target to what is left, and adds up what it cost, however it ended."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """``tell`` is told once, when there is no money for another request."""
        self.spent = Usage()
        self._tell = tell
        self._empty = self._told = False

    def cut(self, settings: Settings) -> Settings:
        """The settings with the money that is left; without the model when none is.

        Raises UserError when nothing but the model was to work.
        """
        if not settings.max_cost or _MODEL not in settings.generators:
            return settings
        left = settings.max_cost - self._worst(settings)
        if left > 0 and not self._empty:
            return msgspec.structs.replace(settings, max_cost=left)
        others = tuple(name for name in settings.generators if name != _MODEL)
        if not others:
            raise UserError("the budget for the language model (max-cost) is used up")
        if not self._told:
            self._told = True
            self._tell(f"the ${settings.max_cost:g} for the language model are used up: on with {', '.join(others)}")
        return msgspec.structs.replace(settings, generators=others)

    def pay(self, generators: Iterable[Generator]) -> None:
        """Take what the generators of one target cost."""
        for generator in generators:
            self.spent = total([self.spent, generator.usage()])
            self._empty |= bool(getattr(generator, "exhausted", False))

    def mark(self, result: Result, wanted: Settings, given: Settings) -> Result:
        """The result, which is not firm where earlier targets left too little for this one: alone it may find more."""
        if given.generators != wanted.generators:
            return msgspec.structs.replace(result, failed=(*result.failed, _MODEL))
        if given.max_cost != wanted.max_cost and self._empty:
            return msgspec.structs.replace(result, unfinished=(*result.unfinished, _MODEL))
        return result

    def _worst(self, settings: Settings) -> float:
        return (self.spent.cost_usd or 0.0) + settings.completion_price * self.spent.unsure_tokens / 1e6
