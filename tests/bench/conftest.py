"""Benchmarks of 100,000 claims and more run where they are asked for: ``pytest tests/bench -m "large or huge"``."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not {"large", "huge"} & set(config.getoption("markexpr").split()):
        left = [item for item in items if item.get_closest_marker("large") or item.get_closest_marker("huge")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]
