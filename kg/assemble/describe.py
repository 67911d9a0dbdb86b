"""Describe entities, articles, propositions and conflicts in the default graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from kg.assemble.collect import Held, Named, Proposition, Source
from kg.assemble.conflicts import Conflict, Key, keys, own_key
from kg.assemble.support import Support, Told, corroborated, support
from kg.model import content_hash
from kg.rdf import date_literal, iri, kg, terms
from kg.rdf import write as names
from kg.relations import ancestors, parents, relations
from kg.world import Entity, World

HELD = (kg("heldClaims"), kg("heldDenials"), kg("heldIn"))
NAMED = (names.TYPE, names.LABEL, names.ALIAS, names.MATCH, kg("mentions"), kg("articles"), *HELD)
"""What the view says of an entity, beside what is claimed of it."""
Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
SUBCLASS, SUBPROPERTY = NamedNode(terms.RDFS + "subClassOf"), NamedNode(terms.RDFS + "subPropertyOf")


def hierarchy() -> Iterator[Statement]:
    """Yield which classes and relations are special cases of which, and which relations have no direction."""
    for name, above in parents().items():
        yield from ((kg(name), SUBCLASS, kg(one)) for one in above)
    for relation in relations().values():
        if relation.broader:
            yield kg(relation.name), SUBPROPERTY, kg(relation.broader)
        if relation.symmetric:
            yield kg(relation.name), names.TYPE, NamedNode(terms.OWL + "SymmetricProperty")


def entities(called: Mapping[str, Named], world: World, base: str) -> Iterator[Statement]:
    """Yield one label and one class of each entity met in an article, its other names, links and mentions.

    The reference's label and class win; else the label most articles use, and the class most take it to be.
    """
    kinds = classes(called, world, base)
    for entity, named in called.items():
        node, known = NamedNode(entity), _known(entity, world, base)
        labels = _ranked(named.labels)
        label = known.label if known else labels[0]
        yield node, names.TYPE, kg(kinds[entity])
        yield node, names.LABEL, Literal(label)
        yield from ((node, names.ALIAS, Literal(other)) for other in labels if other != label)
        yield node, kg("mentions"), Literal(named.mentions)
        yield node, kg("articles"), Literal(named.articles)
        if known and known.wikidata:
            yield node, names.MATCH, NamedNode(terms.WIKIDATA + known.wikidata)
        yield from _links(node, named)


def classes(called: Mapping[str, Named], world: World, base: str) -> dict[str, str]:
    """Give the class of each entity met in an article, by its IRI."""
    found = {}
    for entity, named in called.items():
        known = _known(entity, world, base)
        found[entity] = known.type if known else _class(named.types)
    return found


def _known(entity: str, world: World, base: str) -> Entity | None:
    head = f"{base}entity/"
    return world.entities.get(unquote(entity.removeprefix(head))) if entity.startswith(head) else None


def _links(node: NamedNode, named: Named) -> Iterator[Statement]:
    for predicate, value in sorted(named.links):
        if predicate == names.MATCH.value:
            yield node, names.MATCH, NamedNode(value)
        elif value not in named.labels:
            yield node, names.ALIAS, Literal(value)


def _ranked(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda value: (-counts[value], -len(value), value))


def _class(counts: Mapping[str, int]) -> str:
    """Give the class most articles take something to be; among equals the most special, then by name."""
    if len(counts) == 1:  # as for most
        return next(iter(counts))
    depth = {name: len(ancestors(name)) if name in parents() else 0 for name in counts}
    return min(counts, key=lambda name: (name == "Entity", -counts[name], -depth[name], name))


def articles(sources: Iterable[Source]) -> Iterator[Statement]:
    """Yield label, outlet, date and number of claims of each article."""
    for source in sources:
        node = NamedNode(source.iri)
        yield node, names.TYPE, kg("Article")
        yield node, names.LABEL, Literal(source.title or source.id)
        yield node, names.IDENTIFIER, Literal(source.id)
        yield node, names.LANGUAGE, Literal(source.language)
        yield node, kg("claims"), Literal(source.claims)
        if source.outlet:
            yield node, names.PUBLISHER, NamedNode(source.outlet)
        if source.published:
            yield node, names.ISSUED, date_literal(source.published)
        if source.url:
            yield node, names.URL, Literal(source.url)


def propositions(
    some: Collection[Proposition], conflicts: Collection[Conflict], told: Told, wanted: Container[str] | None = None
) -> Iterator[Statement]:
    """Yield each proposition (each that is wanted) with its counts, dates and status.

    Parameters
    ----------
    some : collection of Proposition
        What to describe, and all that is said of the same ends.
    conflicts : collection of Conflict
        At least those they stand in.
    told : Told
        What is known of the articles.
    wanted : container of str
        IRIs.
    """
    backing: dict[Key, list[Proposition]] = defaultdict(list)
    for one in some:
        for implied in keys(one):
            backing[implied].append(one)
    hit = contested(some, conflicts)
    refuted = {name for conflict in conflicts if conflict.kind == "againstReference" for name in conflict.between}
    for one in (one for one in some if wanted is None or one.iri in wanted):
        node, alike = NamedNode(one.iri), backing[own_key(one)]
        yield from _proposition(one, node)
        yield from _counts(support(one, alike, told), node)
        yield from _told_of(one, node)
        status = "corroborated" if corroborated(one.relation, alike, told) else "reported"
        status = "againstReference" if one.iri in refuted else "contested" if one.iri in hit else status
        yield node, kg("status"), kg(status)


def _proposition(one: Proposition, node: NamedNode) -> Iterator[Statement]:
    yield node, names.TYPE, kg("Proposition")
    for predicate, value in zip((names.SUBJECT, names.PREDICATE, names.OBJECT), triple(one), strict=True):
        yield node, predicate, value


def triple(one: Proposition) -> tuple[NamedNode, NamedNode, NamedNode]:
    """Give a proposition as the plain triple it is about."""
    return NamedNode(one.subject), NamedNode(terms.ONTOLOGY + one.relation), NamedNode(one.object)


def _counts(counts: Support, node: NamedNode) -> Iterator[Statement]:
    for name in ("claims", "affirmations", "denials", "holders", "articles", "sources"):
        yield node, kg(name), _number(getattr(counts, name))
    if counts.first and counts.last:
        yield node, kg("firstDate"), terms.xsd(counts.first, "date")
        yield node, kg("lastDate"), terms.xsd(counts.last, "date")


def _told_of(one: Proposition, node: NamedNode) -> Iterator[Statement]:
    """Yield the first and last day that its claims name, and whether nobody but the articles themselves affirms it."""
    if days := [stand.days for stand in one.stands if stand.days]:
        yield node, kg("earliest"), terms.xsd(min(first for first, _ in days), "date")
        yield node, kg("latest"), terms.xsd(max(last for _, last in days), "date")
    affirmed = [stand.own for stand in one.stands if stand.affirmed]
    if affirmed and all(affirmed):
        yield node, kg("ownVoice"), terms.xsd("true", "boolean")


def holders(counts: Iterable[Held]) -> Iterator[Statement]:
    """Yield how many claims each holder holds, how many of these deny, and in how many articles."""
    for holder, *numbers in counts:
        stated = zip(HELD, numbers, strict=True)
        yield from ((NamedNode(holder), name, _number(number)) for name, number in stated if number)


@lru_cache(maxsize=1024)
def _number(value: int) -> Literal:
    return Literal(value)


def contested(propositions: Iterable[Proposition], conflicts: Iterable[Conflict]) -> frozenset[str]:
    """Give the propositions that somebody denies, or that stand in a conflict.

    A succession is no contest: it explains why two propositions both hold, each in its time.
    """
    found = {one.iri for one in propositions if one.denying}
    return frozenset(found.union(*(conflict.between for conflict in conflicts if conflict.kind != "succession")))


def conflict_nodes(conflicts: Iterable[Conflict], base: str) -> Iterator[Statement]:
    """Yield each conflict: its kind, the propositions it is between, the claims on its sides."""
    for conflict in conflicts:
        identity = content_hash(conflict.kind, conflict.reference or "", *map(_tail, conflict.between))
        node = iri("conflict", identity, base)
        yield node, names.TYPE, kg("Conflict")
        yield node, kg("kind"), kg(conflict.kind)
        yield from ((node, kg("between"), NamedNode(one)) for one in conflict.between)
        yield from ((node, kg("side"), NamedNode(claim)) for claim in conflict.sides)
        if conflict.reference:
            yield node, kg("reference"), NamedNode(conflict.reference)


def _tail(name: str) -> str:
    return name.rsplit("/", 1)[-1]
