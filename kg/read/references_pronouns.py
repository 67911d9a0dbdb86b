"""Resolve pronouns: the nearest antecedent that fits in class and number, subjects before others.

The ranking follows Lappin and Leass (1994, Computational Linguistics 20): recency and grammatical role carry
weights, and what the binding of the sentence forbids is out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from kg.read.mentions_words import nouns, words
from kg.read.references_values import Entry
from kg.read.references_walk import Walk, children, conjuncts, distinct, is_a, role

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.read.mentions_values import Found, Referent

Answer = tuple[tuple["Referent", ...], float, str]
NOBODY: Answer = ((), 0.2, "no antecedent")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_WEIGHTS = {"nsubj": 0.4, "nsubjpass": 0.35, "poss": 0.15, "dobj": 0.12, "iobj": 0.1, "pobj": 0.05}
_LEAST = 0.45
_DUMMY = frozenset({"be", "seem", "appear", "become", "remain", "take", "turn", "happen", "follow", "mean"})
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "advcl", "acl"})


def pronoun(token: Token, walk: Walk) -> Answer | None:
    """Resolve a personal or possessive pronoun; None for one that refers to nothing ("it is clear that")."""
    sets, word = words("words"), token.lower_
    if word in sets["neuter"]:
        if is_dummy(token):
            return None
        return _sibling(token, walk) or _cataphora(token, walk, "State", "Organization") or _best(token, walk, _neuter)
    if word in sets["plural"]:
        return _plural(token, walk)
    if word in sets["person"]:
        return _cataphora(token, walk, "Person") or _best(token, walk, _person)
    if word in sets["speaker"]:
        return _speaker(token, walk)
    return None


def is_dummy(token: Token) -> bool:
    """Tell whether *it* only holds the place of a clause."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _DUMMY:
        below = [
            *verb.children,
            *(child for attr in children(verb, "acomp", "attr", "oprd") for child in attr.children),
        ]
        return any(child.dep_ in _CLAUSES and child.i > token.i for child in below)
    return (
        token.dep_ in ("nsubj", "dobj")
        and any(child.dep_ in ("ccomp", "xcomp") for child in verb.children)
        and any(child.dep_ in ("oprd", "acomp") for child in verb.children)
    )


def _neuter(entry: Entry, token: Token, walk: Walk) -> float | None:
    type_ = entry.found.type
    if _is_document(entry) or entry.plural or is_a(type_, "Person", "Office") or len(entry.referents) != 1:
        return None
    object_ = token.dep_ in ("dobj", "pobj")
    if not is_a(type_, "State", "Organization", "ActorGroup"):
        return -0.1 if object_ else -0.25
    modifier = walk.doc[entry.found.head].dep_ in ("amod", "compound", "nmod")
    return (-0.1 if object_ else 0.0) - (0.3 if entry.found.kind == "demonym" and modifier else 0.0)


def _is_document(entry: Entry) -> bool:
    noun = nouns().get(entry.lemma)
    return entry.found.kind == "described" and noun is not None and noun.use == "document"


def _person(entry: Entry, _token: Token, _walk: Walk) -> float | None:
    return 0.1 if entry.found.type == "Person" and len(entry.referents) == 1 and not entry.plural else None


def _group(entry: Entry, token: Token, _walk: Walk) -> float | None:
    type_ = entry.found.type
    if entry.plural:
        return 0.0
    if is_a(type_, "ArmedForce", "Organization") and len(entry.referents) == 1:
        return -0.2
    if type_ == "Person" and entry.found.kind in ("described", "nominal") and token.dep_ == "nsubj":
        return -0.2  # one person of unknown sex
    if is_a(type_, "Territory") and entry.referents[0].label.endswith("s") and type_ != "State":
        return 0.0
    return None


