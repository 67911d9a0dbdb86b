"""A view that is brought up to date equals one that is assembled from scratch, whatever was added and removed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from graphs import reading
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad, Store

from kg import store
from kg.assemble import copies, refresh, view
from kg.assemble.support import independent
from kg.model import Claim, Reading, proposition_id
from kg.rdf import iri, kg, local_id, reading_quads
from kg.world import Entity, Fact, World

WORLD = World(
    {"JPN": Entity("JPN", "Japan", "State", "Q17"), "abe": Entity("abe", "Shinzo Abe", "Person")},
    (),
    (
        Fact("JPN", "alliedWith", "USA", "1960"),
        Fact("RUS", "controls", "kurils", "1945"),
        Fact("RUS", "replaces", "SUN", "1991"),
    ),
)
LINES = st.sampled_from(
    """JPN alliedWith USA
JPN alliedWith USA by RUS
USA alliedWith JPN
USA alliedWith JPN denied by RUS
JPN alliedWith USA 1940
JPN inArmedConflictWith USA
USA inArmedConflictWith JPN 2020
USA sanctions RUS
USA sanctions RUS denied by RUS
USA freezesAssetsOf RUS by JPN
RUS sanctionedBy USA
JPN alliedWith USA past
CHN alliedWith RUS
RUS alliedWith CHN probable
CHN inArmedConflictWith RUS denied
JPN sanctions RUS denied by RUS
JPN freezesAssetsOf RUS
JPN freezesAssetsOf RUS planned
JPN controls kurils
JPN controls kurils 1940
RUS controls kurils
SUN controls kurils
ministry controls kurils
bureau claimsSovereigntyOver kurils
JPN claimsSovereigntyOver kurils
ministry agencyOf JPN
bureau agencyOf ministry
bureau agencyOf ministry denied
RUS replaces CHN
CHN controls kurils""".splitlines()
)
POEM = " ".join(f"word{random.Random(at).randrange(999)}" for at in range(60))


@st.composite
def articles(draw: st.DrawFn) -> Reading:
    """Draw a small article: with one of few names, outlets and endings, of which some make near-copies."""
    one = reading(
        f"a{draw(st.integers(0, 5))}",
        *draw(st.lists(LINES, max_size=3)),
        source=draw(st.sampled_from([None, "Kyodo", "TASS"])),
        published=draw(st.sampled_from([None, "1950-01-01", "2024-05-01"])),
    )
    words = POEM.split()
    poem = " ".join(draw(st.sampled_from([[], words, words[:30], words[30:]])))
    other_class = draw(st.booleans())
    claims = tuple(
        replace(claim, subject=replace(claim.subject, type="Person"))
        if other_class and claim.subject.entity in {"ministry", "bureau"}
        else claim
        for claim in one.claims
    )
    called = draw(st.sampled_from([None, "the islands", "Chishima"]))
    claims = tuple(
        replace(claim, object=replace(claim.object, label=called))
        if called and claim.object.entity == "kurils"
        else claim
        for claim in claims
    )
    items = st.sampled_from([None, "Q1", "Q2"])
    mentions = tuple(
        replace(mention, wikidata=draw(items), label=called if draw(st.booleans()) and called else mention.label)
        if mention.entity == "kurils"
        else mention
        for mention in one.mentions
    )
    text = one.article.text + poem
    return replace(one, article=replace(one.article, text=text), claims=claims, mentions=mentions)


CHANGE = st.one_of(articles(), articles(), st.integers(0, 5))
STEPS = st.tuples(
    st.lists(articles(), min_size=3, max_size=8), st.lists(st.lists(CHANGE, min_size=1, max_size=2), max_size=5)
).map(lambda both: [both[0], *both[1]])


def _write(graph: store.Opened, step: Iterable[Reading | int], small: bool = False) -> None:
    """Write and remove articles and assemble; as a small change, whatever its size, if ``small``."""
    for one in step:
        if isinstance(one, Reading):
            store.write_article(graph.store, reading_quads(one))
        else:
            store.drop_article(graph.store, f"a{one}")
    with pytest.MonkeyPatch.context() as patched:
        if small:
            patched.setattr(view, "is_small", lambda _: True)
        refresh(graph, WORLD)


@given(STEPS)
@settings(max_examples=150, deadline=None)
def test_any_sequence_of_changes_gives_what_a_build_from_scratch_gives(steps: list[list[Reading | int]]) -> None:
    held = _Graph()
    last: dict[str, Reading] = {}
    for step in steps:
        _write(held, step, small=True)
        for one in step:
            last.pop(f"a{one}", None)
            if isinstance(one, Reading):
                last[one.article.id] = one
        scratch = _Graph()
        _write(scratch, list(last.values()))
        assert store.dump(held.store) == store.dump(scratch.store)


class _Graph(store.Opened):
    """A graph in memory that counts nothing as published."""

    def __init__(self) -> None:
        self._memory = Store()
        self.path, self.base = Path("nowhere"), "https://w3id.org/claimgraph/"

    @property
    def store(self) -> Store:
        return self._memory


def _many(count: int) -> list[Reading]:
    return [reading(f"a{at}", f"e{at} attacks e{at + 1}", "JPN alliedWith USA", "RUS attacks UKR denied by RUS",
                    source=f"outlet {at}") for at in range(count)]  # fmt: skip


def test_a_small_change_leaves_the_rest_of_the_view_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    held = _Graph()
    _write(held, _many(60))
    monkeypatch.setattr(view, "view_lines", lambda *_: pytest.fail("assembled everything"))
    seen = _spied(monkeypatch)
    _write(held, [reading("new", "e3 attacks e9", source="Other")])
    assert set(seen) == {"removed", "added"}
    assert max(seen.values()) < 60


def _spied(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    seen = {"removed": 0, "added": 0}
    change = store.change

    def count(held: Store, gone: Iterable[Quad], added: Iterable[Quad]) -> None:
        gone, added = list(gone), list(added)
        seen["removed"] += len(gone)
        seen["added"] += len(added)
        change(held, gone, added)

    monkeypatch.setattr(view, "change", count)
    return seen


def test_a_finished_view_has_no_notes() -> None:
    held = _Graph()
    for step in ([*_many(30)], [reading("new", "e3 attacks e9")], [3]):
        _write(held, step)
        assert not list(held.store.quads_for_pattern(None, None, None, store.PENDING))


TEXT = " ".join(f"w{random.Random(f'{at}').randrange(10**6)}" for at in range(400))


@pytest.mark.parametrize(
    ("other", "copy"),
    [
        (TEXT, True),
        (f"MOSCOW, Reuters - {TEXT.upper()}", True),
        (" ".join(TEXT.split()[:100]), True),
        (" ".join(TEXT.split()[200:300]), True),
        (" ".join(TEXT.split()[:100] + [f"x{at}" for at in range(200)]), False),
        (" ".join(sorted(TEXT.split())), False),
        ("w1 w2 w3", False),
    ],
)
def test_reprints_and_shortened_reposts_are_near_copies(other: str, copy: bool) -> None:
    held = _Graph()
    one, two = (reading(name, "JPN alliedWith USA", source=name) for name in ("Kyodo", "TASS"))
    one, two = (replace(each, article=replace(each.article, text=each.article.text[:40] + " " + text))
                for each, text in ((one, TEXT), (two, other)))  # fmt: skip
    _write(held, [one, two])
    assert bool(list(held.store.quads_for_pattern(None, copies.COPY, None, DefaultGraph()))) == copy
    sources = next(held.store.quads_for_pattern(None, kg("sources"), None, DefaultGraph())).object
    assert sources.value == ("1" if copy else "2")  # type: ignore[union-attr]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.sampled_from("xyz"), st.sampled_from("1234"))),
       st.sampled_from("xyzw"), st.sampled_from("12345"))  # fmt: skip
def test_the_law_of_independence(known: dict[str, tuple[str, str]], outlet: str, text: str) -> None:
    """A source with outlet and text of its own adds one; a copy, or an outlet that is there, never adds any."""
    before = independent(known, known)
    after = independent([*known, "new"], {**known, "new": (outlet, text)})
    fresh = all(outlet != one and text != other for one, other in known.values())
    assert after == before + 1 if fresh else after <= before


def _status(held: _Graph, line: str) -> str:
    subject, relation, object_ = line.split()
    node = iri("prop", proposition_id(subject, relation, object_))
    quad = next(held.store.quads_for_pattern(node, kg("status"), None, DefaultGraph()))
    return local_id(quad.object)  # type: ignore[arg-type]


def test_a_symmetric_relation_is_one_proposition_told_in_either_order() -> None:
    held = _Graph()
    _write(held, [reading("one", "CHN alliedWith RUS"), *_many(3)])
    assert _status(held, "CHN alliedWith RUS") == "reported"
    _write(held, [reading("two", "RUS alliedWith CHN")], small=True)
    assert _status(held, "CHN alliedWith RUS") == "corroborated"


def test_a_change_of_class_reaches_what_is_held() -> None:
    held = _Graph()
    one = reading("one", "bureau controls kurils")
    _write(held, [one, reading("two", "CHN controls kurils"), *_many(3)])
    assert _status(held, "CHN controls kurils") == "contested"
    third = reading("three", "bureau visits CHN")
    claims = tuple(replace(claim, subject=replace(claim.subject, type="Person")) for claim in third.claims)
    _write(held, [replace(third, claims=claims, mentions=()), _renamed(third, claims)], small=True)
    assert _status(held, "CHN controls kurils") == "reported"


def _renamed(one: Reading, claims: tuple[Claim, ...]) -> Reading:
    article = replace(one.article, id="four")
    return replace(one, article=article, claims=tuple(replace(claim, article="four") for claim in claims), mentions=())
