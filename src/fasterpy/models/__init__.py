"""Weights of language models on this machine: what is known, where it lies, how it gets here."""

from fasterpy.models.cards import KNOWN, ModelCard
from fasterpy.models.folder import Installed, ModelFolder
from fasterpy.models.pull import pull

__all__ = ["KNOWN", "Installed", "ModelCard", "ModelFolder", "pull"]
