"""What refers: pronouns, sets, definite phrases, groups; and what must stay unresolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_world import link, meant, told, world

from kg.model import Article
from kg.read.mentions import build_linker

if TYPE_CHECKING:
    from spacy.language import Language

BOTH = """
Russia Russia PROPN NNP nsubj 3
and and CCONJ CC cc 0
Japan Japan PROPN NNP conj 0
met meet VERB VBD ROOT 3
"""
TWO = """
The the DET DT det 2
two two NUM CD nummod 2
countries country NOUN NNS nsubj 3
agreed agree VERB VBD ROOT 3
"""
SIDES = """
Both both DET DT det 1
sides side NOUN NNS nsubj 2
agreed agree VERB VBD ROOT 2
"""
THREE = """
The the DET DT det 2
three three NUM CD nummod 2
countries country NOUN NNS nsubj 3
agreed agree VERB VBD ROOT 3
"""
SOLD = """
Japan Japan PROPN NNP nsubj 1
sold sell VERB VBD ROOT 1
ships ship NOUN NNS dobj 1
to to ADP IN prep 1
Ukraine Ukraine PROPN NNP pobj 3
"""
ITS = """
Its its PRON PRP$ poss 1
economy economy NOUN NN nsubj 2
grew grow VERB VBD ROOT 2
"""
DUMMY = """
It it PRON PRP nsubj 1
is be AUX VBZ ROOT 1
clear clear ADJ JJ acomp 1
that that SCONJ IN mark 5
ships ship NOUN NNS nsubj 5
sank sink VERB VBD ccomp 1
"""
BOUND = """
Japan Japan PROPN NNP nsubj 1
attacked attack VERB VBD ROOT 1
it it PRON PRP dobj 1
"""
OTHER = """
Japan Japan PROPN NNP nsubj 1
wants want VERB VBZ ROOT 1
the the DET DT det 4
other other ADJ JJ amod 4
side side NOUN NN nsubj 6
to to PART TO aux 6
leave leave VERB VB ccomp 1
"""
ISLANDS = """
Russia Russia PROPN NNP nsubj 1
holds hold VERB VBZ ROOT 1
the the DET DT det 4
Kuril Kuril PROPN NNP compound 4
Islands Islands PROPN NNPS dobj 1
"""
THESE = """
These these DET DT det 1
islands island NOUN NNS nsubj 2
matter matter VERB VBP ROOT 2
"""
FOUR = """
The the DET DT det 2
four four NUM CD nummod 2
islands island NOUN NNS nsubj 3
matter matter VERB VBP ROOT 3
"""
PAIR_OF = """
The the DET DT det 2
two two NUM CD nummod 2
islands island NOUN NNS nsubj 3
matter matter VERB VBP ROOT 3
"""
ALLIES = """
Japan Japan PROPN NNP nsubj 1
met meet VERB VBD ROOT 1
its its PRON PRP$ poss 3
allies ally NOUN NNS dobj 1
"""
ALLY = """
Japan Japan PROPN NNP nsubj 1
backs back VERB VBZ ROOT 1
its its PRON PRP$ poss 3
ally ally NOUN NN compound 4
Ukraine Ukraine PROPN NNP dobj 1
"""
MOVE = """
This this DET DT det 1
move move NOUN NN nsubj 2
angered anger VERB VBD ROOT 2
Russia Russia PROPN NNP dobj 2
"""
FOLLOWERS = """
Ukraine Ukraine PROPN NNP nsubj 1
blames blame VERB VBZ ROOT 1
Russia Russia PROPN NNP dobj 1
and and CCONJ CC cc 2
its its PRON PRP$ poss 5
followers follower NOUN NNS conj 2
"""
ALONE = """
The the DET DT det 1
deal deal NOUN NN nsubj 2
failed fail VERB VBD ROOT 2
"""


@pytest.mark.parametrize(("phrase", "text"), [(TWO, "The two countries"), (SIDES, "Both sides")])
def test_two_are_those_named_together(phrase: str, text: str) -> None:
    assert meant(told(BOTH, phrase), text) == ["Russia", "Japan"]


def test_three_are_not_two() -> None:
    assert meant(told(BOTH, THREE), "The three countries") == []


def test_a_pronoun_prefers_the_subject() -> None:
    assert meant(told(SOLD, ITS), "Its") == ["Japan"]


def test_a_pronoun_that_holds_a_place_for_a_clause_is_no_mention() -> None:
    doc = told(SOLD, DUMMY)
    assert "It" not in [doc.text[one.char_start : one.char_end] for one in link(doc)]


def test_an_object_pronoun_is_not_the_subject_of_its_own_verb() -> None:
    assert "Japan" not in meant(told(BOUND), "it")


def test_the_other_side_is_the_one_that_does_not_speak() -> None:
    assert meant(told(BOTH, OTHER), "the other side") == ["Russia"]


@pytest.mark.parametrize(("phrase", "text"), [(THESE, "These islands"), (FOUR, "The four islands")])
def test_islands_are_those_named_last(phrase: str, text: str) -> None:
    assert meant(told(ISLANDS, phrase), text) == ["Kuril Islands"]


def test_fewer_islands_are_a_part() -> None:
    assert meant(told(ISLANDS, PAIR_OF), "The two islands") == ["two of the Kuril Islands"]


def test_allies_are_a_group_and_an_ally_in_apposition_is_who_is_named() -> None:
    assert meant(told(ALLIES), "its allies") == ["allies of Japan"]
    doc = told(ALLY)
    assert meant(doc, "its ally") == ["Ukraine"]
    ally = next(one for one in link(doc) if doc[one.head].text == "ally")
    assert [who.label for who in ally.owner] == ["Japan"]


def test_a_move_stands_for_its_doer() -> None:
    assert meant(told(SOLD, MOVE), "This move") == ["Japan"]


def test_its_goes_with_what_it_is_coordinated_with() -> None:
    assert meant(told(FOLLOWERS), "its followers") == ["followers of Russia"]


def test_a_definite_phrase_without_antecedent_is_only_described() -> None:
    doc = told(ALONE)
    deal = next(one for one in link(doc) if doc[one.head].text == "deal")
    assert deal.kind == "described"
    assert "--" in deal.entities[0].entity  # it is the same deal in no other article


def labels(nlp: Language, text: str, words: str) -> list[str]:
    found = build_linker(nlp, world())(nlp(text), Article(id="a", text=text))
    return [who.label for one in found if text[one.char_start : one.char_end] == words for who in one.entities]


def test_we_in_a_quotation_is_the_side_of_the_speaker(nlp: Language) -> None:
    text = 'Russian Foreign Minister Sergey Lavrov said: "We do not have disputes with Ukraine."'
    assert labels(nlp, text, "We") == ["Russia"]


def test_we_outside_a_quotation_is_nobody(nlp: Language) -> None:
    assert labels(nlp, "We do not have disputes with Ukraine.", "We") == []


def test_a_person_by_office_is_who_bears_it_in_the_article(nlp: Language) -> None:
    text = "Russian Foreign Minister Sergey Lavrov spoke in Kyoto. Russia's foreign minister left."
    assert labels(nlp, text, "Russia's foreign minister") == ["Sergey Lavrov"]


def test_a_pronoun_before_its_subject(nlp: Language) -> None:
    assert labels(nlp, "During his visit to Kyoto, Sergey Lavrov said nothing.", "his") == ["Sergey Lavrov"]
