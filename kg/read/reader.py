"""Read articles, one after another: the map of the reading step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg import nlp
from kg.model import Article, Reading
from kg.read.attribution import read_speeches, to_attributions
from kg.read.claims import Scene, claims
from kg.read.descriptors import descriptors
from kg.read.ends import Ends
from kg.read.content_time import attach
from kg.read.mentions import Found, build_linker, to_mentions
from kg.read.propositions import propositions
from kg.read.roles import Roles
from kg.read.stance import read_events
from kg.read.times import read_times
from kg.world import World, load_world

VERSION = "1"
"""Changes with every change to what is read, so that graphs know which articles to read anew."""


class Reader:
    """Read articles with one spaCy pipeline and one world reference, both loaded once.

    Parameters
    ----------
    model : str
        Name of a spaCy pipeline with tagger, parser, names and lemmas.
    world : World, optional
        The reference to link names to; the one that comes with claimgraph where left out.
    """

    def __init__(self, model: str = nlp.MODEL, world: World | None = None) -> None:
        self.nlp = nlp.load(model)
        self.link = build_linker(self.nlp, world or load_world())

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one reading an article, in order."""
        for doc, article in nlp.parse(self.nlp, ((article.text, article) for article in articles)):
            yield self.reading(doc, article)

    def reading(self, doc: Doc, article: Article) -> Reading:
        """Give what a parsed article says: mentions, attributions, events, times, and the claims made of them."""
        found = self.link(doc, article)
        speeches = read_speeches(doc)
        times = read_times(doc, article.published)
        roles = Roles(doc, named(found))
        ends = Ends(article, found, roles)
        scene = Scene(article, doc, ends, speeches, attach(doc, times))
        said = [*descriptors(doc, found, ends), *propositions(doc, roles, ends)]
        return Reading(
            article=article,
            mentions=to_mentions(article, found),
            attributions=to_attributions(doc, speeches),
            events=read_events(doc),
            times=times,
            claims=claims(scene, said),
        )


def named(found: Iterable[Found]) -> frozenset[int]:
    """Give the indices of the tokens that lie in names; of a description the head alone."""
    spans = ((one.head, one.head + 1) if one.kind == "described" else (one.start, one.end) for one in found if one.entities)
    return frozenset(i for span in spans for i in range(*span))
