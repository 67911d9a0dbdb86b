"""Hang clauses on what they belong to where the small parser takes what stands nearest."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.nlp import complements
from kg.nlp.repairs import charging, reporting
from kg.resources import resource, rows

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVES = frozenset({"whom", "which", "that"})
_MAX_DEPTH = 4


@Language.factory("claimgraph_attachments")
def attachments(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001  # spaCy hands both over by name
    """Make the component that mends relative clauses, participles and appositions in a parsed text."""
    lemmatize: Callable[[Token], list[str]] | None = getattr(nlp.get_pipe("lemmatizer"), "lemmatize", None)

    def mend(doc: Doc) -> Doc:
        for token in doc:
            if token.dep_ in _BY_LABEL:
                _BY_LABEL[token.dep_](token)
            elif lemmatize is not None and token.dep_ == "pobj" and (gerund := _gerund(token)) is not None:
                gerund.lemma_ = lemmatize(gerund)[0]
        return doc

    return mend


def _relative(verb: Token) -> None:
    """Mend "the rebels **whom** Chad backs" and "a truce between A and B, **which** C brokered"."""
    if verb.tag_ == "NNS":
        _make_verb(verb)
    subjects = [child for child in verb.lefts if child.dep_ == "nsubj"]
    if len(subjects) > 1 and subjects[0].lower_ in _RELATIVES and not _goes_on(verb):
        beside = subjects[1].left_edge.i == subjects[0].i + 1 and subjects[1].tag_ != "DT"  # "which all have"
        subjects[0].dep_ = "dobj" if beside else "nsubj"
    things = [child for child in verb.children if child.dep_ == "dobj"]
    if len(things) == 1 and things[0].lower_ == "that":  # "the deal **that** C brokered" is not what the deal says
        things[0].tag_ = "WDT"
    if not any(child.lower_ == "who" for child in verb.lefts):
        _rehang(verb)


def _goes_on(verb: Token) -> bool:
    """Tell "which he **warned** would happen", where the pronoun belongs to a clause below."""
    return verb.lemma_ in reporting() or any(child.dep_ == "ccomp" for child in verb.children)


def _make_verb(noun: Token) -> None:
    """Let what stands as the verb of a relative clause be one: "whom Chad **backs**"."""
    pronoun = next((child for child in noun.lefts if child.lower_ in _RELATIVES), None)
    name = noun.nbor(-1) if noun.i else noun
    if pronoun is not None and name.i > pronoun.i and name.head == noun and name.ent_type_:
        noun.pos_, noun.tag_, name.pos_, name.tag_, name.dep_ = "VERB", "VBZ", "PROPN", "NNP", "nsubj"


def _noun_clause(word: Token) -> None:
    """Mend "its demand that Chad **free** them", and what belongs to a truce."""
    if word.pos_ in {"ADV", "ADJ", "NOUN"} and not any(child.dep_ in {"cop", "aux"} for child in word.children):
        before = {child.dep_ for child in word.lefts if child.dep_ == "nsubj" or child.lower_ == "that"}
        if before == {"mark", "nsubj"}:
            word.pos_, word.tag_ = "VERB", "VB"
    _rehang(word)


def _gerund(noun: Token) -> Token | None:
    """Let what somebody is accused of be done: "accused Chad of **training** rebels"."""
    preposition = noun.head
    word = preposition.nbor() if preposition.i + 1 < len(noun.doc) else noun
    if word == noun or word.head != noun or word.dep_ not in {"compound", "amod"} or not word.lower_.endswith("ing"):
        return None
    verb = next((above for above in preposition.ancestors if above.pos_ == "VERB"), None)
    if verb is None or (verb.lemma_, preposition.lower_) not in charging() or noun.i != noun.right_edge.i:
        return None
    preposition.head = verb
    word.head, word.dep_, word.pos_, word.tag_ = preposition, "pcomp", "VERB", "VBG"
    noun.head, noun.dep_ = word, "dobj"
    return word


def _rehang(verb: Token) -> None:
    """Hang "brokered by C" on the truce where the parser takes the name before it: "a truce between A and B"."""
    if verb.lemma_ not in _deal_verbs() or verb.tag_ not in {"VBN", "VBD", "VBZ", "VBP"}:
        return
    noun = verb.head
    for _ in range(_MAX_DEPTH):
        if noun.dep_ == "conj" and noun.pos_ == "PROPN":
            noun = noun.head
        elif noun.dep_ == "pobj" and noun.pos_ == "PROPN" and _is_beside(noun.head):
            noun = noun.head.head
    if noun.pos_ == "NOUN":
        verb.head = noun


def _is_beside(preposition: Token) -> bool:
    """Tell whether a preposition names who takes part in what a noun says: "talks **with** Iran"."""
    return preposition.head.pos_ == "NOUN" and preposition.lower_ != "of"


@cache
def _deal_verbs() -> frozenset[str]:
    return frozenset(row["verb"] for _, row in rows(resource("syntax", "deal_verbs.csv")))


def _participle(verb: Token) -> None:
    """Hang "let the rebels open an office, **infuriating** Chad" on what the subject of the sentence did."""
    complements.beside(verb)
    if verb.tag_ != "VBG" or verb.left_edge.i < 1 or verb.left_edge.nbor(-1).text != "," or not _is_reaction(verb):
        return
    above = verb.head
    for _ in range(_MAX_DEPTH):
        if above.dep_ not in {"xcomp", "ccomp"} or above.i > verb.i or _is_finite(above):
            break
        above = above.head
    if above != verb.head and above.pos_ in {"VERB", "AUX"}:
        verb.head = above


def _is_reaction(verb: Token) -> bool:
    wanted = _reactions().get(verb.lemma_)
    return wanted is not None and (
        not wanted or any(child.lemma_ in wanted for child in verb.rights if child.dep_ == "dobj")
    )


@cache
def _reactions() -> dict[str, frozenset[str]]:
    """Give the verbs of ``ontology/syntax/reactions.csv`` with the objects that they need."""
    listed = rows(resource("syntax", "reactions.csv"))
    return {row["verb"]: frozenset(filter(None, row["object"].split("|"))) for _, row in listed}


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in verb.lefts if child.dep_.startswith("aux"))


def _subject(name: Token) -> None:
    """Mend what stands before a verb."""
    if name.pos_ == "NOUN":
        _describe(name)
    else:
        complements.placed(name)
        _join(name)
        _part(name)


def _describe(noun: Token) -> None:
    """Hang "Chad and Niger, both **members**, left" on the names where the verb has two subjects."""
    verb, after = noun.head, noun.right_edge.i + 1
    first = next((child for child in verb.lefts if child.dep_ == "nsubj" and child.pos_ == "PROPN"), noun)
    set_off = (
        noun.left_edge.i and noun.left_edge.nbor(-1).text == "," and after < verb.i and noun.doc[after].text == ","
    )
    if first.i < noun.i and set_off:
        noun.head, noun.dep_ = first, "appos"


def _join(name: Token) -> None:
    """Join the two of a headline: "**Seoul**, **Tokyo** hold drills"."""
    other, verb = name.nbor(-2) if name.i - name.sent.start == 2 else name, name.head
    plural = verb.tag_ in {"VBP", "VB"} and verb.i == name.i + 1
    if other != name and plural and other.pos_ == name.pos_ == "PROPN" and name.nbor(-1).text == ",":
        other.head, other.dep_ = verb, "nsubj"
        name.head, name.dep_ = other, "conj"


def _part(name: Token) -> None:
    """Part "..., **a charge** Chad denies" from the name that the parser takes it for a part of."""
    noun = name.nbor(-1) if name.i > 2 else name
    verb = name.head
    article = noun.nbor(-1) if noun != name else name
    if noun.head != name or noun.tag_ != "NN" or noun.dep_ != "compound" or article.lower_ not in {"a", "an"}:
        return
    comma = article.nbor(-1)
    if comma.text != "," or not _is_finite(verb) or noun.lemma_ not in _sayings():
        return
    told = next((word for word in reversed(name.doc[name.sent.start : comma.i]) if _tells(word)), None)
    if told is None or (verb in told.ancestors and verb.dep_ == "ROOT"):
        return
    noun.head, noun.dep_ = told, "npadvmod"
    article.head = noun
    verb.head, verb.dep_ = noun, "relcl"


def _tells(word: Token) -> bool:
    return word.pos_ in {"VERB", "AUX"} and not word.dep_.startswith("aux") and _is_finite(word)


@cache
def _sayings() -> frozenset[str]:
    """Give the nouns for what somebody says: *charge*, *allegation*."""
    cues = (row for _, row in rows(resource("cues", "sources.csv")))
    return frozenset(row["lemma"] for row in cues if row["pos"] == "N" and "that" in row["frames"].split("|"))


def _clause(verb: Token) -> None:
    """Part two sentences at a semicolon: "X says it is so; Y **denies** it", where X says nothing of the second."""
    if verb.dep_ == "ccomp":
        complements.asked_to(verb)
        complements.cleft(verb)
    doc, outer = verb.doc, verb.head
    subject = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    first = next((child for child in verb.lefts if child.dep_ == "ccomp"), None)
    if subject is None or first is None:
        return
    between = doc[first.i : subject.left_edge.i]
    if not any(word.text == ";" and word.head in (first, verb) for word in between):  # not in brackets
        return
    if outer == verb:
        first.dep_ = "conj"
    elif outer.i < first.i:
        first.head, verb.dep_ = outer, "conj"


_BY_LABEL = {
    "relcl": _relative,
    "acl": _noun_clause,
    "advcl": _participle,
    "nsubj": _subject,
    "ccomp": _clause,
    "ROOT": _clause,
    "prep": complements.doer,
    "agent": complements.doer,
    "npadvmod": complements.opening,
    "dobj": complements.called,
    "appos": complements.apposed,
}
