"""Count who stands behind a proposition: claims, holders, articles, and sources that do not depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.assemble.collect import Proposition, Source
from kg.rdf import bounds

Copies = Callable[[Iterable[Source]], Mapping[str, str]]


def same_text(sources: Iterable[Source]) -> dict[str, str]:
    """Give for each article the name of its text: articles with the same one are copies."""
    return {source.iri: source.text_hash for source in sources}


def independent(sources: Iterable[Source], copies: Copies = same_text) -> dict[str, str]:
    """Give for each article the source it counts for: its outlet where known, else itself.

    Copies of one text count for the source of its first article (by date, then by IRI), so that a reprint never adds
    a source; ``copies`` decides what a copy is.
    """
    sources = list(sources)
    texts = copies(sources)
    first: dict[str, Source] = {}
    for source in sorted(sources, key=lambda one: (one.published or "~", one.iri)):
        first.setdefault(texts[source.iri], source)
    originals = {source.iri: first[texts[source.iri]] for source in sources}
    return {iri: original.outlet or original.iri for iri, original in originals.items()}


@dataclass(frozen=True, slots=True)
class Support:
    """The counts of a proposition, and the first and last day it was written of (ISO dates).

    ``sources`` are the independent ones with a claim that affirms it, of whatever modality: more evidence never lowers
    their number, a copy or a denial never raises it.
    """

    claims: int
    affirmations: int
    denials: int
    holders: int
    articles: int
    sources: int
    first: str | None
    last: str | None


def support(proposition: Proposition, counts_for: Mapping[str, str], published: Mapping[str, str | None]) -> Support:
    """Count the stands on a proposition; ``counts_for`` is what ``independent`` gives."""
    stands = proposition.stands
    affirmed = [stand for stand in stands if stand.affirmed]
    articles = {stand.article for stand in stands}
    days = [found for article in articles if (found := bounds(published.get(article)))]
    return Support(
        claims=len(stands),
        affirmations=len(affirmed),
        denials=len(stands) - len(affirmed),
        holders=len({stand.holder for stand in stands}),
        articles=len(articles),
        sources=len({counts_for[stand.article] for stand in affirmed}),
        first=min((day for day, _ in days), default=None),
        last=max((day for _, day in days), default=None),
    )


def corroborated(alike: Iterable[Proposition], counts_for: Mapping[str, str]) -> bool:
    """Tell whether two independent sources say that a proposition (or its mirror image) surely or probably holds."""
    sources = {counts_for[stand.article] for proposition in alike for stand in proposition.affirming}
    return len(sources) > 1
