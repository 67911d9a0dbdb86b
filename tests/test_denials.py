"""Denials that take up what was said before, and whose stand they are."""

from __future__ import annotations

import pytest
from said import said

from kg.model import Article
from kg.read.reader import Reader

ALLEGED = "Chad: Libya suppliesArmsTo Niger"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    "text",
    [
        "Chad says Libya is arming Niger, a charge that Tripoli denies.",
        "Chad says Libya is arming Niger, a charge Tripoli denies.",
        "Chad says Libya is arming Niger, something Tripoli denies.",
        "Chad says Libya is arming Niger; Tripoli denies it.",
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
        "Chad says Libya is arming Niger. Tripoli called this a lie.",
        "Chad says Libya is arming Niger. Tripoli denies any wrongdoing.",
        "Chad says Libya is arming Niger. Tripoli has denied any involvement.",
        "Chad says Libya is arming Niger. Libya said it had no part in it.",
        "Chad says Libya is arming Niger. Libya says it has nothing to do with it.",
        "Chad says Libya is arming Niger. Libya denied that it had any role.",
        "Chad's claim that Libya is arming Niger was denied by Tripoli.",
        "Tripoli rejected Chad's claim that Libya is arming Niger.",
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


@pytest.mark.parametrize(
    ("denier", "who"),
    [
        ("A Libyan army spokesman", "Libyan army spokesman"),
        ("Libya's foreign ministry spokesman", "Libya's foreign ministry spokesman"),
        ("A spokesman for the Libyan government", "spokesman for Libya"),
        ("The Libyan foreign minister", "Libyan foreign minister"),
    ],
)
def test_who_speaks_for_the_accused_denies_it(reader: Reader, denier: str, who: str) -> None:
    text = f"Chad accused Libya of arming Niger. {denier} rejected the accusation."
    assert said(reader, text, "suppliesArmsTo") == {ALLEGED, f"{who}: Libya suppliesArmsTo Niger denied"}


@pytest.mark.parametrize("denier", ["A Kenyan army spokesman", "A spokesman", "Kenya's foreign minister"])
def test_who_speaks_for_nobody_accused_denies_nothing(reader: Reader, denier: str) -> None:
    text = f"Chad accused Libya of arming Niger. {denier} rejected the accusation."
    assert said(reader, text, "suppliesArmsTo") == {ALLEGED}


@pytest.mark.parametrize(
    "text",
    [
        "Chad says Libya wants to arm Niger, a charge that Tripoli denies.",
        "Chad accuses Libya of trying to arm Niger. Tripoli denies the accusation.",
        "Chad said Libya was planning to arm Niger, which Tripoli denied.",
    ],
)
def test_who_denies_a_plan_denies_that_he_means_to(reader: Reader, text: str) -> None:
    planned, denied = f"{ALLEGED} planned", "Libya: Libya suppliesArmsTo Niger denied planned"
    assert said(reader, text, "suppliesArmsTo") == {planned, denied}


def test_what_the_article_calls_a_charge_is_one_though_it_says_so_itself(reader: Reader) -> None:
    text = "Libya is arming Niger, a charge that Tripoli denies."
    assert said(reader, text, "suppliesArmsTo") == {
        "Libya suppliesArmsTo Niger",
        "Libya: Libya suppliesArmsTo Niger denied",
    }
    assert said(reader, "Libya is arming Niger. Tripoli denies everything.", "suppliesArmsTo") == {
        "Libya suppliesArmsTo Niger"
    }


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Kenya blamed Chad for the attack on Niger.", "Kenya: Chad attacks Niger"),
        ("Kenya accused Chad of involvement in the attack on Niger.", "Kenya: Chad attacks Niger"),
        ("Kenya said Chad was behind the attack on Niger.", "Kenya: Chad attacks Niger"),
        ("Chad was blamed for the attack on Niger.", "Chad attacks Niger probable"),
        ("Chad denied responsibility for the attack on Niger.", "Chad: Chad attacks Niger denied"),
        ("Chad has denied any part in the attack on Niger.", "Chad: Chad attacks Niger denied"),
        ("Chad said it was not involved in the attack on Niger.", "Chad: Chad attacks Niger denied"),
        ("Chad was not responsible for the attack on Niger.", "Chad attacks Niger denied"),
        ("Chad had nothing to do with the attack on Niger.", "Chad attacks Niger denied"),
        ("Kenya did not accuse Chad of the attack on Niger.", "Kenya: Chad attacks Niger possible"),
        ("Lebanon blamed Syria for Rafik Hariri's murder.", "Lebanon: Syria attacks Rafik Hariri"),
        ("Iran denied any role in Rafik Hariri's murder.", "Iran: Iran attacks Rafik Hariri denied"),
    ],
)
def test_who_is_tied_to_a_deed_did_it_or_denies_it(reader: Reader, text: str, claim: str) -> None:
    assert said(reader, text, "attacks") == {claim}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The president denied the reports that Chad was withdrawing from Niger.", "president"),
        ("Kenyan officials have denied claims that Chad was withdrawing from Niger.", "Kenyan officials"),
        ("Kenya denied reports that Chad was withdrawing from Niger.", "Kenya"),
    ],
)
def test_who_denies_reports_holds_that_they_are_wrong(reader: Reader, text: str, holder: str) -> None:
    assert said(reader, text, "withdrawsFrom") == {f"{holder}: Chad withdrawsFrom Niger denied"}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Chad says Libya is arming Niger. Experts say otherwise.",
         {ALLEGED, "Experts: Libya suppliesArmsTo Niger denied"}),
        ("Libya denied arming Niger, but Chad says otherwise.",
         {"Libya: Libya suppliesArmsTo Niger denied", "Chad: Libya suppliesArmsTo Niger"}),
        ("Chad says Libya is not arming Niger, but Kenya says otherwise.",
         {"Chad: Libya suppliesArmsTo Niger denied", "Kenya: Libya suppliesArmsTo Niger"}),
        ("Chad says Libya is arming Niger. Kenya would say otherwise.", {ALLEGED}),
        ("Libya is arming Niger. Kenya says otherwise.", {"Libya suppliesArmsTo Niger"}),
    ],
)  # fmt: skip
def test_who_says_otherwise_says_the_opposite_of_what_somebody_said(
    reader: Reader, text: str, claims: set[str]
) -> None:
    assert said(reader, text, "suppliesArmsTo") == claims


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Hong Kong could transfer to Chinese control.", "China controls Hong Kong possible"),
        ("Hong Kong will revert to Chinese rule in July.", "China controls Hong Kong planned"),
        ("Hong Kong has reverted to Chinese rule.", "China controls Hong Kong"),
    ],
)
def test_what_something_passes_to_is_as_sure_as_that_it_passes(reader: Reader, text: str, claim: str) -> None:
    assert said(reader, text, "controls") == {claim}


