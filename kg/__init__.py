"""claimgraph: a knowledge graph of states, alliances and claims, read from articles.

>>> import kg
>>> graph = kg.open("DIR")  # doctest: +SKIP
>>> graph.query("SELECT ?who ?whom { ?who kg:alliedWith ?whom }")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph import Graph

__version__ = "0.1.0"
__all__ = ["__version__", "load_ipython_extension", "open"]


def open(path: str | Path) -> Graph:  # noqa: A001
    """Open the graph that ``kg build`` made in a directory, for reading.

    Raises
    ------
    StoreError
        If there is no finished graph there.
    """
    from kg.graph import Graph

    return Graph.open(path)


def load_ipython_extension(ipython: object) -> None:
    """Add the ``%%sparql`` magic to a notebook: what ``%load_ext kg`` calls."""
    from kg import jupyter

    jupyter.register(ipython)
