"""What names stand for: capitals, bodies and their states, offices and who bears them, surnames, new names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_world import link, meant, told, world

from kg.cli import run
from kg.model import Article
from kg.rdf import outlet_id
from kg.read.linking_gazetteer import Gazetteer, mint, with_article
from kg.read.mentions import Found, build_linker, to_mentions
from kg.world import Bodies, Entity, Fact, Name, World

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SPEAKS = """
Moscow Moscow PROPN NNP nsubj 1
rejected reject VERB VBD ROOT 1
it it PRON PRP dobj 1
"""
PLACE = """
He he PRON PRP nsubj 1
slept sleep VERB VBD ROOT 1
in in ADP IN prep 1
Moscow Moscow PROPN NNP pobj 2
"""
TRAVEL = """
He he PRON PRP nsubj 1
flew fly VERB VBD ROOT 1
to to ADP IN prep 1
Moscow Moscow PROPN NNP pobj 2
"""
PRESSURE = """
Sanctions sanction NOUN NNS ROOT 0
on on ADP IN prep 0
Moscow Moscow PROPN NNP pobj 1
"""
BETWEEN = """
Talks talk NOUN NNS ROOT 0
between between ADP IN prep 0
Moscow Moscow PROPN NNP pobj 1
and and CCONJ CC cc 2
Tokyo Tokyo PROPN NNP conj 2
"""
MINISTRY = """
The the DET DT det 3
Russian russian ADJ JJ amod 3
Foreign Foreign PROPN NNP compound 3
Ministry Ministry PROPN NNP nsubj 4
agreed agree VERB VBD ROOT 4
"""
TITLE = """
Russian russian ADJ JJ amod 2
Foreign Foreign PROPN NNP compound 2
Minister Minister PROPN NNP compound 4
Ann Ann PROPN NNP compound 4
Bo Bo PROPN NNP nsubj 5
spoke speak VERB VBD ROOT 5
"""
GOVERNMENT = """
The the DET DT det 2
Japanese japanese ADJ JJ amod 2
government government NOUN NN nsubj 3
agreed agree VERB VBD ROOT 3
"""
MEDIA = """
Japanese japanese ADJ JJ amod 1
media medium NOUN NNS nsubj 2
agreed agree VERB VBD ROOT 2
"""
PRO = """
The the DET DT det 4
pro pro ADJ JJ amod 4
- - PUNCT HYPH punct 4
Russian russian ADJ JJ amod 4
forces force NOUN NNS nsubj 5
fled flee VERB VBD ROOT 5
"""
TROOPS = """
Russian russian ADJ JJ amod 1
troops troop NOUN NNS nsubj 2
left leave VERB VBD ROOT 2
"""


@pytest.mark.parametrize(
    ("parse", "label"),
    [(SPEAKS, "Russia"), (PLACE, "Moscow"), (TRAVEL, "Moscow"), (PRESSURE, "Russia"), (BETWEEN, "Russia")],
)
def test_a_capital_is_the_government_where_it_acts_and_the_city_where_it_is_a_place(parse: str, label: str) -> None:
    assert meant(told(parse), "Moscow") == [label]


EXPELS = """
Quito Quito PROPN NNP nsubj 1
expelled expel VERB VBD ROOT 1
diplomats diplomat NOUN NNS dobj 1
"""
BLAMED = """
Rebels rebel NOUN NNS nsubj 1
blamed blame VERB VBD ROOT 1
Quito Quito PROPN NNP dobj 1
"""
TIES = """
Ties tie NOUN NNS nsubj 3
with with ADP IN prep 0
Quito Quito PROPN NNP pobj 1
ended end VERB VBD ROOT 3
"""
SHAKES = """
Quito Quito PROPN NNP nsubj 1
shook shake VERB VBD ROOT 1
"""


@pytest.mark.parametrize(
    ("parse", "label"), [(EXPELS, "Ecuador"), (BLAMED, "Ecuador"), (TIES, "Ecuador"), (SHAKES, "Quito")]
)
def test_a_capital_that_does_what_governments_do_is_one_though_its_state_is_not_named(parse: str, label: str) -> None:
    assert meant(told(parse), "Quito") == [label]


def of_kind(doc: Doc, text: str) -> Found:
    return next(one for one in link(doc) if doc.text[one.char_start : one.char_end] == text)


def test_a_body_is_named_after_its_state() -> None:
    body = of_kind(told(MINISTRY), "Russian Foreign Ministry")
    assert [who.label for who in body.entities] == ["Ministry of Foreign Affairs of Russia"]
    assert [who.entity for who in body.owner] == ["RUS"]
    assert body.type == "GovernmentBody"


def test_a_title_gives_the_office_its_bearer_and_its_state() -> None:
    doc = told(TITLE)
    title = of_kind(doc, "Russian Foreign Minister")
    assert [who.label for who in title.entities] == ["Foreign Minister of Russia"]
    assert title.kind == "title"
    assert title.bearer is not None
    assert doc[title.bearer].text == "Bo"
    assert meant(doc, "Ann Bo") == ["Ann Bo"]


def test_a_government_is_its_state_but_its_media_are_not() -> None:
    assert meant(told(GOVERNMENT), "The Japanese government") == ["Japan"]
    media = of_kind(told(MEDIA), "Japanese media")
    assert (media.type, [who.label for who in media.entities]) == ("MediaOutlet", ["Japanese media"])


def test_troops_are_their_state_but_forces_on_its_side_are_not() -> None:
    assert meant(told(TROOPS), "Russian troops") == ["Russia"]
    assert meant(told(PRO), "The pro - Russian forces") == ["pro - Russian forces"]


def test_new_names_have_one_identity_everywhere_and_bare_surnames_only_in_their_article() -> None:
    assert mint("Du Wenlong", "Person") == mint("Du Wenlong", "Person")
    assert mint("Du", "Person", "a").entity != mint("Du", "Person", "b").entity


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Philippines", "the Philippines"),
        ("Japan", "Japan"),
        ("Ministry of Defence of Japan", "the Ministry of Defence of Japan"),
    ],
)
def test_labels_inside_labels_take_the_article_that_english_wants(label: str, shown: str) -> None:
    assert with_article(label) == shown


def test_a_person_belongs_to_the_state_of_the_office() -> None:
    state = Gazetteer(world()).state_of("sergey-lavrov")
    assert state is not None
    assert state.entity == "RUS"


def read(nlp: Language, text: str) -> dict[str, str]:
    """Give the labels of a text's mentions by their words, read with the model."""
    found = build_linker(nlp, world())(nlp(text), Article(id="a", text=text))
    return {text[one.char_start : one.char_end]: one.entities[0].label for one in found if one.entities}


