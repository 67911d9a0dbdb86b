"""Write a view as the JSON a page carries: columns instead of objects, entities and articles by number.

Offsets leave Python here and are turned from code points into the UTF-16 units that JavaScript counts.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.model import MODALITIES, Article, Span
from kg.relations import relations
from kg.views import network, palette, society
from kg.views.model import Dispute, Entity, Mark, Statement, View, clean_label, clean_text, words

if TYPE_CHECKING:
    import networkx as nx

Columns = dict[str, list[Any]]
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def embed(value: object) -> str:
    r"""Give JSON that is safe inside a script element.

    >>> embed("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = re.sub("[<>&\u2028\u2029]", lambda match: _ESCAPES[match[0]], text)
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def safe_url(url: str | None) -> str | None:
    """Give a URL that may be linked: http or https with a host, else None.

    >>> safe_url("javascript:alert(1)") is None
    True
    """
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return parts.geturl() if parts.scheme in ("http", "https") and parts.netloc else None


def payload(view: View) -> dict[str, Any]:
    """Give everything the page's scripts need, ready for `embed`."""
    shown = _complete(view)
    order = network.ranked(shown)
    drawn = network.bundles(shown.statements)
    net, tiers = network.network(shown, order, drawn)
    names = order + sorted({one.id for one in shown.entities}.difference(order))
    number = {name: place for place, name in enumerate(names)}
    return {
        "title": clean_label(shown.title, 200),
        "entities": _entities({one.id: one for one in shown.entities}, names),
        "relations": _relations(shown.statements),
        "modalities": list(MODALITIES),
        "articles": _articles(shown, number),
        "claims": _claims(shown, number, drawn),
        "disputes": _disputes(shown),
        "palette": {kind: [_swatch(one) for one in palette.swatches(kind)] for kind in ("node", "line", "area")},
        "network": net,
        "tiers": tiers,
        "society": _society(shown, number),
    }


def _complete(view: View) -> View:
    """Put claims in reading order and add what they name but nobody listed."""
    entities = {one.id: one for one in view.entities}
    articles = {one.id: one for one in view.articles}
    for one in view.statements:
        for name in (one.subject, one.object, *one.holders):
            entities.setdefault(name, Entity(name, name))
        articles.setdefault(one.article, Article(one.article, ""))
    rank = {name: place for place, name in enumerate(articles)}
    reading_order = sorted(view.statements, key=lambda one: (rank[one.article], one.sentence, one.id))
    return replace(
        view, entities=tuple(entities.values()), statements=tuple(reading_order), articles=tuple(articles.values())
    )


def _swatch(one: palette.Swatch) -> dict[str, str]:
    return {"key": one.key, "label": one.label, "shape": one.shape, "light": one.light, "dark": one.dark}


def _entities(known: Mapping[str, Entity], names: Sequence[str]) -> Columns:
    found = [known[name] for name in names]
    return {
        "id": [clean_label(one.id, 300) for one in found],
        "label": [clean_label(one.label) for one in found],
        "type": [clean_label(words(one.type)) for one in found],
        "family": [palette.family(one.type) for one in found],
        "code": [network.code(one.id, one.type) for one in found],
        "event": [int(palette.is_event(one.type)) for one in found],
    }


def _names(statements: Sequence[Statement]) -> list[str]:
    return sorted({one.relation for one in statements})


def _relations(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    return [_relation(name) for name in _names(statements)]


def _relation(name: str) -> dict[str, Any]:
    listed = relations().get(name)
    return {
        "name": name,
        "label": words(name),
        "phrase": palette.phrase(name)[0],
        "denied": palette.phrase(name)[1],
        "group": palette.group(name),
        "symmetric": bool(listed and listed.symmetric),
        "definition": listed.definition if listed else "",
        "tone": palette.tone(name),
        "quad": palette.quad(name),
        "membership": name == "memberOf",
    }


def utf16(text: str) -> Callable[[int], int]:
    """Give the function that turns code-point offsets of this text into UTF-16 ones."""
    if text.isascii():
        return lambda offset: offset
    wide = [found.start() for found in _WIDE.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)


def copies(articles: Sequence[Article], near: Iterable[tuple[str, str]] = ()) -> list[int]:
    """Give for each article the place of the first one with the same text, or linked to it by near-copies.

    >>> copies([Article("a", "One."), Article("b", "Two."), Article("c", "One."), Article("d", "Two!")], [("d", "b")])
    [0, 1, 0, 1]
    """
    first: dict[str, int] = {}
    above = [first.setdefault(one.text, place) for place, one in enumerate(articles)]
    place = {one.id: number for number, one in enumerate(articles)}

    def top(number: int) -> int:
        while above[number] != number:
            number = above[number]
        return number

    for one, other in near:
        low, high = sorted((top(place[one]), top(place[other])))
        above[high] = low
    return [top(number) for number in range(len(articles))]


def outlet(one: Article) -> str:
    """Give what an article's outlet goes by: its name, else the host the article was published on, else the article.

    >>> outlet(Article("a", "", url="https://www.example.org/news"))
    'example.org'
    """
    return one.source or (urlsplit(safe_url(one.url) or "").hostname or "").removeprefix("www.") or one.id


def _articles(view: View, number: Mapping[str, int]) -> list[dict[str, Any]]:
    marks: dict[str, list[Mark]] = defaultdict(list)
    for one in view.marks:
        marks[one.article].append(one)
    found = zip(view.articles, copies(view.articles, view.copies), strict=True)
    return [
        {**_article(one), "copy": copy, "marks": _marks(marks[one.id], utf16(one.text), number)} for one, copy in found
    ]


def _article(one: Article) -> dict[str, Any]:
    return {
        "id": clean_label(one.id, 300),
        "key": clean_label(outlet(one), 300),
        "title": clean_label(one.title, 300) if one.title else "",
        "source": clean_label(one.source) if one.source else "",
        "published": clean_label(one.published, 40) if one.published else "",
        "url": safe_url(one.url) or "",
        "text": clean_text(one.text),
    }


CUE, UNKNOWN = -2, -1


def _marks(found: Iterable[Mark], unit: Callable[[int], int], number: Mapping[str, int]) -> list[int]:
    """Give start, end and entity of each mark, by number: -1 for one no claim is about, -2 for a cue."""
    whose = ((one, number.get(one.entity, UNKNOWN) if one.entity else CUE) for one in found)
    rows = sorted((unit(one.start), unit(one.end), who) for one, who in whose)
    return list(chain.from_iterable(rows))


def _claims(view: View, number: Mapping[str, int], drawn: Sequence[network.Bundle]) -> Columns:
    relation = {name: place for place, name in enumerate(_names(view.statements))}
    article = {one.id: place for place, one in enumerate(view.articles)}
    units = {one.id: utf16(one.text) for one in view.articles}
    bundle = {place: row for row, one in enumerate(drawn) for place in one.claims}
    found = view.statements
    return {
        "id": [one.id for one in found],
        "s": [number[one.subject] for one in found],
        "r": [relation[one.relation] for one in found],
        "o": [number[one.object] for one in found],
        "h": [[number[name] for name in one.holders] for one in found],
        "neg": [int(one.polarity == "denied") for one in found],
        "m": [MODALITIES.index(one.modality) for one in found],
        "t": [clean_label(one.time, 40) if one.time else "" for one in found],
        "past": [int(one.tense == "past") for one in found],
        "a": [article[one.article] for one in found],
        "spans": [_spans(one, units[one.article]) for one in found],
        "contested": [int(one.status == "contested") for one in found],
        "score": [round(one.score, 2) for one in found],
        "b": [bundle.get(place, -1) for place in range(len(found))],
    }


def _spans(one: Statement, unit: Callable[[int], int]) -> list[int]:
    """Give sentence, subject, object, trigger and holders as pairs of numbers; -1, -1 where a span is not known."""
    spans: tuple[Span | None, ...] = (one.sentence, one.subject_span, one.object_span, one.trigger, *one.holder_spans)
    return list(chain.from_iterable((unit(span[0]), unit(span[1])) if span else (-1, -1) for span in spans))


def _disputes(view: View) -> list[dict[str, Any]]:
    place = {one.id: row for row, one in enumerate(view.statements)}
    return [_dispute(one, place) for one in view.disputes if any(name in place for side in one.sides for name in side)]


def _dispute(one: Dispute, place: Mapping[str, int]) -> dict[str, Any]:
    sides = [[place[name] for name in side if name in place] for side in one.sides]
    shown = {"id": clean_label(one.id, 300), "kind": clean_label(one.kind, 40), "sides": list(filter(None, sides))}
    return {**shown, "reference": clean_label(one.reference, 300) if one.reference else ""}


def _society(view: View, number: Mapping[str, int]) -> dict[str, Any]:
    """Give the camps, circles and central actors, by number."""
    known = {one.id: one for one in view.entities}
    said = [society.Tie(known[one.subject], one.relation, known[one.object], one.polarity == "denied")
            for one in view.statements]  # fmt: skip
    graph = society.signed(said)
    return {
        "actors": len(graph),
        "camps": [sorted(number[name] for name in part) for part in _at_odds(graph)],
        "circles": [[number[name] for name in part] for part in society.circles(graph)[:12] if len(part) > 2],
        "central": [[number[row[0]], *row[1:]] for row in society.central(graph)[:15]],
    }


def _at_odds(graph: nx.Graph[Any]) -> tuple[frozenset[str], ...]:
    """Give the two camps of the largest connected part, nothing where nobody is at odds with anybody."""
    import networkx as nx

    part = max(nx.connected_components(graph), key=lambda found: (len(found), sorted(found)), default=set())
    found = society.camps(graph.subgraph(part)) if part else ()
    return found if all(found) else ()
