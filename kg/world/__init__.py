"""The world reference: states, alliances, offices, territories, what they are called and what is known of them."""

from kg.world.index import Bodies, NameIndex, key
from kg.world.load import load_world
from kg.world.model import World
from kg.world.names import READ_IN, Entity, Fact, Name, covers
from kg.world.outlets import outlet_slug
from kg.world.text import fold, slug
from kg.world.words import Title, designation, doubtful, mission, titles, translations

__all__ = [
    "READ_IN",
    "Bodies",
    "Entity",
    "Fact",
    "Name",
    "NameIndex",
    "Title",
    "World",
    "covers",
    "designation",
    "doubtful",
    "fold",
    "key",
    "load_world",
    "mission",
    "outlet_slug",
    "slug",
    "titles",
    "translations",
]