def test_a_surname_joins_the_full_name_of_its_article(nlp: Language) -> None:
    labels = read(nlp, "Maria Petrova met reporters in Kyoto. Petrova said nothing.")
    assert labels["Petrova"] == "Maria Petrova"


def test_a_known_surname_needs_more_than_its_letters(nlp: Language) -> None:
    assert read(nlp, "Russian Foreign Minister Lavrov arrived.")["Lavrov"] == "Sergey Lavrov"
    assert read(nlp, "Anna Lavrov, a baker from Ohio, opened a shop. Lavrov smiled.")["Lavrov"] == "Anna Lavrov"


def test_a_state_that_shares_its_name_gives_way_to_the_other(nlp: Language) -> None:
    assert read(nlp, "Georgia protested against Russia.")["Georgia"] == "Georgia"
    found = build_linker(nlp, world())(
        nlp("Voters in Georgia and Alabama like Atlanta."),
        Article(id="a", text="Voters in Georgia and Alabama like Atlanta."),
    )
    assert all(who.entity != "GEO" for one in found for who in one.entities)


SAID = """
Russia Russia PROPN NNP nsubj 1
is be AUX VBZ ROOT 1
Japan Japan PROPN NNP poss 4
's 's PART POS case 2
ally ally NOUN NN attr 1
"""


