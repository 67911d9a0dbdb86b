"""Make the view model from the rows of an open graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol
from urllib.parse import unquote

from kg.model import Article, Span
from kg.query import ClaimView
from kg.query.overview import ArticleRow, ConflictView
from kg.views.model import Dispute, Entity, Statement, View

TITLE = "States, alliances and claims"
TEXTS = """SELECT ?id ?text WHERE { GRAPH ?g { ?article a kg:Article ; dcterms:identifier ?id ; schema:text ?text } }"""
PLACES = """SELECT ?claim ?evidence ?subject ?object ?trigger WHERE {
  GRAPH ?g { ?occurrence kg:ofClaim ?claim ; kg:evidence ?evidence ;
    kg:subjectAt ?subject ; kg:objectAt ?object ; kg:triggerAt ?trigger }
} ORDER BY ?claim ?evidence ?subject ?object ?trigger"""

Places = dict[tuple[str, str], tuple[Span | None, Span | None, Span | None]]


class Rows(Protocol):
    """What a page needs of an open graph; ``kg.open`` gives one."""

    def claims(self, **chosen: str) -> Sequence[ClaimView]:
        """Give the claims."""

    def conflicts(self) -> Sequence[ConflictView]:
        """Give the conflicts."""

    def articles(self) -> Sequence[ArticleRow]:
        """Give the articles."""

    def ask(self, sparql: str) -> Any:
        """Run SPARQL."""


def view_of(graph: Rows, title: str | None = None) -> View:
    """Give everything a page shows of a graph."""
    claims = graph.claims()
    places = _places(graph)
    texts = {row["id"].value: row["text"].value for row in graph.ask(TEXTS)}
    return View(
        title=title or TITLE,
        entities=tuple(_entities(claims)),
        statements=tuple(_statement(one, places) for one in claims),
        disputes=tuple(Dispute(one.id, one.kind, sides(one)) for one in graph.conflicts()),
        articles=tuple(_article(one, texts.get(one.id, "")) for one in _by_date(graph.articles())),
    )


def _by_date(articles: Iterable[ArticleRow]) -> list[ArticleRow]:
    return sorted(articles, key=lambda one: (one.published or "~", one.id))


def _article(row: ArticleRow, text: str) -> Article:
    title = None if row.title == row.id else row.title
    return Article(row.id, text, title, row.source, row.published, row.url, row.language)


def _entities(claims: Iterable[ClaimView]) -> Iterator[Entity]:
    parties = {
        party.id: party
        for claim in claims
        for party in (claim.subject, claim.object, *(() if claim.own_voice else claim.holders))
    }
    for name in sorted(parties):
        yield Entity(name, parties[name].label, parties[name].type)


def _statement(one: ClaimView, places: Places) -> Statement:
    first = one.evidence[0] if one.evidence else None
    subject, object_, trigger = places.get((one.id, first.id if first else ""), (None, None, None))
    return Statement(
        id=one.id,
        subject=one.subject.id,
        relation=one.relation,
        object=one.object.id,
        article=one.article.id,
        sentence=first.sentence_span if first else (0, 0),
        holders=() if one.own_voice else tuple(holder.id for holder in one.holders),
        polarity=one.polarity,
        modality=one.modality,
        time=one.time,
        subject_span=subject,
        object_span=object_,
        trigger=trigger,
        score=one.score,
        status=one.status,
    )


def _places(graph: Rows) -> Places:
    """Give where subject, object and trigger stand, by claim and evidence; the first reading of a place counts."""
    found: Places = {}
    for row in graph.ask(PLACES):
        spans = (_span(row["subject"].value), _span(row["object"].value), _span(row["trigger"].value))
        found.setdefault((_tail(row["claim"].value), _tail(row["evidence"].value)), spans)
    return found


def _tail(iri: str) -> str:
    return unquote(iri.rsplit("/", 1)[-1])


def _span(text: str) -> Span | None:
    found = re.match(r"char=(\d+),(\d+)", text)
    return (int(found[1]), int(found[2])) if found else None


def sides(conflict: ConflictView) -> tuple[tuple[str, ...], ...]:
    """Give the ids of a conflict's claims by side: those who affirm and those who deny, else one side a proposition."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in conflict.sides:
        found[claim.polarity if conflict.kind == "denial" else claim.proposition].append(claim.id)
    return tuple(tuple(found[key]) for key in sorted(found))
