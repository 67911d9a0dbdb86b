"""Decide what a name stands for: candidates of the world reference weighed by the sentence and the article.

Below a threshold nothing is linked; every choice tells its reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from slugify import slugify

from kg.read.mentions_values import Referent
from kg.read.mentions_words import city_cues, keywords, offices, words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.read.mentions_names import Candidate, Hit
    from kg.world import Entity, World

_RANK = {
    "name": 0,
    "official": 0,
    "abbreviation": 1,
    "alias": 1,
    "capital": 2,
    "government": 1,
    "surname": 3,
    "demonym": 2,
    "adjective": 2,
}
_STATE_KINDS = frozenset({"demonym", "adjective", "people", "prefix"})
_STATE_OF = ("agencyOf", "holdsOffice", "spokespersonOf", "memberOf", "locatedIn", "officeOf", "partOf")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for, how sure that is and why; no referent where it stays unlinked."""

    referent: Referent | None
    kind: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Gazetteer:
    """The world reference as linking asks it."""

    world: World

    def referent(self, entity: str) -> Referent:
        """Give an entity of the world as a referent."""
        known = self.world.entities[entity]
        return Referent(known.id, known.label, known.type, known.wikidata)

    def called(self, *names: str) -> Referent | None:
        """Give the first entity that one of the names is an own name of (no demonym, no capital)."""
        for name in names:
            for found in self.world.lookup(name):
                if found.kind not in _STATE_KINDS and found.kind not in ("capital", "government"):
                    return self.referent(found.entity)
        return None

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """Give each state's first adjective."""
        found: dict[str, str] = {}
        for name in self.world.names:
            if name.kind in _STATE_KINDS and name.language in ("en", "", None):
                found.setdefault(name.entity, name.text)
        return found

    @cached_property
    def surnames(self) -> dict[str, tuple[str, ...]]:
        """Give the persons of each last name, lower case."""
        found: dict[str, list[str]] = {}
        for entity in self.world.entities.values():
            if entity.type == "Person" and " " in entity.label:
                found.setdefault(entity.label.rsplit(maxsplit=1)[-1].lower(), []).append(entity.id)
        return {name: tuple(ids) for name, ids in found.items()}

    def _state_in(self, label: str) -> Referent | None:
        """Give the state whose name ends or begins the label of an office."""
        for part in (
            label.rpartition(" of ")[2].removeprefix("the "),
            " ".join(label.split()[:2]),
            label.split(maxsplit=1)[0],
        ):
            found = self.called(part)
            if found is not None and found.type == "State":
                return found
        return None

    def state_of(self, entity: str, depth: int = 2) -> Referent | None:
        """Give the state of a person, office or body as far as the world tells."""
        known = self.world.entities.get(entity)
        if known is None or depth < 0:
            return None
        if known.type == "State":
            return self.referent(entity)
        if known.type == "Office":
            return self._state_in(known.label)
        for fact in self.world.about(entity):
            if fact.object == entity and fact.relation in ("headOfState", "headOfGovernment"):
                return self.referent(fact.subject)
            if fact.subject == entity and fact.relation in _STATE_OF:
                state = self.state_of(fact.object, depth - 1)
                if state is not None:
                    return state
        return None


def mint(label: str, type_: str, article: str | None = None) -> Referent:
    """Make the referent of a name that the world lacks.

    With ``article`` the identity holds within that article only.

    >>> mint("Du Wenlong", "Person").entity
    'du-wenlong'
    """
    slug = slugify(label) or "x" + sha256(label.encode()).hexdigest()[:8]
    suffix = "" if article is None else f"--{sha256(article.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
    return Referent(slug + suffix, label, type_)


def with_article(label: str) -> str:
    """Put *the* before a label that takes it inside another.

    >>> with_article("United States"), with_article("Japan")
    ('the United States', 'Japan')
    """
    sets = words("words")
    needs = label in sets["article_labels"] or any(word in sets["article_words"] for word in label.split())
    return f"the {label}" if needs else label


