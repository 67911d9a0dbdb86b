"""Names in texts: case, length, what lies inside what, and that mentions show the article's own characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_world import link, linker, meant, told, world
from spacy.lang.en import English
from spacy.tokens import Doc

from kg.model import Article
from kg.read.mentions import build_linker, to_mentions
from kg.read.mentions_names import case_fits, name_finder
from kg.read.mentions_posts import post_finder
from kg.read.mentions_units import class_of
from kg.read.mentions_words import bodies, nouns, offices
from kg.relations import parents

if TYPE_CHECKING:
    from spacy.language import Language

ENGLISH = English()


def names(text: str, lowered: str | None = None) -> list[tuple[str, str]]:
    """Give the names of a text with the first entity each may be."""
    doc = ENGLISH.make_doc(lowered or text)
    return [(doc[hit.start : hit.end].text, hit.candidates[0].entity) for hit in name_finder(world())(doc, text)]


@pytest.mark.parametrize(
    ("name", "shown", "fits"),
    [
        ("US", "us", False),
        ("US", "US", True),
        ("Mali", "mali", False),
        ("Mali", "MALI", True),
        ("WHO", "Who", False),
        ("Security Council", "SECURITY COUNCIL", True),
        ("Élysée", "Elysee", True),
        ("Kuril islands", "Kuril Islands", True),
        ("Mali", "MaLI", False),
    ],
)
def test_case_tells_a_name_from_a_word(name: str, shown: str, *, fits: bool) -> None:
    assert case_fits(name, shown) is fits


def test_the_longest_name_wins() -> None:
    assert names("the State Council of Japan met") == [("State Council of Japan", "state-council"), ("Japan", "JPN")]


def test_a_pronoun_is_no_state() -> None:
    assert names("let us in") == []
    assert names("the US and us") == [("US", "USA")]


def test_a_prefix_needs_its_hyphen() -> None:
    assert names("the Russo-Japanese War") == [("Russo", "RUS"), ("Japanese", "JPN")]
    assert names("Russo met him") == []


def test_upper_case_articles_keep_their_names_but_not_their_pronouns() -> None:
    assert names("RUSSIA TOLD US THAT", "Russia told us that") == [("Russia", "RUS")]


def test_names_joined_in_one_token_are_both_meant() -> None:
    doc = told("U.S.-Japan U.S.-Japan PROPN NNP compound 1\nties tie NOUN NNS ROOT 1")
    assert meant(doc, "U.S.-Japan") == ["United States", "Japan"]


def test_a_name_before_a_participle_keeps_its_own_letters() -> None:
    doc = told("U.S.-led U.S.-led ADJ JJ amod 1\nraids raid NOUN NNS ROOT 1")
    assert meant(doc, "U.S.") == ["United States"]


@pytest.mark.parametrize(
    ("text", "label", "type_"),
    [
        ("Yonhap News Agency", "ORG", "MediaOutlet"),
        ("Bureau of Maps", "ORG", "GovernmentBody"),
        ("Blue Party", "ORG", "Organization"),
        ("Ann Lee", "PERSON", "Person"),
        ("Goose Island", "PERSON", "Territory"),
    ],
)
def test_the_words_of_a_new_name_tell_its_class(text: str, label: str, type_: str) -> None:
    assert class_of(text, label) == type_


def test_word_lists_name_known_classes_only() -> None:
    assert {noun.type for noun in nouns().values()} <= set(parents())
    assert {post.type for post in (*bodies(), *offices())} <= set(parents())
    assert len(nouns()) >= 400


def test_mentions_show_the_characters_of_the_article(nlp: Language) -> None:
    text = "Russia’s Foreign Minister Sergey Lavrov said Moscow’s ties with the “Blue Bear” alliance are good."
    from kg.nlp import same_length

    article = Article(id="a", text=text)
    mentions = to_mentions(article, build_linker(nlp, world())(nlp(same_length(text)), article))
    assert {"Russia", "Sergey Lavrov", "Moscow"} <= {one.text for one in mentions}
    assert all(one.text == text[one.start : one.end] for one in mentions)


def test_one_mention_for_each_entity_and_one_for_none() -> None:
    doc = told(
        "Russia x PROPN NNP nsubj 3\nand and CCONJ CC cc 0\nJapan x PROPN NNP conj 0\nmet meet VERB VBD ROOT 3",
        "They they PRON PRP nsubj 1\ntalked talk VERB VBD ROOT 1\nto to ADP IN prep 1\nme I PRON PRP pobj 2",
    )
    article = Article(id="a", text=doc.text)
    found = to_mentions(article, linker()(doc, article))
    assert [one.entity for one in found if one.text == "They"] == ["RUS", "JPN"]
    assert [one.entity for one in found if one.text == "me"] == [None]


def test_linking_costs_a_fraction_of_parsing(nlp: Language) -> None:
    from time import process_time

    text = "Russia told Japan that the two countries had agreed on the Kuril Islands. " * 60
    start = process_time()
    doc = nlp(text)
    parsing = process_time() - start
    find = name_finder(world())
    start = process_time()
    find(doc, text)
    assert process_time() - start < 0.1 * parsing


def test_empty_text_has_no_mentions() -> None:
    assert link(ENGLISH.make_doc("")) == ()


def test_a_title_is_found_in_tokenised_text() -> None:
    doc = Doc(ENGLISH.vocab, words=["Secretary", "-", "General", "Guterres"])
    assert [(start, end) for _, start, end in post_finder(ENGLISH)(doc)] == [(0, 3)]
