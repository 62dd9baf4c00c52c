"""All rules, found by looking into the family folders."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import fasterpy.generate.rules as home
from fasterpy.generate.rules.base import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """One instance of every rule, sorted by name. Raises ValueError when two rules share a name."""
    found: dict[str, Rule] = {}
    for family in sorted(pkgutil.iter_modules(home.__path__), key=lambda item: item.name):
        if not family.ispkg:
            continue
        package = importlib.import_module(f"{home.__name__}.{family.name}")
        for item in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
            module = importlib.import_module(f"{package.__name__}.{item.name}")
            for value in vars(module).values():
                if not (isinstance(value, type) and issubclass(value, Rule) and value.__module__ == module.__name__):
                    continue
                if value.__abstractmethods__:
                    continue
                rule = value()
                if rule.name in found:
                    raise ValueError(f"two rules are called {rule.name}: rename one")
                found[rule.name] = rule
    return tuple(found[name] for name in sorted(found))


def rule_named(name: str) -> Rule:
    """The rule of that name. Raises KeyError."""
    return {rule.name: rule for rule in all_rules()}[name]
