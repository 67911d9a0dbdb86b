"""Draw claims, entities and articles for notebooks: short HTML that needs no script and no style sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.claims import ArticleView, ClaimView, Party
    from kg.query.entities import EntityView

_BOX = "border-left:3px solid {};padding:2px 0 2px 12px;margin:4px 0;max-width:46em"
_MUTED = "opacity:.7;font-size:90%"


def claim(one: ClaimView) -> str:
    """Give a claim: the triple, who holds it and how surely, the sentence with the quoted words marked, the source."""
    sign = "<span style='color:#b23a05'>not: </span>" if one.polarity == "denied" else ""
    triple = (
        f"<b>{escape(one.subject.label)}</b> {sign}{escape(_words(one.relation))} <b>{escape(one.object.label)}</b>"
    )
    colour = "#c2370a" if one.status == "contested" else "#0b5cad"
    lines = [triple, _muted(_stance(one)), f"<i>{_sentence(one)}</i>", _muted(_source(one.article))]
    return f'<div style="{_BOX.format(colour)}">{"<br>".join(lines)}</div>'


def _words(name: str) -> str:
    return re.sub("(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def _stance(one: ClaimView) -> str:
    chain = " via ".join(escape(party.label) for party in reversed(one.holders))
    voice = "in its own voice" if one.own_voice else "says"
    marks = [one.modality, one.time or "", one.status]
    return " · ".join([f"{chain} {voice}", *(escape(mark) for mark in marks if mark)])


def _sentence(one: ClaimView) -> str:
    if not one.evidence:
        return ""
    first = one.evidence[0]
    start, end = (place - first.sentence_span[0] for place in first.span)
    text = first.sentence
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"


def _source(one: ArticleView) -> str:
    return " · ".join(escape(part) for part in (one.title, one.source, one.published) if part)


def _muted(text: str) -> str:
    return f'<span style="{_MUTED}">{text}</span>'


def party(one: Party) -> str:
    """Give the end of a claim: name, class, id."""
    return f"<b>{escape(one.label)}</b> {_muted(f'{escape(one.type)} · <code>ent:{escape(one.id)}</code>')}"


def article(one: ArticleView) -> str:
    """Give an article as a source; only addresses of the web are linked."""
    title = f"<b>{escape(one.title)}</b>"
    if (one.url or "").startswith(("http://", "https://")):
        title = f'<a href="{escape(one.url or "")}" rel="noopener noreferrer" target="_blank">{title}</a>'
    count = getattr(one, "claims", None)
    about = [one.source, one.published, None if count is None else f"{count} claims", f"art:{one.id}"]
    shown = " · ".join(escape(part) for part in about if part)
    return f'<div style="{_BOX.format("#1f8a7d")}">{title}<br>{_muted(shown)}</div>'


def entity(one: EntityView) -> str:
    """Give an entity: its names, how much is said about it and by it, and where else it is described."""
    counts = f"mentioned {one.mentions} times in {one.articles} articles · {one.about} claims about it"
    spoken = f"{counts} · holds {one.held}"
    names = f"<br>{_muted('also ' + escape(', '.join(one.aliases[:12])))}" if one.aliases else ""
    link = f' · <a href="https://www.wikidata.org/wiki/{escape(one.wikidata)}">{escape(one.wikidata)}</a>' \
        if one.wikidata else ""  # fmt: skip
    head = f"<b>{escape(one.label)}</b> {_muted(f'{escape(one.type)} · <code>ent:{escape(one.id)}</code>{link}')}"
    years = f"{one.start or ''}/{one.end or ''}" if one.start or one.end else None
    known = ", ".join(filter(None, (one.kind, years)))
    life = f"<br>{escape(known)}" if known else ""
    return f'<div style="{_BOX.format("#2b3a67")}">{head}{life}{names}<br>{_muted(spoken)}</div>'


def graph(path: str, counts: Mapping[str, int]) -> str:
    """Give a graph: where it is, how many of each thing it holds, and what can be done with it."""
    held = " · ".join(f"<b>{count:,}</b> {escape(name)}" for name, count in counts.items())
    hint = "<code>.show()</code> draws it, <code>.table()</code> lists its claims, <code>.query(…)</code> asks it"
    return f'<div style="{_BOX.format("#2b3a67")}"><b>{escape(path)}</b><br>{held}<br>{_muted(hint)}</div>'