def test_a_thought_of_old_is_no_plan(reader: Reader) -> None:
    claims = said(reader, "He never dreamed that Poland would become a member of NATO.", "memberOf")
    assert claims == {"He: Poland memberOf NATO possible"}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya demanded that Libya not only free the captives, but also pay, and stop arming Niger.",
        "Kenya demanded that Libya free its captives (it has twelve captives), but also stop arming Niger.",
        "Kenya demanded that Libya leave Chad (it has soldiers there) and stop arming Niger.",
    ],
)
def test_who_demands_that_something_stops_does_not_deny_it(reader: Reader, text: str) -> None:
    (claim,) = said(reader, text, "suppliesArmsTo")
    assert claim.endswith("suppliesArmsTo Niger denied demanded")


@pytest.mark.parametrize("verb", ["urged", "demanded", "advocated"])
def test_who_asks_for_none_asks(reader: Reader, verb: str) -> None:
    (reading,) = reader.read([Article("one", f"The Kenyan ambassador {verb} no talks between Chad and Niger.")])
    stances = {one.lemma: (one.polarity, one.modality) for one in reading.events}
    assert stances[{"urged": "urge", "demanded": "demand", "advocated": "advocate"}[verb]] == ("affirmed", "asserted")
    assert stances["talk"] == ("denied", "demanded")


def test_a_state_denies_what_its_body_is_accused_of(reader: Reader) -> None:
    text = "China's coast guard attacked a Philippine vessel, Manila said, a charge that Beijing rejected."
    denied = {one for one in said(reader, text, "attacks") if one.endswith("denied")}
    assert denied == {"China: China Coast Guard attacks Philippines denied"}


def test_nobody_holds_what_the_text_calls_wrong(reader: Reader) -> None:
    text = "The envoy was wrong to say that Libya supplied weapons to Niger."
    assert said(reader, text) == {"Libya suppliesArmsTo Niger denied"}


def test_an_accusation_by_nobody_is_no_more_than_probable(reader: Reader) -> None:
    assert said(reader, "Libya was accused of arming Niger.") == {"Libya suppliesArmsTo Niger probable"}
