"""Read out of the article graphs what assembly needs: stands, articles, and what entities were called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from pyoxigraph import NamedNode, QuerySolution, QuerySolutions, Store

from kg.rdf import ONTOLOGY, prefixes

Days = tuple[str, str]

STANDS = """SELECT ?claim ?stand ?p ?s ?r ?o ?modality ?holder ?article ?earliest ?latest WHERE {
  GRAPH ?article {
    ?claim a kg:Claim ; ?stand ?p ; kg:modality ?modality ; kg:heldBy ?holder .
    ?p rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o .
    VALUES ?stand { kg:affirms kg:denies }
    OPTIONAL { ?claim kg:earliest ?earliest ; kg:latest ?latest }
  }
}"""
ARTICLES = """SELECT ?article ?id ?hash ?language ?title ?outlet ?published ?url WHERE {
  GRAPH ?article {
    ?article a kg:Article ; dcterms:identifier ?id ; kg:textHash ?hash ; dcterms:language ?language .
    OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dcterms:publisher ?outlet }
    OPTIONAL { ?article dcterms:issued ?published } OPTIONAL { ?article schema:url ?url }
  }
}"""
NAMES = """SELECT ?article ?entity ?label ?type ?mentions WHERE {
  GRAPH ?article { ?entity skos:prefLabel ?label ; a ?type . OPTIONAL { ?entity kg:mentions ?mentions } }
  FILTER(?article NOT IN (kg:world, kg:contested))
}"""
LINKS = """SELECT DISTINCT ?entity ?predicate ?value WHERE {
  GRAPH ?article { VALUES ?predicate { skos:altLabel skos:exactMatch } ?entity ?predicate ?value }
  FILTER(?article NOT IN (kg:world, kg:contested))
}"""


@dataclass(frozen=True, slots=True)
class Stand:
    """A claim as assembly sees it; all but modality, polarity and days (first and last it may cover) are IRIs."""

    claim: str
    proposition: str
    holder: str
    article: str
    modality: str
    affirmed: bool
    days: Days | None = None

    @property
    def affirming(self) -> bool:
        """Tell whether it says that the proposition holds, surely or probably."""
        return self.affirmed and self.modality in {"asserted", "probable"}

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
    """An article as a source: IRIs of article and outlet, hash of the text, the rest as the article gives it."""

    iri: str
    id: str
    text_hash: str
    language: str
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


@dataclass(frozen=True)
class Collected:
    """All that assembly reads from the article graphs, each part in an order that depends on its content alone."""

    propositions: tuple[Proposition, ...] = ()
    sources: tuple[Source, ...] = ()
    namings: tuple[Naming, ...] = ()
    links: tuple[tuple[str, str, str], ...] = field(default=())


def collect(store: Store) -> Collected:
    """Read the article graphs of a store."""
    return Collected(
        propositions=_propositions(store),
        sources=tuple(sorted(map(_source, _select(store, ARTICLES)), key=lambda source: source.iri)),
        namings=tuple(sorted(map(_naming, _select(store, NAMES)), key=lambda one: (one.entity, one.article))),
        links=tuple(sorted((row["entity"].value, row["predicate"].value, row["value"].value)
                           for row in _select(store, LINKS))),
    )  # fmt: skip


def _select(store: Store, query: str) -> Iterator[QuerySolution]:
    return iter(cast("QuerySolutions", store.query(query, prefixes=prefixes())))


def _propositions(store: Store) -> tuple[Proposition, ...]:
    ends: dict[str, tuple[str, str, str]] = {}
    stands: dict[str, set[Stand]] = {}
    for row in _select(store, STANDS):
        name = row["p"].value
        ends[name] = (row["s"].value, row["r"].value.removeprefix(ONTOLOGY), row["o"].value)
        stands.setdefault(name, set()).add(_stand(row))
    return tuple(
        Proposition(name, *ends[name], tuple(sorted(stands[name], key=lambda stand: stand.claim)))
        for name in sorted(ends)
    )


def _stand(row: QuerySolution) -> Stand:
    early, late = row["earliest"], row["latest"]
    return Stand(
        claim=row["claim"].value,
        proposition=row["p"].value,
        holder=row["holder"].value,
        article=row["article"].value,
        modality=row["modality"].value.removeprefix(ONTOLOGY),
        affirmed=row["stand"].value == ONTOLOGY + "affirms",
        days=(early.value, late.value) if early and late else None,
    )


def _text(row: QuerySolution, name: str) -> str | None:
    return row[name].value if row[name] else None


def _source(row: QuerySolution) -> Source:
    optional = {name: _text(row, name) for name in ("title", "outlet", "published", "url")}
    return Source(row["article"].value, row["id"].value, row["hash"].value, row["language"].value, **optional)


def _naming(row: QuerySolution) -> Naming:
    article, entity, label = (row[name].value for name in ("article", "entity", "label"))
    kind = cast("NamedNode", row["type"]).value.removeprefix(ONTOLOGY)
    return Naming(article, entity, label, kind, int(_text(row, "mentions") or 0))
