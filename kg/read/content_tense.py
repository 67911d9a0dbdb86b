"""Say whether a text tells something as past or as present: "were once allies", "a former member", "used to control".

The law: a word for it (``ontology/cues/tense.csv``) wins over the verb; a verb tells by its own tense, or by that of
the verb it depends on; a past form of a verb of saying, or below one, tells neither ("said Iran was an ally").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import cast

from spacy.tokens import Token

from kg.model import Tense
from kg.read import reporting
from kg.read.syntax import is_verb
from kg.resources import resource, rows

_PAST_FORMS = frozenset({"VBD"})
_PRESENT_FORMS = frozenset({"VBZ", "VBP"})
_HELPERS = frozenset({"aux", "auxpass"})
_PREDICATED = frozenset({"attr", "oprd", "acomp", "dobj"})
_TITLE = 6  # tokens that may stand between "former" and the title's head: "former Russian deputy prime minister"
_MAX_DEPTH = 6


@cache
def _words() -> Mapping[tuple[str, str], Tense]:
    """Give the words that decide by themselves, keyed by word and class."""
    found = {}
    for _, row in rows(resource("cues", "tense.csv")):
        for word in row["word"].split("|"):
            found[word, row["class"]] = cast("Tense", row["tense"])
    return found


def content_tense(trigger: Token, *, title: bool = False) -> Tense | None:
    """Give the tense a predicate is told in, None where nothing says.

    Parameters
    ----------
    trigger : Token
        The token that heads the predicate.
    title : bool
        Whether it is a title or name, which no verb says anything of: "former Prime **Minister** Abe".
    """
    if title:
        return _first(_words().get((word.lower_, "adj")) for word in _before(trigger))
    return _told(trigger) or (_of_verb(trigger) if is_verb(trigger) else _of_noun(trigger))


def _before(head: Token) -> Iterator[Token]:
    """Yield the words of a title before its head, nearest first."""
    for i in range(head.i - 1, max(head.i - _TITLE, head.sent.start) - 1, -1):
        word = head.doc[i]
        if word.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "PART", "X"} or word.text == ",":
            return
        yield word


def _told(token: Token) -> Tense | None:
    """Give what adjectives and adverbs of the predicate itself say."""
    return _first(_word(child) for child in token.children) or _prefix(token)


def _prefix(noun: Token) -> Tense | None:
    """Give what a prefix with a hyphen says: "an **ex**-member"."""
    hyphened = noun.i > 1 and noun.doc[noun.i - 1].text == "-" and not is_verb(noun)
    return _words().get((noun.doc[noun.i - 2].lower_, "adj")) if hyphened else None


def _word(child: Token) -> Tense | None:
    if child.dep_ in {"amod", "compound", "nmod", "advmod"} and child.i < child.head.i:
        found = _words().get((child.lower_, "adj"))
        if found is not None and not is_verb(child.head):
            return found
    opens = child.dep_ == "mark" or (child.i == child.head.left_edge.i and child.head.dep_ == "advcl")
    return _words().get((child.lower_, "adv")) if child.dep_ == "advmod" and not opens else None


def _of_noun(noun: Token, depth: int = 0) -> Tense | None:
    """Give the tense of the verb that predicates a noun: "were **allies**", "served as an **ally**"."""
    head = noun.head
    if head == noun or depth > _MAX_DEPTH:
        return None
    if noun.dep_ in {"conj", "acomp"} and not is_verb(head):
        return _of_noun(head, depth + 1)
    if noun.dep_ == "pobj" and head.lower_ in {"as", "of", "in", "under"} and head.head != head:
        above = head.head
        return _at_verb(above) if is_verb(above) else _told(above) or _of_noun(above, depth + 1)
    return _at_verb(head) if noun.dep_ in _PREDICATED and is_verb(head) else None


def _at_verb(verb: Token) -> Tense | None:
    return _told(verb) or _of_verb(verb)


def _of_verb(verb: Token, depth: int = 0) -> Tense | None:
    """Give the tense of a verb with its auxiliaries, or of the one it shares tense with."""
    helpers = [child for child in verb.children if child.dep_ in _HELPERS]
    tags = {verb.tag_, *(child.tag_ for child in helpers)}
    if "MD" in tags:
        return None
    if tags & _PAST_FORMS:
        perfect = any(child.lower_ in {"had", "'d"} and child.lemma_ == "have" for child in helpers)
        return "past" if perfect or not (_is_stated(verb) or _is_backshifted(verb)) else None
    if tags & _PRESENT_FORMS:
        return "present"
    return _of_governing(verb, depth)


def _of_governing(verb: Token, depth: int) -> Tense | None:
    """Share the tense of the verb above: "**used** to control", "attacked and **seized**", "kept **controlling**"."""
    head = verb.head
    if head == verb or depth > _MAX_DEPTH or verb.dep_ not in {"xcomp", "conj"} or not is_verb(head):
        return None
    if verb.dep_ == "conj" and any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children):
        return None
    if verb.dep_ == "xcomp" and head.lemma_ == "use":
        return "past"
    return _told(head) or _of_verb(head, depth + 1)


def _is_stated(verb: Token) -> bool:
    """Tell whether a verb reports a stand that goes on: "Chad **reiterated** its sovereignty on Monday"."""
    return reporting.frames("V", verb.lemma_).get("that") == "say"


def _is_backshifted(verb: Token) -> bool:
    """Tell whether a past form stands in what somebody said in the past, and not in quotation marks."""
    if verb.sent.text[: verb.idx - verb.sent.start_char].count('"') % 2:
        return False
    return any(_says(above) and _is_past(above) for above in _governing(verb))


def _says(verb: Token) -> bool:
    frames = reporting.frames("V", verb.lemma_)
    return "that" in frames or "quote" in frames


def _is_past(verb: Token) -> bool:
    return any(token.tag_ in _PAST_FORMS for token in (verb, *verb.children) if token == verb or token.dep_ in _HELPERS)


def _governing(verb: Token) -> Iterator[Token]:
    """Yield the verbs in whose content clauses a verb stands."""
    return (below.head for below in (verb, *verb.ancestors) if below.dep_ == "ccomp" and is_verb(below.head))


def _first(found: Iterable[Tense | None]) -> Tense | None:
    return next((one for one in found if one is not None), None)