def test_who_is_said_to_be_an_ally_is_no_second_entity() -> None:
    assert meant(told(SAID), "Japan 's ally") == ["Russia"]


def larger() -> World:
    """Give the small world with an outlet called like a common noun, a town, and a parliament that is Japan's."""
    extra = {
        "diplomat": Entity("diplomat", "The Diplomat", "MediaOutlet"),
        "sofia": Entity("sofia", "Sofia", "City"),
        "delta": Entity("delta", "Delta", "City"),
        "diet": Entity("diet", "National Diet", "GovernmentBody"),
        "DIA": Entity("DIA", "Defense Intelligence Agency", "GovernmentBody"),
    }
    names = [Name(one.label, one.id, "name") for one in extra.values()]
    small = world()
    states = frozenset({"RUS", "JPN"})
    bodies = Bodies({"government": ("government",)}, {(state, "government"): state for state in states}, states)
    return World(
        {**small.entities, **extra},
        (*small.names, *names, Name("DIA", "DIA", "abbreviation")),
        (*small.facts, Fact("diet", "agencyOf", "JPN")),
        bodies,
    )


def labels(nlp: Language, text: str) -> dict[str, list[str]]:
    """Give the ids of a text's mentions by their words, read with the model in the larger small world."""
    article = Article(id="a", text=text)
    found: dict[str, list[str]] = {}
    for one in to_mentions(article, build_linker(nlp, larger())(nlp(text), article), larger()):
        found.setdefault(one.text, []).append(one.entity or "")
    return found


def test_a_word_that_is_counted_is_no_outlet(nlp: Language) -> None:
    assert "diplomat" not in labels(nlp, "A Diplomat in Kyoto said that the talks had failed.").get("Diplomat", [])
    assert labels(nlp, "The Diplomat reported that the talks had failed.")["Diplomat"] == ["diplomat"]


@pytest.mark.parametrize("text", ["The Government of Japan met.", "The Japan Government met."])
def test_a_government_written_as_a_name_is_its_state(nlp: Language, text: str) -> None:
    assert ["JPN"] in labels(nlp, text).values()


def test_initials_of_another_name_of_the_article_are_not_the_world_s(nlp: Language) -> None:
    assert labels(nlp, "The DIA warned of an attack.")["DIA"][0] == "DIA"
    told = "The Defense Intelligence Agency (DIA) warned of an attack, and the DIA was right."
    assert set(labels(nlp, told)["DIA"]) == {"DIA"}
    text = "Flights to Denver International Airport were late. The DIA warned of delays."
    assert "DIA" not in labels(nlp, text).get("DIA", [])


def test_a_new_name_never_takes_the_id_of_something_else(nlp: Language) -> None:
    ids = {one for found in labels(nlp, "The Sofia Organization and the Delta Group met.").values() for one in found}
    assert not ids & {"sofia", "delta"}


def test_an_outlet_in_a_text_has_the_id_of_an_article_s_source() -> None:
    assert mint("TASS", "MediaOutlet").entity == outlet_id("TASS") == "TASS"


def test_an_outlet_never_has_the_letters_of_a_state() -> None:
    for letters in ("PRI", "CAN", "IRN", "SUN", "HKG"):
        assert mint(letters, "MediaOutlet").entity == outlet_id(letters) == f"{letters}-outlet"


def test_a_state_spoken_of_only_by_what_is_its_own_is_told_once_without_words(nlp: Language) -> None:
    assert labels(nlp, "The National Diet voted. The National Diet rose.")[""] == ["JPN"]
    assert "" not in labels(nlp, "The National Diet voted. Japan agreed.")


def test_a_body_nobody_owns_leaves_the_longer_name_alone(nlp: Language) -> None:
    text = "The Madras High Court ruled on Monday that the permit was void."
    assert "madras-high-court" in labels(nlp, text).get("Madras High Court", [])


