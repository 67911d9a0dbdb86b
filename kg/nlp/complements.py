"""Mend what belongs to a verb or a noun: agents of nouns, what something is called, lists before a noun."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg.resources import resource, rows

_PASSIVE = frozenset({"auxpass", "nsubjpass"})


def doer(preposition: Token) -> None:
    """Hang "condemned the raids **by** Chad" on the deed: the verb is active, and its subject does it."""
    verb, by = preposition.head, preposition.lower_
    if by != "by" or verb.pos_ != "VERB" or preposition.i < 2 or not _is_active(verb):
        return
    deed = preposition.nbor(-1)
    named = any(child.dep_ == "pobj" and child.pos_ == "PROPN" for child in preposition.children)
    if named and deed.pos_ == "NOUN" and deed.dep_ in {"dobj", "pobj"} and deed.lemma_ in _deeds():
        preposition.head, preposition.dep_ = deed, "prep"


def _is_active(verb: Token) -> bool:
    labels = {child.dep_ for child in verb.children}
    return labels.isdisjoint(_PASSIVE) and bool(labels & {"dobj", "nsubj"} or verb.tag_ != "VBN")


@cache
def _deeds() -> frozenset[str]:
    """Give the nouns for what somebody does."""
    listed = rows(resource("cues", "event-nouns.csv"))
    return frozenset(word for _, row in listed if row["use"] == "event" for word in row["noun"].split("|"))


def placed(name: Token) -> None:
    """Take "**Near** Goma, two raids hit" for where it was: at the start of a sentence it may seem part of the name."""
    near = next((child for child in name.lefts if child.lower_ == "near" and child.dep_ == "compound"), None)
    verb = name.head
    if (
        near is None
        or not near.is_sent_start
        or not any(child.dep_ == "nsubj" for child in verb.lefts if child != name)
    ):
        return
    near.head, near.dep_, near.pos_, near.tag_ = verb, "prep", "ADP", "IN"
    name.head, name.dep_ = near, "pobj"


def opening(name: Token) -> None:
    """Let the name that opens a sentence be its subject: "**Chad**, for its part, accused Niger"."""
    verb = name.head
    alone = name.pos_ == "PROPN" and name.left_edge.is_sent_start and name.ent_type_ not in {"DATE", "TIME"}
    followed = name.right_edge.i + 1 < verb.i and name.right_edge.nbor(1).text == ","
    has_subject = any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in verb.children)
    if alone and followed and verb.tag_ in {"VBD", "VBZ"} and not has_subject:
        name.dep_ = "nsubj"


def cleft(verb: Token) -> None:
    """Hang "it was Chad **that attacked** Niger" on the name."""
    above = verb.head
    name = next((child for child in above.rights if child.dep_ in {"acomp", "attr"} and child.pos_ == "PROPN"), verb)
    it = any(child.lower_ == "it" and child.dep_ in {"nsubj", "expl"} for child in above.lefts)
    relative = next((child for child in verb.lefts if child.lower_ in {"that", "who", "which"}), None)
    denied = any(child.dep_ == "neg" for child in above.children)
    if denied and any(word.lower_ == "but" and word.i > name.i for word in name.sent):
        return  # "it is not Chad that left, but Mali": who did is told only behind it
    if above.lemma_ == "be" and it and name.i < verb.i and relative is not None and relative.dep_ == "nsubj":
        verb.head, verb.dep_ = name, "relcl"


def called(noun: Token) -> None:
    """Take "called the raid **a crime**" for a name, where the verb seems to have two objects."""
    verb = noun.head
    if verb.lemma_ not in _naming() or not any(child.lower_ in {"a", "an"} for child in noun.lefts):
        return
    first = next((child for child in verb.rights if child.dep_ == "dobj"), noun)
    if first.i < noun.i and first.right_edge.i + 1 >= noun.left_edge.i:
        noun.dep_ = "oprd"


def apposed(noun: Token) -> None:
    """Mend what seems to stand beside a name without a comma: what it is called, or a list that it opens."""
    verb = noun.head.head
    adjacent = noun.left_edge.i == noun.head.i + 1 and any(child.lower_ in {"a", "an"} for child in noun.lefts)
    if adjacent and noun.head.dep_ == "dobj" and verb.lemma_ in _naming():
        noun.head, noun.dep_ = verb, "oprd"  # "designated Hezbollah **a group**"
    else:
        _list(noun)


@cache
def _naming() -> frozenset[str]:
    return frozenset(row["verb"] for _, row in rows(resource("syntax", "naming.csv")))


def _list(noun: Token) -> None:
    """Gather the names before a noun: "the **Chad**, **Niger**, **Mali** alliance", which seems to be one of them."""
    last = noun.nbor(-1) if noun.i else noun
    first = noun.head
    if last.head != noun or last.dep_ != "compound" or last.pos_ != "PROPN" or first.pos_ != "PROPN":
        return
    if last.i < 2 or last.nbor(-1).text != "," or not any(child.lower_ == "the" for child in first.lefts):
        return
    between = [word for word in noun.doc[first.i : last.i] if word.pos_ != "PROPN" and word.text != ","]
    if between or noun.tag_ not in {"NN", "NNS"}:
        return
    noun.head, noun.dep_ = first.head, first.dep_
    first.head, first.dep_ = noun, "nmod"
    last.head, last.dep_ = first, "conj"


def beside(verb: Token) -> None:
    """Take a participle right behind a verb without an object for its complement: "ruled out **using** force"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.left_edge != verb or verb.i < 2:
        return
    before = verb.nbor(-1)
    follows = before == verb.head or (before.dep_ == "prt" and before.head == verb.head)
    if follows and not any(child.dep_ in {"dobj", "auxpass"} for child in verb.head.children):
        verb.dep_ = "xcomp"


def asked_to(word: Token) -> None:
    """Let what somebody asks for in a clause be done: "demanded that the government **resign**"."""
    before = {child.dep_ for child in word.lefts if child.dep_ == "nsubj" or child.lower_ == "that"}
    if word.pos_ in {"NOUN", "ADJ", "ADV"} and before == {"mark", "nsubj"} and not _has_copula(word):
        word.pos_, word.tag_ = "VERB", "VB"


def _has_copula(word: Token) -> bool:
    return any(child.dep_ in {"cop", "aux", "auxpass"} for child in word.children)
