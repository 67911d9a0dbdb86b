"""Decide what a name stands for: candidates of the world reference weighed by the sentence and the article.

Below a threshold nothing is linked; every choice tells its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.read.linking_capitals import acts, city_reading
from kg.read.linking_gazetteer import STATE_KINDS, Gazetteer, mint
from kg.read.linking_treaties import treaty_meant
from kg.read.mentions_refuted import of_business
from kg.read.mentions_words import Collision, keywords, title_words, words
from kg.world import fold
from kg.world.namesakes import namesakes

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.read.mentions_names import Candidate, Hit
    from kg.read.mentions_values import Referent
    from kg.world import Entity

_RANK = {
    "name": 0,
    "official": 0,
    "abbreviation": 1,
    "alias": 1,
    "short": 1,
    "capital": 2,
    "government": 1,
    "surname": 3,
    "demonym": 2,
    "adjective": 2,
}
_KEPT = ("capital", "name", "alias", "short")
_SPEAKING = frozenset({"AdminArea", "City", "GovernmentBody", "Office", "Person"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for, how sure that is and why; no referent where it stays unlinked."""

    referent: Referent | None
    kind: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """What of the whole article bears on the linking of one name."""

    gazetteer: Gazetteer
    lower: frozenset[str]
    certain: frozenset[str]
    date: str | None = None
    collisions: tuple[Collision, ...] = ()

    @cached_property
    def states(self) -> frozenset[str]:
        """Give the states spoken of: by their names, their capitals and what is theirs."""
        own = (self.gazetteer.state_of(one) for one in self.certain if self._speaks(one))
        return self.certain | self.seated | {state.entity for state in own if state is not None}

    @cached_property
    def seated(self) -> frozenset[str]:
        """Give the states whose capitals are named."""
        seats = self.gazetteer.capitals.items()
        return frozenset(state for name, state in seats if self.lower.issuperset(name.split()))

    def _speaks(self, entity: str) -> bool:
        return self.gazetteer.world.entities[entity].type in _SPEAKING - {"Person"}


def choose(hit: Hit, span: Span, scene: Scene) -> Choice:
    """Choose among the candidates of a hit."""
    if _is_topic(span, hit, scene):
        return Choice(None, "name", 0.2, ("a topic: who knows the region, not the region",))
    if _other_sense(span):
        return Choice(None, "name", 0.0, ("part of a person's, a team's or another name",))
    fitting = _fitting(_of_trade(_of_a_state(hit.candidates, span, scene), span))
    told = _told_apart(span, scene)
    if told == "":
        return Choice(None, "name", 0.0, ("the article speaks of another thing called so",))
    renamed = _branch(span, fitting)
    if renamed is not None:
        return renamed
    capital = [one for one in fitting if one.kind == "capital"]
    if capital and not _only_state_names(fitting, capital[0].entity):
        return _capital(span, fitting, capital[0] if told is None else replace(capital[0], entity=told), scene)
    if told is not None:
        return _sure(replace(fitting[0], entity=told), scene)
    longer = _longer(span.text, fitting[0].entity, scene)
    if longer is not None:
        return Choice(scene.gazetteer.referent(longer), "name", 0.8, ("short for a name in the article",))
    return _of_several(fitting, span, scene)


def _is_topic(span: Span, hit: Hit, scene: Scene) -> bool:
    """Tell whether a region is what somebody writes or knows of: "**Middle East** analyst", "Africa correspondent"."""
    entities = scene.gazetteer.world.entities
    after = span.doc[span.end] if span.end < len(span.doc) else None
    topic = after is not None and after.lower_ in words("words")["topic_posts"]
    named = all(one.kind not in STATE_KINDS for one in hit.candidates)
    return topic and named and {entities[one.entity].type for one in hit.candidates} == {"Region"}


def _of_several(fitting: tuple[Candidate, ...], span: Span, scene: Scene) -> Choice:
    """Choose among all that may bear a name, by whose it is said to be and what else the article names."""
    ids = tuple(dict.fromkeys(one.entity for one in fitting))
    treaty = treaty_meant(span, ids, scene)
    if treaty is not None:
        meant = scene.gazetteer.referent(treaty) if treaty else None
        return Choice(meant, "name", 0.85 if meant else 0.3, ("several treaties are called so: told by parties",))
    owned = _owned(ids, span, scene)
    if len(owned) == 1:
        return Choice(scene.gazetteer.referent(owned[0]), "name", 0.85, ("of the state of who has it",))
    here = [one for one in ids if one in namesakes() and _speaks_of(namesakes()[one].own, scene)]
    if len(here) == 1:
        return Choice(scene.gazetteer.referent(here[0]), "name", 0.85, ("its division is named in the article",))
    if len(ids) > 1:
        return _ambiguous(ids, fitting, scene)
    if fitting[0].kind == "short" and ids[0] not in scene.certain:
        return _short(ids[0], span, scene)
    return _elsewhere(ids[0], scene) or _sure(fitting[0], scene)


