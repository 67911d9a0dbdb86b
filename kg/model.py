"""The values that flow through claimgraph: what an article is and what one reading of it says.

All values are frozen; all offsets are Python character offsets into the article's text exactly as given, half open.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from kg.relations import is_symmetric

Span = tuple[int, int]
Polarity = Literal["affirmed", "denied"]
Modality = Literal["asserted", "probable", "possible", "planned", "demanded", "conditional"]
Tense = Literal["past", "present"]
POLARITIES: tuple[Polarity, ...] = ("affirmed", "denied")
MODALITIES: tuple[Modality, ...] = ("asserted", "probable", "possible", "planned", "demanded", "conditional")
TENSES: tuple[Tense, ...] = ("past", "present")
BASE = "https://w3id.org/claimgraph/"
"""The default base of data IRIs: entities are ``BASE + "entity/" + id``, and so on."""


def content_hash(*parts: str) -> str:
    """Give 16 hexadecimal digits that depend on the parts and their order alone (SHA-256, cut).

    >>> content_hash("a", "bc") != content_hash("ab", "c")
    True
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def proposition_id(subject: str, relation: str, object_: str) -> str:
    """Give the identity of what is said, by whomever: a hash of the three (entities by their ids).

    The two ends of a symmetric relation have no order in themselves, and are put into that of their ids.

    >>> proposition_id("JPN", "alliedWith", "USA") == proposition_id("USA", "alliedWith", "JPN")
    True
    """
    if is_symmetric(relation):
        subject, object_ = sorted((subject, object_))
    return content_hash(subject, relation, object_)


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of its origin; ``published`` is an ISO 8601 date or date-time."""

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names or refers to something.

    ``entity`` is the local id (``JPN``, ``south-kuril-islands``) or None where nothing was linked; ``type`` is a class
    of ``ontology/classes.csv``; ``score`` lies in [0, 1]; ``reasons`` say why it was linked, for people.
    """

    start: int
    end: int
    text: str
    type: str
    entity: str | None = None
    label: str | None = None
    wikidata: str | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or thoughts: who (``source``), by what (``cue``), what (``content``)."""

    content: Span
    source: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A predicate that was read, with the stance the text takes on it."""

    start: int
    end: int
    lemma: str
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Time:
    """A calendar expression; ``value`` is ISO 8601 at the precision given, or None where it could not be resolved."""

    start: int
    end: int
    text: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """One end of a claim, or a holder: the words, and the entity they stand for (always one, minted if need be)."""

    start: int
    end: int
    text: str
    entity: str
    label: str
    type: str = "Entity"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says: a holder's stand on ``subject relation object``, and where it is written.

    ``holders`` is the chain of speakers, outermost first, empty for the article's own voice; ``quote`` is the stretch
    the claim was read from, inside ``sentence``; ``trigger`` the predicate in it. ``tense`` says whether it is told as
    past ("were once allies", "a former member") or as present, None where nothing tells.
    """

    article: str
    subject: End
    relation: str
    object: End
    sentence: Span
    quote: Span
    trigger: Span
    holders: tuple[End, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    time: str | None = None
    score: float = 0.5
    tense: Tense | None = None

    @property
    def proposition(self) -> str:
        """The identity of what is said: see ``proposition_id``."""
        return proposition_id(self.subject.entity, self.relation, self.object.entity)

    @property
    def ends(self) -> tuple[End, End]:
        """Subject and object of the proposition: those of the text, unless a symmetric relation is told backwards."""
        return (self.object, self.subject) if self.reversed else (self.subject, self.object)

    @property
    def reversed(self) -> bool:
        """Whether the text tells a symmetric relation from the object of the proposition to its subject."""
        return is_symmetric(self.relation) and self.object.entity < self.subject.entity

    @property
    def id(self) -> str:
        """The identity of the claim: a hash of proposition, holders, polarity, modality and article."""
        chain = (holder.entity for holder in self.holders)
        return content_hash(self.proposition, *chain, self.polarity, self.modality, self.article)

    @property
    def evidence(self) -> str:
        """The identity of the place it was read: a hash of article and offsets."""
        return content_hash(self.article, str(self.quote[0]), str(self.quote[1]))


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """Something said of two actors in words that no frame covers: kept, so that nothing is lost, but in no view.

    ``predicate`` is as ``kg frames --coverage`` lists it: ``V:shun obj`` (verb or noun, lemma, the object's role).
    """

    subject: End
    predicate: str
    object: End
    sentence: Span
    trigger: Span
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    times: tuple[Time, ...] = ()
    claims: tuple[Claim, ...] = ()
    open: tuple[OpenClaim, ...] = ()
