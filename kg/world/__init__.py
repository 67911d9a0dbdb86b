"""The world reference: states, alliances, offices, territories, what they are called and what is known of them."""

from kg.world.load import load_world
from kg.world.model import Entity, Fact, Name, NameIndex, World
from kg.world.text import fold, slug

__all__ = ["Entity", "Fact", "Name", "NameIndex", "World", "fold", "load_world", "slug"]
