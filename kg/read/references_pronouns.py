"""Resolve pronouns: the nearest antecedent that fits in class and number, subjects before others.

The ranking follows Lappin and Leass (1994, Computational Linguistics 20): recency and grammatical role carry
weights, and what the binding of the sentence forbids is out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.read import reporting
from kg.read.events import is_event_noun
from kg.read.gender import agrees, gender
from kg.read.mentions_words import nouns, words
from kg.read.references_sets import coordination
from kg.read.references_speakers import is_direct, speaker, speaking
from kg.read.references_values import NOBODY, Answer, Entry
from kg.read.references_walk import SUBJECTS, Walk, children, is_a, role
from kg.read.syntax import antecedent, surface_subject

if TYPE_CHECKING:
    from spacy.tokens import Token


_WEIGHTS = {"nsubj": 0.4, "nsubjpass": 0.35, "poss": 0.15, "dobj": 0.12, "iobj": 0.1, "pobj": 0.05}
_LEAST = 0.45
_EVEN = 0.12
_DUMMY = frozenset({"be", "seem", "appear", "become", "remain", "take", "turn", "happen", "follow", "mean"})
_ABLE = frozenset({"ready", "able", "unable"})
_PARTNERS = frozenset({"with", "to", "against", "for", "on", "at", "about", "of"})
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
        near = _sibling(token, walk) or _bound(token, walk)
        return near or _cataphora(token, walk, "Person") or _best(token, walk, _person)
    if word in sets["speaker"]:
        return speaking(token, walk)
    return None


def is_dummy(token: Token) -> bool:
    """Tell whether *it* only holds the place of a clause: "it is clear that", "made it clear", "it seems"."""
    verb = token.head
    if not all(map(_is_of_facts, children(verb, "acomp"))):
        return False  # "it is ready to help"
    if token.dep_ == "expl" or (token.dep_ == "nsubj" and verb.lemma_ in ("seem", "appear")):
        return True
    if (
        token.dep_ == "nsubj"
        and verb.pos_ == "ADJ"
        and verb.head.lemma_ in ("make", "find", "consider", "deem", "think")
    ):
        return True
    if token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _DUMMY:
        below = [
            *verb.children,
            *(child for attr in children(verb, "acomp", "attr", "oprd") for child in attr.children),
        ]
        return any(child.dep_ in _CLAUSES and child.i > token.i for child in below)
    clausal = any(children(verb, "ccomp", "xcomp")) and any(children(verb, "oprd", "acomp"))
    return token.dep_ in ("nsubj", "dobj") and clausal


def _neuter(entry: Entry, token: Token, walk: Walk) -> float | None:
    type_ = entry.found.type
    if _is_document(entry) or entry.plural or is_a(type_, "Person", "Office") or len(entry.referents) != 1:
        return None
    object_ = token.dep_ in ("dobj", "pobj")
    if token.dep_ == "nsubj" and token.head.lemma_ == "be" and any(map(_is_of_facts, children(token.head, "acomp"))):
        return -0.2  # "it would be wrong": likelier a fact than an actor
    if not is_a(type_, "State", "Organization", "ActorGroup"):
        return -0.1 if object_ else -0.25
    modifier = walk.doc[entry.found.head].dep_ in ("amod", "compound", "nmod")
    return (-0.1 if object_ else 0.0) - (0.3 if entry.found.kind == "demonym" and modifier else 0.0)


def _is_of_facts(state: Token) -> bool:
    """Tell "it is wrong" from "it is worried" and "it is eager to help", which only somebody can be."""
    frames = reporting.frames("A", state.lower_)
    personal = "intend" in frames.values() or ("about" in frames and "of" not in frames)
    return not personal and state.lower_ not in _ABLE


def _is_document(entry: Entry) -> bool:
    noun = nouns().get(entry.lemma)
    return entry.found.kind == "described" and noun is not None and noun.use == "document"


def _person(entry: Entry, token: Token, walk: Walk) -> float | None:
    if entry.found.type != "Person" or len(entry.referents) != 1 or entry.plural:
        return None
    if not agrees(token, entry.found, walk.doc):
        return None
    return 0.25 if gender(entry.found, walk.doc) else 0.1


def _group(entry: Entry, token: Token, _walk: Walk) -> float | None:
    type_ = entry.found.type
    if entry.plural:
        return 0.0 if is_a(type_, "Actor") else -0.2
    if is_a(type_, "ArmedForce", "Organization") and len(entry.referents) == 1:
        return -0.2
    if type_ == "Person" and entry.found.kind in ("described", "nominal") and token.dep_ == "nsubj":
        return -0.2  # one person of unknown sex
    if is_a(type_, "Territory") and entry.referents[0].label.endswith("s") and type_ != "State":
        return 0.0
    return None


def _best(token: Token, walk: Walk, fits: Callable[[Entry, Token, Walk], float | None], sentences: int = 2) -> Answer:
    ranked = []
    quote = walk.quote_of[token.i]
    says = speaker(quote, walk) if quote is not None and is_direct(quote, walk) else ()
    speaks = token.dep_ == "nsubj" and token.head.lemma_ in words("words")["speech"]
    for entry in walk.before(token, sentences):
        bonus = fits(entry, token, walk)
        if says and says == entry.referents:
            continue  # who speaks says "I" and "we"
        if speaks and not is_a(entry.found.type, "Actor"):
            continue
        if bonus is not None and not _forbidden(token, entry, walk):
            ranked.append((_weight(token, entry, walk) + bonus, entry.found.head, entry))
    if not ranked:
        return NOBODY
    weight, _, entry = max(ranked, key=lambda item: item[:2])
    if weight < _LEAST or _outdone(token, entry, walk) or _even(entry, weight, ranked, walk.sentence_of[token.i]):
        return (), 0.3, f"perhaps {entry.referents[0].label}, not sure enough"
    return entry.referents, min(0.85, 0.35 + 0.35 * weight), f"{token.lower_} for {entry.referents[0].label}"


def _even(best: Entry, weight: float, ranked: list[tuple[float, int, Entry]], here: int) -> bool:
    """Tell whether somebody else of an earlier sentence is about as likely, so that either would be a guess."""
    return best.sentence < here and any(
        weight - other < _EVEN and entry.referents != best.referents and entry.sentence == best.sentence
        for other, _, entry in ranked
    )


def _weight(token: Token, entry: Entry, walk: Walk) -> float:
    distance = walk.sentence_of[token.i] - entry.sentence
    weight = 0.7 - 0.3 * distance + _WEIGHTS.get(entry.role, 0.0)
    head = walk.doc[entry.found.head]
    if entry.role in SUBJECTS and head.head.dep_ == "ROOT" and head.head.lemma_ not in words("words")["speech"]:
        weight += 0.1
    if walk.quote_of[head.i] != walk.quote_of[token.i]:
        weight -= 0.2
    if entry.role == role(token):
        weight += 0.5 if _parallel(token, head) else 0.05
    if distance == 0 and token.tag_ == "PRP$" and entry.role in SUBJECTS and _clause(token) == _clause(head):
        weight += 0.2
    return weight - 0.4 * _is_source(entry)


def _is_source(entry: Entry) -> bool:
    """Tell whether a mention is of people who are only quoted: "analysts say their influence has diminished"."""
    noun = nouns().get(entry.lemma)
    return entry.found.kind == "described" and noun is not None and noun.use == "source"


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
        return token.head.i == entry.found.head or walk.doc[entry.found.head] in _respecting(token)
    head = walk.doc[entry.found.head]
    while head.dep_ == "conj":
        head = head.head
    if token.dep_ == "dobj" and head in surface_subject(token.head):
        return True  # "Chad goes on, calling **them** liars"
    if _is_partner(token) and head in surface_subject(token.head.head):
        return True  # "Chad rejects the plan but will meet with **them**"
    return token.head == head.head and token.dep_ != head.dep_ and head.dep_ in ("nsubj", "dobj", "nsubjpass")


def _is_partner(token: Token) -> bool:
    """Tell whether a verb without an object has a pronoun behind its preposition, which is not its subject then."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.dep_ != "prep" or preposition.lower_ not in _PARTNERS:
        return False
    return preposition.head.pos_ == "VERB" and not any(children(preposition.head, "dobj"))


