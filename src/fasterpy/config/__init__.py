"""Settings: defaults < ``[tool.fasterpy]`` in pyproject.toml < ``FASTERPY_*`` < command line."""

from fasterpy.config.load import load_settings
from fasterpy.config.settings import Settings

__all__ = ["Settings", "load_settings"]