Read = Callable[[str], dict[str, list[str]]]


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("In Seattle, Washington, the mayor met the union.", "Washington", "washington-state"),
        ("The mayor of Atlanta, Georgia, met the union.", "Georgia", "georgia-us-state"),
        ("The chairman of the Republican Party of Idaho resigned.", "Republican Party", "republican-party-of-idaho"),
        ("The Republican Party won the vote in Idaho.", "Republican Party", "republican-party"),
        ("Oregon beat Nevada late and won the title.", "Oregon", "oregon-team"),
        ("The coach praised Denver after the season.", "Denver", "denver-team"),
        ("The talks in Denver opened the season before the game.", "Denver", "denver"),
        ("Houston edged Miami 3-2 on Sunday.", "Houston", "houston-team"),
        ("Houston hosted a meeting of 12 mayors on Sunday.", "Houston", "houston"),
        ("Russia won the war and lost the peace.", "Russia", "RUS"),
        ("Russia lost its ambassador to Iran.", "Russia", "RUS"),
    ],
)
def test_a_name_shared_by_places_parties_and_teams(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert entity in ids_of(text)[shown]


def test_what_belongs_to_a_name_is_not_its_bearer(ids_of: Read) -> None:
    assert "denver" not in ids_of("The police of the Denver suburb agreed.")["the Denver suburb"]
    assert "UNESCO" not in ids_of("The UNESCO mission agreed.")["The UNESCO mission"]


COLLIDING = [
    ("Georgia signed the agreement with the European Union in Brussels.", "Georgia", "GEO"),
    ("Georgia expelled two Russian diplomats on Friday.", "Georgia", "GEO"),
    ("The governor of Georgia spoke in Savannah about the vote.", "Georgia", "georgia-us-state"),
    ("Republicans in Georgia met in Atlanta.", "Georgia", "georgia-us-state"),
    ("Jordan recalled its ambassador from Israel.", "Jordan", "JOR"),
    ("Michael Jordan left the court early.", "Michael Jordan", "michael-jordan"),
    ("Chad closed its border with Sudan.", "Chad", "TCD"),
    ("Chad Mercer, a banker, met the envoy.", "Chad Mercer", "chad-mercer"),
    ("Turkey blocked the vote at NATO.", "Turkey", "TUR"),
    ("Guinea recalled its envoy from Mali.", "Guinea", "GIN"),
    ("Papua New Guinea signed a pact with Australia.", "Papua New Guinea", "PNG"),
    ("Equatorial Guinea expelled the envoy.", "Equatorial Guinea", "GNQ"),
    ("Guinea-Bissau asked ECOWAS for troops.", "Guinea-Bissau", "GNB"),
    ("Kinshasa accused Rwanda, and Congo asked the United Nations for help.", "Congo", "COD"),
    ("Congo said in Brazzaville that it would send troops.", "Congo", "COG"),
    ("Kim Jong Un said that Korea would test missiles, Pyongyang reported.", "Korea", "PRK"),
    ("Samsung moved to Korea, and Seoul agreed with Washington.", "Korea", "KOR"),
    ("Macedonia joined NATO after the Prespa Agreement.", "Macedonia", "MKD"),
    ("Washington accused Tehran of lying.", "Washington", "USA"),
    ("The minister arrived in Washington on Monday.", "Washington", "washington"),
    ("George Washington crossed the river.", "George Washington", "george-washington"),
    ("Brussels imposed sanctions on Belarus, the European Commission said.", "Brussels", "EU"),
    ("Brussels and Paris fell out, the Belgian government said.", "Brussels", "BEL"),
    ("The ministers met in Brussels.", "Brussels", "brussels"),
]


@pytest.mark.parametrize(("text", "shown", "entity"), COLLIDING)
def test_names_that_collide(ids_of: Read, text: str, shown: str, entity: str) -> None:
    assert entity in ids_of(text).get(shown, [])


def test_explain_tells_why_a_name_stays_unlinked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Granada and Victoria agreed to meet.", encoding="utf-8")
    assert run(["explain", str(tmp_path / "a.txt")]) == 0
    unlinked = [line for line in capsys.readouterr().out.splitlines() if line.startswith("unlinked ")]
    assert any("'Victoria' at 12: Victoria may be another city" in line for line in unlinked)
