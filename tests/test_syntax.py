"""Who does what, read off hand-built parses."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Token

from docs import parsed
from kg.read import syntax
from kg.read.roles import Roles

PASSIVE = """
Assets asset NOUN NNS nsubjpass 2
were be AUX VBD auxpass 2
frozen freeze VERB VBN ROOT 2
by by ADP IN agent 2
Canada Canada PROPN NNP pobj 3
and and CCONJ CC cc 4
Norway Norway PROPN NNP conj 4
"""
ACCUSED = """
Chad Chad PROPN NNP nsubj 1
accused accuse VERB VBD ROOT 1
Sudan Sudan PROPN NNP dobj 1
of of ADP IN prep 1
arming arm VERB VBG pcomp 3
rebels rebel NOUN NNS dobj 4
"""
INSISTED = """
Chad Chad PROPN NNP nsubj 1
insisted insist VERB VBD ROOT 1
on on ADP IN prep 1
arming arm VERB VBG pcomp 2
rebels rebel NOUN NNS dobj 3
"""
RELATIVE = """
islands island NOUN NNS ROOT 0
which which PRON WDT dobj 3
Russia Russia PROPN NNP nsubj 3
seized seize VERB VBD relcl 0
"""
REDUCED = """
NATO NATO PROPN NNP nsubj 6
, , PUNCT , punct 0
led lead VERB VBN acl 0
by by ADP IN agent 2
Washington Washington PROPN NNP pobj 3
, , PUNCT , punct 0
grew grow VERB VBD ROOT 6
"""
CONTROL = """
Japan Japan PROPN NNP nsubj 1
plans plan VERB VBZ ROOT 1
to to PART TO aux 3
order order VERB VB xcomp 1
jets jet NOUN NNS dobj 3
"""
FORCED = """
Russia Russia PROPN NNP nsubj 1
forced force VERB VBD ROOT 1
Ukraine Ukraine PROPN NNP dobj 1
to to PART TO aux 4
cancel cancel VERB VB xcomp 1
"""
LIGHT = """
Canada Canada PROPN NNP nsubj 1
imposed impose VERB VBD ROOT 1
sanctions sanction NOUN NNS dobj 1
on on ADP IN prep 2
Iran Iran PROPN NNP pobj 3
"""
BETWEEN = """
Talks talk NOUN NNS ROOT 0
between between ADP IN prep 0
Iran Iran PROPN NNP pobj 1
and and CCONJ CC cc 2
Oman Oman PROPN NNP conj 2
"""


LEFT_OUT = """
Latvia Latvia PROPN NNP nsubj 4
and and CCONJ CC cc 0
not not PART RB neg 3
Lithuania Lithuania PROPN NNP conj 0
protested protest VERB VBD ROOT 4
"""


def words(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


def roles(doc: Doc) -> Roles:
    return Roles(doc, frozenset(token.i for token in doc if token.pos_ == "PROPN"))


@pytest.mark.parametrize(
    ("table", "verb", "agents", "objects"),
    [
        (PASSIVE, 2, ["Canada", "Norway"], ["Assets"]),
        (ACCUSED, 4, ["Sudan"], ["rebels"]),
        (INSISTED, 3, ["Chad"], ["rebels"]),
        (RELATIVE, 3, ["Russia"], ["islands"]),
        (REDUCED, 2, ["Washington"], ["NATO"]),
        (CONTROL, 3, ["Japan"], ["jets"]),
        (FORCED, 4, ["Ukraine"], []),
        (LEFT_OUT, 4, ["Latvia"], []),
    ],
)
def test_who_does_what(table: str, verb: int, agents: list[str], objects: list[str]) -> None:
    token = parsed(table)[verb]
    assert words(syntax.agents(token)) == agents
    assert words(syntax.objects(token)) == objects


def test_a_support_verb_lends_its_subject_and_its_preposition() -> None:
    doc = parsed(LIGHT)
    assert words(roles(doc).fill(doc[2], ("subj",))) == ["Canada"]
    assert words(roles(doc).fill(doc[2], ("on",))) == ["Iran"]


def test_a_pair_has_both_members() -> None:
    doc = parsed(BETWEEN)
    assert words(roles(doc).fill(doc[0], ("pair",))) == ["Iran", "Oman"]


def test_a_path_steps_through_roles() -> None:
    doc = parsed(ACCUSED)
    assert words(roles(doc).fill(doc[1], ("of",))) == []
    assert words(roles(doc).fill(doc[1], ("obj",))) == ["Sudan"]


def test_a_role_that_leads_back_to_itself_is_empty() -> None:
    doc = parsed(BETWEEN)
    assert words(roles(doc).fill(doc[2], ("self", "self"))) == []
