"""The error tree. Every error that fasterpy raises on purpose is one of these; each message says what to do.

FasterpyError
├── UserError                 the user's code, files or arguments are wrong: one line on stderr, exit 1
│   ├── ConfigError           an unknown key or a bad value in pyproject.toml, FASTERPY_* or the command line
│   ├── SourceError           a file that cannot be read as Python: missing, directory, encoding, syntax
│   ├── TargetError           a target that does not exist, is ambiguous or cannot be optimized on its own
│   ├── InputsError           --inputs that cannot be used
│   └── FileChangedError      the file changed between reading and --apply
├── BackendError              something outside failed; the run goes on without it where it can
│   ├── MissingExtraError     an optional package is not installed (the message names the extra)
│   ├── GenerationError       a language model could not answer: key, network, rate limit, malformed answer
│   ├── StoreError            the knowledge base cannot be opened, is older, corrupt, or made by another embedder
│   └── ModelError            model weights are missing or damaged
└── SandboxError              the sandbox could not be set up, or a demanded layer is missing
"""

from __future__ import annotations


class FasterpyError(Exception):
    """Base of all errors raised on purpose."""


class UserError(FasterpyError):
    """The user's code, files or arguments are wrong; the CLI prints one line and exits with 1."""


class ConfigError(UserError):
    """A configuration key or value is not understood."""


class SourceError(UserError):
    """A file cannot be read as Python source."""


class TargetError(UserError):
    """A target does not exist or cannot be optimized on its own."""


class InputsError(UserError):
    """The given inputs cannot be used."""


class FileChangedError(UserError):
    """The file on disk is no longer the one that was optimized."""


class BackendError(FasterpyError):
    """A service, store or optional package outside fasterpy failed."""


class MissingExtraError(BackendError):
    """An optional package is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed: run  pip install 'fasterpy[{extra}]'")
        self.package = package
        self.extra = extra


class GenerationError(BackendError):
    """A language model could not answer."""


class StoreError(BackendError):
    """The knowledge base cannot be used."""


class ModelError(BackendError):
    """Model weights are missing or damaged."""


class SandboxError(FasterpyError):
    """The sandbox could not be set up."""
