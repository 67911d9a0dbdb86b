"""Read articles, one after another: the map of the reading step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager

from spacy.tokens import Doc

from kg import nlp
from kg.errors import InputError
from kg.model import Article, Claim, Reading
from kg.read.attribution import read_speeches, to_attributions
from kg.read.claims import Scene, claims, open_claims
from kg.read.content_time import attach
from kg.read.denials import denials
from kg.read.descriptors import descriptors
from kg.read.ends import Ends
from kg.read.explain import Explanation, explanation
from kg.read.mentions import Found, build_linker, to_mentions
from kg.read.plain import plain
from kg.read.propositions import Proposition, propositions
from kg.read.roles import Roles
from kg.read.stance import read_events
from kg.read.times import read_times
from kg.read.uncovered import open_propositions
from kg.world import World, load_world


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
        self.world = world or load_world()
        self.link = build_linker(self.nlp, self.world)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield one reading an article, in order."""
        for doc, article in nlp.parse(self.nlp, ((article.text, article) for article in articles)):
            yield self.reading(doc, article)

    def forgetting(self) -> AbstractContextManager[None]:
        """Give a block at whose end the words met in it are forgotten, so that memory does not grow with texts."""
        return nlp.forgetting(self.nlp)

    def reading(self, parsed: Doc, article: Article) -> Reading:
        """Give what a parsed article says: mentions, attributions, events, times, and the claims made of them."""
        with plain(parsed) as doc:
            return self._reading(doc, article)

    def _reading(self, doc: Doc, article: Article) -> Reading:
        found = self.link(doc, article)
        times = read_times(doc, article.published)
        scene = Scene(article, doc, _ends(doc, article, found), read_speeches(doc), attach(doc, times))
        said = _propositions(scene, found)
        triggers = (one.trigger for one in said)
        return Reading(
            article=article,
            mentions=to_mentions(article, found, self.world),
            attributions=to_attributions(doc, scene.speeches),
            events=read_events(doc, scene.known),
            times=times,
            claims=tuple(_claims(scene, said)),
            open=open_claims(scene, open_propositions(doc, scene.ends.roles, scene.ends, triggers)),
        )

    def explain(self, article: Article, claim: str) -> Explanation:
        """Read an article again and tell why one of its claims was read.

        Raises
        ------
        InputError
            If no claim of the article has an id that begins so.
        """
        ((doc, _),) = nlp.parse(self.nlp, [(article.text, article)])
        found = self.link(doc, article)
        times = read_times(doc, article.published)
        scene = Scene(article, doc, _ends(doc, article, found), read_speeches(doc), attach(doc, times))
        made = _claims(scene, _propositions(scene, found))
        for one, proposition in made.items():
            if one.id.startswith(claim):
                return explanation(scene, one, proposition)
        raise InputError(f"article {article.id!r} has no claim {claim!r}", f"it has {len(made)}, see kg read --jsonl")


def _ends(doc: Doc, article: Article, found: tuple[Found, ...]) -> Ends:
    return Ends(article, found, Roles(doc, named(found)))


def _propositions(scene: Scene, found: tuple[Found, ...]) -> list[Proposition]:
    doc, ends = scene.doc, scene.ends
    return [*descriptors(doc, found, ends), *propositions(doc, ends.roles, ends)]


def _claims(scene: Scene, said: list[Proposition]) -> dict[Claim, Proposition]:
    """Give the claims in text order, those that deny an earlier one behind the others."""
    made = claims(scene, said)
    return {**made, **denials(scene, made)}


def named(found: Iterable[Found]) -> frozenset[int]:
    """Give the indices of the tokens that lie in names; of descriptions the heads alone."""
    bare = {"described", "nominal"}
    spans = ((one.head, one.head + 1) if one.kind in bare else (one.start, one.end) for one in found if one.entities)
    return frozenset(i for span in spans for i in range(*span))