def _respecting(token: Token) -> list[Token]:
    """Give who respects or violates what a possessive has, which is another's: "**China** violated its air"."""
    thing, verb = token.head, token.head.head
    others = token.tag_ == "PRP$" and thing.dep_ == "dobj" and verb.lemma_ in words("words")["others_things"]
    return surface_subject(verb) if others else []


def _outdone(token: Token, entry: Entry, walk: Walk) -> bool:
    """Tell whether a nearer subject that is no known mention is the likelier antecedent."""
    if entry.found.type == "Person" or entry.plural:
        return False
    same = entry.sentence == walk.sentence_of[token.i]
    if same and entry.role in SUBJECTS:
        return False
    start = entry.found.head if same else token.sent.start
    return any(_rivals(other, entry, walk) for other in walk.doc[start : token.i])


def _rivals(other: Token, entry: Entry, walk: Walk) -> bool:
    if other.dep_ not in ("nsubj", "nsubjpass") or other.i in walk.by_head or other.tag_ not in ("NN", "NNP", "NNPS"):
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
    answer: Answer = single
    if coordinated and (not single[0] or single[1] < 0.65):
        answer = tuple(coordinated), 0.55, "those named together"
    if answer[0] and _crowded(token, answer, walk):
        return (), 0.3, "it may be somebody nearer, whom no name tells"
    return answer


