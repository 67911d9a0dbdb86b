"""Look up in the article graphs what bears on some propositions, articles and entities, many of them in a query.

``kg.assemble.columns`` reads the same of whole articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.assemble import columns
from kg.assemble.collect import Named, Proposition, Source
from kg.assemble.parts import Row
from kg.rdf import kg, prefixes
from kg.rdf import write as names

AT_ONCE: Final = 1_000
"""Propositions, or entities, that a query asks for."""
STANDS: Final = """
    SELECT ?p ?s ?r ?o ?claim ?holder ?modality ?early ?late ?tense ?own (STAND AS ?stand) ?article WHERE {
    GRAPH ?article { VALUES ?p { GIVEN } ?claim STAND ?p ; kg:modality ?modality ; kg:heldBy ?holder .
        ?p rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o .
        OPTIONAL { ?claim kg:earliest ?early ; kg:latest ?late } OPTIONAL { ?claim kg:tense ?tense }
        OPTIONAL { ?claim kg:ownVoice ?own } } }"""
OF_ARTICLES: Final = """GRAPH ?article { VALUES ?entity { GIVEN } PATTERN }
    FILTER(!sameTerm(?article, kg:world) && !sameTerm(?article, kg:curation))"""
COUNTED: Final = f"""SELECT ?entity ?value (COUNT(?article) AS ?articles) WHERE {{
    {OF_ARTICLES.replace("PATTERN", "?entity PREDICATE ?value")} }} GROUP BY ?entity ?value"""
MENTIONS: Final = f"""SELECT ?entity (SUM(STRLEN(REPLACE(?places, "[^;]", "")) + 1) AS ?mentions) WHERE {{
    {OF_ARTICLES.replace("PATTERN", "?entity kg:mentionedAt ?places")} }} GROUP BY ?entity"""
"""Between the places that an article mentions an entity at stands a semicolon (RFC 5147)."""


def ends_of(store: Store, proposition: NamedNode) -> tuple[str, str, str] | None:
    """Give subject, relation (its name) and object of a proposition that an article or the view holds."""
    quad = next(store.quads_for_pattern(proposition, names.SUBJECT, None, None), None)
    if quad is None:
        return None
    three = (names.SUBJECT, names.PREDICATE, names.OBJECT)
    found = (next(store.quads_for_pattern(proposition, one, None, quad.graph_name)).object for one in three)
    subject, relation, object_ = (cast("NamedNode", one).value for one in found)
    return subject, columns.name(relation), object_


def is_told(store: Store, proposition: str) -> bool:
    """Tell whether a claim tells a proposition as a fact."""
    claims = store.quads_for_pattern(None, kg("affirms"), NamedNode(proposition), None)
    told = kg("modality"), kg("asserted")
    return any(Quad(cast("NamedNode", one.subject), *told, one.graph_name) in store for one in claims)


def _chunks(given: Iterable[str]) -> Iterator[str]:
    ordered = iter(sorted(given))
    while some := list(islice(ordered, AT_ONCE)):
        yield " ".join(str(NamedNode(one)) for one in some)


def _asked(store: Store, query: str, given: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a query; asked of so many things at once, their terms lead to what is told of them."""
    for some in _chunks(given):
        for row in cast("QuerySolutions", store.query(query.replace("GIVEN", some), prefixes=prefixes())):
            yield tuple(None if one is None else cast("NamedNode | Literal", one).value for one in row)


def propositions_of(store: Store, given: Iterable[str]) -> tuple[Proposition, ...]:
    """Give propositions with all stands on them, those that anybody speaks of, in the order of their IRIs."""
    wanted = set(given)
    stands = (_asked(store, STANDS.replace("STAND", one), wanted) for one in ("kg:affirms", "kg:denies"))
    return columns.propositions(chain.from_iterable(stands))


def sources_of(store: Store, articles: Iterable[str]) -> tuple[Source, ...]:
    """Give the articles that are there as sources, in the order of their IRIs."""
    nodes = (NamedNode(one) for one in sorted(articles))
    there = (one for one in nodes if Quad(one, names.TYPE, kg("Article"), one) in store)
    return tuple(columns.source(store, one) for one in there)


def named(store: Store, entities: Iterable[str]) -> dict[str, Named]:
    """Give what articles call entities, those that any names."""
    wanted = set(entities)
    labels, types = (_counted(store, predicate, wanted) for predicate in ("skos:prefLabel", "a"))
    mentions = {str(entity): int(str(number)) for entity, number in _asked(store, MENTIONS, wanted)}
    links: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for predicate in (names.ALIAS, names.MATCH):
        for entity, values in _counted(store, str(predicate), wanted).items():
            links[entity] |= {(predicate.value, value) for value in values}
    return {
        entity: Named(
            found,
            {columns.name(kind): count for kind, count in types[entity].items()},
            mentions.get(entity, 0),
            sum(found.values()),
            frozenset(links[entity]),
        )
        for entity, found in labels.items()
    }


def _counted(store: Store, predicate: str, entities: Iterable[str]) -> dict[str, Counter[str]]:
    """Give for each entity the values that articles give of a property, and how many do each."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for entity, value, count in _asked(store, COUNTED.replace("PREDICATE", predicate), entities):
        found[str(entity)][str(value)] += int(str(count))
    return found
