"""The scripts and rules that write sheets of the world reference stand beside the data, outside the package."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

from kg.resources import resource


def script(name: str) -> ModuleType:
    """Give a module that stands beside the data."""
    sys.path.insert(0, str(resource("world")))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.pop(0)
