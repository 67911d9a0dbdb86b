"""Mend what the small parser often gets wrong, by the parts of a sentence that leave no doubt."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.resources import resource, rows

_SIGHTS = frozenset({"GPE", "LOC", "FAC", "ORG"})  # what is visited rather than visiting
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


@Language.component("claimgraph_visitors")
def visitors(doc: Doc) -> Doc:
    """Hang "met (with) visiting **Minister X**" on the name: the small parser takes the host for the visitor."""
    if "visiting" in doc.text.lower():
        for token in doc[1:]:
            if token.lower_ == "visiting" and token.head.i == token.i - 1 and _takes_name(token):
                _visit(token)
    return doc


def _visit(token: Token) -> None:
    things = (child for child in token.children if child.dep_ == "dobj" and child.pos_ == "PROPN")
    thing = next((one for one in things if one.ent_type_ not in _SIGHTS), None)
    if thing is not None:
        _make_attribute(token, thing)


def _takes_name(token: Token) -> bool:
    """Tell whether what stands right before *visiting* wants a name: a verb, or *with* or *to*, but not *after*."""
    return token.head.lower_ in {"with", "to"} if token.dep_ == "pcomp" else token.head.pos_ == "VERB"


def _make_attribute(token: Token, thing: Token) -> None:
    governor, rest = token.head, [child for child in token.rights if child.i != thing.i]
    thing.head, thing.dep_ = governor, "pobj" if token.dep_ == "pcomp" else "dobj"
    token.head, token.dep_, token.pos_ = thing, "amod", "ADJ"
    for child in rest:
        child.head = governor if governor.pos_ == "VERB" else governor.head


@Language.component("claimgraph_asides")
def asides(doc: Doc) -> Doc:
    """Hang the subject of a sentence on its verb where a reporting clause stands between them.

    In "**Rwanda**, officials said, has sent troops" the small parser gives *said* two subjects.
    """
    for token in doc:
        if token.tag_ in _FINITE and token.lemma_ in reporting():
            _part(token)
    return doc


@Language.component("claimgraph_charges")
def charges(doc: Doc) -> Doc:
    """Hang what somebody is accused of on the verb: "accused his counterpart **of arming** rebels"."""
    for token in doc:
        if token.dep_ == "pcomp" and token.tag_ == "VBG" and token.head.dep_ == "prep":
            accused = token.head.head
            if accused.dep_ == "dobj" and (accused.head.lemma_, token.head.lower_) in charging():
                token.head.head = accused.head
    return doc


@cache
def charging() -> frozenset[tuple[str, str]]:
    """Give the verbs that say what somebody is charged with or praised for, with their prepositions."""
    return frozenset((row["verb"], row["preposition"]) for _, row in rows(resource("syntax", "charges.csv")))


@cache
def reporting() -> frozenset[str]:
    """Give the verbs that report what somebody says in a clause."""
    cues = (row for _, row in rows(resource("cues", "sources.csv")))
    return frozenset(row["lemma"] for row in cues if row["pos"] == "V" and "that" in row["frames"].split("|"))


def _part(report: Token) -> None:
    verb = _set_around(report)
    subjects = [child for child in report.lefts if child.dep_ == "nsubj"]
    if verb is None or not subjects or any(child.dep_ in _SUBJECTS for child in verb.children):
        return
    first, speaker = subjects[0], subjects[1] if len(subjects) > 1 else _apposed(subjects[0])
    if speaker is None or not _has_comma(report.doc, first.i, speaker.left_edge.i):
        return
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    speaker.head, speaker.dep_ = report, "nsubj"
    first.head, first.dep_ = verb, "nsubjpass" if passive else "nsubj"


def _set_around(report: Token) -> Token | None:
    """Give the verb of the clause that a reporting clause is set into; it goes on behind a comma."""
    if report.dep_ == "parataxis":
        verb = report.head
    else:
        verb = next((child for child in report.rights if child.dep_ == "ccomp"), report)
    comma = verb.i > report.i and _has_comma(report.doc, report.i, _first(verb))
    return verb if comma and not any(child.dep_ == "mark" for child in verb.children) else None


def _first(verb: Token) -> int:
    """Give where a verb group starts, auxiliaries included."""
    return min([verb.i, *(child.i for child in verb.lefts if child.dep_ in {"aux", "auxpass", "neg", "advmod"})])


def _apposed(noun: Token) -> Token | None:
    return next((child for child in noun.rights if child.dep_ == "appos"), None)


def _has_comma(doc: Doc, start: int, end: int) -> bool:
    return any(word.text == "," for word in doc[start:end])
