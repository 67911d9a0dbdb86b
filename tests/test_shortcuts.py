"""What reading leaves out to be quick is nothing: with and without, it reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Span

from kg import nlp as parsing
from kg.articles import read_articles
from kg.model import Article, Reading
from kg.read.ends import Ends
from kg.read.events import predicates
from kg.read.reader import Reader
from kg.read.scope import Climb
from kg.read.stance import stance

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "articles"
LONE = """Norway regretted the decision. The navy made two raids on Iceland. The ministry denied the raids.
It rained. The two countries met. Raids followed. Iceland summoned the ambassador
Norway apologised. Nobody did so. Chile sued Peru. Bolivia did so, too. The strike on Oslo was wrong; the strike failed.
"""
"""Sentences with nobody, one, two in one, a deed told of before, and a name right behind the last word."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = [one for one in read_articles([SAMPLES]) if isinstance(one, Article)]
    return [*found, Article(id="lone", text=LONE), Article(id="all", text="\n\n".join(one.text for one in found))]


@pytest.fixture(scope="module")
def readings(reader: Reader, articles: list[Article]) -> list[Reading]:
    return list(reader.read(articles))


def test_sentences_that_cannot_pair_hold_no_claims(
    reader: Reader, articles: list[Article], readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    can_pair = Ends.can_pair

    def told(self: Ends, sentence: Span) -> bool:
        seen.append(can_pair(self, sentence))
        return True

    monkeypatch.setattr(Ends, "can_pair", told)
    assert list(reader.read(articles)) == readings
    assert seen.count(False) > 20
    assert seen.count(True) > 20


def test_a_stance_is_the_same_with_what_is_known_and_without(
    reader: Reader, articles: list[Article], readings: list[Reading]
) -> None:
    for doc, reading in parsing.parse(reader.nlp, ((one.article.text, one) for one in readings)):
        alone = [stance(token) for token in predicates(doc)]
        known = Climb()
        assert alone == [stance(token, known=known) for token in predicates(doc)]
        assert [(one.polarity, one.modality) for one in alone] == [(e.polarity, e.modality) for e in reading.events]