def _owned(ids: Iterable[str], span: Span, scene: Scene) -> list[str]:
    """Give the parties of the state of whoever has one, or where it is: "Blair's Labour", "Labour in Britain"."""
    if any(scene.gazetteer.world.entities[one].type != "Organization" for one in ids):
        return []
    homes = next((found for found in (_before(span, scene), _behind(span, scene)) if found), frozenset())
    return [one for one in ids if homes == {scene.gazetteer.home_of(one)} != {None}]


def _before(span: Span, scene: Scene) -> frozenset[Referent | None]:
    """Give the homes of whoever is said to have something."""
    doc, end = span.doc, span.start - 1
    had = end > 0 and doc[end].tag_ == "POS"
    return (
        next(
            (told for start in range(max(0, end - 3), end) if (told := _homes(doc[start:end].text, scene))), frozenset()
        )
        if had
        else frozenset()
    )


def _behind(span: Span, scene: Scene) -> frozenset[Referent | None]:
    """Give the state that something is said to be in or of."""
    doc, start = span.doc, span.end + 1
    if start >= len(doc) or doc[span.end].lower_ not in ("in", "of"):
        return frozenset()
    start += doc[start].lower_ == "the"
    ends = range(min(len(doc), start + 4), start, -1)
    return next((told for end in ends if (told := _homes(doc[start:end].text, scene))), frozenset())


def _homes(text: str, scene: Scene) -> frozenset[Referent | None]:
    return frozenset(scene.gazetteer.home_of(one.entity) for one in scene.gazetteer.world.lookup(text))


def _short(party: str, span: Span, scene: Scene) -> Choice:
    """Take a short name for the one it is known to stand for only where the article speaks of its state.

    Letters are somebody's elsewhere too: of a new one, where spaCy takes them for an organisation.
    """
    if not _at_home((party,), scene) and span.text.isupper() and span[0].ent_type_ == "ORG":
        return Choice(mint(span.text, "Organization"), "name", 0.5, ("its letters are a party's of a state not named",))
    if not _at_home((party,), scene):
        return Choice(None, "name", 0.3, ("a short name, and its state is not named",))
    return Choice(scene.gazetteer.referent(party), "name", 0.8, ("its state is named in the article",))


def _other_sense(span: Span) -> bool:
    """Tell whether the words around make a place's name a given name (Chad Johnson), a team's or a foreign title's."""
    sets, doc = words("words"), span.doc
    after = doc[span.end] if span.end < len(doc) else None
    before = doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ in ("de", "du", "del", "della", "da", "do", "dos", "das"):
        return True
    if before is not None and before.text in sets["clubs"]:
        return True  # Real Madrid
    if after is None or len(span) > 1:
        return False
    if after.lemma_.lower() in sets["sports"] and after.pos_ != "VERB":  # "Russia fanned tensions"
        return True
    if after.lower_ in sets["team_posts"] and span.end + 1 < len(doc) and doc[span.end + 1].tag_ == "NNP":
        return True  # "England manager Ann Lowe"
    if f"{span.text} {after.lemma_}".lower() in sets["things"]:
        return True
    opening = before is not None and before.text in ("In", "At")  # "In Cyprus Ann Lee met him"
    joined = after.tag_ == "NNP" and span[0].dep_ == "compound" and after.text[:1].isupper() and not after.is_upper
    given = span.text.lower() in sets["given_names"] and not opening
    return joined and given and after.lower_ not in keywords().keys() | title_words()


def _branch(span: Span, fitting: Iterable[Candidate]) -> Choice | None:
    """Give the party of its own that a place's is: "Republican Party of Kentucky"."""
    doc, end = span.doc, span.end
    if not span.text.endswith((" Party", " party")) or end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    stop = end + 1
    while stop < len(doc) and doc[stop].tag_ == "NNP" and doc[stop].ent_type_ in ("GPE", "ORG"):
        stop += 1
    if stop == end + 1 or not any(one.kind in ("name", "alias") for one in fitting):
        return None
    place = doc[end + 1 : stop]
    label = f"{span.text} of {place.text}"
    return Choice(mint(label, "Organization"), "name", 0.6, (f"a party of {place.text}'s own",))


