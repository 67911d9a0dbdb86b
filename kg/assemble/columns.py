"""Read whole columns out of all article graphs: what assembly of everything needs, faster than by look-ups.

``kg.assemble.collect`` looks up the same of single propositions, entities and articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.assemble.collect import Collected, Naming, Proposition, Source, Stand, mentions
from kg.assemble.parts import Row
from kg.rdf import ONTOLOGY, prefixes

CLAIMS: Final = """SELECT ?p ?s ?r ?o ?claim ?holder ?article ?modality ?early ?late ?tense ?own
WHERE {{ GRAPH ?article {{
    ?claim kg:{} ?p ; kg:modality ?modality ; kg:heldBy ?holder .
    ?p rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o .
    OPTIONAL {{ ?claim kg:earliest ?early ; kg:latest ?late }} OPTIONAL {{ ?claim kg:tense ?tense }}
    OPTIONAL {{ ?claim kg:ownVoice ?own }}
}} }}"""
NAMINGS: Final = """SELECT ?entity ?label ?type ?places WHERE {
    GRAPH ?article { ?entity skos:prefLabel ?label ; a ?type OPTIONAL { ?entity kg:mentionedAt ?places } }
    FILTER(?article != kg:world)
}"""
LINKS: Final = """SELECT DISTINCT ?entity ?link ?value WHERE {
    VALUES ?link { skos:altLabel skos:exactMatch }
    GRAPH ?article { ?entity ?link ?value } FILTER(?article != kg:world)
}"""
SOURCES: Final = """SELECT ?article ?id ?hash ?language ?title ?outlet ?published ?url WHERE { GRAPH ?article {
    ?article a kg:Article ; dcterms:identifier ?id ; kg:textHash ?hash ; dcterms:language ?language
    OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dcterms:publisher ?outlet }
    OPTIONAL { ?article dcterms:issued ?published } OPTIONAL { ?article schema:url ?url }
} }"""
COUNTS: Final = "SELECT ?article (COUNT(*) AS ?claims) WHERE { GRAPH ?article { ?claim a kg:Claim } } GROUP BY ?article"


def collect(store: Store) -> Collected:
    """Read all article graphs of a store into memory; only articles with the very same text are copies."""
    named, links = namings(naming_rows(store))
    told = sources(store)
    texts = {one.iri: one.text_hash for one in told}
    return Collected(propositions(claim_rows(store)), told, named, links, texts)


def _rows(store: Store, query: str) -> Iterator[Row]:
    for row in cast("QuerySolutions", store.query(query, prefixes=prefixes())):
        yield tuple(None if one is None else cast("NamedNode | Literal", one).value for one in row)


def claim_rows(store: Store) -> Iterator[Row]:
    """Yield a row a claim: what ``CLAIMS`` selects, and whether it ``affirms`` or ``denies``."""
    for stand in ("affirms", "denies"):
        yield from ((*row, stand) for row in _rows(store, CLAIMS.format(stand)))


def propositions(rows: Iterable[Row]) -> tuple[Proposition, ...]:
    """Give the propositions that rows of claims are about, each with its stands, in the order of their IRIs."""
    ordered = sorted(rows, key=itemgetter(0, 4))
    return tuple(_proposition(list(some)) for _, some in groupby(ordered, itemgetter(0)))


def _proposition(rows: list[Row]) -> Proposition:
    iri, subject, relation, object_ = (str(one) for one in rows[0][:4])
    return Proposition(iri, subject, name(relation), object_, tuple(map(_stand, rows)))


def _stand(row: Row) -> Stand:
    proposition, _, _, _, claim, holder, article, modality, early, late, tense, own, stand = row
    return Stand(
        claim=str(claim),
        proposition=str(proposition),
        holder=str(holder),
        article=str(article),
        modality=name(str(modality)),
        affirmed=stand == "affirms",
        days=(early, late) if early and late else None,
        tense=tense,
        own=own is not None,
    )


def name(term: str) -> str:
    """Give the name of a term of the ontology."""
    return term.removeprefix(ONTOLOGY)


def naming_rows(store: Store) -> Iterator[Row]:
    """Yield a row for each entity in each article: entity, label, class, mentions; and rows of links, as they are."""
    yield from ((*row, str(mentions(places))) for *row, places in _rows(store, NAMINGS))
    yield from _rows(store, LINKS)


def namings(rows: Iterable[Row]) -> tuple[tuple[Naming, ...], tuple[tuple[str, str, str], ...]]:
    """Give the namings and the links among rows."""
    named, links = [], set()
    for row in rows:
        entity, second, third, *count = map(str, row)
        if count:
            named.append(Naming("", entity, second, name(third), int(count[0])))
        else:
            links.add((entity, second, third))
    return tuple(named), tuple(sorted(links))


def sources(store: Store) -> tuple[Source, ...]:
    """Give all articles, in the order of their IRIs."""
    counts = {row[0]: int(row[1] or 0) for row in _rows(store, COUNTS)}
    found = (_source(row, counts.get(row[0], 0)) for row in _rows(store, SOURCES))
    return tuple(sorted(found, key=lambda one: one.iri))


def _source(row: Row, claims: int) -> Source:
    iri, id_, text, language, *more = row
    return Source(str(iri), str(id_), str(text), str(language), claims, *more)
