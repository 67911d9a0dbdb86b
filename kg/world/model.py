"""The world reference as a whole, and what can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.world.index import Bodies, NameIndex
from kg.world.names import Entity, Fact, Name


@dataclass(frozen=True)
class World:
    """Entities by id, all names and facts; indexes are made when first asked for.

    ``homes`` gives the state where something is at home that no fact tells: a party's, a company's, an armed group's;
    each as a fact of its own kind, which no article claims, with its source.
    """

    entities: Mapping[str, Entity]
    names: tuple[Name, ...]
    facts: tuple[Fact, ...]
    bodies: Bodies = field(default_factory=Bodies)
    homes: Mapping[str, Fact] = field(default_factory=dict)

    def lookup(self, text: str, *, any_case: bool = False) -> tuple[Name, ...]:
        """Give the names spelled like a text; case and accents do not matter except for acronyms.

        A leading article and a final possessive are ignored. A name with a capital is not found by a text in lower
        case (``turkey`` is a bird) unless ``any_case``, for articles written in capitals. What every state has is
        composed: ``Russia's foreign ministry``, ``Ministry of Defence of Japan``.
        """
        return self.index.get(text, any_case=any_case)

    def about(self, entity: str) -> tuple[Fact, ...]:
        """Give the facts whose subject or object is an entity."""
        return tuple(self._facts_by_end.get(entity, ()))

    def named(self, entity: str) -> tuple[Name, ...]:
        """Give the names of an entity, without those that are composed."""
        return tuple(self._names_by_entity.get(entity, ()))

    def body(self, state: str, words: str) -> str | None:
        """Give the entity that a state has for a body's or office's words, such as ``("RUS", "foreign ministry")``."""
        for kind in self.bodies.words.get(words.lower(), ()):
            entity = self.bodies.entities.get((state, kind))
            if entity:
                return entity
        return None

    def phrases(self) -> Iterator[Name]:
        """Yield every name, the composed ones included, for matchers that need a list (some 100,000)."""
        yield from self.names
        for (state, body), entity in self.bodies.entities.items():
            words = [word for word, bodies in self.bodies.words.items() if body in bodies]
            for name in self.named(state):
                if name.kind in {"name", "adjective", "abbreviation"}:
                    yield from _compositions(name, words, entity)

    @cached_property
    def index(self) -> NameIndex:
        """Give the index of all names, for finding the longest at a place in a text."""
        return NameIndex(self.names, self.bodies)

    @cached_property
    def _facts_by_end(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            for end in dict.fromkeys((fact.subject, fact.object)):
                found.setdefault(end, []).append(fact)
        return found

    @cached_property
    def _names_by_entity(self) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        for name in self.names:
            found.setdefault(name.entity, []).append(name)
        return found


def _compositions(name: Name, words: list[str], entity: str) -> Iterator[Name]:
    for word in words:
        yield Name(f"{name.text} {word}", entity, "alias")
        if name.kind != "adjective":
            yield Name(f"{name.text}'s {word}", entity, "alias")
            yield Name(f"{word} of {name.text}", entity, "alias")
