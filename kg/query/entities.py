"""Give what is known of one entity: its names, and how much articles say about it and quote from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Store

from kg.model import BASE
from kg.query import cards
from kg.query.resolve import entity
from kg.query.run import select
from kg.rdf import ONTOLOGY
from kg.world.kinds import kinds


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity: local id, label, class, Wikidata id, other names; numbers of what articles say.

    ``kind`` is that of an organisation, ``start`` and ``end`` the ISO dates between which it existed, as far as known.
    ``about`` counts the claims with it as an end, ``held`` those of which it is the innermost holder.
    """

    id: str
    label: str
    type: str
    wikidata: str | None
    aliases: tuple[str, ...]
    mentions: int
    articles: int
    about: int
    held: int
    kind: str | None = None
    start: str | None = None
    end: str | None = None

    def _repr_html_(self) -> str:
        return cards.entity(self)


KNOWN: Final = """SELECT ?kind ?value WHERE {
  { ENTITY skos:prefLabel ?value . BIND("label" AS ?kind) }
  UNION { GRAPH kg:world { ENTITY skos:prefLabel ?value } BIND("label" AS ?kind) }
  UNION { ENTITY rdf:type ?value . BIND("type" AS ?kind) }
  UNION { GRAPH kg:world { ENTITY rdf:type ?value } BIND("type" AS ?kind) }
  UNION { ENTITY kg:mentions ?value . BIND("mentions" AS ?kind) }
  UNION { ENTITY kg:articles ?value . BIND("articles" AS ?kind) }
  UNION { GRAPH kg:world { ENTITY skos:altLabel ?value } BIND("alias" AS ?kind) }
  UNION { ENTITY skos:altLabel ?value . BIND("alias" AS ?kind) }
  UNION { GRAPH kg:world { ENTITY skos:exactMatch ?value } BIND("same" AS ?kind) }
  UNION { GRAPH kg:world { ENTITY kg:kind ?value } BIND("sort" AS ?kind) }
  UNION { GRAPH kg:world { ENTITY kg:validFrom ?value } BIND("start" AS ?kind) }
  UNION { GRAPH kg:world { ENTITY kg:validUntil ?value } BIND("end" AS ?kind) }
}"""
CLAIMED: Final = """SELECT (COUNT(DISTINCT ?about) AS ?abouts) (COUNT(DISTINCT ?held) AS ?helds) WHERE {
  GRAPH ?article { { ?p rdf:subject|rdf:object ENTITY . ?about kg:affirms|kg:denies ?p }
                    UNION { ?held kg:heldBy ENTITY } }
}"""


def describe(store: Store, words: str, base: str = BASE) -> EntityView:
    """Give the entity that words name.

    Raises
    ------
    QueryError
        If they name nothing in the graph, or several things.
    """
    node = entity(store, words, base)
    found: dict[str, list[str]] = {}
    for row in select(store, KNOWN.replace("ENTITY", str(node)), base):
        found.setdefault(row["kind"].value, []).append(row["value"].value)
    counted = next(iter(select(store, CLAIMED.replace("ENTITY", str(node)), base)))
    name = unquote(node.value.rsplit("/", 1)[-1])
    label = found.get("label", [name])[0]
    same = [iri.rsplit("/", 1)[-1] for iri in found.get("same", []) if "wikidata.org/entity/Q" in iri]
    return EntityView(
        id=name,
        label=label,
        type=found.get("type", ["Entity"])[0].removeprefix(ONTOLOGY),
        wikidata=same[0] if same else None,
        aliases=tuple(sorted({one for one in found.get("alias", []) if one != label})),
        mentions=int(found.get("mentions", ["0"])[0]),
        articles=int(found.get("articles", ["0"])[0]),
        about=int(counted["abouts"].value),
        held=int(counted["helds"].value),
        kind=_kind(found.get("sort", [])),
        start=next(iter(found.get("start", [])), None),
        end=next(iter(found.get("end", [])), None),
    )


def _kind(terms: list[str]) -> str | None:
    """Give the label of a kind; a graph made by another version may hold one that is not listed."""
    labels = {one.term: one.label for one in kinds().values()}
    names = (one.removeprefix(ONTOLOGY) for one in terms)
    return next((labels.get(name, name) for name in names), None)
