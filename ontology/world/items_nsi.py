"""Decide which items of Wikidata are entities of the reference, and by which names new ones may be known.

README.md tells when an item counts as verified. Nothing here asks another package: what they know comes as
:class:`Outside`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.read.linking_gazetteer import Gazetteer
from kg.read.mentions_words import keywords
from kg.world import Entity, World, doubtful, fold, slug

OWN = frozenset({"name", "official", "abbreviation", "alias"})
FIRM = 500_000  # item number up to which a company is known by words that are ordinary ones: "Home Depot"
EARLY = 200_000  # item number up to which a name of capitals alone, or a town's, is taken for the company
LATE = 110_000_000  # item number above which an item is too new to be what articles know: a company's second, of shops
NAMESAKES = 3  # times the inhabitants of all its namesakes that a town needs
LARGE = 500_000  # inhabitants that make a town out of what is a surname too
_TAIL = re.compile(
    r",? (?:Inc\.?|Incorporated|Corporation|Corp\.?|Company|(?:& )?Co\."
    r"|plc|PLC|Ltd\.?|Limited|S\.?A\.?|AG|SE|N\.?V\.?|Group|Holdings?)$"
)
_GREAT = re.compile(r"\b(?:multinational|automo\w+|technology|airline|aerospace|conglomerate)\b")
_STUDY = re.compile(r"(?i)universit|college|institut|school|academ")
_LOCAL = re.compile(
    r"\b(?:[Bb]anks?|[Rr]ail\w*|[Uu]tility|[Ee]lectric\w*|[Uu]niversity|[Pp]olice|[Aa]gency|[Dd]epartment|[Mm]inistry"
    r"|[Pp]ostal|[Gg]overnment|[Cc]ouncil|transport|law enforcement)\b"
)
BRACKETS = re.compile(r" ?\([^)]*\)")
_TELLING = ("State", "AdminArea", "City", "ArmedForce", "GovernmentBody")


@dataclass(frozen=True)
class Item:
    """An item of Wikidata with its English label and description, other names of it, and where it is found."""

    number: int
    label: str
    description: str
    others: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Give the id that Wikidata gives it."""
        return f"Q{self.number}"


@dataclass(frozen=True)
class Kind:
    """A row of ``item_kinds.csv``."""

    type: str
    relation: str
    most: int
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Town:
    """A town of GeoNames: its inhabitants, its state (ISO 3166 alpha-3) and in the United States its division."""

    people: int
    state: str
    division: str = ""


@dataclass(frozen=True)
class Outside:
    """What other packages know, all names folded: towns, divisions (some called like towns elsewhere), words."""

    towns: Mapping[str, tuple[Town, ...]]
    divisions: frozenset[str]
    counties: frozenset[str]
    persons: frozenset[str]
    english: frozenset[str]

    def told_apart(self, town: str) -> bool:
        """Tell whether a town has many more inhabitants than all its namesakes together."""
        sizes = sorted(one.people for one in self.towns.get(fold(town), ()))
        return len(sizes) > 0 and sum(sizes[:-1]) * NAMESAKES <= sizes[-1]

    def is_word(self, text: str) -> bool:
        """Tell whether a part of a name is an ordinary word, a number or a letter."""
        lower = text.lower().removesuffix("'s")
        ordinary = lower in self.english or lower.removesuffix("s") in self.english
        return ordinary or lower.isdigit() or len(lower) == 1

    def is_common(self, text: str) -> bool:
        """Tell whether a part of a name is an ordinary word or what many a person is called."""
        return self.is_word(text) or text.lower() in self.persons


