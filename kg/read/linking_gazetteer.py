"""The world reference as linking asks it, and new entities for what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from slugify import slugify

from kg.read.linking_spelled import by_spelling
from kg.read.linking_treaties import shared_treaties
from kg.read.mentions_leads import resolution_label
from kg.read.mentions_places import Spellings
from kg.read.mentions_values import Referent
from kg.read.mentions_words import keywords, words
from kg.relations import ancestors
from kg.world import doubtful, fold
from kg.world.outlets import outlet_slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.world import World

STATE_KINDS = frozenset({"demonym", "adjective", "people", "prefix"})
_LEADING = ("headOfState", "headOfGovernment")
_STATE_OF = ("agencyOf", "holdsOffice", "spokespersonOf", "memberOf", "locatedIn", "officeOf", "partOf")


@dataclass(frozen=True)
class Gazetteer:
    """The world reference as linking asks it."""

    world: World

    def referent(self, entity: str) -> Referent:
        """Give an entity of the world as a referent."""
        known = self.world.entities[entity]
        return Referent(known.id, known.label, known.type, known.wikidata)

    def called(self, *names: str) -> Referent | None:
        """Give the first entity that one of the names is an own name of (no demonym, no capital)."""
        for name in names:
            for found in self.world.lookup(name):
                if found.kind not in STATE_KINDS and found.kind not in ("capital", "government"):
                    return self.referent(found.entity)
        return None

    def composed(self, text: str) -> Referent | None:
        """Give what a longer name means by its parts: "Government of Iraq" is Iraq, "Hunan Province" is Hunan."""
        stem, _, last = text.rpartition(" ")
        if not stem:
            return None
        resolution = resolution_label(text)
        if resolution is not None:
            return self.called(resolution) or mint(resolution, "Policy")
        if stem == "resolution":
            return self.called(f"Resolution {last}")
        wanted = ("State", "GovernmentBody", "ArmedForce")
        kind = keywords().get(last.lower(), "")
        kinds = {"AdminArea": ("AdminArea",), "Region": ("AdminArea",), "City": ("City",)}.get(kind, ())
        known = self._only(text, wanted) or (self._only(stem, kinds) if kinds else None)
        return known or (self._of_seat(stem, last, kinds) if kind == "AdminArea" else None)

    def _of_seat(self, city: str, last: str, kinds: tuple[str, ...]) -> Referent | None:
        """Give the division that is called by another spelling of its seat: "Odessa Oblast"."""
        entities = {self.world.entities[one.entity] for one in self.world.lookup(city)}
        seats = sorted(one.label for one in entities if one.type == "City")
        found = {self._only(f"{seat} {last}", kinds) for seat in seats} - {None}
        return found.pop() if len(found) == 1 else None

    def _only(self, text: str, types: tuple[str, ...]) -> Referent | None:
        """Give the one entity of some classes that a text names, whatever else it may name."""
        entities = {one.entity for one in self.world.lookup(text) if one.kind not in STATE_KINDS}
        fitting = [one for one in entities if self.world.entities[one].type in types]
        return self.referent(fitting[0]) if len(fitting) == 1 else None

    def new(self, label: str, type_: str) -> Referent:
        """Make the entity of a name that the world lacks; one that has the id of something else gets its class too."""
        made = mint(label, type_)
        known = self.world.entities.get(made.entity)
        if known is None or known.type in ancestors(type_) or type_ in ancestors(known.type):
            return made
        return replace(made, entity=f"{made.entity}-{type_.lower()}")

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """Give each state's first adjective."""
        found: dict[str, str] = {}
        for name in self.world.names:
            if name.kind in STATE_KINDS and name.language in ("en", "", None):
                found.setdefault(name.entity, name.text)
        return found

    @cached_property
    def spellings(self) -> Spellings:
        """Give what finds the misspelt names of states."""
        return Spellings(self.world)

    @cached_property
    def persons_by_spelling(self) -> Mapping[str, frozenset[str]]:
        """Give the persons by what all spellings of their full names share."""
        return by_spelling(self.world)

    @cached_property
    def capitals(self) -> dict[str, str]:
        """Give the state of each capital that is no other town's name, nor a word, by its name in lower case."""
        shared = {fold(one) for one in words("words")["shared_capitals"]} | doubtful()
        seats = (name for name in self.world.names if name.kind == "capital" and name.language in ("en", "", None))
        return {name.text.lower(): name.entity for name in seats if fold(name.text) not in shared}

    @cached_property
    def surnames(self) -> dict[str, tuple[str, ...]]:
        """Give the persons of each last name, lower case."""
        found: dict[str, list[str]] = {}
        for entity in self.world.entities.values():
            if entity.type == "Person" and " " in entity.label:
                found.setdefault(entity.label.rsplit(maxsplit=1)[-1].lower(), []).append(entity.id)
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def leaders(self) -> dict[str, tuple[tuple[str, str | None, str | None], ...]]:
        """Give the heads of states and governments of each last name, folded, with the times they lead."""
        found: dict[str, list[tuple[str, str | None, str | None]]] = {}
        surnames = {(name.entity, fold(name.text)) for name in self.world.names if name.kind == "surname"}
        for entity, surname in sorted(surnames):
            led = (one for one in self.world.about(entity) if one.object == entity and one.relation in _LEADING)
            found.setdefault(surname, []).extend((entity, one.start, one.end) for one in led)
        return {name: tuple(times) for name, times in found.items() if times}

    @cached_property
    def treaties(self) -> dict[str, frozenset[str]]:
        """Give the treaties of each name that several have."""
        return shared_treaties(self.world)

    def leads(self, entity: str) -> bool:
        """Tell whether somebody has headed a state or its government."""
        return any(one.object == entity and one.relation in _LEADING for one in self.world.about(entity))

    def _state_in(self, label: str) -> Referent | None:
        """Give the state whose name ends or begins the label of an office."""
        after = label.split(" of ")[1:]  # the longest first: the Republic of the Congo is not the Congo
        owners = [" of ".join(after[at:]).removeprefix("the ") for at in range(len(after))]
        for part in (*owners, " ".join(label.split()[:2]), label.split(maxsplit=1)[0]):
            found = self._only(part, ("State",)) or self.called(part)  # Armenia is a town of Colombia too
            if found is not None and found.type == "State":
                return found
        return None

    def state_of(self, entity: str, depth: int = 2) -> Referent | None:
        """Give the state of a person, office or body as far as the world tells."""
        known = self.world.entities.get(entity)
        if known is None or depth < 0:
            return None
        if known.type == "State":
            return self.referent(entity)
        if known.type == "Office":
            return self._state_in(known.label)
        for fact in self.world.about(entity):
            if fact.object == entity and fact.relation in _LEADING:
                return self.referent(fact.subject)
            if fact.subject == entity and fact.relation in _STATE_OF:
                state = self.state_of(fact.object, depth - 1)
                if state is not None:
                    return state
        return None

    def home_of(self, entity: str) -> Referent | None:
        """Give the state where something is at home, else the organisation that it is a body of.

        A state is at home in itself, unless it broke away; land that several states claim is at home in none.
        """
        if entity in self.world.homes:
            return self.referent(self.world.homes[entity].object)
        facts = self.world.about(entity)
        claims = (one for one in facts if one.relation == "claimsSovereigntyOver" and not one.end)
        claimants = {one.subject for one in claims if one.object == entity}
        if len(claimants) > 1:
            return None
        state = self.state_of(entity) or next(map(self.referent, claimants), None)
        if state is not None:
            return state
        above = (fact.object for fact in facts if fact.subject == entity and fact.relation == "agencyOf")
        return next((self.referent(one) for one in above if self.world.entities[one].type == "Organization"), None)


def mint(label: str, type_: str, article: str | None = None) -> Referent:
    """Make the referent of a name that the world lacks.

    With ``article`` the identity holds within that article only.

    >>> mint("Du Wenlong", "Person").entity
    'du-wenlong'
    """
    local = (
        outlet_slug(label) if type_ == "MediaOutlet" else slugify(label)
    )  # an outlet's id is that of articles' sources
    local = local or "x" + sha256(label.encode()).hexdigest()[:8]
    suffix = "" if article is None else f"--{sha256(article.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
    return Referent(local + suffix, label, type_)


def with_article(label: str) -> str:
    """Put *the* before a label that takes it inside another.

    >>> with_article("United States"), with_article("Japan")
    ('the United States', 'Japan')
    """
    sets = words("words")
    needs = label in sets["article_labels"] or any(word in sets["article_words"] for word in label.split())
    return f"the {label}" if needs else label
