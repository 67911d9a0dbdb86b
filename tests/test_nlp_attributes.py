"""Word classes are found as spaCy's attribute ruler finds them, rule by rule, only faster."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from kg import nlp as parsing
from kg.articles import read_articles
from kg.model import Article
from kg.nlp.attributes import UnknownTestError, finder

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


def values(condition: object) -> list[str]:
    if isinstance(condition, dict):
        return [one for how in ("IN", "NOT_IN") for one in condition.get(how, ())]
    return [condition] if isinstance(condition, str) else []


@pytest.mark.parametrize("seed", range(20))
def test_every_rule_is_found_where_spacy_finds_it(ruler: AttributeRuler, seed: int) -> None:
    doc = shuffled(ruler, seed)
    found = finder(ruler)(doc)
    assert found == ruler.match(doc)
    assert len({number for number, *_ in found}) > 60


def test_articles_are_read_as_spacy_reads_them(pipeline: Language, ruler: AttributeRuler) -> None:
    assert "attribute_ruler" not in pipeline.pipe_names
    texts = [one.text for one in read_articles([SAMPLES]) if isinstance(one, Article)]
    fast = [doc.to_json() for doc, _ in parsing.parse(pipeline, ((text, None) for text in texts))]
    with pipeline.select_pipes(disable=["claimgraph_attributes"]):
        pipeline.enable_pipe("attribute_ruler")
        slow = [doc.to_json() for doc, _ in parsing.parse(pipeline, ((text, None) for text in texts))]
        pipeline.disable_pipe("attribute_ruler")
    assert fast == slow


def test_a_ruler_that_asks_for_more_is_left_to_spacy() -> None:
    nlp = Language()
    more = AttributeRuler(nlp.vocab)
    more.add([[{"SHAPE": "Xx"}]], {"POS": "NOUN"})
    with pytest.raises(UnknownTestError, match="SHAPE"):
        finder(more)
    again = AttributeRuler(nlp.vocab)
    again.add([[{"LOWER": {"FUZZY": "chile"}}]], {"POS": "NOUN"})
    with pytest.raises(UnknownTestError, match="FUZZY"):
        finder(again)
