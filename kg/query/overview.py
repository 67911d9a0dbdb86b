"""Give the articles, conflicts and counts of a graph as values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import QuerySolution, Store

from kg.model import BASE
from kg.query.claims import ArticleView, ClaimView, claims_named
from kg.query.run import select
from kg.rdf import ONTOLOGY, iri


@dataclass(frozen=True, slots=True)
class ArticleRow(ArticleView):
    """An article as a source, with its number of claims and its language."""

    claims: int = 0
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict: local ids of the propositions it is between (and of the fact of the reference), and the claims."""

    id: str
    kind: str
    between: tuple[str, ...]
    sides: tuple[ClaimView, ...]
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each thing a graph holds."""

    articles: int
    entities: int
    propositions: int
    claims: int
    conflicts: int


ARTICLES: Final = """SELECT ?id ?title ?source ?published ?url ?claims ?language WHERE {
  ?article a kg:Article ; dcterms:identifier ?id ; skos:prefLabel ?title ;
           kg:claims ?claims ; dcterms:language ?language .
  OPTIONAL { ?article dcterms:publisher/skos:prefLabel ?source } OPTIONAL { ?article dcterms:issued ?published }
  OPTIONAL { ?article schema:url ?url }
} ORDER BY ?id"""
CONFLICTS: Final = """SELECT ?conflict ?kind ?p ?fact WHERE {
  ?conflict a kg:Conflict ; kg:kind ?kind ; kg:between ?p . OPTIONAL { ?conflict kg:reference ?fact }
} ORDER BY ?conflict ?p"""
SIDES: Final = "SELECT DISTINCT ?claim WHERE { ?conflict a kg:Conflict ; kg:side ?claim }"
COUNTS: Final = """SELECT ?name (COUNT(?node) AS ?count) WHERE {
  { ?node a kg:Article BIND("articles" AS ?name) }
  UNION { ?node kg:articles ?n ; skos:prefLabel ?label BIND("entities" AS ?name) }
  UNION { ?node a kg:Proposition BIND("propositions" AS ?name) }
  UNION { ?node a kg:Conflict BIND("conflicts" AS ?name) }
  UNION { GRAPH ?article { ?node a kg:Claim } BIND("claims" AS ?name) }
} GROUP BY ?name"""


def _text(row: QuerySolution, name: str) -> str | None:
    return None if row[name] is None else cast("str", row[name].value)


def articles(store: Store, base: str = BASE) -> tuple[ArticleRow, ...]:
    """Give the articles in the order of their ids."""
    return tuple(
        ArticleRow(
            row["id"].value, row["title"].value, _text(row, "source"), _text(row, "published"), _text(row, "url"),
            int(row["claims"].value), row["language"].value,
        )
        for row in select(store, ARTICLES, base)
    )  # fmt: skip


def conflicts(store: Store, base: str = BASE) -> tuple[ConflictView, ...]:
    """Give the conflicts in the order of kind and id, each with its claims; no other claims are read."""
    by_conflict: dict[str, list[ClaimView]] = defaultdict(list)
    sides = (row["claim"].value for row in select(store, SIDES, base))
    for claim in claims_named(store, sides, base):
        for one in claim.conflicts:
            by_conflict[one].append(claim)
    between: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, tuple[str, str | None]] = {}
    for row in select(store, CONFLICTS, base):
        identity = _tail(row["conflict"].value)
        between[identity].append(_tail(row["p"].value))
        fact = _text(row, "fact")
        kinds[identity] = (row["kind"].value.removeprefix(ONTOLOGY), fact and _tail(fact))
    found = (
        ConflictView(one, kind, tuple(between[one]), tuple(by_conflict[one]), fact)
        for one, (kind, fact) in kinds.items()
    )
    return tuple(sorted(found, key=lambda one: (one.kind, one.id)))


def _tail(name: str) -> str:
    return name.rsplit("/", 1)[-1]


FACT: Final = """SELECT ?subject ?relation ?object ?from ?until ?source WHERE {
  VALUES ?fact { THE_FACT }
  GRAPH kg:world {
    ?fact rdf:subject/skos:prefLabel ?subject ; rdf:predicate ?relation ; rdf:object/skos:prefLabel ?object ;
      dcterms:source ?source .
    OPTIONAL { ?fact kg:validFrom ?from } OPTIONAL { ?fact kg:validUntil ?until }
  }
}"""


def reference(store: Store, fact: str, base: str = BASE) -> str:
    """Give a fact of the reference in words, by its local id; empty where there is none."""
    for row in select(store, FACT.replace("THE_FACT", str(iri("fact", fact, base))), base):
        ends = row["subject"].value, row["relation"].value.removeprefix(ONTOLOGY), row["object"].value
        time = f" {_text(row, 'from') or ''}/{_text(row, 'until') or ''}" if row["from"] or row["until"] else ""
        return f"{' '.join(ends)}{time} ({row['source'].value})"
    return ""


def counts(store: Store, base: str = BASE) -> Counts:
    """Count the things in a graph."""
    found = {row["name"].value: int(row["count"].value) for row in select(store, COUNTS, base)}
    return Counts(**{name: found.get(name, 0) for name in Counts.__slots__})
