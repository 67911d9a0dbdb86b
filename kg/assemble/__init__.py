"""From article graphs and the world reference to the assembled graph that is asked and looked at."""

from kg.assemble.collect import Collected, Proposition, Source, Stand
from kg.assemble.columns import collect
from kg.assemble.conflicts import KINDS, Conflict
from kg.assemble.find import find_conflicts
from kg.assemble.view import digest, refresh, view_quads

__all__ = ["KINDS", "Collected", "Conflict", "Proposition", "Source", "Stand", "collect", "digest"]
__all__ += ["find_conflicts", "refresh", "view_quads"]
