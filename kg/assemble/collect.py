"""What assembly reads from the article graphs: stands on propositions, articles, and what entities are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

Days = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stand:
    """A claim as assembly sees it: names are IRIs, but for modality and tense.

    ``days`` are the first and last it may cover; ``own`` is whether the article says it in its own voice.
    """

    claim: str
    proposition: str
    holder: str
    article: str
    modality: str
    affirmed: bool
    days: Days | None = None
    tense: str | None = None
    own: bool = False

    @property
    def affirming(self) -> bool:
        """Tell whether it says that the proposition holds, surely or probably."""
        return self.affirmed and self.modality in {"asserted", "probable"}

    @property
    def planning(self) -> bool:
        """Tell whether it says that somebody means to do it."""
        return self.affirmed and self.modality == "planned"

    @property
    def refusing(self) -> bool:
        """Tell whether it says that somebody does not mean to, or refuses to."""
        return not self.affirmed and self.modality == "planned"

    @property
    def denying(self) -> bool:
        """Tell whether it says that the proposition does not hold (refusing to do something is not that)."""
        return not self.affirmed and self.modality == "asserted"


@dataclass(frozen=True)
class Proposition:
    """A proposition with all stands on it, in the order of their IRIs; ``relation`` is the local name."""

    iri: str
    subject: str
    relation: str
    object: str
    stands: tuple[Stand, ...]

    @cached_property
    def affirming(self) -> tuple[Stand, ...]:
        """The stands that say it holds."""
        return tuple(stand for stand in self.stands if stand.affirming)

    @cached_property
    def denying(self) -> tuple[Stand, ...]:
        """The stands that say it does not."""
        return tuple(stand for stand in self.stands if stand.denying)


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a source: IRIs of article and outlet, hash of the text, claims in it, the rest as it gives it."""

    iri: str
    id: str
    text_hash: str
    language: str
    claims: int = 0
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What articles call an entity: how many give it each label and each class, how often all mention it, how many do.

    ``links`` are its other names and what it is linked to: pairs of the IRI of a property and a value.
    """

    labels: Mapping[str, int]
    types: Mapping[str, int]
    mentions: int
    articles: int
    links: frozenset[tuple[str, str]] = frozenset()


Held = tuple[str, int, int, int]
"""The IRI of a holder, how many claims it holds, how many of these deny, and in how many articles."""


@dataclass(frozen=True)
class Collected:
    """What assembly reads from the article graphs, each part in an order that depends on its content alone.

    ``named`` are the entities by IRI, ``texts`` the names of texts by the IRI of the article: near-copies have one.
    """

    propositions: tuple[Proposition, ...] = ()
    sources: tuple[Source, ...] = ()
    named: Mapping[str, Named] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