def _longer(text: str, known: str, scene: Scene) -> str | None:
    """Give the outlet that "the Times" is short for: the one that the article gives in full."""
    entities = scene.gazetteer.world.entities
    if entities[known].type != "MediaOutlet":
        return None
    named = [one for one in scene.certain if one != known and entities[one].label.endswith(f" {text}")]
    return named[0] if len(named) == 1 and entities[named[0]].type == "MediaOutlet" else None


def _of_a_state(candidates: tuple[Candidate, ...], span: Span, scene: Scene) -> tuple[Candidate, ...]:
    """Leave out the outlet where a word for what is of a state is not its name: "Australian troops", The Australian."""
    doc, before = span.doc, span.start - 1
    named = before > 0 and doc[before].text == "The" and not doc[before].is_sent_start
    if (named and span.root.dep_ not in ("amod", "compound")) or all(one.kind not in STATE_KINDS for one in candidates):
        return candidates
    entities = scene.gazetteer.world.entities
    return tuple(one for one in candidates if one.kind in STATE_KINDS or entities[one.entity].type != "MediaOutlet")


def _elsewhere(city: str, scene: Scene) -> Choice | None:
    """Leave a city unlinked where the article names a division that has a town of its name, and not its own state."""
    shared = namesakes().get(city)
    state = scene.gazetteer.state_of(city)
    if shared is None or (state is not None and not shared.own and state.entity in scene.certain):
        return None
    other = next((one for one in sorted(shared.others) if _speaks_of(one, scene)), None)
    return None if other is None else Choice(None, "name", 0.3, (f"may be the one in {other.title()}",))


def _speaks_of(division: str, scene: Scene) -> bool:
    """Tell whether an article names a division of the United States, in full or as papers do after a town."""
    if not division:
        return False
    named = (scene.gazetteer.world.entities[one] for one in scene.certain)
    in_full = scene.lower.issuperset(division.split())
    return in_full or any(one.type == "AdminArea" and fold(one.label).startswith(division) for one in named)


def _of_trade(candidates: tuple[Candidate, ...], span: Span) -> tuple[Candidate, ...]:
    """Take a company called like a place or person where its business is spoken of, and nowhere else."""
    companies = tuple(one for one in candidates if one.kind == "word")
    if not companies or len(companies) == len(candidates):
        return candidates
    return companies if of_business(span) else tuple(one for one in candidates if one.kind != "word")


