"""Read what each article says in rows, a query for an article: what assembly of everything needs.

``kg.assemble.lookup`` looks up the same of single propositions, entities and articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from kg.assemble.collect import Collected, Held, Named, Proposition, Source, Stand
from kg.assemble.parts import Row
from kg.rdf import ONTOLOGY, kg, prefixes, write
from kg.rdf.write import ALIAS, MATCH, TYPE

CLAIMS: Final = """SELECT ?p ?s ?r ?o ?claim ?holder ?modality ?early ?late ?tense ?own ?stand WHERE {{ GRAPH {} {{
    VALUES ?stand {{ kg:affirms kg:denies }}
    ?claim ?stand ?p ; kg:modality ?modality ; kg:heldBy ?holder .
    ?p rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o .
    OPTIONAL {{ ?claim kg:earliest ?early ; kg:latest ?late }} OPTIONAL {{ ?claim kg:tense ?tense }}
    OPTIONAL {{ ?claim kg:ownVoice ?own }}
}} }}"""
NAMINGS: Final = """SELECT ?entity ?label ?type ?places WHERE {{ GRAPH {} {{
    ?entity skos:prefLabel ?label ; a ?type OPTIONAL {{ ?entity kg:mentionedAt ?places }}
}} }}"""
HOLDERS: Final = """
SELECT ?holder (COUNT(?claim) AS ?claims) (COUNT(?denied) AS ?denials) (COUNT(DISTINCT ?article) AS ?articles) WHERE {{
    VALUES ?holder {{ {} }} GRAPH ?article {{ ?claim kg:heldBy ?holder OPTIONAL {{ ?claim kg:denies ?denied }} }}
}} GROUP BY ?holder"""


def articles(store: Store) -> list[NamedNode]:
    """Give the articles of a store, in the order of their IRIs."""
    quads = store.quads_for_pattern(None, TYPE, kg("Article"), None)
    found = (quad for quad in quads if quad.graph_name != DefaultGraph())
    return sorted((cast("NamedNode", quad.subject) for quad in found), key=lambda one: one.value)


def collect(store: Store) -> Collected:
    """Read all article graphs of a store into memory; only articles with the very same text are copies."""
    names = articles(store)
    called = named(chain.from_iterable(naming_rows(store, one) for one in names))
    claims = propositions(chain.from_iterable(claim_rows(store, one) for one in names))
    told = tuple(source(store, one) for one in names)
    return Collected(claims, told, called, {one.iri: one.text_hash for one in told})


def _rows(store: Store, query: str) -> Iterator[Row]:
    for row in cast("QuerySolutions", store.query(query, prefixes=prefixes())):
        yield tuple(None if one is None else cast("NamedNode | Literal", one).value for one in row)


def claim_rows(store: Store, article: NamedNode) -> Iterator[Row]:
    """Yield a row for each claim of an article: what ``CLAIMS`` selects, and the article."""
    yield from ((*row, article.value) for row in _rows(store, CLAIMS.format(article)))


def propositions(rows: Iterable[Row]) -> tuple[Proposition, ...]:
    """Give the propositions that rows of claims are about, each with its stands, in the order of their IRIs."""
    ordered = sorted(rows, key=itemgetter(0, 4))
    return tuple(_proposition(list(some)) for _, some in groupby(ordered, itemgetter(0)))


def _proposition(rows: list[Row]) -> Proposition:
    iri, subject, relation, object_ = (str(one) for one in rows[0][:4])
    return Proposition(iri, subject, name(relation), object_, tuple(map(_stand, rows)))


def _stand(row: Row) -> Stand:
    proposition, _, _, _, claim, holder, modality, early, late, tense, own, _, article = row
    return Stand(
        claim=str(claim),
        proposition=str(proposition),
        holder=str(holder),
        article=str(article),
        modality=name(str(modality)),
        affirmed=is_affirmed(row),
        days=(early, late) if early and late else None,
        tense=tense,
        own=own is not None,
    )


def is_affirmed(row: Row) -> bool:
    """Tell whether a claim affirms."""
    return row[11] == _AFFIRMS


_AFFIRMS: Final = kg("affirms").value


def name(term: str) -> str:
    """Give the name of a term of the ontology."""
    return term.removeprefix(ONTOLOGY)


def holders(claims: Iterable[Row]) -> dict[str, tuple[int, int]]:
    """Give how many of some claims each holder holds, and how many of these deny."""
    found: dict[str, tuple[int, int]] = {}
    for row in claims:
        held, denied = found.get(str(row[5]), (0, 0))
        found[str(row[5])] = held + 1, denied + (not is_affirmed(row))
    return found


def held(store: Store, holders: Iterable[str]) -> Iterator[Held]:
    """Yield how many claims some holders (IRIs) hold, those that hold any."""
    if asked := " ".join(str(NamedNode(one)) for one in sorted(holders)):
        for holder, *numbers in _rows(store, HOLDERS.format(asked)):
            claims, denials, told_in = (int(str(number)) for number in numbers)
            yield str(holder), claims, denials, told_in


def source(store: Store, node: NamedNode) -> Source:
    """Give an article as a source."""
    known = {"title": write.TITLE, "outlet": write.PUBLISHER, "published": write.ISSUED, "url": write.URL}
    id_, text, language = (_value(store, node, one) or "" for one in (write.IDENTIFIER, kg("textHash"), write.LANGUAGE))
    claims = sum(1 for _ in store.quads_for_pattern(None, TYPE, kg("Claim"), node))
    optional = {key: _value(store, node, predicate) for key, predicate in known.items()}
    return Source(node.value, id_, text, language, claims, **optional)


def _value(store: Store, article: NamedNode, predicate: NamedNode) -> str | None:
    quad = next(store.quads_for_pattern(article, predicate, None, article), None)
    return None if quad is None else cast("NamedNode | Literal", quad.object).value


def naming_rows(store: Store, article: NamedNode) -> Iterator[Row]:
    """Yield a row for each entity of an article: entity, label, class, mentions; and one of three for each link."""
    yield from ((*row, str(mentions(places))) for *row, places in _rows(store, NAMINGS.format(article)))
    for link in (ALIAS, MATCH):
        for quad in store.quads_for_pattern(None, link, None, article):
            yield cast("NamedNode", quad.subject).value, link.value, cast("Literal", quad.object).value


def mentions(places: str | None) -> int:
    """Give how often an article mentions an entity, from where it does.

    >>> mentions("char=0,5;char=20,25"), mentions(None)
    (2, 0)
    """
    return places.count("char=") if places else 0


def named(rows: Iterable[Row]) -> dict[str, Named]:
    """Give what rows of naming call entities, by their IRI."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    links: dict[str, set[tuple[str, str]]] = defaultdict(set)
    met: Counter[str] = Counter()
    for row in rows:
        entity, second, third, *count = map(str, row)
        if count:
            labels[entity][second] += 1
            types[entity][name(third)] += 1
            met[entity] += int(count[0])
        else:
            links[entity].add((second, third))
    return {
        entity: Named(found, types[entity], met[entity], found.total(), frozenset(links.get(entity, ())))
        for entity, found in labels.items()
    }