@dataclass(frozen=True)
class Known:
    """What the reference knows, as linking asks it, and what others know."""

    world: World
    outside: Outside
    kinds: tuple[Kind, ...]

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Give the reference as linking asks it."""
        return Gazetteer(self.world)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Give all names of the reference, folded."""
        return frozenset(fold(name.text) for name in self.world.names)

    def state(self, entity: Entity) -> str | None:
        """Give the state where an entity is at home."""
        state = self.gazetteer.state_of(entity.id)
        if state is not None:
            return state.entity
        home = self.world.homes.get(entity.id)
        return home.object if home else None

    def kind(self, item: Item) -> Kind | None:
        """Give the class that a description tells, or None where it tells none or one that is left out."""
        for kind in self.kinds:
            if kind.pattern.search(item.description) and (not kind.type or item.number <= kind.most):
                return kind if kind.type else None
        return None

    def places(self, text: str) -> list[tuple[str, Entity]]:
        """Give the states, divisions and cities that a text names, each with the word it names them by."""
        words = re.findall(r"[\w'-]+(?:\.\w\.)*|[^\w\s]", text)
        return [
            (" ".join(words[start:end]), self.world.entities[name.entity])
            for start, end, names in self.world.index.find(words)
            for name in names[: len({one.entity for one in names}) == 1]  # Barcelona is in Spain and in Venezuela
            if self.world.entities[name.entity].type in _TELLING and name.kind != "capital"
        ]

    @cached_property
    def state_words(self) -> dict[str, str]:
        """Give what states and what is of them are called, in the words of a description."""
        kinds = {"name", "official", "alias", "abbreviation", "adjective", "demonym"}
        all_states = {one.id for one in self.world.entities.values() if one.type == "State"}
        states = (name for name in self.world.names if name.entity in all_states)
        ordered = sorted(states, key=lambda name: name.kind != "name")  # its own name outdoes another's alias
        called: dict[str, str] = {}
        for name in ordered:
            if name.kind in kinds and name.language in ("", "en", None) and name.text != "Georgia":
                called.setdefault(name.text.removeprefix("the "), name.entity)
        return called

    @cached_property
    def _state_pattern(self) -> re.Pattern[str]:
        words = sorted(self.state_words, key=len, reverse=True)
        names = "|".join(map(re.escape, words)) or "(?!)"
        return re.compile(rf"(?<![\w-])(?<!New )(?<!Northern )(?:{names})(?![\w-]| Columbia)")

    def named(self, text: str) -> frozenset[str]:
        """Give the states that a text names."""
        return frozenset(self.state_words[found] for found in self._state_pattern.findall(text))

    def told(self, text: str) -> frozenset[str]:
        """Give the states that a text names, else those of the parts of states that it names."""
        return self.named(text) or frozenset(
            state.entity for _, one in self.places(text) if (state := self.gazetteer.state_of(one.id)) is not None
        )

    def home(self, item: Item) -> str | None:
        """Give the one state that a description tells, else a label, else where alone a body or a bank is found.

        Towns of two states are called alike, so where a package says in which states something is found, its town must
        be in one of them; and a company that is found in one state only may be of another.
        """
        found = frozenset(one for one in item.states if one in self.world.entities)
        told = self.told(item.description) or self.told(item.label)
        if not told:
            return next(iter(found)) if len(found) == 1 and _LOCAL.search(f"{item.description} {item.label}") else None
        sure = told <= self.named(f"{item.description} {item.label}") or not found or told <= found
        return next(iter(told)) if len(told) == 1 and sure else None


def fitting(item: Item, kind: Kind, known: Known) -> Entity | None:
    """Give the one entity of the reference that bears the label, is of the class and of the state told."""
    home = known.home(item)
    near = [one for one in _labelled(item, kind, home, known) if _alike(one.type, kind.type)]
    if len(near) != 1 or strange(item, near[0]):
        return None
    real = known.state(near[0])
    if kind.type == "City" and (real is None or not _only_town(item, real, known)):
        return None
    agreed = home is None or real is None or real == home
    return near[0] if agreed and (home is not None or kind.relation != "agencyOf") else None


def strange(item: Item, entity: Entity) -> bool:
    """Tell whether an item is too late for what is known, or is no university as that is: Goldsmiths sells rings."""
    return item.number > LATE or (entity.kind == "university" and not _STUDY.search(item.description))


def _labelled(item: Item, kind: Kind, home: str | None, known: Known) -> list[Entity]:
    """Give the entities called by a label, bodies also with their state; else those of the state with its initials."""
    names = [*known.world.lookup(item.label)]
    if home is not None and kind.type in ("GovernmentBody", "ArmedForce"):
        names += known.world.lookup(f"{item.label} of {known.world.entities[home].label}")
    found = {name.entity for name in names if name.kind in OWN}
    if not found and home is not None:
        short = {name.entity for letters in _long_initials(item) for name in known.world.lookup(letters)}
        found = {one for one in short if known.state(known.world.entities[one]) == home}
    return [known.world.entities[one] for one in sorted(found)]


def _alike(one: str, told: str) -> bool:
    body = {one, told} == {"GovernmentBody", "ArmedForce"}
    return one == told or body or (one, told) == ("Organization", "GovernmentBody")


def _only_town(item: Item, home: str, known: Known) -> bool:
    """Tell whether a town is the one meant: the only one so called in the state told, and larger than all others."""
    name = fold(item.label)
    towns = known.outside.towns.get(name, ())
    here = [one for one in towns if one.state == home]
    if known.told(item.description) != {home} or not here or name in known.outside.counties:
        return False
    largest = max(towns, key=lambda one: one.people)
    person = name in known.outside.persons and largest.people < LARGE
    if largest.state != home or person or not known.outside.told_apart(name):
        return False
    told = {fold(entity.label).removesuffix(" state") for _, entity in known.places(item.description)}
    return fold(largest.division) in told if home == "USA" else len(here) == 1


