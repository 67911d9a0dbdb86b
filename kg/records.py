"""Write readings as the JSON records of ``kg read --jsonl``, and read such records back."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from kg.model import BASE, Article, Attribution, Claim, End, Event, Mention, OpenClaim, Reading, Span, Time

Record = dict[str, Any]


def entity_iri(entity: str, base: str = BASE) -> str:
    """Give the IRI of an entity from its local id; anything not fit for an IRI is percent-encoded."""
    return f"{base}entity/{quote(entity, safe='~')}"


def to_record(reading: Reading, base: str = BASE) -> Record:
    """Give a reading as one JSON-ready object."""
    article = reading.article
    head = {name: getattr(article, name) for name in ("id", "url", "title", "source", "published", "language")}
    return {
        "article": head,
        "mentions": [_mention(one, base) for one in reading.mentions],
        "attributions": [
            {"source": one.source, "cue": one.cue, "content": one.content} for one in reading.attributions
        ],
        "events": [{name: getattr(one, name) for name in Event.__slots__} for one in reading.events],
        "times": [{name: getattr(one, name) for name in Time.__slots__} for one in reading.times],
        "claims": [_claim(one, base) for one in reading.claims],
        "open": [_open(one, base) for one in reading.open],
    }


def _mention(one: Mention, base: str) -> Record:
    iri = entity_iri(one.entity, base) if one.entity else None
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "type": one.type,
        "entity": iri,
        "label": one.label,
        "wikidata": one.wikidata,
        "score": round(one.score, 3),
        "reasons": list(one.reasons),
    }


def _end(one: End, base: str) -> Record:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "entity": entity_iri(one.entity, base),
        "label": one.label,
        "type": one.type,
    }


def _claim(one: Claim, base: str) -> Record:
    return {
        "id": one.id,
        "subject": _end(one.subject, base),
        "relation": one.relation,
        "object": _end(one.object, base),
        "holders": [_end(holder, base) for holder in one.holders],
        "polarity": one.polarity,
        "modality": one.modality,
        "time": one.time,
        "tense": one.tense,
        "sentence": one.sentence,
        "quote": one.quote,
        "trigger": one.trigger,
        "score": round(one.score, 3),
    }


def _open(one: OpenClaim, base: str) -> Record:
    return {
        "subject": _end(one.subject, base),
        "predicate": one.predicate,
        "object": _end(one.object, base),
        "polarity": one.polarity,
        "modality": one.modality,
        "sentence": one.sentence,
        "trigger": one.trigger,
    }


def from_record(record: Record, text: str = "", base: str = BASE) -> Reading:
    """Give back the reading of a record; ``text`` is the article's text, which records do not hold.

    Raises
    ------
    KeyError
        If the record lacks a field.
    """
    article = Article(text=text, **record["article"])
    return Reading(
        article=article,
        mentions=tuple(
            Mention(**{**one, "entity": _local(one["entity"], base), "reasons": tuple(one.get("reasons", ()))})
            for one in record["mentions"]
        ),
        attributions=tuple(
            Attribution(**{name: _span(span) for name, span in one.items()})  # type: ignore[arg-type]
            for one in record["attributions"]
        ),
        events=tuple(Event(**one) for one in record["events"]),
        times=tuple(Time(**one) for one in record["times"]),
        claims=tuple(_read_claim(one, article.id, base) for one in record["claims"]),
        open=tuple(_read_open(one, base) for one in record.get("open", ())),
    )


def _span(pair: list[int] | None) -> Span | None:
    return (pair[0], pair[1]) if pair else None


def _local(iri: str | None, base: str) -> str | None:
    return unquote(iri.removeprefix(f"{base}entity/")) if iri else None


def _read_end(one: Record, base: str) -> End:
    return End(**{**one, "entity": _local(one["entity"], base)})


def _read_claim(one: Record, article: str, base: str) -> Claim:
    return Claim(
        article=article,
        subject=_read_end(one["subject"], base),
        object=_read_end(one["object"], base),
        holders=tuple(_read_end(holder, base) for holder in one["holders"]),
        relation=one["relation"],
        polarity=one["polarity"],
        modality=one["modality"],
        time=one["time"],
        tense=one.get("tense"),
        score=one["score"],
        sentence=tuple(one["sentence"]),
        quote=tuple(one["quote"]),
        trigger=tuple(one["trigger"]),
    )


def _read_open(one: Record, base: str) -> OpenClaim:
    return OpenClaim(
        subject=_read_end(one["subject"], base),
        predicate=one["predicate"],
        object=_read_end(one["object"], base),
        sentence=tuple(one["sentence"]),
        trigger=tuple(one["trigger"]),
        polarity=one["polarity"],
        modality=one["modality"],
    )
