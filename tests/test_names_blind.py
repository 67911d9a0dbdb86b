"""Names of articles that were marked before anything was tuned on them: to whom they are linked, what others become.

``tests/names/*.txt`` hold articles of our own, in the styles of wires, state media, opinion, bad machine translation.
A mark tells what is named: ``{P Peskov|Dmitry Peskov}``, a letter for its sort, the words, whom they mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.model import Article, Mention
from kg.world import World, fold, load_world

FOLDER = Path(__file__).parent / "names"
MARK = re.compile(r"\{(\w) ([^|}]+)(?:\|([^}]+))?\}")
BODIES = frozenset({"Organization", "Alliance", "MediaOutlet", "ActorGroup", "ArmedForce", "GovernmentBody"})
SORTS = {
    "S": frozenset({"State"}),
    "O": BODIES,
    "B": BODIES,
    "G": BODIES,
    "P": frozenset({"Person"}),
    "L": frozenset({"Territory", "Region", "AdminArea", "City", "Waters", "State", "Place"}),
    "A": frozenset({"Agreement", "Policy", "Proposal", "Arrangement", "Event"}),
    "V": frozenset({"War", "Event", "MilitaryExercise"}),
    "W": frozenset({"WeaponSystem"}),
}

Read = Callable[..., tuple[Mention, ...]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A name in a text, its sort, and whom it means."""

    start: int
    end: int
    sort: str
    text: str
    label: str


def marked(path: Path) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """Yield each article's text without its marks, and these."""
    for part in re.split(r"(?m)^# .*\n", path.read_text(encoding="utf-8"))[1:]:
        text, last, marks = "", 0, []
        for found in MARK.finditer(part):
            text += part[last : found.start()]
            marks.append(Mark(len(text), len(text) + len(found[2]), found[1], found[2], found[3] or found[2]))
            text, last = text + found[2], found.end()
        yield text + part[last:], tuple(marks)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def read(nlp: object, world: World) -> Read:
    from kg.read.mentions import build_linker, to_mentions

    linker = build_linker(nlp, world)  # type: ignore[arg-type]

    def mentions(text: str, name: str = "a") -> tuple[Mention, ...]:
        article = Article(id=name, text=text)
        return to_mentions(article, linker(nlp(text), article), world)  # type: ignore[operator]

    return mentions


@pytest.fixture(scope="module")
def labelled(world: World) -> dict[str, set[str]]:
    """Entities of the reference by their labels."""
    found: dict[str, set[str]] = {}
    for one in world.entities.values():
        found.setdefault(fold(one.label), set()).add(one.id)
    return found


def verdict(mark: Mark, mentions: tuple[Mention, ...], world: World, labelled: dict[str, set[str]]) -> str:
    """Tell what became of a name: linked, made new with its class, wrong, or lost."""
    here = [one for one in mentions if one.text and one.start < mark.end and one.end > mark.start]
    called = {one.entity for one in world.lookup(mark.label, any_case=True)}
    wanted = labelled.get(fold(mark.label)) or called
    fitting = [one for one in here if one.entity in wanted or fold(one.label or "") == fold(mark.label)]
    if any(one.entity in world.entities for one in fitting):
        return "linked"
    if fitting:
        return "new" if fitting[0].type in SORTS[mark.sort] else "lost"
    return "wrong" if any(one.entity in world.entities for one in here) else "lost"


@pytest.mark.parametrize(
    ("name", "linked", "right", "wrong"),
    [("first", 0.92, 0.95, 0.02), ("second", 0.85, 0.92, 0.02), ("third", 0.85, 0.90, 0.04)],
)
def test_names_are_found_typed_and_resolved(
    read: Read, world: World, labelled: dict[str, set[str]], name: str, linked: float, right: float, wrong: float
) -> None:
    found = [
        verdict(mark, mentions, world, labelled)
        for text, marks in marked(FOLDER / f"{name}.txt")
        for mentions in [read(text)]
        for mark in marks
    ]
    assert found.count("linked") >= linked * len(found)
    assert found.count("linked") + found.count("new") >= right * len(found)
    assert found.count("wrong") <= wrong * len(found)


def test_an_unknown_name_is_one_entity_in_all_articles_and_a_surname_only_in_its_own(read: Read) -> None:
    one = {
        mention.text: mention.entity
        for mention in read("Orvald Tennick met Russia's envoy. Tennick left Moscow.", "one")
    }
    other = {mention.text: mention.entity for mention in read("Russia praised Orvald Tennick on Monday.", "other")}
    alone = {mention.text: mention.entity for mention in read("President Tennick praised Russia on Monday.", "alone")}
    assert one["Orvald Tennick"] == other["Orvald Tennick"] == one["Tennick"]
    assert alone["Tennick"] not in (None, one["Tennick"])