@dataclass(frozen=True)
class Scene:
    """What of the whole article bears on the linking of one name."""

    gazetteer: Gazetteer
    lower: frozenset[str]
    certain: frozenset[str]
    date: str | None = None
    collisions: tuple[tuple[str, str, frozenset[str]], ...] = ()


def choose(hit: Hit, span: Span, scene: Scene) -> Choice:
    """Choose among the candidates of a hit."""
    if _other_sense(span):
        return Choice(None, "name", 0.0, ("part of a person's, a team's or another name",))
    fitting = _fitting(hit.candidates, span, scene)
    if not fitting:
        return Choice(None, "name", 0.0, ("no candidate fits here",))
    capital = [one for one in fitting if one.kind == "capital"]
    if capital and not _only_state_names(fitting, capital[0].entity):
        return _capital(span, fitting, capital[0], scene)
    longer = [one for one in scene.certain if _shortens(span.text, fitting[0].entity, one, scene)]
    if len(longer) == 1:
        return Choice(scene.gazetteer.referent(longer[0]), "name", 0.8, ("short for a name in the article",))
    ids = tuple(dict.fromkeys(one.entity for one in fitting))
    if len(ids) > 1:
        return _ambiguous(ids, fitting, scene)
    return _sure(fitting[0], scene)


def _other_sense(span: Span) -> bool:
    """Tell whether the words around make a place's name a given name (Chad Johnson), a team's or a foreign title's."""
    sets, doc = words("words"), span.doc
    after = doc[span.end] if span.end < len(doc) else None
    if span.start and doc[span.start - 1].lower_ in ("de", "du", "del", "della"):
        return True
    if after is None or len(span) > 1:
        return False
    if after.lemma_.lower() in sets["sports"]:
        return True
    joined = after.tag_ == "NNP" and span[0].dep_ == "compound" and after.text[:1].isupper() and not after.is_upper
    return joined and span.text.lower() in sets["given_names"] and after.lower_ not in keywords() | _titles()


@cache
def _titles() -> dict[str, str]:
    return {word: "" for post in offices() for phrase in post.phrases for word in phrase.split()}


def _shortens(text: str, known: str, entity: str, scene: Scene) -> bool:
    """Tell whether a name ("Times") is the end of a longer one of the same class that the article gives in full."""
    entities = scene.gazetteer.world.entities
    longer = entities[entity]
    return (
        entity != known and longer.label.endswith(f" {text}") and longer.type == entities[known].type == "MediaOutlet"
    )


def _fitting(candidates: tuple[Candidate, ...], span: Span, scene: Scene) -> tuple[Candidate, ...]:
    best = min(_RANK.get(one.kind, 1) for one in candidates)
    kept = [one for one in candidates if one.kind in ("capital", "name", "alias") or _RANK.get(one.kind, 1) == best]
    kept = [one for one in kept if not _collides(one, span, scene)]
    return tuple(kept)


def _collides(one: Candidate, span: Span, scene: Scene) -> bool:
    """Tell whether the article speaks of another thing that has this name."""
    return any(
        entity == one.entity and name == span.text.lower() and not cues.isdisjoint(scene.lower)
        for name, entity, cues in scene.collisions
    )


def _only_state_names(fitting: Iterable[Candidate], state: str) -> bool:
    """Tell whether the capital is called like its state (Singapore, Luxembourg)."""
    return any(one.entity == state and one.kind != "capital" for one in fitting)


def _sure(one: Candidate, scene: Scene) -> Choice:
    referent = scene.gazetteer.referent(one.entity)
    kind = "demonym" if one.kind in _STATE_KINDS else "name"
    score = {"demonym": 0.9, "adjective": 0.9, "alias": 0.92, "government": 0.9}.get(one.kind, 0.97)
    return Choice(referent, kind, score, (f"{one.kind} of {referent.label}",))


