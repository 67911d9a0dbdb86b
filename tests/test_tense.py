"""The tense of claims: words for it, verbs, titles, and the shift below verbs of saying."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal

from kg.model import Article, Claim
from kg.rdf import kg
from kg.rdf.write import reading_quads
from kg.read.reader import Reader

if TYPE_CHECKING:
    from kg.model import Tense


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str, relation: str) -> Claim:
    (reading,) = reader.read([Article("one", text)])
    return next(one for one in reading.claims if one.relation == relation)


@pytest.mark.parametrize(
    ("text", "relation", "tense"),
    [
        ("Chad and Niger were once allies.", "alliedWith", "past"),
        ("Chad is an ally of Niger.", "alliedWith", "present"),
        ("Chad is now an ally of Niger.", "alliedWith", "present"),
        ("Chad's former ally Niger criticized Kenya.", "alliedWith", "past"),
        ("Chad, an ex-member of the Arab League, criticized Kenya.", "memberOf", "past"),
        ("Chad's ally Niger criticized Kenya.", "alliedWith", None),
        ("Cuba, a former member of the Warsaw Pact, criticized Kenya.", "memberOf", "past"),
        ("Peru used to control Tacna.", "controls", "past"),
        ("Gibraltar had belonged to Spain.", "controls", "past"),
        ("Gibraltar, originally a Spanish territory, lies in the south.", "controls", "past"),
        ("Malta was a British colony.", "controls", "past"),
        ("Spain has controlled Ceuta since 1668.", "controls", "present"),
        ("Former Kenyan President Uhuru Kenyatta visited Chad.", "headOfState", "past"),
        ("Kenyan President William Ruto visited Chad.", "headOfState", None),
        ("Chad said that Niger was an ally of Mali.", "alliedWith", None),
        ("Chad said that Niger had been an ally of Mali.", "alliedWith", "past"),
        ('"Niger was an ally of Mali," the Chadian minister said.', "alliedWith", "past"),
        ("Spain reiterated its sovereignty over Gibraltar on Monday.", "claimsSovereigntyOver", None),
        ("Niger is no longer an ally of Mali.", "alliedWith", "present"),
    ],
)
def test_tense(reader: Reader, text: str, relation: str, tense: Tense | None) -> None:
    assert read(reader, text, relation).tense == tense


def test_a_claim_has_a_tense_in_the_graph_where_all_its_places_agree(reader: Reader) -> None:
    (reading,) = reader.read([Article("one", "Chad and Niger were once allies. Chad and Niger are allies.")])
    past = [one for one in reading.claims if one.tense == "past"]

    def written(claims: tuple[Claim, ...]) -> set[str]:
        quads = reading_quads(replace(reading, claims=claims))
        told = ((str(quad.subject), quad.object) for quad in quads if quad.predicate == kg("tense"))
        return {f"{node.split('/')[-2]} {value.value}" for node, value in told if isinstance(value, Literal)}

    assert {one.tense for one in reading.claims} == {"past", "present"}
    assert written(tuple(past)) == {"claim past"}
    assert written(reading.claims) == {"occurrence past", "occurrence present"}