def _crowded(token: Token, answer: Answer, walk: Walk) -> bool:
    """Tell whether many others act between: "Iran met Iraq. **Inspectors** said they knew"."""
    near = (entry.found.head for entry in walk.before(token, 2) if entry.referents[0] in answer[0])
    between = (walk.doc[i] for i in range(max(near, default=token.i) + 1, token.i) if i not in walk.by_head)
    subjects = (one for one in between if one.tag_ == "NNS" and one.dep_ in ("nsubj", "nsubjpass"))
    return any(not is_event_noun(one) for one in subjects)


def _reporter(token: Token, walk: Walk) -> Answer | None:
    """Take *they* for the one who says so: "India stated that they have concerns", where nobody else is many."""
    clause = token.head
    if token.dep_ != "nsubj" or clause.dep_ != "ccomp" or clause.head.i > token.i:
        return None
    found = next((walk.by_head.get(one.i) for one in surface_subject(clause.head)), None)
    if found is None or len(found.entities) != 1 or not is_a(found.type, "State", "Organization"):
        return None
    many = any(entry.plural and entry.found.head > found.head for entry in walk.before(token, 0))
    return None if many else (found.entities, 0.6, f"they for {found.entities[0].label}, who says so")


def _sibling(token: Token, walk: Walk) -> Answer | None:
    """Take *its* for what its noun is coordinated with: "France and its neighbours"."""
    noun = nouns().get(token.head.lemma_.lower())
    if token.tag_ != "PRP$" or token.head.dep_ != "conj":
        return None
    first = token.head.head
    found = walk.by_head.get(first.i)
    if found is None and first.tag_ == "NNP" and token.lower_ in words("words")["person"]:
        return (), 0.3, f"likelier {first.text}, who is not known"
    if found is None or len(found.entities) != 1:
        return None
    if token.lower_ in words("words")["person"]:
        named = found.kind == "name" and found.type == "Person" and agrees(token, found, walk.doc)
        return (found.entities, 0.8, f"coordinated with {found.entities[0].label}") if named else None
    grouped = noun is not None and noun.use in ("group", "self")
    if not grouped or not is_a(found.type, "State", "Organization"):
        return None
    return found.entities, 0.8, f"coordinated with {found.entities[0].label}"


def _bound(token: Token, walk: Walk) -> Answer | None:
    """Keep *his* from strangers where the clause around it is about somebody: "the nurse said **her** rights"."""
    for above in token.ancestors:
        for subject in children(above, "nsubj", "nsubjpass"):
            who = antecedent(subject) if subject.lower_ == "who" else subject
            if who.i >= token.i or subject.i == token.i or who.tag_ not in ("NN", "NNP"):
                continue
            found = walk.by_head.get(who.i)
            if found is not None and not agrees(token, found, walk.doc):
                continue
            if found is not None and found.type == "Person" and len(found.entities) == 1:
                told = who.i != subject.i
                return (found.entities, 0.75, f"who is told of, {found.entities[0].label}") if told else None
            likely = who.tag_ == "NNP" or who.i != subject.i or _speaks(above)
            if likely and found is None:
                return (), 0.3, f"likelier {who.text}, who is not known"
            if likely and found is not None and found.kind == "described" and is_a(found.type, "ActorGroup"):
                return found.entities, 0.55, f"{token.lower_} for {found.entities[0].label}"  # "the nurse"
    return None


def _speaks(verb: Token) -> bool:
    return verb.lemma_ in words("words")["speech"]


def _cataphora(token: Token, walk: Walk, *classes: str) -> Answer | None:
    """Look ahead to the subject where the pronoun stands in a fronted phrase: "During his visit, Putin said"."""
    for above in (token, *token.ancestors):
        if above.dep_ in ("prep", "advcl") and above.head.i > token.i:
            for subject in children(above.head, "nsubj"):
                found = walk.by_head.get(subject.i)
                fits = found is not None and found.entities and is_a(found.type, *classes)
                if subject.i > token.i and found is not None and fits and agrees(token, found, walk.doc):
                    return found.entities, 0.7, "the subject that follows"
    return None