def _ambiguous(ids: tuple[str, ...], fitting: tuple[Candidate, ...], scene: Scene) -> Choice:
    """Take the candidate the article names elsewhere beyond doubt, else the one state among them."""
    said = [entity for entity in ids if entity in scene.certain]
    if len(said) == 1:
        kind = next("demonym" if one.kind in _STATE_KINDS else "name" for one in fitting if one.entity == said[0])
        return Choice(scene.gazetteer.referent(said[0]), kind, 0.8, ("named elsewhere in the article",))
    entities = [scene.gazetteer.world.entities[entity] for entity in ids]
    states = [entity for entity in entities if entity.type == "State"]
    by_name = [one for one in fitting if one.kind in ("name", "official")]
    first = (
        states[0]
        if len(states) == 1
        else _entity(by_name, scene)
        if len({one.entity for one in by_name}) == 1
        else None
    )
    if first is None:
        names = ", ".join(entity.label for entity in entities[:4])
        return Choice(None, "name", 0.3, (f"could be {names}",))
    kind = next("demonym" if one.kind in _STATE_KINDS else "name" for one in fitting if one.entity == first.id)
    return Choice(scene.gazetteer.referent(first.id), kind, 0.65, ("likeliest of several",))


def _entity(candidates: list[Candidate], scene: Scene) -> Entity:
    return scene.gazetteer.world.entities[candidates[0].entity]


def _capital(span: Span, fitting: tuple[Candidate, ...], capital: Candidate, scene: Scene) -> Choice:
    known = capital.entity in scene.certain
    if capital.name in words("words")["shared_capitals"] and not known:
        return Choice(None, "name", 0.3, (f"{capital.name} may be another city",))
    reason = city_reading(span) or (
        None if known or capital.name in words("words")["seats"] else "its state is not named"
    )
    state = scene.gazetteer.referent(capital.entity)
    if reason is None:
        return Choice(state, "name", 0.85, (f"capital of {state.label}, acting",))
    city = next((one for one in fitting if one.kind != "capital"), None)
    referent = scene.gazetteer.referent(city.entity) if city else mint(capital.name, "City")
    return Choice(referent, "name", 0.9, (f"a place: {reason}",))


def city_reading(span: Span) -> str | None:
    """Tell why a capital's name means the city here, or None where it means the government."""
    head = _first_conjunct(span.root)
    if is_dateline(span):
        return "dateline"
    governor = head.head
    cues = city_cues()
    dep = head.dep_
    if dep == "pobj":
        return _after_preposition(governor)
    if dep in ("dobj", "nsubjpass"):
        pair = ("verb" if dep == "dobj" else "passive", governor.lemma_)
        return f"{governor.lemma_} it" if pair in cues else None
    if dep in ("compound", "nmod", "poss", "npadvmod", "amod") and ("noun", governor.lemma_.lower()) in cues:
        return f"{governor.text} of the city"
    if dep in ("npadvmod", "advmod") and governor.pos_ == "VERB":
        return "adverbial"
    return None


def _after_preposition(prep: Token) -> str | None:
    cues = city_cues()
    word, above = prep.lower_, prep.head.lemma_.lower()
    if ("prep", word) in cues:
        return f"{word} it"
    if word == "of":
        return f"{above} of it" if ("of", above) in cues else None
    if word in ("to", "from", "for", "toward", "towards"):
        return f"{above} {word} it" if ("motion", above) in cues else None
    return None


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.pos_ in ("PROPN", "NOUN"):
        token = token.head
    return token


_DATELINE = re.compile(r"^(?:[^\n()]{0,40}?(?:,|/|--|-|–|—|\()|\s*\()")


def is_dateline(span: Span) -> bool:
    """Tell whether a name opens a paragraph as the place a report was sent from: ``MOSCOW, February 18. /TASS/.``"""
    doc = span.doc
    if span.start and "\n" not in doc[span.start - 1].text and span.start > 3:
        return False
    rest = doc.text[span.end_char : span.end_char + 60]
    if not _DATELINE.match(rest):
        return False
    return span.text.isupper() or bool(re.match(r"^,? ?[^\n.]{0,30}(?:\(|/)[A-Z]", rest)) or bool(_MONTH.match(rest))


_MONTH = re.compile(r"^, ?(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
