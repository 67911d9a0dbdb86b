"""Fill in bodies and persons by office that only the text before can tell: "its foreign ministry", "the president"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.read.linking_bodies import own_post
from kg.read.linking_gazetteer import mint, with_article
from kg.read.mentions_values import Found, Referent
from kg.read.mentions_words import bodies, words
from kg.read.references_labels import clean_label
from kg.read.references_owners import phrase_start
from kg.read.references_walk import Walk, children


def complete(token: Token, known: Found, walk: Walk) -> Found:
    """Fill in a body or person that only the text before can tell: "its foreign ministry", "the president"."""
    if known.type == "ActorGroup" and known.kind == "name" and known.entities:
        return _some(token, known)
    if known.entities or known.kind != "nominal":
        return known
    owner = known.owner
    if not owner and walk.doc[known.start].tag_ == "PRP$":
        possessor = walk.by_head.get(known.start)
        owner = tuple(_state_or_group(who, walk) for who in possessor.entities) if possessor is not None else ()
    if known.type == "Person":
        return _by_office(token, replace(known, owner=owner), walk)
    return _body_again(token, replace(known, owner=owner), walk)


def _state_or_group(who: Referent, walk: Walk) -> Referent:
    """Give whose body "its embassy" is where *its* stands for another body: that body's state."""
    if who.type not in ("GovernmentBody", "ArmedForce", "Person", "MediaOutlet"):
        return who
    told = next((one.owner[0] for one in walk.by_head.values() if one.owner and who in one.entities), None)
    return told or walk.gazetteer.state_of(who.entity) or who


def _some(token: Token, known: Found) -> Found:
    """Keep "some Southeast Asian countries" apart from all of them."""
    if token.tag_ != "NNS":
        return known
    before = token.doc[known.start - 1] if known.start else token
    if before.lower_ not in words("words")["part_of"]:
        return known
    who = mint(f"{before.lower_} {known.entities[0].label}", "ActorGroup")
    return replace(
        known,
        start=before.i,
        char_start=before.idx,
        entities=(who,),
        kind="described",
        score=0.6,
        reasons=("a part of the group",),
    )


def _body_again(token: Token, known: Found, walk: Walk) -> Found:
    phrase = _phrase(known, walk)
    if known.owner:
        referents = tuple(
            one for one in (own_post(who, phrase, walk.gazetteer) for who in known.owner) if one is not None
        )
        return replace(known, entities=referents, kind="name", score=0.7, reasons=(f"body of {known.owner[0].label}",))
    for entry in walk.before(token, 60):
        if entry.found.type == known.type and _phrase(entry.found, walk).endswith(phrase.split()[-1]):
            return replace(
                known, entities=entry.referents, owner=entry.found.owner, score=0.65, reasons=("named before",)
            )
    state = _usual(phrase, walk) or _state_here(token, walk)
    if state is not None and _is_head(token) and known.type == "GovernmentBody":
        return _body_again(token, replace(known, owner=(state,)), walk)
    label = phrase
    return replace(
        known,
        entities=(mint(label, known.type, walk.article.id),),
        kind="described",
        score=0.35,
        reasons=("a body without its state",),
    )


def _is_head(token: Token) -> bool:
    return token.dep_ not in ("compound", "amod", "nmod")


def _usual(phrase: str, walk: Walk) -> Referent | None:
    """Give the only state that calls a body so ("Department of Defense")."""
    default = next((post.default for post in bodies() if phrase in post.phrases), "")
    return walk.gazetteer.referent(default) if default in walk.gazetteer.world.entities else None


def _state_here(token: Token, walk: Walk) -> Referent | None:
    """Give the state that is subject of the sentence, else that of the sentence before, for a body told without one."""
    root = token.sent.root
    for subject in children(root, "nsubj"):
        found = walk.by_head.get(subject.i)
        if found is not None and len(found.entities) == 1 and found.type == "State":
            return found.entities[0]
    before = [entry for entry in walk.before(token, 1) if entry.found.type == "State" and entry.role == "nsubj"]
    return before[0].referents[0] if before and len(before[0].referents) == 1 else None


def _phrase(known: Found, walk: Walk) -> str:
    """Give the words of a body or office without its owner, lower case."""
    head = walk.doc[known.head]
    start = known.start
    while start < head.i and (
        walk.doc[start].tag_ in ("PRP$", "DT", "POS") or (start in walk.by_head and walk.by_head[start] is not known)
    ):
        start += 1
    return walk.doc[start : known.end].text.lower()


def _by_office(token: Token, known: Found, walk: Walk) -> Found:
    """Resolve a person named by office alone to whoever the article said holds it."""
    phrase = _phrase(known, walk).split()[-1]
    plural = token.tag_ in ("NNS", "NNPS")
    for one in sorted(walk.by_head.values(), key=lambda found: -found.start):
        if one.bearer is None or one.start > token.i or plural:
            continue
        same = _phrase(one, walk).split()[-1] == phrase or _diplomat(phrase, one, walk)
        bearer = walk.by_head.get(one.bearer)
        if same and bearer is not None and (not known.owner or not one.owner or known.owner == one.owner):
            return replace(
                known,
                entities=bearer.entities,
                owner=known.owner or one.owner,
                score=0.7,
                reasons=("holds this office in the article",),
            )
    return _unnamed(token, known, walk, plural=plural)


def _diplomat(phrase: str, one: Found, walk: Walk) -> bool:
    return phrase == "diplomat" and "foreign minister" in _phrase(one, walk)


def _unnamed(token: Token, known: Found, walk: Walk, *, plural: bool) -> Found:
    start = min(known.start, phrase_start(token))
    if not known.owner and token.lemma_.lower() in words("words")["vague_offices"]:
        return replace(known, score=0.0)  # "oil well heads": nobody's office
    label = clean_label(token, start, walk)
    after = walk.doc[token.i + 1].lower_ if token.i + 1 < len(walk.doc) else ""
    if known.owner and after in ("of", "for") and known.end > token.i + 1:
        label = f"{label} {after} {with_article(known.owner[0].label)}"
    type_ = "ActorGroup" if plural else "Person"
    who = mint(label, type_, None if known.owner else walk.article.id)
    return replace(
        known,
        start=start,
        char_start=walk.doc[start].idx,
        type=type_,
        entities=(who,),
        kind="described",
        score=0.45,
        reasons=("a person by office, not named",),
    )
