"""What may be one is proposed with its reason and its place, and becomes one only when a reviewer says so."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from graphs import LABELS, TYPES

from kg import store
from kg.assemble import refresh
from kg.cli import run
from kg.model import Article, Claim, End, Mention, Reading
from kg.query.proposals import is_name, proposals
from kg.rdf import iri, reading_quads
from kg.world import Entity, World

WORLD = World({"RUS": Entity("RUS", "Russia", "State", "Q159")}, (), ())


def told(name: str, text: str, *parties: tuple[str, str, str, str], relation: str = "", to: str = "pm") -> Reading:
    """Give an article with mentions (words, id, label, class); the first may have a relation to an office."""
    mentions = tuple(
        Mention(at, at + len(words), words, kind, entity, label)
        for words, entity, label, kind in parties
        for at in [text.index(words)]
    )
    claims: tuple[Claim, ...] = ()
    if relation:
        first, whole = mentions[0], (0, len(text))
        subject = End(first.start, first.end, first.text, first.entity or "", first.label or "", first.type)
        office = End(0, 1, text[:1], to, LABELS[to], TYPES[to])
        claims = (Claim(name, subject, relation, office, whole, whole, (first.start, first.end)),)
    return Reading(Article(name, text), mentions, claims=claims)


PACT, FLEET = ("fjord-agreement", "Fjord Agreement", "Agreement"), ("Harbour Guard Corps", "ArmedForce")
ARTICLES = (
    told("one", "The Fjord Agreement, known as FA, was read.", ("Fjord Agreement", *PACT), ("FA", *PACT)),
    told("two", "Nobody broke the FA then.", ("FA", "FA", "FA", "Agreement")),
    told("three", "Premier Okafor smiled.", ("Okafor", "okafor--3a", "Okafor", "Person"), relation="holdsOffice"),
    told("four", "Ada Okafor sat.", ("Ada Okafor", "ada-okafor", "Ada Okafor", "Person"), relation="holdsOffice"),
    told("five", "Clerk Okafor stood.", ("Okafor", "okafor--5c", "Okafor", "Person")),
    told("six", "The Harbour Guards Corps met.", ("Harbour Guards Corps", "hgc-1", "Harbour Guards Corps", FLEET[1])),
    told("seven", "The Harbour Guard Corps met.", ("Harbour Guard Corps", "hgc-2", *FLEET)),
    told(
        "nine",
        "The Council of Fjord, or Council.",
        ("Council of Fjord", "council-of-fjord", "Council of Fjord", "Organization"),
        ("Council", "council-of-fjord", "Council of Fjord", "Organization"),
    ),
    told("ten", "A Council met.", ("Council", "council", "Council", "Organization")),
    told("eight", "Russia, or the FA.", ("Russia", "RUS", "Russia", "State"), ("FA", "RUS", "Russia", "State")),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "g"
    _build(made, ARTICLES)
    return made


def _build(path: Path, readings: Iterable[Reading]) -> None:
    with store.open_writer(path) as graph:
        for one in readings:
            store.write_article(graph.store, reading_quads(one))
        refresh(graph, WORLD)
        store.publish(graph)


def _found(path: Path) -> dict[tuple[str, str], tuple[str, str, str]]:
    with store.open_reader(path) as graph:
        listed = proposals(graph.store, graph.base)
    return {(one.entity.id, one.other.id): (one.reason, one.article, one.quote) for one in listed}


def test_each_way_two_may_be_one_is_proposed_with_its_place(path: Path) -> None:
    assert _found(path) == {
        ("FA", "fjord-agreement"): (
            "an article calls Fjord Agreement so too", "one", "The Fjord Agreement, known as FA, was read."),
        ("okafor--3a", "ada-okafor"): (
            "Ada Okafor bears the surname and has the same office", "three", "Premier Okafor smiled."),
        ("hgc-1", "hgc-2"): (
            "the names differ in spelling alone", "six", "The Harbour Guards Corps met."),
    }  # fmt: skip


def test_nothing_is_merged_until_it_is_accepted_and_then_no_longer_proposed(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.open_reader(path) as graph:
        before = store.dump(graph.store)
    assert run(["curate", "proposals", str(path), "--limit", "1"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[-1] == "(3 proposals)"
    assert len(shown) == 4
    assert run(["curate", "proposals", str(path)]) == 0
    command = next(line for line in capsys.readouterr().out.splitlines() if line.endswith(" FA fjord-agreement"))
    with store.open_reader(path) as graph:
        assert store.dump(graph.store) == before
    assert run([*command.split()[1:], "--who", "me"]) == 0
    assert ("FA", "fjord-agreement") not in _found(path)
    with store.open_reader(path) as graph:
        assert not list(graph.store.quads_for_pattern(iri("ent", "FA"), None, None, None))


def test_what_a_reviewer_tells_apart_is_proposed_no_more(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with store.open_reader(path) as graph:
        before = {str(quad) for quad in graph.store.quads_for_pattern(None, None, None, iri("art", "six"))}
    assert run(["curate", "apart", str(path), "hgc-1", "hgc-2", "--who", "me"]) == 0
    decision = capsys.readouterr().out.split()[0]
    assert run(["curate", "proposals", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "(2 proposals)" in shown
    assert "hgc-1" not in shown
    with store.open_reader(path) as graph:
        assert {str(quad) for quad in graph.store.quads_for_pattern(None, None, None, iri("art", "six"))} == before
    assert run(["curate", "undo", str(path), decision, "--who", "me"]) == 0
    assert run(["curate", "proposals", str(path)]) == 0
    assert "(3 proposals)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("label", "name"),
    [("Ministry of Defence", True), ("F-35", True), ("ministers", False), ("Security forces", False), ("", False)],
)
def test_only_what_looks_like_a_name_is_proposed(label: str, name: bool) -> None:
    assert is_name(label) == name
