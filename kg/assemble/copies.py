"""Find articles whose text is that of another, in whole or in great part: wire reprints, truncated reposts.

A text is the set of its runs of four words. Two articles are near-copies where the shorter one has at least twenty
runs and four fifths of them are in the other (Broder's containment: Broder, *On the resemblance and containment of
documents*, 1997), or where they are the same to the letter. Which pairs are worth comparing is found with MinHash
sketches in an index of locality-sensitive hashing (the library `rensa`): each slot pair they share makes a candidate,
which finds 99 % of the reposts that keep a quarter of a text. Whether a pair is a candidate depends on the two texts
alone, so the order in which articles come does not matter.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.rdf import kg
from kg.rdf import write as names

RUN: Final = 4
"""Words in a run."""
FEWEST: Final = 20
"""Runs in a text below which it is compared to the letter only."""
SHARE: Final = 0.8
"""Share of the shorter text's runs that the longer one has."""
SLOTS: Final = 128
BANDS: Final = 64
SEED: Final = 1
REMEMBERED: Final = 1_000
"""Articles whose runs are kept in memory while they are compared with others: some 90 kilobytes each."""
COPY, SKETCH = kg("nearCopyOf"), kg("sketch")
VIEW: Final = DefaultGraph()
_WORD: Final = re.compile(r"\w+")


def runs(text: str) -> frozenset[str]:
    """Give the runs of four words of a text, without case and punctuation.

    >>> sorted(runs("Japan, an ally of NATO"))
    ['an ally of nato', 'japan an ally of']
    """
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether the smaller set of runs is large enough, and for the most part in the other."""
    smaller, larger = sorted((one, other), key=len)
    return len(smaller) >= FEWEST and len(smaller & larger) >= SHARE * len(smaller)


def sketch(text: str) -> str | None:
    """Give the MinHash sketch of a text in Base64, or None where the text is too short for one."""
    from rensa import RMinHash

    found = runs(text)
    if len(found) < FEWEST:
        return None
    made = RMinHash(SLOTS, SEED)
    made.update(sorted(found))
    return b64encode(made.__getstate__()).decode("ascii")


def _opened(kept: str) -> Any:
    from rensa import RMinHash

    made = RMinHash(SLOTS, SEED)
    made.__setstate__(b64decode(kept))
    return made


def candidates(sketches: Mapping[str, str], wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of articles that may be near-copies and of which the first is wanted."""
    from rensa import RMinHashLSH

    index = RMinHashLSH(SHARE, SLOTS, BANDS)
    opened = {name: _opened(sketches[name]) for name in sorted(sketches)}
    known = list(opened)
    for at, name in enumerate(known):
        index.insert(at, opened[name])
    for name in sorted(opened.keys() & set(wanted)):
        yield from ((name, known[at]) for at in sorted(set(index.query(opened[name]))) if known[at] != name)


def pairs(store: Store, wanted: Iterable[str], sketches: Mapping[str, str]) -> set[tuple[str, str]]:
    """Give the pairs of near-copies, each in both orders, of which one article is wanted.

    Parameters
    ----------
    store : Store
        Holds the articles.
    wanted : iterable of str
        IRIs of articles; those that are gone have no copies.
    sketches : mapping of str to str
        The sketches of all articles by their IRI.
    """
    wanted = set(wanted)
    read = lru_cache(REMEMBERED)(lambda name: runs(text_of(store, NamedNode(name))))
    found = {(one, other) for one, other in candidates(sketches, wanted) if alike(read(one), read(other))}
    for name in wanted:
        for quad in store.quads_for_pattern(NamedNode(name), kg("textHash"), None, NamedNode(name)):
            same = store.quads_for_pattern(None, kg("textHash"), quad.object, None)
            found |= {(name, other) for one in same if (other := cast("NamedNode", one.subject).value) != name}
    return found | {(other, one) for one, other in found}


def text_of(store: Store, article: NamedNode) -> str:
    """Give the text of an article; empty where there is none."""
    quad = next(store.quads_for_pattern(article, names.TEXT, None, article), None)
    return "" if quad is None else cast("Literal", quad.object).value


def sketched(store: Store, articles: Iterable[str]) -> dict[str, str]:
    """Give the sketches of articles by their IRI, without those that are gone or short."""
    made = ((name, sketch(text_of(store, NamedNode(name)))) for name in articles)
    return {name: one for name, one in made if one is not None}


def kept_sketches(store: Store) -> dict[str, str]:
    """Give the sketches that the assembled view holds."""
    quads = store.quads_for_pattern(None, SKETCH, None, VIEW)
    return {cast("NamedNode", quad.subject).value: cast("Literal", quad.object).value for quad in quads}


def kept_pairs(store: Store, articles: Iterable[str]) -> set[tuple[str, str]]:
    """Give the pairs that the assembled view holds and of which one is among these articles, in both orders."""
    quads = (quad for name in articles for quad in store.quads_for_pattern(NamedNode(name), COPY, None, VIEW))
    found = {(cast("NamedNode", quad.subject).value, cast("NamedNode", quad.object).value) for quad in quads}
    return found | {(other, one) for one, other in found}


def groups(articles: Iterable[str], near: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """Give each article the first of those it is linked to by a chain of near-copies: the name of its text."""
    found: dict[str, str] = {}
    for article in articles:
        if article not in found:
            seen, ahead = {article}, [article]
            while ahead:
                new = set(near(ahead.pop())) - seen
                seen |= new
                ahead += new
            found.update(dict.fromkeys(seen, min(seen)))
    return found


def quads(links: Iterable[tuple[str, str]], sketches: Mapping[str, str]) -> Iterator[Quad]:
    """Yield what the view keeps of copies: who is near whom, and the sketches."""
    for one, other in links:
        yield Quad(NamedNode(one), COPY, NamedNode(other), VIEW)
    for name, made in sketches.items():
        yield Quad(NamedNode(name), SKETCH, Literal(made), VIEW)
