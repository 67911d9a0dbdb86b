"""Look up in the article graphs what assembly needs: stands, articles, and what entities were called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.rdf import ONTOLOGY, kg, prefixes
from kg.rdf import write as names

Days = tuple[str, str]
STANDS: Final = (kg("affirms"), kg("denies"))
ANY: Final = None
NAMINGS: Final = """SELECT ?article ?label ?type ?places WHERE {{ GRAPH ?article {{ {0} skos:prefLabel ?label
    OPTIONAL {{ {0} a ?type }} OPTIONAL {{ {0} kg:mentionedAt ?places }} }} }}"""


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
class Naming:
    """What one article calls an entity, of what class it takes it to be, how often it mentions it."""

    article: str
    entity: str
    label: str
    type: str
    mentions: int = 0


Held = tuple[str, int, int, int]
"""The IRI of a holder, how many claims it holds, how many of these deny, and in how many articles."""


@dataclass(frozen=True)
class Collected:
    """What assembly reads from the article graphs, each part in an order that depends on its content alone.

    ``texts`` names the text of each article by its IRI: near-copies have the same one.
    """

    propositions: tuple[Proposition, ...] = ()
    sources: tuple[Source, ...] = ()
    namings: tuple[Naming, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def collect_some(
    store: Store,
    propositions: Iterable[NamedNode],
    articles: Iterable[NamedNode],
    entities: Iterable[NamedNode],
    texts: Mapping[str, str] | None = None,
) -> Collected:
    """Read what the article graphs hold on some propositions, articles and entities; what is gone is left out."""
    entities = set(entities)
    found = (_proposition(store, one) for one in propositions)
    sources = sorted((source(store, one) for one in articles if _there(store, one)), key=lambda one: one.iri)
    namings = (naming for one in entities for naming in _namings(store, one))
    links = {link for one in entities for link in _links(store, one)}
    return Collected(
        propositions=tuple(sorted((one for one in found if one), key=lambda one: one.iri)),
        sources=tuple(sources),
        namings=tuple(sorted(namings, key=lambda one: (one.entity, one.article))),
        links=tuple(sorted(links)),
        texts={one.iri: one.text_hash for one in sources} if texts is None else texts,
    )


def _there(store: Store, article: NamedNode) -> bool:
    return Quad(article, names.TYPE, kg("Article"), article) in store


def _told(store: Store, subject: NamedNode | None, predicate: NamedNode) -> Iterator[Quad]:
    """Yield what article graphs say, without view, reference and other graphs of ours."""
    for quad in store.quads_for_pattern(subject, predicate, ANY, ANY):
        if isinstance(quad.graph_name, NamedNode) and not quad.graph_name.value.startswith(ONTOLOGY):
            yield quad


def _node(term: object) -> NamedNode:
    return cast("NamedNode", term)


def _value(store: Store, subject: NamedNode, predicate: NamedNode, graph: NamedNode) -> str | None:
    quad = next(store.quads_for_pattern(subject, predicate, ANY, graph), None)
    return None if quad is None else cast("NamedNode | Literal", quad.object).value


def ends(store: Store, proposition: NamedNode) -> tuple[str, str, str] | None:
    """Give subject, relation (its name) and object of a proposition that an article or the view holds."""
    quad = next(store.quads_for_pattern(proposition, names.SUBJECT, ANY, ANY), None)
    if quad is None:
        return None
    three = (names.SUBJECT, names.PREDICATE, names.OBJECT)
    subject, relation, object_ = (_value(store, proposition, one, quad.graph_name) or "" for one in three)  # type: ignore[arg-type]
    return subject, relation.removeprefix(ONTOLOGY), object_


def _proposition(store: Store, node: NamedNode) -> Proposition | None:
    quads = (quad for stand in STANDS for quad in store.quads_for_pattern(ANY, stand, node, ANY))
    stands = sorted((_stand(store, quad) for quad in quads), key=lambda stand: stand.claim)
    said = ends(store, node) if stands else None
    return Proposition(node.value, *said, tuple(stands)) if said else None


def _stand(store: Store, quad: Quad) -> Stand:
    claim, graph = _node(quad.subject), cast("NamedNode", quad.graph_name)
    modality, holder, early, late, tense, own = (
        _value(store, claim, kg(name), graph)
        for name in ("modality", "heldBy", "earliest", "latest", "tense", "ownVoice")
    )
    return Stand(
        claim=claim.value,
        proposition=_node(quad.object).value,
        holder=holder or "",
        article=graph.value,
        modality=(modality or "").removeprefix(ONTOLOGY),
        affirmed=quad.predicate == STANDS[0],
        days=(early, late) if early and late else None,
        tense=tense,
        own=own is not None,
    )


def source(store: Store, node: NamedNode) -> Source:
    """Give an article as a source."""
    known = {"title": names.TITLE, "outlet": names.PUBLISHER, "published": names.ISSUED, "url": names.URL}
    id_, text, language = (
        _value(store, node, one, node) or "" for one in (names.IDENTIFIER, kg("textHash"), names.LANGUAGE)
    )
    claims = sum(1 for _ in store.quads_for_pattern(ANY, names.TYPE, kg("Claim"), node))
    optional = {name: _value(store, node, predicate, node) for name, predicate in known.items()}
    return Source(node.value, id_, text, language, claims, **optional)


def _namings(store: Store, node: NamedNode) -> Iterator[Naming]:
    for row in cast("QuerySolutions", store.query(NAMINGS.format(node), prefixes=prefixes())):
        article, label, kind, places = (None if one is None else cast("NamedNode", one).value for one in row)
        if not str(article).startswith(ONTOLOGY):  # of an article, not of the reference
            known = (kind or "Entity").removeprefix(ONTOLOGY)
            yield Naming(str(article), node.value, str(label), known, mentions(places))


def mentions(places: str | None) -> int:
    """Give how often an article mentions an entity, from where it does.

    >>> mentions("char=0,5;char=20,25"), mentions(None)
    (2, 0)
    """
    return places.count("char=") if places else 0


def _links(store: Store, node: NamedNode) -> Iterator[tuple[str, str, str]]:
    for predicate in (names.ALIAS, names.MATCH):
        for quad in _told(store, node, predicate):
            yield node.value, predicate.value, cast("NamedNode | Literal", quad.object).value
