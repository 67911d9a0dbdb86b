"""Find what decides a predicate's stance in its own clause: auxiliaries, negators, adverbs, negative arguments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.read.continued import report_before
from kg.read.effects import IDENTITY, Effect, table

Link = tuple[Effect, tuple[int, ...]]
"""An effect and the indices of the tokens that have it."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_ARGUMENTS = _SUBJECTS | {"dobj", "attr", "dative"}


@cache
def words() -> dict[tuple[str, ...], Effect]:
    """Give the words beside a predicate, keyed by word and class."""
    return table("stance-words.csv")


@cache
def governors() -> dict[tuple[str, ...], Effect]:
    """Give the words that govern a proposition, keyed by lemma, word class and complement."""
    return table("stance.csv")


def is_verbal(token: Token) -> bool:
    """Tell whether a token is a verb or auxiliary."""
    return token.pos_ in {"VERB", "AUX"}


def is_definite(noun: Token) -> bool:
    """Tell whether a noun phrase speaks of something that is known to be there."""
    if noun.pos_ == "PROPN":
        return True
    return any(
        child.dep_ == "poss" or (child.lower_, "definite") in words() for child in noun.children if child.i < noun.i
    )


def local(token: Token) -> list[Link]:
    """Give what a predicate's own clause does to it, innermost first; a cue may be told of more than once."""
    return [*_modals(token), *_adverbs(token), *(_arguments(token) if is_verbal(token) else _attributes(token))]


def _modals(token: Token) -> Iterator[Link]:
    auxiliaries = [child for child in token.children if child.dep_ in {"aux", "auxpass"}]
    perfect = any(aux.lemma_ == "have" for aux in auxiliaries)
    for aux in auxiliaries:
        word = aux.lower_
        effect = words().get((word, "aux")) if aux.tag_ == "MD" else None
        if effect is None or (
            effect.affirmed[1] == "conditional" and (f"would {token.lemma_}", "V", "to") in governors()
        ):
            continue  # "would like to" is a wish
        if effect.affirmed[1] == "conditional" and not perfect and _is_reported_in_the_past(token):
            effect = words()["will", "aux"]
        yield (words().get((word, "perfect"), effect) if perfect else effect), (aux.i,)


def _is_reported_in_the_past(token: Token) -> bool:
    """Tell whether *would* is only the past of *will*: in what somebody said, and without a condition."""
    while token.dep_ == "conj" and is_verbal(token.head):
        token = token.head
    if report_before(token) is not None:
        return True
    present = token.head.tag_ in {"VBZ", "VBP"} or any(aux.tag_ in {"VBZ", "VBP", "MD"} for aux in token.head.children)
    return token.dep_ in {"ccomp", "acl"} and not present and not _conditions(token)


def _conditions(token: Token) -> list[Token]:
    clauses = (child for child in token.children if child.dep_ in {"advcl", "ccomp"})
    return [
        mark
        for clause in clauses
        for mark in clause.children
        if mark.dep_ in {"mark", "advmod"} and (mark.lower_, "protasis") in words()
    ]


def _adverbs(token: Token) -> Iterator[Link]:
    for child in token.children:
        if child.dep_ in {"neg", "advmod", "preconj", "intj"} or (child.dep_ == "cc" and child.i < token.i):
            yield from _adverb(child)
            if child.dep_ == "advmod":
                for below in child.children:
                    yield from _adverb(below)
    if token.tag_ != "VBD":
        for mark in _conditions(token):
            yield words()[mark.lower_, "protasis"], (mark.i,)


def _adverb(child: Token) -> Iterator[Link]:
    effect = words().get((child.lower_, "adv"))
    if effect is not None and not _is_focused(child) and not _has_own_verb(child):
        yield effect, (child.i,)


def _is_focused(word: Token) -> bool:
    """Tell whether a negator denies only what follows it, or nothing: *not only*, *no less than*, *whether or not*."""
    if word.i > 1 and word.doc[word.i - 1].lower_ == "or" and word.doc[word.i - 2].lower_ in {"whether", "if"}:
        return True
    return word.i + 1 < len(word.doc) and (word.doc[word.i + 1].lower_, "focus") in words()


def _arguments(verb: Token) -> Iterator[Link]:
    """Yield the denials that come from arguments: "no country", "nobody", "under no circumstances"."""
    for child in verb.children:
        if child.dep_ in _ARGUMENTS and not (child.dep_ == "dobj" and _asks_for(verb)):
            yield from determiners(child)
        elif child.dep_ == "prep":
            for noun in child.children:
                if (noun.lower_, "never") in words():
                    yield from determiners(noun)


def _asks_for(verb: Token) -> bool:
    """Tell whether a verb asks for its object: "**urged** no talks" denies the talks, not the urging."""
    effect = governors().get((verb.lemma_, "V", "obj"))
    return effect is not None and effect.affirmed[1] == "demanded"


def determiners(noun: Token) -> Iterator[Link]:
    """Yield what a noun phrase's quantifier does: *no agreement*, *neither side*, *none*, *few states*."""
    for word in (noun, *noun.children):
        if word.dep_ in {"det", "preconj", "neg", "amod", "nummod"} or (
            word == noun and noun.pos_ in {"PRON", "DET", "NOUN", "ADJ"}
        ):
            effect = words().get((word.lower_, "det"))
            if effect is None or effect == IDENTITY or _is_focused(word):
                continue
            articled = any(child.lower_ in {"a", "the"} for child in (*noun.children, *word.children))
            if not (articled and word.lower_ in {"few", "little"}):
                yield effect, (word.i,)


def _has_own_verb(attribute: Token) -> bool:
    """Tell "talks **likely to touch** on trade", where the talks are not what is likely."""
    return attribute.i > attribute.head.i and any(child.dep_ in {"xcomp", "ccomp"} for child in attribute.children)


def _attributes(token: Token) -> Iterator[Link]:
    """Yield what a noun's determiners and attributes do: *no agreement*, *a possible sale*, *the planned summit*."""
    yield from determiners(token)
    for child in token.children:
        if child.dep_ in {"amod", "compound"} and not _has_own_verb(child):
            effect = governors().get((child.lower_, "A", "mod"))
            if effect is None and child.tag_ == "VBN" and child.dep_ == "amod":
                effect = governors().get((child.lemma_, "V", "obj"))
                effect = (
                    effect if effect is not None and effect.affirmed[0] == "affirmed" else None
                )  # "disputed islands"
            if effect is not None and effect != IDENTITY:
                yield effect, (child.i,)