def _fitting(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    best = min(_RANK.get(one.kind, 1) for one in candidates)
    kept = [one for one in candidates if one.kind in _KEPT or _RANK.get(one.kind, 1) == best]
    return tuple(kept)


def _told_apart(span: Span, scene: Scene) -> str | None:
    """Give whose a shared name is by the words of the article: "" for nobody known, None for its usual bearer."""
    named = {
        one.entity
        for one in scene.collisions
        if one.name == span.text.lower()
        and not one.words.isdisjoint(scene.lower)
        and one.without.isdisjoint(scene.lower)
    }
    if len(named) != 1:
        return None
    entity = named.pop()
    return entity if entity in scene.gazetteer.world.entities else ""


def _only_state_names(fitting: Iterable[Candidate], state: str) -> bool:
    """Tell whether the capital is called like its state (Singapore, Luxembourg)."""
    return any(one.entity == state and one.kind != "capital" for one in fitting)


def _sure(one: Candidate, scene: Scene) -> Choice:
    referent = scene.gazetteer.referent(one.entity)
    kind = "demonym" if one.kind in STATE_KINDS else "name"
    score = {"demonym": 0.9, "adjective": 0.9, "alias": 0.92, "government": 0.9}.get(one.kind, 0.97)
    return Choice(referent, kind, score, (f"{one.kind} of {referent.label}",))


def _ambiguous(ids: tuple[str, ...], fitting: tuple[Candidate, ...], scene: Scene) -> Choice:
    """Take the candidate the article names elsewhere beyond doubt, else the one state among them."""
    said = [entity for entity in ids if entity in scene.certain] or _spoken_of(ids, scene)
    if len(said) == 1:
        kind = next("demonym" if one.kind in STATE_KINDS else "name" for one in fitting if one.entity == said[0])
        return Choice(scene.gazetteer.referent(said[0]), kind, 0.8, ("named elsewhere in the article",))
    at_home = _at_home(ids, scene)
    if len(at_home) == 1:
        return Choice(scene.gazetteer.referent(at_home[0]), "name", 0.7, ("its state is named in the article",))
    fitting = tuple(one for one in fitting if not at_home or one.entity in at_home)
    entities = [scene.gazetteer.world.entities[entity] for entity in dict.fromkeys(one.entity for one in fitting)]
    states = [entity for entity in entities if entity.type == "State"]
    by_name = [one for one in fitting if one.kind in ("name", "official")] or _full(fitting)
    divisions = [entity for entity in entities if entity.type == "AdminArea"]
    first = None
    if len(states) == 1:
        first = states[0]
    elif len(divisions) == 1 and all(entity.type in ("AdminArea", "City") for entity in entities):
        first = divisions[0]  # Quebec, Ontario, Cabinda: the division is better known than the towns
    elif len({one.entity for one in by_name}) == 1:
        first = _entity(by_name, scene)
    if first is None:
        alike = len({entity.label for entity in entities}) < len(entities)
        names = ", ".join(f"{entity.label} ({entity.id})" if alike else entity.label for entity in entities[:4])
        return Choice(None, "name", 0.3, (f"could be {names}",))
    kind = next("demonym" if one.kind in STATE_KINDS else "name" for one in fitting if one.entity == first.id)
    return Choice(scene.gazetteer.referent(first.id), kind, 0.65, ("likeliest of several",))


def _spoken_of(ids: Iterable[str], scene: Scene) -> list[str]:
    """Give the states of one name that an article speaks of by what is theirs: "the Korean minister" after Seoul."""
    states = [one for one in ids if scene.gazetteer.world.entities[one].type == "State"]
    return [one for one in states if one in scene.states] if len(states) > 1 else []


def _full(fitting: tuple[Candidate, ...]) -> list[Candidate]:
    """Give those that a name is no short name of, where it is one of others: Britain's Labour."""
    full = [one for one in fitting if one.kind != "short"]
    return full if len(full) < len(fitting) else []


def _at_home(ids: Iterable[str], scene: Scene) -> list[str]:
    """Give those whose state the article names: RSF in an article on Sudan. Agencies write of everywhere.

    Of which state an article speaks on parties tell its persons, bodies and cities too: "Democrats" beside Joe Biden.
    """
    entities = scene.gazetteer.world.entities
    types = {entities[one].type for one in ids}
    if not types.isdisjoint(("MediaOutlet", "State")):
        return []
    speaking = _SPEAKING if types == {"Organization"} else {"AdminArea"} if types == {"City"} else frozenset()
    parts = [scene.gazetteer.state_of(one) for one in scene.certain if entities[one].type in speaking]
    named = scene.certain | {state.entity for state in parts if state is not None}
    named |= scene.seated if types == {"Organization"} else frozenset()
    homes = {one: scene.gazetteer.home_of(one) for one in ids}
    return [one for one, home in homes.items() if home is not None and home.entity in named]


def _entity(candidates: list[Candidate], scene: Scene) -> Entity:
    return scene.gazetteer.world.entities[candidates[0].entity]


def _capital(span: Span, fitting: tuple[Candidate, ...], capital: Candidate, scene: Scene) -> Choice:
    sets = words("words")
    shared = capital.name in sets["shared_capitals"]
    person = shared and (span.root.ent_type_ == "PERSON" or span.text.lower() in sets["given_names"])
    beside = any(one.text in sets["seats"] for one in span.root.conjuncts)  # "from Dublin, Oslo and Madrid"
    known = capital.entity in scene.certain or beside or (acts(span) and not person)
    if shared and not known:
        return Choice(None, "name", 0.3, (f"{capital.name} may be another city",))
    reason = city_reading(span) or (None if known or capital.name in sets["seats"] else "its state is not named")
    state = scene.gazetteer.referent(capital.entity)
    if reason is None:
        return Choice(state, "name", 0.85, (f"capital of {state.label}, acting",))
    cities = tuple(one.entity for one in fitting if one.kind != "capital")
    referent = scene.gazetteer.referent(_city(cities, capital, scene)) if cities else mint(capital.name, "City")
    return Choice(referent, "name", 0.9, (f"a place: {reason}",))


def _city(cities: tuple[str, ...], capital: Candidate, scene: Scene) -> str:
    """Give the one of a name's cities whose state the article names, else the capital among them."""
    own = [one for one in cities if scene.gazetteer.state_of(one) == scene.gazetteer.referent(capital.entity)]
    return (_at_home(cities, scene) or own or list(cities))[0]
