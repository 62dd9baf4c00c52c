"""Loops over generate → verify → measure, under one budget; everything tried is recorded with its reason."""

from fasterpy.search.auto import AutoSearch
from fasterpy.search.best_of_n import BestOfNSearch
from fasterpy.search.cache import DiskCache, NoCache
from fasterpy.search.cached_judge import CachedJudge
from fasterpy.search.compose import ComposeSearch
from fasterpy.search.config import SearchConfig
from fasterpy.search.evolve import EvolveSearch
from fasterpy.search.repair import RepairSearch
from fasterpy.search.single import SingleSearch

__all__ = [
    "AutoSearch",
    "BestOfNSearch",
    "CachedJudge",
    "ComposeSearch",
    "DiskCache",
    "EvolveSearch",
    "NoCache",
    "RepairSearch",
    "SearchConfig",
    "SingleSearch",
]
