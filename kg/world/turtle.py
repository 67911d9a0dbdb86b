"""Read a user's own entities and aliases from Turtle: SKOS labels, a class, and the relations of the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from kg.errors import DataError
from kg.model import BASE
from kg.relations import ends_of, parents, relations
from kg.resources import resource, rows
from kg.world.dates import dated
from kg.world.kinds import kind_called, kinds
from kg.world.names import Entity, Fact, Name
from kg.world.sheets import Part

_ONTOLOGY = BASE + "ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = {_SKOS + "prefLabel": "name", _SKOS + "altLabel": "alias", _SKOS + "hiddenLabel": "alias"}
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SAME = frozenset({_SKOS + "exactMatch", "http://www.w3.org/2002/07/owl#sameAs"})
_WIKIDATA = "http://www.wikidata.org/entity/"
_DATES = {_ONTOLOGY + "validFrom": "start", _ONTOLOGY + "validUntil": "end"}
_KIND = _ONTOLOGY + "kind"
_ONCE = {"start": "validFrom", "end": "validUntil", "kind": "kind"}


def read_turtle(path: Path) -> Part:
    """Read a Turtle file; entities are ``https://w3id.org/claimgraph/entity/ID``, others keep their whole IRI as id.

    Raises
    ------
    DataError
        If the file is no Turtle, or has a class, kind or relation that the ontology lacks, or a date that is none; with
        the line.
    """
    import pyoxigraph

    try:
        triples = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    except (SyntaxError, ValueError, OSError) as error:
        raise DataError(
            f"cannot be read as Turtle: {error}",
            "check it with any RDF tool",
            path=path,
            line=getattr(error, "lineno", None),
        ) from None
    names: list[Name] = []
    facts: list[Fact] = []
    about: dict[str, dict[str, str]] = {}
    for triple in triples:
        subject, predicate = _local(triple.subject.value), triple.predicate.value
        value = getattr(triple.object, "value", "")
        _refuse_unknown(path, predicate, value)
        if predicate in _LABELS:
            names.append(Name(value, subject, _LABELS[predicate], getattr(triple.object, "language", None) or "en"))
        elif ends_of(predicate.removeprefix(_ONTOLOGY)) is not None:
            facts.append(Fact(subject, predicate.removeprefix(_ONTOLOGY), _local(value), source=path.name))
        if told := _told(path, predicate, value):
            _tell(about.setdefault(subject, {}), *told, path)
    return Part(tuple(_entities(about, path)), tuple(names), tuple(facts))


def _tell(known: dict[str, str], field: str, value: str, path: Path) -> None:
    """Note what a field holds; refuse a second date or kind, of which only one could be kept."""
    if field in _ONCE and known.get(field, value) != value:
        problem = f"two values of kg:{_ONCE[field]}: {known[field]!r} and {value!r}"
        term = kinds()[value].term if field == "kind" else value
        raise DataError(problem, "give one", path=path, line=_line(path, term))
    known[field] = value


def _told(path: Path, predicate: str, value: str) -> tuple[str, str] | None:
    """Give the field of an entity that a triple fills, and with what."""
    term = value.removeprefix(_ONTOLOGY)
    if predicate in _DATES:
        dated(value, path, _line(path, value))
        return _DATES[predicate], value
    if predicate == _KIND:
        return "kind", kind_called(term, path=path, line=_line(path, term))
    if predicate in _SAME and value.startswith(_WIKIDATA):
        return "wikidata", value.removeprefix(_WIKIDATA)
    if predicate == _TYPE and term in parents():
        return "type", term
    return ("label", value) if _LABELS.get(predicate) == "name" else None


def _refuse_unknown(path: Path, predicate: str, value: str) -> None:
    """Refuse a term of the ontology's namespace that is neither a class nor a relation nor any other term of it."""
    typed = predicate == _TYPE
    term = (value if typed else predicate).removeprefix(_ONTOLOGY)
    known = parents() if typed else relations()
    if f"{_ONTOLOGY}{term}" != (value if typed else predicate) or term in known or term in _vocabulary():
        return
    what = "class" if typed else "relation"
    near = get_close_matches(term, list(known), n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"see ontology/{'classes' if typed else 'relations'}.csv"
    raise DataError(f"no {what} is named {term!r}", hint, path=path, line=_line(path, term))


def _line(path: Path, term: str) -> int | None:
    """Give the first line of a file that has a term or value."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return next((number for number, text in lines if re.search(rf"[:#\"']{re.escape(term)}\b", text)), None)


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(row["term"] for _, row in rows(resource("vocabulary.csv")))


def _entities(about: dict[str, dict[str, str]], path: Path) -> Iterator[Entity]:
    for local, known in about.items():
        type_ = known.pop("type", "Entity")
        if "kind" in known:
            line = _line(path, kinds()[known["kind"]].term) or _line(path, known["kind"])
            kind_called(known["kind"], type_, path, line)
        if "label" in known:
            yield Entity(local, type=type_, **known)


def _local(iri: str) -> str:
    return unquote(iri.removeprefix(BASE + "entity/"))
