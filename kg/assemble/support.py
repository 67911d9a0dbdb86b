"""Count who stands behind a proposition: claims, holders, articles, and sources that do not depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from kg.assemble.collect import Days, Proposition, Source
from kg.assemble.times import law, overlap, when
from kg.rdf import bounds

Copies = Callable[[Iterable[Source]], Mapping[str, str]]


def same_text(sources: Iterable[Source]) -> dict[str, str]:
    """Give for each article the name of its text: articles with the same one are copies."""
    return {source.iri: source.text_hash for source in sources}


Origin = tuple[str, str]
"""Where an article comes from: its outlet (or else host, or itself), and its text."""


def origins(sources: Iterable[Source], copies: Copies = same_text) -> dict[str, Origin]:
    """Give the origin of each article by its IRI; ``copies`` decides what is the same text."""
    sources = list(sources)
    texts = copies(sources)
    return {source.iri: (outlet(source), f"text {texts[source.iri]}") for source in sources}


def outlet(source: Source) -> str:
    """Give the outlet of an article: the one it names, else the host it was published on, else the article itself."""
    host = (urlsplit(source.url or "").hostname or "").removeprefix("www.")
    return source.outlet or (f"host {host}" if host else source.iri)


def independent(articles: Iterable[str], known: Mapping[str, Origin]) -> int:
    """Count the sources among articles that do not depend on each other.

    Two articles of one outlet, or with one text, count once, and so do those linked by a chain of such articles. So an
    article with a text of its own never lowers the number, and a copy never raises it: a count of outlets after
    striking copies out would let a reprint of the first of two articles of one outlet pass for a second source.
    """
    return len(_groups(articles, known))


def _groups(articles: Iterable[str], known: Mapping[str, Origin]) -> list[set[str]]:
    """Give the outlets and texts of articles, those together that a chain of articles links."""
    groups: list[set[str]] = []
    for article in articles:
        joined = set(known[article])
        apart = [group for group in groups if not group & joined]
        groups = [*apart, joined.union(*(group for group in groups if group & joined))]
    return groups


@dataclass(frozen=True, slots=True)
class Support:
    """The counts of a proposition, and the first and last day it was written of (ISO dates).

    ``sources`` are the independent ones with a claim that affirms it, or what it follows from, of whatever modality:
    more evidence never lowers their number, a copy or a denial never raises it. All else counts its own claims alone.
    """

    claims: int
    affirmations: int
    denials: int
    holders: int
    articles: int
    sources: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What counting needs to know of articles, by their IRI: where they come from, and the days they are written on."""

    origins: Mapping[str, Origin]
    days: Mapping[str, Days | None]


def told(sources: Iterable[Source], texts: Mapping[str, str]) -> Told:
    """Give origins and days of articles; ``texts`` names the text of each, near-copies having the same one."""
    sources = list(sources)
    return Told(origins(sources, lambda _: texts), {source.iri: bounds(source.published) for source in sources})


def support(proposition: Proposition, backing: Iterable[Proposition], told: Told) -> Support:
    """Count the stands on a proposition.

    Parameters
    ----------
    proposition : Proposition
        What is counted.
    backing : iterable of Proposition
        The propositions it follows from, itself among them: who freezes assets sanctions.
    told : Told
        What is known of the articles.
    """
    stands = proposition.stands
    affirmed = [stand for stand in stands if stand.affirmed]
    articles = {stand.article for stand in stands}
    days = [found for article in articles if (found := told.days.get(article))]
    return Support(
        claims=len(stands),
        affirmations=len(affirmed),
        denials=len(stands) - len(affirmed),
        holders=len({stand.holder for stand in stands}),
        articles=len(articles),
        sources=independent({stand.article for one in backing for stand in one.stands if stand.affirmed}, told.origins),
        first=min((day for day, _ in days), default=None),
        last=max((day for _, day in days), default=None),
    )


def corroborated(relation: str, backing: Iterable[Proposition], told: Told) -> bool:
    """Tell whether two independent sources say that it, or what it follows from, surely or probably holds.

    What is done at a time, and again at another, they confirm only where both may speak of one time: a visit of 1868
    is no evidence of one in 2006.
    """
    stands = [stand for one in backing for stand in one.affirming]
    groups = _groups({stand.article for stand in stands}, told.origins)
    around = law(relation).again
    if around is None or len(groups) < 2:
        return len(groups) > 1
    said = {(_place(stand.article, groups, told.origins), when(stand, told.days, around)) for stand in stands}
    return any(one[0] != other[0] and overlap(one[1], other[1]) for one, other in combinations(said, 2))


def _place(article: str, groups: Iterable[set[str]], known: Mapping[str, Origin]) -> int:
    return next(place for place, group in enumerate(groups) if known[article][0] in group)
