"""Content negotiation: what of all that can be given fits best what a client accepts (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Formats of SELECT and ASK with their media types, the usual one first."""

GRAPHS: Final[Mapping[str, tuple[str, ...]]] = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "ntriples": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml"),
}
"""Formats of CONSTRUCT and DESCRIBE with their media types, the usual one first."""

HTML: Final[Mapping[str, tuple[str, ...]]] = {"html": ("text/html", "application/xhtml+xml")}

_RANGE: Final = re.compile(r"\s*([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)\s*((?:;[^;,]*)*)\s*")
_QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_MOST: Final = 64


def chosen(accept: str | None, offers: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """Give the format and media type that fit best, or None where the client takes none of them.

    Of equally welcome ones the first offered wins; without a header that can be read, the first of all.

    >>> chosen("text/csv;q=0.5, application/json", TABLES)
    ('json', 'application/json')
    >>> chosen("image/png", TABLES) is None
    True
    """
    ranges = list(_ranges(accept or ""))
    if not ranges:
        ranges = [("*", "*", 1.0)]
    best: tuple[float, str, str] | None = None
    for form, types in offers.items():
        for media in types:
            quality = _quality(media, ranges)
            if quality > 0 and (best is None or quality > best[0]):
                best = (quality, form, media)
    return best and best[1:]


def _ranges(accept: str) -> Iterator[tuple[str, str, float]]:
    for part in accept.split(",")[:_MOST]:
        if found := _RANGE.fullmatch(part):
            yield found[1].lower(), found[2].lower(), _weight(found[3])


def _weight(parameters: str) -> float:
    for one in parameters.split(";"):
        name, value = (half.strip() for half in one.partition("=")[::2])
        if name.lower() == "q":
            return float(value) if _QUALITY.fullmatch(value) else 0.0
    return 1.0


def _quality(media: str, ranges: list[tuple[str, str, float]]) -> float:
    """Give the weight of the most specific range that a media type lies in."""
    kind, _, name = media.partition("/")
    fitting = [(one != "*", other != "*", weight) for one, other, weight in ranges
               if one in {kind, "*"} and other in {name, "*"}]  # fmt: skip
    return max(fitting)[2] if fitting else 0.0


def takes_gzip(accepted: str | None) -> bool:
    """Tell whether a client takes gzip, by its header Accept-Encoding (RFC 9110, 12.5.3).

    >>> takes_gzip("gzip, deflate, br"), takes_gzip("gzip;q=0, *"), takes_gzip("*"), takes_gzip(None)
    (True, False, True, False)
    """
    weights = {}
    for part in (accepted or "").split(",")[:_MOST]:
        name, _, parameters = part.partition(";")
        weights[name.strip().lower()] = _weight(parameters)
    return weights.get("gzip", weights.get("*", 0.0)) > 0
