"""A graph that is served, and servers for tests that need their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from serving import READINGS, Served, build, served


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of three articles."""
    return build(tmp_path_factory.mktemp("small") / "small.kg", *READINGS)


@pytest.fixture(scope="session")
def site(small: Path) -> Iterator[Served]:
    """A server of the small graph, with limits low enough to be met."""
    with served(small, "--timeout", "3", "--max-rows", "500", "--max-memory", "400") as found:
        yield found


@pytest.fixture
def client(site: Served) -> Iterator[httpx.Client]:
    with site.client() as found:
        yield found


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Give a function that runs a server until the test is over."""
    with ExitStack() as running:
        yield lambda path, *options: running.enter_context(served(path, *options))
