"""Complement clauses as roles, visitors met rather than visiting, and pronouns quoted by what they stand for."""

from __future__ import annotations

from spacy.tokens import Doc

from docs import parsed
from kg import nlp
from kg.read.roles import Roles

AGREED = """
Chad Chad PROPN NNP nsubj 1
agreed agree VERB VBD ROOT 1
to to PART TO aux 3
meet meet VERB VB xcomp 1
Sudan Sudan PROPN NNP dobj 3
and and CCONJ CC cc 3
leave leave VERB VB conj 3
as as SCONJ IN mark 9
Kenya Kenya PROPN NNP nsubj 9
asked ask VERB VBD advcl 1
"""
SAID = """
Chad Chad PROPN NNP nsubj 1
said say VERB VBD ROOT 1
Sudan Sudan PROPN NNP nsubj 4
must must AUX MD aux 4
leave leave VERB VB ccomp 1
"""
VISITING = """
Xi Xi PROPN NNP nsubj 1
met meet VERB VBD ROOT 1
with with ADP IN prep 1
visiting visit VERB VBG pcomp 2
President President PROPN NNP compound 5
Macron Macron PROPN NNP dobj 3
yesterday yesterday NOUN NN npadvmod 3
"""


def filled(text: str, trigger: str, *path: str) -> list[str]:
    doc = parsed(text)
    token = next(one for one in doc if one.text == trigger)
    return [one.text for one in Roles(doc, frozenset()).fill(token, path)]


def visited(text: str) -> Doc:
    made: Doc = nlp.visitors(parsed(text))
    return made


def test_infinitives_leave_adverbial_clauses_out() -> None:
    assert filled(AGREED, "agreed", "inf") == ["meet", "leave"]
    assert filled(AGREED, "agreed", "that") == []


def test_content_clauses_are_finite() -> None:
    assert filled(SAID, "said", "that", "subj") == ["Sudan"]
    assert filled(SAID, "said", "inf") == []


def test_a_visitor_is_met() -> None:
    macron, yesterday = visited(VISITING)[5], visited(VISITING)[6]
    assert (macron.dep_, macron.head.text) == ("pobj", "with")
    assert yesterday.head.text == "met"


def test_whom_one_met_after_visiting_was_visited() -> None:
    assert visited(VISITING.replace("with with", "after after"))[5].dep_ == "dobj"


def test_visited_places_stay_visited() -> None:
    doc = parsed(VISITING)
    doc[5].ent_type_ = "GPE"
    assert nlp.visitors(doc)[5].dep_ == "dobj"
