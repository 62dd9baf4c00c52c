"""One sandbox for all tests of the stage."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fasterpy.sandbox.executor import ZygoteExecutor


@pytest.fixture(scope="session")
def executor() -> Iterator[ZygoteExecutor]:
    with ZygoteExecutor() as made:
        yield made
