"""The lemmatizer knows the verbs that frames name, where it used to prefer rarer ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Iran waged a long war against Iraq.", "waged", "wage"),
        ("Turkey is staging military drills near the border.", "staging", "stage"),
        ("Japan hoped for a quick agreement.", "hoped", "hope"),
        ("The court fined the company last week.", "fined", "fine"),
        ("The United States scrapped the treaty.", "scrapped", "scrap"),
    ],
)
def test_verbs_are_not_taken_for_rarer_ones(nlp: Language, text: str, form: str, lemma: str) -> None:
    (found,) = [token.lemma_ for token in nlp(text) if token.text == form]
    assert found == lemma
