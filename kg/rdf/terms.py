"""The IRIs and literals of the graph: one place that knows how a name becomes a node, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from kg.model import BASE, Span

ONTOLOGY: Final = "https://w3id.org/claimgraph/ontology#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
OA: Final = "http://www.w3.org/ns/oa#"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "https://schema.org/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"
"""The Library of Congress's datatype for Extended Date/Time Format: intervals, and dates with digits left open."""

KINDS: Final = {
    "art": "article",
    "ent": "entity",
    "prop": "proposition",
    "claim": "claim",
    "ev": "evidence",
    "occ": "occurrence",
    "open": "open",
    "conflict": "conflict",
    "level": "level",
    "fact": "fact",
}
"""Prefix and path of each kind of data IRI under the base."""


def prefixes(base: str = BASE) -> dict[str, str]:
    """Give the prefixes declared for every query and export."""
    data = {prefix: f"{base}{path}/" for prefix, path in KINDS.items()}
    known = {
        "kg": ONTOLOGY, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS, "dc": DC, "dcterms": DCTERMS,
        "oa": OA, "prov": PROV, "schema": SCHEMA, "wd": WIKIDATA,
    }  # fmt: skip
    return known | data


@cache
def kg(name: str) -> NamedNode:
    """Give a term of the ontology; what an IRI cannot hold is percent-encoded.

    >>> kg("alliedWith").value
    'https://w3id.org/claimgraph/ontology#alliedWith'
    """
    return NamedNode(ONTOLOGY + quote(name, safe="~"))


@lru_cache(maxsize=65536)
def iri(kind: str, local: str, base: str = BASE) -> NamedNode:
    """Give the IRI of an article, entity, proposition ... from its local id.

    >>> iri("ent", "south-kuril-islands").value
    'https://w3id.org/claimgraph/entity/south-kuril-islands'
    >>> iri("art", "news/2024 05").value
    'https://w3id.org/claimgraph/article/news%2F2024%2005'
    """
    return NamedNode(f"{base}{KINDS[kind]}/{quote(local, safe='~')}")


def local_id(node: NamedNode) -> str:
    """Give back the local id of a data IRI, or the name of an ontology term.

    >>> local_id(iri("art", "news/2024 05"))
    'news/2024 05'
    """
    return unquote(re.split(r"[/#]", node.value)[-1])


def xsd(value: str, datatype: str) -> Literal:
    """Give a literal of an XML Schema datatype."""
    return Literal(value, datatype=NamedNode(XSD + datatype))


def chars(spans: Iterable[Span]) -> str:
    """Write places of a text as RFC 5147 does.

    >>> chars([(0, 5), (20, 25)])
    'char=0,5;char=20,25'
    """
    return ";".join(f"char={start},{end}" for start, end in spans)


def spans(places: str) -> list[Span]:
    """Read the places of a text that ``chars`` wrote.

    >>> spans("char=0,5;char=20,25")
    [(0, 5), (20, 25)]
    """
    pairs = (place.removeprefix("char=").split(",") for place in places.split(";") if place)
    return [(int(start), int(end)) for start, end in pairs]


_DAY = r"\d{4}-\d\d-\d\d"
_FORMS: Final = (
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(_DAY), "date"),
    (re.compile(_DAY + r"T\d\d:\d\d:\d\d(Z|[+-](?!00:00)\d\d:\d\d)?"), "dateTime"),
)
_EDTF_FORM: Final = re.compile(r"[\dX]{4}(-[\dX]{2}){0,2}(/([\dX]{4}(-[\dX]{2}){0,2}|\.\.)?)?|\.\./[\dX-]+")


def date_literal(value: str) -> Literal:
    """Give a calendar expression as a literal of the precision it has.

    A year, month, day or date-time takes the XML Schema datatype, an interval or a date with digits left open the EDTF
    datatype, anything else stays a plain string. The lexical form is always kept: a form that a store would rewrite
    (``+00:00`` for ``Z``) stays a string.

    >>> date_literal("1956").datatype.value.rsplit("#")[-1]
    'gYear'
    >>> date_literal("XXXX-12-06").datatype.value
    'http://id.loc.gov/datatypes/edtf/EDTF'
    """
    for form, datatype in _FORMS:
        if form.fullmatch(value) and bounds(value):
            return xsd(value, datatype)
    if _EDTF_FORM.fullmatch(value) and ("X" in value or "/" in value):
        return Literal(value, datatype=NamedNode(EDTF))
    return Literal(value)


def bounds(value: str | None) -> tuple[str, str] | None:
    """Give the first and last day a calendar expression covers, as ISO dates, or None where it names none.

    >>> bounds("1956-02")
    ('1956-02-01', '1956-02-29')
    >>> bounds("1990/1999")
    ('1990-01-01', '1999-12-31')
    >>> bounds("XXXX-12-06") is None
    True
    """
    first, slash, last = (value or "").partition("/")
    start, end = _days(first), _days(last if slash else first)
    if not slash:
        return start
    low = start[0] if start else ("0001-01-01" if first in {"", ".."} else None)
    high = end[1] if end else ("9999-12-31" if last in {"", ".."} else None)
    return (low, high) if low and high and low <= high and (start or end) else None


_PARTS: Final = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T(\d\d):(\d\d)(?::(\d\d)\S*)?)?")


def _days(value: str) -> tuple[str, str] | None:
    found = _PARTS.fullmatch(value)
    if not found or not _clock(found.groups()[3:]):
        return None
    year, month, day = (part if part and part != "XX" else None for part in found.groups()[:3])
    low, high = str(year).replace("X", "0"), str(year).replace("X", "9")
    try:
        if month and day:
            return (date.fromisoformat(f"{low}-{month}-{day}").isoformat(),) * 2
        start = date(int(low), int(month or 1), 1)
        until = date(int(high), int(month or 12), 1)
        return start.isoformat(), f"{high}-{until.month:02}-{_length(until)}"
    except ValueError:
        return None


def _clock(parts: tuple[str | None, ...]) -> bool:
    limits = (23, 59, 59)
    return all(part is None or int(part) <= limit for part, limit in zip(parts, limits, strict=True))


def _length(month: date) -> int:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1) if month.year < date.max.year else None
    return (following - month).days if following else 31 - (month.month in {4, 6, 9, 11}) - 3 * (month.month == 2)
