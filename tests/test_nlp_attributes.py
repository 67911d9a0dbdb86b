"""Word classes and lemmas are those that spaCy's attribute ruler and lemmatizer give, only found faster."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from kg import nlp as parsing
from kg.articles import read_articles
from kg.model import Article
from kg.nlp.attributes import UnknownTestError, setter
from kg.nlp.lemmas import knows

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "articles"
ODD_WORDS = ("N'T", "n't", "nothin'", "nuthin'", "Y'", "all", "ai", "gon", "na", "let", "'s", "Chile", "\n", " ", "42")


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return parsing.load()


@pytest.fixture(scope="module")
def ruler(pipeline: Language) -> AttributeRuler:
    found = pipeline.get_pipe("attribute_ruler")
    assert isinstance(found, AttributeRuler)
    return found


def shuffled(ruler: AttributeRuler, seed: int) -> Doc:
    """Make a text of the words that patterns name, with tags and labels drawn at random, missing ones among them."""
    rules: Any = ruler.patterns
    draw, tokens = random.Random(seed), [t for rule in rules for one in rule["patterns"] for t in one]
    asked = {name: sorted({one for t in tokens for one in values(t.get(name))}) for name in ("TAG", "DEP", "LOWER")}
    words = draw.choices([*asked["LOWER"], *map(str.title, asked["LOWER"]), *ODD_WORDS], k=300)
    tags, labels = (draw.choices([*asked[name], "NN", ""], k=300) for name in ("TAG", "DEP"))
    return Doc(ruler.vocab, words=words, tags=tags, deps=[one or "dep" for one in labels], heads=list(range(300)))


def seen(doc: Doc) -> list[list[int]]:
    columns: list[list[int]] = doc.to_array(["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "NORM"]).tolist()
    return columns


def values(condition: object) -> list[str]:
    if isinstance(condition, dict):
        return [one for how in ("IN", "NOT_IN") for one in condition.get(how, ())]
    return [condition] if isinstance(condition, str) else []


@pytest.mark.parametrize("seed", range(20))
def test_every_rule_sets_what_spacy_lets_it_set(ruler: AttributeRuler, seed: int) -> None:
    ours, theirs = shuffled(ruler, seed), shuffled(ruler, seed)
    found = ruler.match(theirs)
    ruler.set_annotations(theirs, found)  # type: ignore[no-untyped-call]
    setter(ruler)(ours)
    assert seen(ours) == seen(theirs)
    assert len({number for number, *_ in found}) > 60


def test_later_rules_win_also_over_those_of_several_words() -> None:
    nlp = Language()
    own = AttributeRuler(nlp.vocab)
    own.add([[{"LOWER": "gon"}]], {"POS": "NOUN", "LEMMA": "one"})
    own.add([[{"LOWER": "gon"}, {"LOWER": "na"}], [{"LOWER": "na"}]], {"POS": "VERB"}, index=-1)
    own.add([[{"LOWER": "let"}, {"LOWER": "gon"}]], {"POS": "ADV"}, index=1)
    own.add([[{"LOWER": "na"}]], {"TAG": "RP"})
    words = ["let", "gon", "na", "gon", "let", "na"]
    ours, theirs = Doc(nlp.vocab, words=words), own(Doc(nlp.vocab, words=words))
    assert seen(setter(own)(ours)) == seen(theirs)
    assert [token.pos_ for token in ours] == ["", "ADV", "VERB", "NOUN", "", "VERB"]


@pytest.mark.parametrize(
    ("ours", "theirs"), [("claimgraph_attributes", "attribute_ruler"), ("claimgraph_lemmas", "lemmatizer")]
)
def test_articles_are_read_as_spacy_reads_them(pipeline: Language, ours: str, theirs: str) -> None:
    assert theirs not in pipeline.pipe_names
    texts = [one.text for one in read_articles([SAMPLES]) if isinstance(one, Article)]
    fast = [doc.to_json() for doc, _ in parsing.parse(pipeline, ((text, None) for text in texts))]
    with pipeline.select_pipes(disable=[ours]):
        pipeline.enable_pipe(theirs)
        slow = [doc.to_json() for doc, _ in parsing.parse(pipeline, ((text, None) for text in texts))]
        pipeline.disable_pipe(theirs)
    assert fast == slow


def test_lemmas_are_forgotten_with_their_words(pipeline: Language) -> None:
    remembered: Any = pipeline.get_pipe("claimgraph_lemmas")
    with parsing.forgetting(pipeline):
        assert [token.lemma_ for token in pipeline("He grobbled.")] == ["he", "grobble", "."]
        assert remembered.cache
    assert not remembered.cache
    with parsing.forgetting(pipeline):
        assert [token.lemma_ for token in pipeline("She frimbled.")] == ["she", "frimble", "."]


def test_a_lemma_that_a_rule_has_set_stays(pipeline: Language) -> None:
    assert [token.lemma_ for token in pipeline("We were gonna fight; let's go.")][:4] == ["we", "be", "go", "to"]


@pytest.mark.parametrize("mode", ["lookup", "rule"])
def test_lemmatizers_that_look_at_more_are_left_to_spacy(mode: str) -> None:
    nlp = Language()
    assert not knows(nlp.add_pipe("lemmatizer", config={"mode": mode}))
    assert not knows(EnglishLemmatizer(nlp.vocab, None, mode=mode, overwrite=True))
    assert knows(EnglishLemmatizer(nlp.vocab, None, mode=mode)) == (mode == "rule")


def test_a_ruler_that_asks_for_more_is_left_to_spacy() -> None:
    nlp = Language()
    more = AttributeRuler(nlp.vocab)
    more.add([[{"SHAPE": "Xx"}]], {"POS": "NOUN"})
    with pytest.raises(UnknownTestError, match="SHAPE"):
        setter(more)
    flag = AttributeRuler(nlp.vocab)
    flag.add([[{"LOWER": "chile"}]], {"NORM": "Chile"})
    with pytest.raises(UnknownTestError, match="NORM"):
        setter(flag)
    again = AttributeRuler(nlp.vocab)
    again.add([[{"LOWER": {"FUZZY": "chile"}}]], {"POS": "NOUN"})
    with pytest.raises(UnknownTestError, match="FUZZY"):
        setter(again)