def _best(token: Token, walk: Walk, fits: Callable[[Entry, Token, Walk], float | None], sentences: int = 2) -> Answer:
    ranked = []
    speaks = token.dep_ == "nsubj" and token.head.lemma_ in words("words")["speech"]
    for entry in walk.before(token, sentences):
        bonus = fits(entry, token, walk)
        if speaks and not is_a(entry.found.type, "Actor"):
            continue
        if bonus is not None and not _forbidden(token, entry, walk):
            ranked.append((_weight(token, entry, walk) + bonus, entry.found.head, entry))
    if not ranked:
        return NOBODY
    weight, _, entry = max(ranked, key=lambda item: item[:2])
    if weight < _LEAST or _outdone(token, entry, walk):
        return (), 0.3, f"perhaps {entry.referents[0].label}, not sure enough"
    return entry.referents, min(0.85, 0.35 + 0.35 * weight), f"{token.lower_} for {entry.referents[0].label}"


def _weight(token: Token, entry: Entry, walk: Walk) -> float:
    distance = walk.sentence_of[token.i] - entry.sentence
    weight = 0.7 - 0.3 * distance + _WEIGHTS.get(entry.role, 0.0)
    head = walk.doc[entry.found.head]
    if entry.role in _SUBJECTS and head.head.dep_ == "ROOT" and head.head.lemma_ not in words("words")["speech"]:
        weight += 0.1
    if walk.quote_of[head.i] != walk.quote_of[token.i]:
        weight -= 0.2
    if entry.role == role(token):
        weight += 0.5 if _parallel(token, head) else 0.05
    if distance == 0 and token.tag_ == "PRP$" and entry.role in _SUBJECTS and _clause(token) == _clause(head):
        weight += 0.2
    return weight


def _parallel(token: Token, head: Token) -> bool:
    """Tell whether two are objects of coordinated verbs: "intercepted a boat and targeted it"."""
    return token.dep_ == "dobj" == head.dep_ and token.head.dep_ == "conj" and token.head.head == head.head


def _clause(token: Token) -> int:
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token.i


def _forbidden(token: Token, entry: Entry, walk: Walk) -> bool:
    """Tell whether the sentence's structure keeps a pronoun and a mention apart."""
    if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
        return token.head.i == entry.found.head
    head = walk.doc[entry.found.head]
    while head.dep_ == "conj":
        head = head.head
    return token.head == head.head and token.dep_ != head.dep_ and head.dep_ in ("nsubj", "dobj", "nsubjpass")


def _outdone(token: Token, entry: Entry, walk: Walk) -> bool:
    """Tell whether a nearer subject that is no known mention is the likelier antecedent."""
    if entry.found.type == "Person" or entry.plural:
        return False
    same = entry.sentence == walk.sentence_of[token.i]
    if same and entry.role in _SUBJECTS:
        return False
    start = entry.found.head if same else token.sent.start
    return any(_rivals(other, entry, walk) for other in walk.doc[start : token.i])


def _rivals(other: Token, entry: Entry, walk: Walk) -> bool:
    if other.dep_ not in ("nsubj", "nsubjpass") or other.i in walk.by_head or other.tag_ not in ("NN", "NNP"):
        return False
    owned = any(child.i == entry.found.head for child in other.lefts)
    return not owned and other.head.dep_ in ("ROOT", "ccomp") and other.pos_ != "PRON"


def _plural(token: Token, walk: Walk) -> Answer:
    """Prefer what is plural; else two or more that are coordinated; else a body or force spoken of as many."""
    coordinated = coordination(token, walk, 1)
    above = _reporter(token, walk)
    if above is not None:
        return above
    single = _best(token, walk, _group)
    if coordinated and (not single[0] or single[1] < 0.65):
        return tuple(coordinated), 0.55, "those named together"
    return single


def _reporter(token: Token, walk: Walk) -> Answer | None:
    """Take *they* for the one who says so: "India stated that they have concerns", where nobody else is many."""
    clause = token.head
    if token.dep_ != "nsubj" or clause.dep_ != "ccomp" or clause.head.i > token.i:
        return None
    found = next((walk.by_head.get(one.i) for one in children(clause.head, "nsubj")), None)
    if found is None or len(found.entities) != 1 or not is_a(found.type, "State", "Organization"):
        return None
    many = any(entry.plural and entry.found.head > found.head for entry in walk.before(token, 0))
    return None if many else (found.entities, 0.6, f"they for {found.entities[0].label}, who says so")


