"""Denials that take up what was said before, and whose stand they are."""

from __future__ import annotations

import pytest

from kg.model import Article, Claim
from kg.read.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def stands(reader: Reader, text: str, relation: str) -> set[str]:
    (reading,) = reader.read([Article("one", text)])
    return {_stand(one) for one in reading.claims if one.relation == relation}


def _stand(one: Claim) -> str:
    who = " > ".join(holder.label for holder in one.holders) or "article"
    return f"{who}: {one.subject.label} {one.polarity} {one.object.label}"


@pytest.mark.parametrize(
    "text",
    [
        "Chad says Libya is arming Niger, a charge that Tripoli denies.",
        "Chad says Libya is arming Niger, a claim Tripoli rejected as absurd.",
        "Chad said Libya is arming Niger, an allegation denied by Tripoli.",
        "Chad said Libya is arming Niger, which Tripoli denied.",
        "Chad says Libya is arming Niger. Tripoli denies it.",
        "Chad accused Libya of arming Niger. Tripoli has denied the accusations.",
        "Chad accused Libya of arming Niger. The talks went on. Tripoli rejected the allegations.",
    ],
)
def test_who_is_accused_denies_each_claim(reader: Reader, text: str) -> None:
    assert stands(reader, text, "suppliesArmsTo") == {"Chad: Libya affirmed Niger", "Libya: Libya denied Niger"}


@pytest.mark.parametrize(
    "text",
    [
        "Chad says Libya is arming Niger. Tripoli has not denied it.",
        "Chad says Libya is arming Niger. Tripoli may deny it.",
        "Chad says Libya is arming Niger. Kenya denied the ship entry.",
        "Chad says Libya is arming Niger. Kenya denied the allegations.",
    ],
)
def test_what_is_no_denial_of_the_accused_denies_nothing(reader: Reader, text: str) -> None:
    assert stands(reader, text, "suppliesArmsTo") == {"Chad: Libya affirmed Niger"}


def test_nobody_holds_what_the_text_calls_wrong(reader: Reader) -> None:
    text = "The envoy was wrong to say that Libya supplied weapons to Niger."
    assert stands(reader, text, "suppliesArmsTo") == {"article: Libya denied Niger"}


def test_an_accusation_by_nobody_is_no_more_than_probable(reader: Reader) -> None:
    (reading,) = reader.read([Article("one", "Libya was accused of arming Niger.")])
    assert [(one.relation, one.modality) for one in reading.claims] == [("suppliesArmsTo", "probable")]
