"""Write the world reference as quads: what is known from elsewhere, never what an article says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import BASE, content_hash
from kg.rdf.terms import DCTERMS, SKOS, WIKIDATA, bounds, date_literal, iri, kg, xsd
from kg.rdf.write import ALIAS, LABEL, MATCH, OBJECT, PREDICATE, SUBJECT, TYPE, Statement
from kg.world import Entity, Fact, World
from kg.world.kinds import kinds

WORLD = kg("world")
CONTEXTUAL = frozenset({"adjective", "capital", "demonym", "government", "prefix", "surname"})
HIDDEN = NamedNode(SKOS + "hiddenLabel")
SOURCE, READ_ON = NamedNode(DCTERMS + "source"), NamedNode(DCTERMS + "dateSubmitted")


def world_quads(world: World, base: str = BASE) -> Iterator[Quad]:
    """Yield the reference in the graph ``kg:world``: entities with their names, kinds and years, and facts.

    What existed from or until a date bears it as facts do (``kg:validFrom``, ``kg:validUntil`` ...).
    A fact, and where something is at home (``kg:homeIn``), is a plain triple, and a node ``kg:Fact`` that carries its
    dates (``kg:validFrom``, ``kg:validUntil``, and the first and last day they cover), its source and when that was
    read. Names that fit only in context (capitals, demonyms, surnames) are ``skos:hiddenLabel``, the others
    ``skos:altLabel``.
    """
    for subject, predicate, value in chain(_entities(world, base), _names(world, base), _facts(world, base)):
        yield Quad(subject, predicate, value, WORLD)


def _entities(world: World, base: str) -> Iterator[Statement]:
    for entity in world.entities.values():
        node = iri("ent", entity.id, base)
        yield node, TYPE, kg(entity.type)
        yield node, LABEL, Literal(entity.label)
        if entity.wikidata:
            yield node, MATCH, NamedNode(WIKIDATA + entity.wikidata)
        if entity.kind:
            yield node, kg("kind"), kg(kinds()[entity.kind].term)
        if entity.start or entity.end:
            yield from _dates(node, entity)


def _names(world: World, base: str) -> Iterator[Statement]:
    for name in world.names:
        if name.entity in world.entities and name.text != world.entities[name.entity].label:
            predicate = HIDDEN if name.kind in CONTEXTUAL else ALIAS
            yield iri("ent", name.entity, base), predicate, Literal(name.text)


def _facts(world: World, base: str) -> Iterator[Statement]:
    for fact in chain(world.facts, world.homes.values()):
        yield from _fact(fact, base)


def _fact(fact: Fact, base: str) -> Iterator[Statement]:
    subject, relation, value = iri("ent", fact.subject, base), kg(fact.relation), iri("ent", fact.object, base)
    yield subject, relation, value
    node = fact_iri(fact, base)
    yield node, TYPE, kg("Fact")
    yield node, SUBJECT, subject
    yield node, PREDICATE, relation
    yield node, OBJECT, value
    yield node, SOURCE, Literal(fact.source)
    yield node, READ_ON, date_literal(fact.retrieved)
    yield from _dates(node, fact)


def _dates(node: NamedNode, dated: Entity | Fact) -> Iterator[Statement]:
    """Yield between which dates something existed or held, and the first and last day that these cover."""
    if dated.start:
        yield node, kg("validFrom"), date_literal(dated.start)
    if dated.end:
        yield node, kg("validUntil"), date_literal(dated.end)
    if days := days_of(dated):
        yield node, kg("earliest"), xsd(days[0], "date")
        yield node, kg("latest"), xsd(days[1], "date")


def fact_iri(fact: Fact, base: str = BASE) -> NamedNode:
    """Give the IRI of a fact: a hash of what it says, when it held and who says so."""
    dates = (fact.start or "", fact.end or "")
    return iri("fact", content_hash(fact.subject, fact.relation, fact.object, *dates, fact.source), base)


def days_of(dated: Entity | Fact) -> tuple[str, str] | None:
    """Give the first and last day of a fact or an entity, as ISO dates; an open end reaches as far as dates go."""
    if not dated.start and not dated.end:
        return "0001-01-01", "9999-12-31"
    return bounds(f"{dated.start or '..'}/{dated.end or '..'}")
