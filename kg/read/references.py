"""Resolve what refers inside an article: pronouns, "the two countries", "these islands", "the ministry", persons by office.

One walk in text order; each mention that is understood can be what a later one takes up.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.read.linking import mint, with_article
from kg.read.linking_bodies import own_post
from kg.read.mentions_values import Found, Referent
from kg.read.mentions_words import Noun, bodies, nouns, words
from kg.read.references_phrases import noun_phrase
from kg.read.references_pronouns import pronoun
from kg.read.references_sets import together
from kg.read.references_walk import Walk, children, quotations, sentence_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from kg.model import Article
    from kg.read.linking import Gazetteer

_PRONOUNS = frozenset({"PRP", "PRP$"})


def resolve(doc: Doc, article: Article, found: Iterable[Found], gazetteer: Gazetteer) -> tuple[Found, ...]:
    """Give the mentions of an article with those that refer, all in text order."""
    given = sorted(found, key=lambda one: (one.start, one.start - one.end))
    by_head: dict[int, Found] = {}
    for one in given:
        by_head.setdefault(one.head, one)
    inside = {i for one in given if one.kind == "name" or one.type == "Office" for i in range(one.start, one.end)}
    walk = Walk(doc, article, gazetteer, by_head, sentence_numbers(doc), quotations(doc))
    extra = [one for one in given if by_head[one.head] is not one]
    done: set[int] = set()
    for token in doc:
        for one in (*_complement(token, walk), token) if token.pos_ == "NOUN" else (token,):
            if one.i not in done:
                done.add(one.i)
                made = _read(one, walk, inside)
                if made is not None and made.score > 0:
                    by_head[one.i] = made
                    walk.remember(made)
                elif made is not None:
                    del by_head[one.i]
    return tuple(sorted([*by_head.values(), *extra], key=lambda one: (one.char_start, -one.char_end)))


def _complement(token: Token, walk: Walk) -> list[Token]:
    """Give the tokens of "of its foreign ministry" after a noun, which have to be understood before it."""
    following = walk.doc[token.i + 1] if token.i + 1 < len(walk.doc) else token
    if following.dep_ != "prep" or following.head.i != token.i or following.lower_ not in ("of", "for"):
        return []
    pobj = next(children(following, "pobj"), None)
    return [] if pobj is None else [one for one in pobj.lefts if one.tag_ == "PRP$"] + [pobj]


def _read(token: Token, walk: Walk, inside: set[int]) -> Found | None:
    known = walk.by_head.get(token.i)
    if known is not None:
        return _complete(token, known, walk)
    if token.tag_ in _PRONOUNS:
        return _pronoun(token, walk)
    if token.lower_ in words("words")["headings"]:
        return _heading(token)
    if token.i in inside or token.pos_ not in ("NOUN", "PROPN", "NUM", "ADV"):
        return None
    if token.pos_ == "NUM":
        return _bare_number(token, walk)
    if token.dep_ in ("compound", "amod", "npadvmod") and not _apposed(token):
        return None
    noun = _noun(token)
    return noun_phrase(token, noun, walk) if noun is not None else None


def _heading(token: Token) -> Found:
    """Take "eastward" for the East."""
    who = mint(f"the {token.lower_.removesuffix('s').removesuffix('ward').capitalize()}", "Region")
    return Found(
        token.i,
        token.i + 1,
        token.i,
        "Region",
        (who,),
        "described",
        0.6,
        ("a direction",),
        token.idx,
        token.idx + len(token),
    )


def _noun(token: Token) -> Noun | None:
    """Look a noun up, with the word before it where both make one ("news agency")."""
    before = token.nbor(-1).lower_ if token.i else ""
    lemma = token.lemma_.lower()
    return nouns().get(f"{before} {lemma}") or nouns().get(lemma) or nouns().get(token.lower_)


def _apposed(token: Token) -> bool:
    """Tell whether a noun stands before a name as its description: "its ally Ukraine"."""
    noun = nouns().get(token.lemma_.lower())
    return noun is not None and noun.use == "group" and token.head.pos_ == "PROPN" and token.head.i > token.i


def _pronoun(token: Token, walk: Walk) -> Found | None:
    answer = pronoun(token, walk)
    if answer is None:
        return None
    entities, score, reason = answer
    type_ = entities[0].type if entities else "Entity"
    return Found(
        token.i, token.i + 1, token.i, type_, entities, "pronoun", score, (reason,), token.idx, token.idx + len(token)
    )


def _bare_number(token: Token, walk: Walk) -> Found | None:
    """Take "the two" for the two states named before."""
    counted = dict(pair.split("=") for pair in words("words")["numbers"])
    if token.lower_ not in counted or token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj"):
        return None
    if not any(children(token, "det")) or any(children(token, "prep")):
        return None
    entities, score, reason = together(token, int(counted[token.lower_]), walk)
    start = token.left_edge.i
    return Found(
        start,
        token.i + 1,
        token.i,
        "ActorGroup",
        entities,
        "nominal",
        score,
        (reason,),
        walk.doc[start].idx,
        token.idx + len(token),
    )


def _complete(token: Token, known: Found, walk: Walk) -> Found:
    """Fill in a body or person that only the text before can tell: "its foreign ministry", "the president"."""
    if known.type == "ActorGroup" and known.kind == "name" and known.entities:
        return _some(token, known)
    if known.entities or known.kind != "nominal":
        return known
    owner = known.owner
    if not owner and walk.doc[known.start].tag_ == "PRP$":
        possessor = walk.by_head.get(known.start)
        owner = possessor.entities if possessor is not None else ()
    if known.type == "Person":
        return _by_office(token, replace(known, owner=owner), walk)
    return _body_again(token, replace(known, owner=owner), walk)


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
    for entry in walk.before(token, 1000):
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
    from kg.read.references_phrases import clean_label, phrase_start

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
