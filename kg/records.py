"""Write readings as the JSON records of ``kg read --jsonl``, and read such records back."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote, unquote

from kg.errors import InputError
from kg.model import BASE, Article, Attribution, Claim, End, Event, Mention, OpenClaim, Reading, Span, Time

Record = dict[str, Any]
Value = TypeVar("Value")


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
    InputError
        If the record is none: a field is lacking, unknown, or of another type.
    """
    try:
        return _read(record, text, base)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        reason = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(f"this is no record of a reading: {reason}", "give those of kg read --jsonl") from None


def _read(record: Record, text: str, base: str) -> Reading:
    article = _made(Article, record["article"], text=text)
    return Reading(
        article=article,
        mentions=tuple(
            _made(Mention, one, entity=_local(one["entity"], base), reasons=tuple(one.get("reasons", ())))
            for one in record["mentions"]
        ),
        attributions=tuple(
            _made(Attribution, {name: _span(span) for name, span in one.items()}) for one in record["attributions"]
        ),
        events=tuple(_made(Event, one) for one in record["events"]),
        times=tuple(_made(Time, one) for one in record["times"]),
        claims=tuple(_read_claim(one, article.id, base) for one in record["claims"]),
        open=tuple(_read_open(one, base) for one in record.get("open", ())),
    )


def _made(kind: type[Value], given: Record, **more: Any) -> Value:
    """Make a value of the model, of fields that must have the types the model says."""
    found = {**given, **more}
    for name, hint in _hints(kind).items():  # type: ignore[arg-type]  # a class is hashable
        if name in found and not _fits(found[name], hint):
            raise TypeError(f"the {name} of {kind.__name__} cannot be {found[name]!r}")
    return kind(**found)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: object, hint: Any) -> bool:
    """Tell whether a value is of a type as annotations say it."""
    origin, options = get_origin(hint), get_args(hint)
    if origin is Literal:
        return value in options
    if origin in {UnionType, Union}:  # a literal makes it one of typing
        return any(_fits(value, one) for one in options)
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        wanted = options[:1] * len(value) if options[-1] is Ellipsis else options
        return len(value) == len(wanted) and all(map(_fits, value, wanted))
    kinds = (int, float) if hint is float else hint
    return isinstance(value, kinds) and not isinstance(value, bool)


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else _pair(pair)


def _pair(pair: list[int]) -> Span:
    start, end = pair
    return start, end


def _local(iri: str | None, base: str) -> str | None:
    return unquote(iri.removeprefix(f"{base}entity/")) if iri else None


def _read_end(one: Record, base: str) -> End:
    return _made(End, one, entity=_local(one["entity"], base))


def _read_claim(one: Record, article: str, base: str) -> Claim:
    return _made(
        Claim,
        {name: one[name] for name in ("relation", "polarity", "modality", "time", "score")},
        article=article,
        tense=one.get("tense"),
        subject=_read_end(one["subject"], base),
        object=_read_end(one["object"], base),
        holders=tuple(_read_end(holder, base) for holder in one["holders"]),
        sentence=_pair(one["sentence"]),
        quote=_pair(one["quote"]),
        trigger=_pair(one["trigger"]),
    )


def _read_open(one: Record, base: str) -> OpenClaim:
    return _made(
        OpenClaim,
        {name: one[name] for name in ("predicate", "polarity", "modality")},
        subject=_read_end(one["subject"], base),
        object=_read_end(one["object"], base),
        sentence=_pair(one["sentence"]),
        trigger=_pair(one["trigger"]),
    )
