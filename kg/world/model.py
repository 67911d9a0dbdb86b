"""What the world reference is made of: entities, names for them, dated facts about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.world.text import fold, is_acronym


@dataclass(frozen=True, slots=True)
class Entity:
    """Something the reference knows; ``id`` is the local part of its IRI, ``type`` a class of ``classes.csv``."""

    id: str
    label: str
    type: str
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name an entity; ``kind`` says how (``ontology/world/README.md`` lists the kinds)."""

    text: str
    entity: str
    kind: str
    language: str = "en"

    @property
    def case_sensitive(self) -> bool:
        """Tell whether only this very spelling names the entity (``US`` is no ``us``)."""
        return self.kind == "abbreviation" or is_acronym(self.text)


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple with the ISO 8601 dates between which it holds, its source and when that was read."""

    subject: str
    relation: str
    object: str
    start: str | None = None
    end: str | None = None
    source: str = "curated"
    retrieved: str = "2026-11"

    def holds_on(self, date: str) -> bool:
        """Tell whether the fact holds on an ISO date (or in a year or month, compared as far as both go).

        >>> Fact("PER", "holdsOffice", "x", "2000-05-07", "2008-05-07").holds_on("2008")
        True
        """
        after = not self.start or self.start[: len(date)] <= date[: len(self.start)]
        return after and (not self.end or date[: len(self.end)] <= self.end[: len(date)])


@dataclass(frozen=True)
class World:
    """The reference as a whole; its indexes are made when first asked for."""

    entities: Mapping[str, Entity]
    names: tuple[Name, ...]
    facts: tuple[Fact, ...]

    def lookup(self, text: str) -> tuple[Name, ...]:
        """Give the names spelled like a text; case and accents do not matter except for acronyms.

        A leading article and a final possessive are ignored. A name with a capital is not found by a text in lower
        case: ``turkey`` is a bird.
        """
        return self.longest.get(text)

    def about(self, entity: str) -> tuple[Fact, ...]:
        """Give the facts whose subject or object is an entity."""
        return tuple(self._facts_by_end.get(entity, ()))

    def named(self, entity: str) -> tuple[Name, ...]:
        """Give the names of an entity."""
        return tuple(self._names_by_entity.get(entity, ()))

    @cached_property
    def longest(self) -> NameIndex:
        """Give the index of all names, for finding the longest at a place in a text."""
        return NameIndex(self.names)

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


class NameIndex:
    """Names by spelling, and for each first word how many words the longest name has that starts so."""

    def __init__(self, names: tuple[Name, ...]) -> None:
        self._exact: dict[str, list[Name]] = {}
        self._folded: dict[str, list[Name]] = {}
        self.reach: dict[str, int] = {}
        for name in names:
            folded = fold(name.text)
            if name.case_sensitive:
                self._exact.setdefault(name.text, []).append(name)
            else:
                self._folded.setdefault(folded, []).append(name)
            first, count = folded.partition(" ")[0], folded.count(" ") + 1
            if count > self.reach.get(first, 0):
                self.reach[first] = count

    def get(self, text: str, *, any_case: bool = False) -> tuple[Name, ...]:
        """Give the names spelled like a text; with ``any_case`` capitals do not matter at all (upper-case articles)."""
        text = text.strip()
        bare = text[:-2] if text.endswith(("'s", "’s")) else text
        found = [*self._exact.get(bare, ()), *self._exact.get(bare.removeprefix("the ").removeprefix("The "), ())]
        folded = self._folded.get(fold(text)) or self._folded.get(fold(bare), ())
        lower = bare.islower() and not any_case
        found += [name for name in folded if not (lower and not name.text.islower())]
        if any_case:
            found += self._exact.get(bare.upper(), ())
        return tuple(dict.fromkeys(found))

    def at(self, words: list[str], start: int) -> Iterator[tuple[int, tuple[Name, ...]]]:
        """Yield ``(end, names)`` for the names that begin at a word, the longest first.

        ``words`` are the words of a text as a tokenizer splits it; a possessive ``'s`` and hyphens are words of their
        own or parts of one, as they come.
        """
        reach = self.reach.get(fold(words[start]).partition(" ")[0], 0)
        for end in range(min(len(words), start + reach * 2), start, -1):
            names = self.get(join(words[start:end]))
            if names:
                yield end, names


def join(words: list[str]) -> str:
    """Write tokenized words as running text: no space before possessives, around hyphens or before full stops."""
    return " ".join(words).replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s").replace(" .", ".")
