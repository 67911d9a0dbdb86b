"""Constructions that say who does what to whom without a plain clause: nominals, participles, offices, officials."""

from __future__ import annotations

import pytest
from said import said

from kg.read.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # who acts where an office, a list of officials or a participle stands before the verb
        (
            "The prime minister of Japan, Fumio Kishida, visited Chad.",
            {"Japan headOfGovernment Fumio Kishida", "Fumio Kishida visits Chad"},
        ),
        ("The foreign ministers of Chad and Niger met in Mali.", {"Chad meetsWith Niger"}),
        ("Laotian and Kenyan officials met.", {"Laos meetsWith Kenya"}),
        (
            "The US-backed government in Chad attacked rebels.",
            {"United States supports US-backed government", "US-backed government attacks rebels"},
        ),
        (
            "The ministers called on Chad to attack Niger.",
            {"ministers demands Chad", "ministers: Chad attacks Niger demanded"},
        ),
        (
            "Kenya's recognition of Palestine was welcomed by Chad.",
            {"Kenya recognizes Palestine", "Chad supports Kenya"},
        ),
        ("Chad, along with Niger, attacked Mali.", {"Chad attacks Mali", "Niger attacks Mali"}),
        ("Chad, together with Niger, condemned Mali.", {"Chad criticizes Mali", "Niger criticizes Mali"}),
        ("UN chief to visit Chad in December", {"UN chief visits Chad planned"}),
        ("Chad left the bloc, a move that infuriated Niger.", {"Chad withdrawsFrom bloc", "Niger criticizes Chad"}),
        ("Israel hit a convoy belonging to Hezbollah.", {"Israel attacks Hezbollah"}),
        (
            "Chad sent soldiers into Niger to help Mali.",
            {"Chad sendsTroopsTo Niger", "Chad providesAidTo Mali planned"},
        ),
        (
            "Kenya is a member of the African Union and an ally of Chad.",
            {"Kenya memberOf African Union", "Chad alliedWith Kenya"},
        ),
        # who is told of by a noun
        ("Japan's F-2 jets landed.", {"Japan possesses F-2"}),
        ("Chad has the support of Niger.", {"Niger supports Chad"}),
        ("Chad, with Kenyan support, invaded Niger.", {"Kenya supports Chad", "Chad sendsTroopsTo Niger"}),
        ("India and Russia in energy talks", {"India meetsWith Russia"}),
        ("Russia's economy suffers from NATO's eastward expansion.", {"NATO expandsInto the East"}),
        ("Chad expressed concern over the actions of Niger.", {"Chad criticizes Niger"}),
        ("Chad's allies include Niger and Mali.", {"Chad alliedWith Niger", "Chad alliedWith Mali"}),
        ("Kenya called for the resumption of talks between Chad and Niger.", {"Chad meetsWith Niger demanded"}),
        ("Kenya called for an attack on Niger by Chad.", {"Kenya demands Chad", "Chad attacks Niger demanded"}),
    ],
)
def test_what_a_construction_says(reader: Reader, text: str, claims: set[str]) -> None:
    assert said(reader, text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Emmanuel Macron spoke. Cerpa and his comrades attacked Chad.", set()),
        ("Emmanuel Macron spoke. The nurse said her daughter attacked Chad.", set()),
        ("Emmanuel Macron and Xi Jinping spoke. Inspectors said they attacked Chad.", set()),
        ("Emmanuel Macron thanked Gerhard Schroeder. He attacked Chad.", {"Emmanuel Macron attacks Chad"}),
        ("The envoys of Emmanuel Macron and Gerhard Schroeder left. He attacked Chad.", set()),
    ],
)
def test_a_stranger_keeps_his_own_pronouns(reader: Reader, text: str, claims: set[str]) -> None:
    assert {one for one in said(reader, text, "attacks") if "Macron" in one} == claims


def test_they_is_no_antecedent_of_it(reader: Reader) -> None:
    text = "Experts met. They say that, despite its size, it will attack Chad."
    assert not said(reader, text, "attacks")


def test_the_government_of_a_quotation_is_its_speakers(reader: Reader) -> None:
    text = 'Laos warned Niger. "The government attacked Mali," Kenyan foreign minister Moses Wetangula said.'
    assert said(reader, text, "attacks") == {"Moses Wetangula: Kenya attacks Mali"}
