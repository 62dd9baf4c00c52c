"""Builders of the knowledge base (paper §5.2, §5.3): sources in, the merged and checked dataset OD out."""

from fasterpy.knowledge.builders.builder import BuildConfig, DatasetBuilder
from fasterpy.knowledge.builders.check import Checked, PairChecker
from fasterpy.knowledge.builders.pair import Left, Pair
from fasterpy.knowledge.builders.readers import FORMATS, read_file
from fasterpy.knowledge.builders.report import STEPS, BuildReport

__all__ = [
    "FORMATS",
    "STEPS",
    "BuildConfig",
    "BuildReport",
    "Checked",
    "DatasetBuilder",
    "Left",
    "Pair",
    "PairChecker",
    "read_file",
]
