"""Which states phrases and actors speak of, who bears a name that several bear: lists of our own, in ``countries/``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import Article
from kg.read.linking_gazetteer import Gazetteer
from kg.resources import rows
from kg.world import load_world
from kg.world.towns import state_of_town

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.model import Mention
    from kg.world import World

HERE = Path(__file__).resolve().parent / "countries"
PHRASES = [row for _, row in rows(HERE / "phrases.csv")]
COLLISIONS = [row for _, row in rows(HERE / "collisions.csv")]
SENTENCES = [row for _, row in rows(HERE / "sentences.csv")]
Read = Callable[[list[str]], list[tuple["Mention", ...]]]


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def read(nlp: Language, world: World) -> Read:
    """Give the mentions of texts, each an article of its own."""
    from kg.nlp import parse
    from kg.read.mentions import build_linker, to_mentions

    link = build_linker(nlp, world)

    def mentions(texts: list[str]) -> list[tuple[Mention, ...]]:
        articles = [Article(str(number), text) for number, text in enumerate(texts)]
        return [
            to_mentions(article, link(doc, article), world)
            for doc, article in parse(nlp, ((article.text, article) for article in articles))
        ]

    return mentions


def states(mentions: tuple[Mention, ...], world: World) -> set[str]:
    found = {one.entity for one in mentions if one.entity in world.entities}
    return {one for one in found if one and world.entities[one].type == "State"}


def test_phrases_speak_of_their_states_and_no_others(read: Read, world: World) -> None:
    found = [states(one, world) for one in read([row["phrase"] for row in PHRASES])]
    pairs = [
        (row, speaks, set(filter(None, row["states"].split("|")))) for row, speaks in zip(PHRASES, found, strict=True)
    ]
    wrong = [row["phrase"] for row, speaks, wanted in pairs if speaks != wanted]
    assert [phrase for phrase in wrong if phrase not in OPEN] == []
    assert len(wrong) <= 0.1 * len(PHRASES)
    assert [row["phrase"] for row, speaks, wanted in pairs if speaks - wanted and row["phrase"] not in OPEN] == []


OPEN = {row["phrase"] for row in PHRASES if row["open"]}


def test_names_of_several_are_told_apart(read: Read, world: World) -> None:
    wrong = []
    for row, mentions in zip(COLLISIONS, read([row["sentence"] for row in COLLISIONS]), strict=True):
        start = row["sentence"].lower().index(row["name"].lower())
        here = [one for one in mentions if one.text and one.start < start + len(row["name"]) and start < one.end]
        meant = {one.entity for one in here}
        wanted = {row["entity"]} if is_state(row, world) else set()
        if states(tuple(here), world) != wanted or (row["entity"] and row["entity"] not in meant):
            wrong.append(row["sentence"])
    assert wrong == []


def test_who_acts_in_a_sentence_is_of_his_state(read: Read, world: World) -> None:
    gazetteer, wrong = Gazetteer(world), []
    for row, mentions in zip(SENTENCES, read([row["sentence"] for row in SENTENCES]), strict=True):
        start = row["sentence"].index(row["name"])
        end = start + len(row["name"])
        about = [one for one in mentions if one.text and one.start < end and start < one.end]
        named = [one for one in about if one.start <= start and end <= one.end] if row["of"] else about
        known = [one.entity for one in named if one.entity in world.entities]
        homes = {home.entity for one in known if one and (home := gazetteer.home_of(one))}
        if row["of"] not in homes if row["of"] else states(tuple(named), world):
            wrong.append((row["name"], row["sentence"]))
    assert wrong == []


def is_state(row: dict[str, str], world: World) -> bool:
    return bool(row["entity"]) and world.entities[row["entity"]].type == "State"


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("The Phillipines and Kazahkstan signed it.", {"PHL", "KAZ"}),
        ("Isreali and Ukranian officials met.", {"ISR", "UKR"}),
        ("He taught at Columbia for years.", set()),
        ("He spoke Germanic and Sorbian languages.", set()),
    ],
)
def test_a_misspelt_state_is_the_state(read: Read, world: World, sentence: str, state: set[str]) -> None:
    assert states(read([sentence])[0], world) - {"USA"} == state


@pytest.mark.parametrize(
    ("town", "state"),
    [
        ("Dehli", "IND"),
        ("Puerto Peñasco", "MEX"),
        ("Zamfara", "NGA"),
        ("Springfield", "USA"),
        ("Cambridge", None),
        ("North", None),
        ("Far North", None),
        ("Nowhere", None),
    ],
)
def test_a_town_tells_its_state_where_one_state_alone_has_it(town: str, state: str | None) -> None:
    assert state_of_town(town) == state


def test_every_town_is_of_a_state(world: World) -> None:
    from kg.world.towns import _towns

    assert {world.entities[state].type for state in _towns().values()} == {"State"}
    assert len(_towns()) > 50_000


@pytest.mark.parametrize(
    ("sentence", "spoken_of"),
    [
        ("The university and the union closed their doors.", set()),
        ("Denis Sassou Nguesso spoke first.", {"COG"}),
        ("Elizabeth II died in September.", {"GBR"}),
        ("He called the Americas a continent.", set()),
        ("The mayor of Quebec resigned.", {"CAN"}),
        ("Andijan", {"UZB"}),
        ("Majuro", {"MHL"}),
        ("Tigrayans fled the fighting.", {"ETH"}),
        ("Kherson mayor", {"UKR"}),
        ("Corte Suprema de Justicia de Paraguay", {"PRY"}),
        ("Weimar Germany", {"DEU"}),
        ("Lagos High Court Bar Association", {"NGA"}),
        ("Kenya Moore and Jordan Peterson met.", {"CAN"}),
        ("The mayor of London, Ontario, spoke.", {"CAN"}),
    ],
)
def test_a_state_is_told_by_names_alone(read: Read, world: World, sentence: str, spoken_of: set[str]) -> None:
    assert states(read([sentence])[0], world) == spoken_of