def coordination(token: Token, walk: Walk, sentences: int, number: int | None = None) -> list[Referent]:
    """Give the actors last named together ("A and B"), of a number if one is given."""
    for entry in walk.before(token, sentences):
        head = walk.doc[entry.found.head]
        if head.dep_ != "conj" and any(children(head, "conj")):
            members = [walk.by_head[one.i] for one in conjuncts(head) if one.i in walk.by_head and one.i < token.i]
            actors = {who.entity: who for one in members for who in one.entities if is_a(who.type, "Actor")}
            if len(actors) > 1 and (number is None or len(actors) == number):
                return list(actors.values())
    return []


def _sibling(token: Token, walk: Walk) -> Answer | None:
    """Take *its* for what its noun is coordinated with: "the United States and its followers"."""
    if token.tag_ != "PRP$" or token.head.dep_ != "conj":
        return None
    found = walk.by_head.get(token.head.head.i)
    if found is None or len(found.entities) != 1 or not is_a(found.type, "State", "Organization"):
        return None
    return found.entities, 0.8, f"coordinated with {found.entities[0].label}"


def _cataphora(token: Token, walk: Walk, *classes: str) -> Answer | None:
    """Look ahead to the subject where the pronoun stands in a fronted phrase: "During his visit, Putin said"."""
    for above in (token, *token.ancestors):
        if above.dep_ in ("prep", "advcl") and above.head.i > token.i:
            for subject in children(above.head, "nsubj"):
                found = walk.by_head.get(subject.i)
                if subject.i > token.i and found is not None and found.entities and is_a(found.type, *classes):
                    return found.entities, 0.7, "the subject that follows"
    return None


def _speaker(token: Token, walk: Walk) -> Answer:
    """Resolve *we* and *I* inside a quotation to its speaker, *we* to the speaker's state or body."""
    quote = walk.quote_of[token.i]
    found = speaker(quote, walk) if quote else None
    if found is None or not found.entities:
        return NOBODY
    if token.lower_ in ("i", "me", "my", "mine", "myself"):
        return found.entities, 0.75, "the speaker"
    return (side_of(found, walk),), 0.6, "the speaker's side"


def side_of(found: Found, walk: Walk) -> Referent:
    """Give for whom somebody says *we*: a person's or body's state, else themselves."""
    who = found.entities[0]
    if who.type == "State":
        return who
    titled = next(
        (
            one
            for one in walk.by_head.values()
            if one.bearer is not None
            and one.owner
            and walk.by_head.get(one.bearer)
            and who in walk.by_head[one.bearer].entities
        ),
        None,
    )
    owner = titled.owner[0] if titled else next(iter(found.owner), None)
    known = walk.gazetteer.state_of(owner.entity if owner else who.entity)
    return known or owner or who


def speaker(quote: tuple[int, int], walk: Walk) -> Found | None:
    """Find who says a quotation: the subject of a speech verb around it, outside it, in its first or last sentence."""
    speech = words("words")["speech"]
    numbers = {
        walk.sentence_of[quote[0]],
        walk.sentence_of[min(quote[1] + 1, len(walk.doc) - 1)],
        walk.sentence_of[quote[1]],
    }
    numbers.add(min(numbers) - 1)
    for number in sorted(numbers, reverse=True):
        for i in (i for i, one in enumerate(walk.sentence_of) if one == number):
            token = walk.doc[i]
            if token.lemma_ in speech and token.pos_ == "VERB" and not quote[0] <= i <= quote[1]:
                for subject in children(token, "nsubj"):
                    found = walk.by_head.get(subject.i)
                    if found is not None and found.entities and is_a(found.type, "Actor"):
                        return found
    return None


def last_actor(
    token: Token, walk: Walk, *classes: str, distance: int = 0, without: Collection[int] = ()
) -> list[Referent]:
    """Give the actors of some classes in the sentence so far back, subjects first, but for some heads."""
    sentence = walk.sentence_of[token.i] - distance
    here = [
        entry
        for entry in walk.before(token, distance)
        if entry.sentence == sentence and is_a(entry.found.type, *classes)
    ]
    here = [entry for entry in here if entry.found.head not in without]
    return distinct(sorted(here, key=lambda entry: entry.role not in _SUBJECTS))