def good(name: str, item: Item, kind: Kind, known: Known) -> str | None:
    """Give the kind of name that a spelling is, or None where it is not told apart from what the reference knows."""
    words = re.findall(r"[\w'’&.-]+", name)
    if not name.isascii() or not words or not name[0].isupper() or fold(name) in known.spellings:
        return None
    if fold(name) in doubtful() or (len(name) < 4 and item.number > EARLY):
        return None
    if kind.type != "Organization" and known.world.lookup(name):
        return None  # a company may be called as a state's body would be: "National Bank of Greece"
    if len(words) == 1 and item.number > EARLY and _is_place(name, known):
        return None
    common = all(known.outside.is_common(word) for word in words)
    if len(words) == 1:
        return _of_one_word(name, item, kind, common=common)
    if any(entity.type != "City" or known.outside.told_apart(said) for said, entity in known.places(name)):
        return "alias"
    if kind.type in ("GovernmentBody", "ArmedForce"):
        return None
    firm = item.number <= FIRM and (words[-1].lower() not in keywords() or " " not in _TAIL.sub("", name))
    return "alias" if not common or (firm and kind.type == "Organization") else None


def _is_place(name: str, known: Known) -> bool:
    return fold(name) in known.outside.towns or fold(name) in known.outside.divisions


def _of_one_word(name: str, item: Item, kind: Kind, *, common: bool) -> str | None:
    """Give the kind of a name that is one word: of an early company also where the word is a surname or any word."""
    if not common:
        return "alias" if item.number <= EARLY or not name.isupper() else None
    told = kind.type == "Organization" and _GREAT.search(item.description)
    return "word" if told and item.number <= FIRM and len(name) > 3 else None


@dataclass(frozen=True)
class Bearers:
    """How many items have a folded label, and how many are called by a folded name at all."""

    labels: Counter[str]
    names: Counter[str]

    @classmethod
    def of(cls, items: Iterable[Item]) -> Bearers:
        """Count the labels and names of items."""
        listed = list(items)
        called = (name for item in listed for name in {fold(one) for one in _called(item)})
        return cls(Counter(fold(item.label) for item in listed), Counter(called))


def _called(item: Item) -> tuple[str, ...]:
    return item.label, *item.others, _TAIL.sub("", item.label), _initials(item.label)


def calls(item: Item, kind: Kind, known: Known, bearers: Bearers) -> list[str]:
    """Give the names of a new entity besides its label that are told apart: without its legal form, and as it signs."""
    wanted = dict.fromkeys([_TAIL.sub("", item.label), *_long_initials(item), *item.others])
    short = [one for one in wanted if _shortens(one, item.label) and bearers.names[fold(one)] == 1]
    kinds = {one: good(one, item, kind, known) for one in short}
    return [one if said == "alias" else f"{said}:{one}" for one, said in kinds.items() if said]


def _long_initials(item: Item) -> list[str]:
    return [letters for letters in [_initials(item.label)] if len(letters) > 4]  # shorter ones are many a body's


def _initials(label: str) -> str:
    words = BRACKETS.sub("", label).replace("-", " ").split()
    return "".join(word[0] for word in words if word[0].isupper())


def _shortens(name: str, label: str) -> bool:
    """Tell whether a name is the label's initials or some of its words."""
    part = len(name) > 3 and set(fold(name).split()) < set(fold(label).split())
    return part or (len(name) > 2 and name == _initials(label))


@dataclass(frozen=True)
class Row:
    """A row of the sheet, and the state where its entity is at home that no fact of it tells."""

    cells: tuple[str, str, str, str, str, str]
    home: str = ""

    @property
    def entity(self) -> str:
        """Give the id of the entity."""
        return self.cells[0] or slug(self.cells[1])


def row(item: Item, kind: Kind, known: Known, bearers: Bearers) -> Row | None:
    """Give the row of an item: of a known entity its item alone, of a new one its names and home too."""
    entity = fitting(item, kind, known)
    if entity is not None:
        full = item.label if good(item.label, item, kind, known) == "alias" else ""
        return None if entity.wikidata else Row((entity.id, entity.label, entity.type, item.id, full, ""))
    said = good(item.label, item, kind, known)
    home = known.home(item)
    own = kind.type != "Organization"
    if kind.type == "City" or bearers.labels[fold(item.label)] > 1 or not said or (own and home is None):
        return None
    names = calls(item, kind, known, bearers)
    label = f"{item.label} (company)" if said == "word" else item.label
    if slug(label) in known.world.entities:
        return None
    names = [f"word:{item.label}", *names] if said == "word" else names
    part = any(one.type in ("AdminArea", "City") for _, one in known.places(f"{item.label} : {item.description}"))
    told = kind.relation and home and not (part and kind.relation == "agencyOf")
    fact = f"{kind.relation}>{home}" if told else ""
    abroad = told or kind.type == "MediaOutlet" or home is None or known.world.entities[home].type != "State"
    return Row(("", label, kind.type, item.id, "|".join(names), fact), "" if abroad else home or "")
