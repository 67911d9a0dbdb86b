"""Denials that take up what was said before, and whose stand they are."""

from __future__ import annotations

import pytest
from said import said

from kg.read.reader import Reader

ALLEGED = "Chad: Libya suppliesArmsTo Niger"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


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
        "Chad accused Libya of arming Niger. Tripoli called the accusation groundless.",
        "Chad says Libya is arming Niger, a claim Tripoli called a fabrication.",
        "Chad says Libya is arming Niger. Tripoli said the allegations were false.",
        "Chad says Libya is arming Niger. Tripoli branded the report a lie.",
        "Chad says Libya is arming Niger. Tripoli described the accusations as fabricated.",
    ],
)
def test_who_is_accused_denies_each_claim(reader: Reader, text: str) -> None:
    assert said(reader, text, "suppliesArmsTo") == {ALLEGED, "Libya: Libya suppliesArmsTo Niger denied"}


@pytest.mark.parametrize(
    "text",
    [
        "Chad says Libya is arming Niger. Tripoli has not denied it.",
        "Chad says Libya is arming Niger. Tripoli may deny it.",
        "Chad says Libya is arming Niger. Kenya denied the ship entry.",
        "Chad says Libya is arming Niger. Kenya denied the allegations.",
        "Chad says Libya is arming Niger. Tripoli called the accusation serious.",
        "Chad says Libya is arming Niger. Tripoli did not call the report a lie.",
        "Chad says Libya is arming Niger. Tripoli said the allegations were not false.",
    ],
)
def test_what_is_no_denial_of_the_accused_denies_nothing(reader: Reader, text: str) -> None:
    assert said(reader, text, "suppliesArmsTo") == {ALLEGED}


def test_a_state_denies_what_its_body_is_accused_of(reader: Reader) -> None:
    text = "China's coast guard attacked a Philippine vessel, Manila said, a charge that Beijing rejected."
    denied = {one for one in said(reader, text, "attacks") if one.endswith("denied")}
    assert denied == {"China: China Coast Guard attacks Philippines denied"}


def test_nobody_holds_what_the_text_calls_wrong(reader: Reader) -> None:
    text = "The envoy was wrong to say that Libya supplied weapons to Niger."
    assert said(reader, text) == {"Libya suppliesArmsTo Niger denied"}


def test_an_accusation_by_nobody_is_no_more_than_probable(reader: Reader) -> None:
    assert said(reader, "Libya was accused of arming Niger.") == {"Libya suppliesArmsTo Niger probable"}
