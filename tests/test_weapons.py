"""Weapons: designations that nobody listed are found, and what is called alike is no weapon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

import kg
from kg.cli import run
from kg.model import Article
from kg.read.mentions import build_linker, to_mentions
from kg.world import load_world
from kg.world.kinds import kinds

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

Weapons = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def weapons(nlp: Language) -> Weapons:
    """Give a function for the ids of the weapons that a text names."""
    world = load_world()
    linker = build_linker(nlp, world)

    def ids(text: str) -> set[str]:
        article = Article(id="a", text=text)
        found = to_mentions(article, linker(nlp(text), article), world)
        return {one.entity or one.text for one in found if one.type == "WeaponSystem"}

    return ids


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Serbia purchased Ka-32A helicopters.", "ka-32a"),
        ("Ukraine shot down a Tu-214R aircraft.", "tu-214r"),
        ("The United States sent EA-6B aircraft to the region.", "ea-6b"),
        ("China showed the J-50 fighter.", "j-50"),
        ("China has delivered HQ-17 systems to Pakistan.", "hq-17"),
        ("North Korea launched a Pukguksong-5 missile.", "pukguksong-5"),
        ("Kim watched the launch of a Hwasong-11Ma missile.", "hwasong-11ma"),
        ("Iran sent Mohajer-4 drones to Venezuela.", "mohajer-4"),
        ("India tested the Agni-VI missile.", "agni-vi"),
        ("The US sold AIM-174B missiles to Japan.", "aim-174b"),
        ("The destroyer fired RIM-162 missiles.", "rim-162"),
        ("Moscow tested the SS-X-30 missile.", "ss-x-30"),
        ("The Project 22160 patrol ship was hit.", "project-22160"),
        ("The 9K35 system was destroyed.", "9k35"),
        ("Moscow showed the 2S43 gun on wheels.", "2s43"),
        ("Turkey exported T-155 howitzers.", "t-155"),
        ("Vietnam ordered the P-18M radar.", "p-18m"),
        ("Russian FAB-9000 bombs hit Kharkiv.", "fab-9000"),
    ],
)
def test_what_is_not_listed_is_found_by_its_designation(weapons: Weapons, text: str, entity: str) -> None:
    assert entity in weapons(text)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Belgium will hand over its first F-16AM by December.", "f-16"),
        ("Finland bought 64 F-35As from Washington.", "f-35"),
        ("Ukraine received T-72EA tanks from the Netherlands.", "t-72"),
        ("The army received MiG-29SMT aircraft.", "mig-29"),
        ("Ukraine's SA-8s and Greece's Osa missiles arrived.", "osa"),
        ("Russian Dagger missiles hit Kyiv.", "kinzhal"),
        ("Turkey bought the C-400 missile system from Russia.", "s-400"),
    ],
)
def test_a_variant_and_other_names_mean_the_weapon_that_is_listed(weapons: Weapons, text: str, entity: str) -> None:
    assert entity in weapons(text)


@pytest.mark.parametrize(
    "text",
    [
        "The A-10 road near London was closed on Monday.",
        "Leaders of the G-20 met in Bali.",
        "The S-Bahn in Berlin stopped running.",
        "He entered the United States on a B-2 visa.",
        "The B-1 and B-2 visas were suspended.",
        "The U-20 team of Argentina beat Brazil.",
        "The E-3 countries warned Iran.",
        "Resolution S-10 was adopted by the General Assembly.",
        "The film U-571 tells of a submarine crew.",
        "Passengers on flight MH-370 never arrived.",
        "Vitamin B-12 helps the body.",
        "The P-8 group of women met in Davos.",
        "Ford sold many F-150 pickups.",
        "Unemployment rose in the Q-3 of the year.",
        "He lives in apartment B-12 in Paris.",
        "The K-12 schools of Texas reopened.",
        "The F-16 visa was not known.",
        "The C-5 summit was held in Astana.",
        "Highway M-10 links Moscow and St. Petersburg.",
        "The MI-5 chief spoke in London.",
        "The European route E-75 is closed in Serbia.",
        "The V-20 group of finance ministers met.",
        "Type 2 diabetes is common in India.",
    ],
)
def test_what_is_called_like_a_weapon_is_none(weapons: Weapons, text: str) -> None:
    assert weapons(text) == set()


def test_every_listed_weapon_has_a_kind_and_most_have_makers() -> None:
    world = load_world()
    listed = [one for one in world.entities.values() if one.type == "WeaponSystem"]
    of_weapons = {one.label for one in kinds().values() if one.of == "WeaponKind"}
    assert len(listed) >= 900
    assert {one.kind for one in listed} == of_weapons
    made = {fact.subject: fact.object for fact in world.facts if fact.relation == "madeIn"}
    nobodys = {"bomb", "nuclear weapon", "chemical weapon", "biological weapon", "mine", "armoured vehicle"}
    assert len({one.id for one in listed if one.kind not in nobodys} - made.keys()) < 20
    makers = Counter(fact.object for fact in world.facts if fact.relation == "madeIn")
    many = {"USA", "RUS", "SUN", "CHN", "GBR", "FRA", "DEU", "ISR", "IRN", "TUR", "PRK", "KOR", "IND", "PAK", "UKR"}
    assert min(makers[state] for state in many) >= 10
    assert {world.entities[one].kind for one in made} >= of_weapons - nobodys


def test_a_query_joins_who_has_a_weapon_with_who_makes_it(tmp_path: Path) -> None:
    text = "Ukraine deployed S-300 missiles. Vietnam deployed F-16 fighters."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert run(["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "g.kg")]) == 0
    sparql = """SELECT ?who ?what { ?who kg:deploys ?what .
        GRAPH kg:world { ?what kg:madeIn ent:USA ; kg:kind kg:fighterAircraft } }"""
    with kg.open(tmp_path / "g.kg") as graph:
        assert graph.query(sparql).to_numpy().tolist() == [["ent:VNM", "ent:f-16"]]
