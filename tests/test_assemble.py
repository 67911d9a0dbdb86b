"""Article graphs become one view: counts, status, conflicts, plain triples; the order of articles does not matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from graphs import LABELS, TYPES, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg import store
from kg.assemble import Conflict, collect, digest, find_conflicts, refresh, view_quads
from kg.assemble.conflicts import disjoint
from kg.assemble.support import independent
from kg.assemble.times import laws, overlap
from kg.model import Reading, proposition_id
from kg.rdf import iri, kg, local_id, reading_quads, world_quads
from kg.rdf.write import ALIAS, LABEL, MATCH, TYPE
from kg.relations import NATURES, implied, is_symmetric, relations
from kg.world import Entity, Fact, World


def _store(*readings: Reading) -> Store:
    held = Store()
    for one in readings:
        store.write_article(held, reading_quads(one))
    return held


def _view(*readings: Reading, world: World | None = None) -> set[Quad]:
    return set(view_quads(_store(*readings), world or World({}, (), ())))


def _value(view: Iterable[Quad], line: str, predicate: str) -> str:
    """Give the one value that the proposition ``JPN alliedWith USA`` has in the default graph."""
    node = iri("prop", proposition_id(*line.split()))
    found = [quad.object for quad in view if quad.subject == node and quad.predicate == kg(predicate)]
    assert len(found) == 1, found
    return local_id(found[0]) if isinstance(found[0], NamedNode) else found[0].value  # type: ignore[union-attr]


def _plain(view: Iterable[Quad], line: str) -> list[str]:
    """Give the graphs that hold a plain triple."""
    subject, relation, object_ = line.split()
    wanted = (iri("ent", subject), kg(relation), iri("ent", object_))
    return [
        "default" if isinstance(quad.graph_name, DefaultGraph) else local_id(quad.graph_name)  # type: ignore[arg-type]
        for quad in view
        if tuple(quad.triple) == wanted
    ]


def _kinds(*readings: Reading, world: World | None = None) -> list[tuple[str, int, int]]:
    found = find_conflicts(collect(_store(*readings)), world or World({}, (), ()))
    return [(one.kind, len(one.between), len(one.sides)) for one in found]


LINES = st.builds(
    lambda s, r, o, polarity, modality, time, holder: f"{s} {r} {o} {polarity} {modality} {time} {holder}",
    *[st.sampled_from(["JPN", "RUS", "USA", "kurils"]) for _ in "s"],
    st.sampled_from(["alliedWith", "inArmedConflictWith", "claimsSovereigntyOver", "sanctions", "freezesAssetsOf"]),
    st.sampled_from(["CHN", "RUS", "kurils"]),
    st.sampled_from(["", "denied"]),
    st.sampled_from(["asserted", "planned", "probable"]),
    st.sampled_from(["", "1956", "2023"]),
    st.sampled_from(["", "by abe", "by RUS"]),
)
ARTICLES = st.lists(st.lists(LINES, max_size=5), min_size=1, max_size=4).map(
    lambda texts: [reading(f"a{n}", *lines, source=["Kyodo", "TASS", None][n % 3]) for n, lines in enumerate(texts)]
)


@given(ARTICLES, st.randoms())
@settings(max_examples=60, deadline=None)
def test_merging_is_order_free_and_idempotent(articles: list[Reading], chance: object) -> None:
    shuffled = [*articles, articles[0]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _view(*articles) == _view(*shuffled)


@given(ARTICLES)
@settings(max_examples=60, deadline=None)
def test_no_plain_triple_without_a_claim_and_no_conflict_without_sides(articles: list[Reading]) -> None:
    view = _view(*articles)
    said = {
        (iri("ent", subject.entity), kg(claim.relation), iri("ent", object_.entity))
        for one in articles
        for claim in one.claims
        for subject, object_ in ([claim.ends, claim.ends[::-1]] if is_symmetric(claim.relation) else [claim.ends])
    }
    names = {kg(name) for name in relations()}
    assert {tuple(quad.triple) for quad in view if quad.predicate in names} <= said
    claims = {iri("claim", claim.id) for one in articles for claim in one.claims}
    conflicts = {quad.subject for quad in view if quad.object == kg("Conflict")}
    assert {quad.subject for quad in view if quad.predicate == kg("side")} == conflicts
    assert {quad.object for quad in view if quad.predicate == kg("side")} <= claims


@given(ARTICLES, st.sampled_from(["copy", "denial", "affirmation"]))
@settings(max_examples=60, deadline=None)
def test_the_law_of_support(articles: list[Reading], kind: str) -> None:
    """More independent evidence never lowers the number of sources; a copy or a denial never raises it."""
    line = "JPN alliedWith RUS"
    articles = [*articles, reading("base", line, source="Base")]
    before = int(_value(_view(*articles), line, "sources"))
    if kind == "copy":
        claims = tuple(replace(claim, article="0 more") for claim in articles[-1].claims)
        article = replace(articles[-1].article, id="0 more", source="Other")
        more = Reading(article=article, claims=claims)
    else:
        more = reading("more", f"{line} {'denied' if kind == 'denial' else ''}", "CHN threatens USA", source="Other")
    after = int(_value(_view(*articles, more), line, "sources"))
    assert after - before == (1 if kind == "affirmation" else 0)


def test_counts_status_and_dates() -> None:
    view = _view(
        reading("a", "JPN alliedWith USA", "JPN alliedWith USA by abe", source="Kyodo", published="2024-05-01"),
        reading("b", "JPN alliedWith USA probable", source="Kyodo", published="2023"),
        reading("c", "JPN alliedWith USA", source="TASS", published="2024-06-02T10:00:00Z"),
    )
    expected = {"claims": "4", "affirmations": "4", "denials": "0", "holders": "3", "articles": "3", "sources": "2",
                "status": "corroborated", "firstDate": "2023-01-01", "lastDate": "2024-06-02"}  # fmt: skip
    assert {name: _value(view, "JPN alliedWith USA", name) for name in expected} == expected


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["JPN alliedWith USA", ""], "reported"),
        (["JPN alliedWith USA", "JPN alliedWith USA"], "reported"),
        (["JPN alliedWith USA", "JPN alliedWith USA by RUS"], "corroborated"),
        (["JPN alliedWith USA", "JPN alliedWith USA probable"], "corroborated"),
        (["JPN alliedWith USA", "USA alliedWith JPN"], "corroborated"),
        (["JPN alliedWith USA", "JPN alliedWith USA planned"], "reported"),
        (["JPN alliedWith USA planned", "JPN alliedWith USA planned"], "reported"),
        (["JPN alliedWith USA", "JPN alliedWith USA denied"], "contested"),
        (["JPN alliedWith USA", "USA alliedWith JPN denied"], "contested"),
        (["JPN alliedWith USA", "JPN alliedWith USA denied planned"], "reported"),
        (["JPN alliedWith USA", "JPN inArmedConflictWith USA"], "contested"),
    ],
)
def test_status(lines: list[str], status: str) -> None:
    readings = [reading(f"a{number}", *filter(None, [line])) for number, line in enumerate(lines)]
    assert _value(_view(*readings), "JPN alliedWith USA", "status") == status


@pytest.mark.parametrize(
    ("lines", "dates", "status"),
    [
        (["CHN visits USA 1868", "CHN visits USA 2006-11"], [None, None], "reported"),
        (["CHN visits USA 1868", "CHN visits USA"], [None, "2006-11-15"], "reported"),
        (["CHN visits USA 2006", "CHN visits USA 2006-11"], [None, None], "corroborated"),
        (["CHN visits USA", "CHN visits USA probable"], [None, "2006-11-15"], "corroborated"),
        (["CHN visits USA", "CHN visits USA probable"], ["1997", "2016"], "reported"),
        (["RUS seized kurils", "RUS seized kurils probable"], ["2016-09", "2019-12"], "corroborated"),
        (["USA demands CHN", "USA demands CHN probable"], ["2016-09", "2019-12"], "reported"),
        (["JPN alliedWith USA 1956", "JPN alliedWith USA 2016"], [None, None], "corroborated"),
        (["CHN visits USA 1868", "CHN visits USA 1868 by RUS", "CHN visits USA 2006"], [None] * 3, "corroborated"),
    ],
)
def test_two_sources_confirm_an_act_only_where_they_may_tell_of_one_time(
    lines: list[str], dates: list[str | None], status: str
) -> None:
    readings = [reading(f"a{number}", line, source=f"outlet {number}", published=date)
                for number, (line, date) in enumerate(zip(lines, dates, strict=True))]  # fmt: skip
    assert _value(_view(*readings), " ".join(lines[0].split()[:3]), "status") == status


@pytest.mark.parametrize(
    ("articles", "count"),
    [
        ({}, 0),
        ({"a": ("Kyodo", "1")}, 1),
        ({"a": ("Kyodo", "1"), "b": ("Kyodo", "2")}, 1),
        ({"a": ("Kyodo", "1"), "b": ("TASS", "1")}, 1),
        ({"a": ("Kyodo", "1"), "b": ("TASS", "2")}, 2),
        ({"a": ("Kyodo", "1"), "b": ("TASS", "2"), "c": ("Kyodo", "3"), "d": ("AP", "2")}, 2),
        ({"a": ("Kyodo", "1"), "b": ("Kyodo", "2"), "c": ("TASS", "1")}, 1),
    ],
)
def test_copies_and_one_outlet_count_once(articles: dict[str, tuple[str, str]], count: int) -> None:
    for order in permutations(articles):
        assert independent(order, articles) == count


def test_who_tells_a_special_case_or_the_inverse_backs_the_relation() -> None:
    freezing, inverse = reading("a", "USA freezesAssetsOf RUS"), reading("b", "RUS sanctionedBy USA")
    told = reading("c", "USA sanctions RUS")
    assert _value(_view(told), "USA sanctions RUS", "status") == "reported"
    for other in (freezing, inverse):
        view = _view(other, told)
        assert _value(view, "USA sanctions RUS", "sources") == "2"
        assert _value(view, "USA sanctions RUS", "status") == "corroborated"
        assert _value(view, "USA sanctions RUS", "claims") == "1"
    assert _value(_view(freezing, told), "USA freezesAssetsOf RUS", "sources") == "1"


def test_a_reprint_in_another_outlet_is_no_second_source() -> None:
    first, reprint = (reading(name, "JPN alliedWith USA", source=name) for name in ("Kyodo", "TASS"))
    assert first.article.text == reprint.article.text
    assert _value(_view(first, reprint), "JPN alliedWith USA", "sources") == "1"


@pytest.mark.parametrize(
    ("line", "graphs"),
    [
        ("JPN alliedWith USA", ["default"]),
        ("JPN alliedWith USA planned", []),
        ("JPN alliedWith USA probable", []),
        ("JPN alliedWith USA denied", ["contested"]),
        ("JPN alliedWith USA denied planned", []),
    ],
)
def test_plain_triples_hold_what_is_asserted(line: str, graphs: list[str]) -> None:
    assert _plain(_view(reading("a", line)), "JPN alliedWith USA") == graphs


def test_both_sides_of_a_conflict_are_contested() -> None:
    view = _view(reading("a", "RUS alliedWith UKR"), reading("b", "UKR inArmedConflictWith RUS"))
    assert _plain(view, "RUS alliedWith UKR") == _plain(view, "UKR inArmedConflictWith RUS") == ["contested"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RUS attacks UKR", "RUS attacks UKR denied by RUS"], [("denial", 1, 2)]),
        (["RUS attacks UKR by RUS", "RUS attacks UKR denied by RUS"], []),
        (["RUS attacks UKR", "RUS attacks UKR denied planned by RUS"], []),
        (["RUS attacks UKR possible", "RUS attacks UKR denied by RUS"], []),
        (["RUS attacks UKR probable", "RUS attacks UKR denied by RUS"], [("denial", 1, 2)]),
        (["RUS attacks UKR", "RUS attacks UKR denied probable by RUS"], []),
        (["RUS attacks UKR 2022", "RUS attacks UKR denied 1991 by RUS"], []),
        (["RUS attacks UKR 2022", "RUS attacks UKR denied 2022-03-01 by RUS"], [("denial", 1, 2)]),
        (["JPN alliedWith USA", "USA alliedWith JPN denied by RUS"], [("denial", 1, 2)]),
        (["USA freezesAssetsOf RUS", "USA sanctions RUS denied by CHN"], [("denial", 2, 2)]),
        (["USA sanctions RUS", "USA freezesAssetsOf RUS denied by CHN"], []),
        (["RUS sanctionedBy USA", "USA sanctions RUS denied by CHN"], [("denial", 2, 2)]),
        (["USA freezesAssetsOf RUS", "RUS sanctionedBy USA denied by CHN"], [("denial", 2, 2)]),
        (["USA sanctionedBy RUS", "USA sanctions RUS denied by CHN"], []),
        (["RUS attacks UKR planned", "RUS attacks UKR denied planned by RUS"], [("denial", 1, 2)]),
        (["RUS attacks UKR planned by RUS", "RUS attacks UKR denied planned by RUS"], []),
        (["RUS attacks UKR planned", "RUS attacks UKR denied demanded by RUS"], []),
        (["RUS attacks UKR by abe", "RUS attacks UKR denied"], []),
        (["RUS demands UKR", "RUS demands UKR denied by RUS"], []),
        (["JPN headOfState abe", "JPN headOfState abe denied by RUS"], []),
        (["JPN headOfState abe 2015", "JPN headOfState abe denied 2015 by RUS"], [("denial", 1, 2)]),
        (["RUS attacks UKR", "UKR attacks RUS denied by UKR"], []),
        (["RUS alliedWith UKR", "RUS inArmedConflictWith UKR"], [("incompatible", 2, 2)]),
        (["RUS alliedWith UKR", "UKR inArmedConflictWith RUS"], [("incompatible", 2, 2)]),
        (["RUS alliedWith UKR 1940", "RUS inArmedConflictWith UKR 1941"], []),
        (["RUS alliedWith UKR 1940", "RUS inArmedConflictWith UKR"], []),
        (["RUS alliedWith UKR 1940", "RUS inArmedConflictWith UKR 1940-06"], [("incompatible", 2, 2)]),
        (["RUS alliedWith UKR past", "RUS inArmedConflictWith UKR"], []),
        (["RUS alliedWith UKR past", "RUS inArmedConflictWith UKR present"], []),
        (["RUS alliedWith UKR past", "RUS alliedWith UKR denied past by RUS"], [("denial", 1, 2)]),
        (["RUS attacks UKR past", "RUS attacks UKR denied by RUS"], [("denial", 1, 2)]),
        (["RUS alliedWith UKR denied", "RUS inArmedConflictWith UKR"], []),
        (["RUS alliedWith UKR planned", "RUS inArmedConflictWith UKR"], []),
        (["RUS alliedWith UKR", "RUS inArmedConflictWith CHN"], []),
        (["JPN claimsSovereigntyOver kurils", "RUS claimsSovereigntyOver kurils"], [("rival", 2, 2)]),
        (["JPN claimsSovereigntyOver kurils", "RUS claimsSovereigntyOver f-35"], []),
        (["JPN controls kurils 1940", "RUS controls kurils 2000"], [("succession", 2, 2)]),
        (["JPN claimsSovereigntyOver kurils 1940", "RUS claimsSovereigntyOver kurils 2000"], []),
        (["JPN controls kurils 1940", "RUS controls kurils"], [("succession", 2, 2)]),
        (["JPN controls kurils past", "RUS controls kurils"], [("succession", 2, 2)]),
        (["JPN controls kurils", "RUS controls kurils"], [("rival", 2, 2)]),
        (["SUN controls kurils", "RUS controls kurils", "RUS replaces SUN"], [("succession", 2, 2)]),
        (["ministry controls kurils", "RUS controls kurils", "ministry agencyOf RUS"], []),
        (["abe controls kurils", "RUS controls kurils"], []),
        (["JPN possesses f-35", "USA possesses f-35"], []),
    ],
)
def test_conflicts(lines: list[str], expected: list[tuple[str, int, int]]) -> None:
    assert _kinds(*(reading(f"a{number}", line) for number, line in enumerate(lines))) == expected


@pytest.mark.parametrize(
    ("lines", "dates", "kinds"),
    [
        (["RUS alliedWith UKR", "RUS inArmedConflictWith UKR"], ["1997", "2016"], []),
        (["RUS alliedWith UKR", "RUS inArmedConflictWith UKR"], ["2015", "2016"], ["incompatible"]),
        (["RUS alliedWith UKR", "RUS inArmedConflictWith UKR"], [None, "2016"], []),
        (["RUS alliedWith UKR", "RUS inArmedConflictWith UKR 1998"], ["1997", "2016"], ["incompatible"]),
        (["RUS attacks UKR", "RUS attacks UKR denied by RUS"], ["1997", "2016"], []),
        (["RUS attacks UKR", "RUS attacks UKR denied by RUS"], ["2016-03-01", "2016-04-15"], ["denial"]),
        (["RUS attacks UKR", "RUS attacks UKR denied by RUS"], ["2016-03-01", "2016-06-15"], []),
        (["RUS supports UKR", "RUS supports UKR denied by RUS"], ["2016-03-01", "2016-06-15"], ["denial"]),
        (["RUS attacks UKR by abe", "RUS attacks UKR denied"], ["2016-03-01", "2016-03-15"], ["denial"]),
        (["RUS controls kurils", "JPN controls kurils"], ["2016-03-01", "2016-03-02"], ["succession"]),
        (["RUS controls kurils", "JPN controls kurils"], ["2016-03-01", "2016-03-01"], ["rival"]),
        (["RUS attacks UKR 2014", "RUS attacks UKR denied by RUS"], ["2022", "1997"], []),
        (["RUS controls kurils", "JPN controls kurils"], ["1930", "2016"], ["succession"]),
        (["RUS controls USA", "JPN controls USA"], [None, None], []),
        (["RUS controls nato", "JPN controls nato"], [None, None], []),
        (["abe attacks JPN", "JPN headOfState abe"], [None, None], []),
    ],
)
def test_claims_without_a_time_speak_of_the_years_they_were_written_in(
    lines: list[str], dates: list[str | None], kinds: list[str]
) -> None:
    readings = [reading(f"a{number}", line, published=date)
                for number, (line, date) in enumerate(zip(lines, dates, strict=True))]  # fmt: skip
    assert [kind for kind, _, _ in _kinds(*readings)] == kinds


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["RUS alliedWith UKR", "RUS inArmedConflictWith UKR"], []),
        (["RUS alliedWith UKR", "RUS inArmedConflictWith UKR by abe"], ["incompatible"]),
        (["RUS controls kurils", "JPN controls kurils"], ["succession"]),
        (["RUS demands UKR", "RUS demands UKR denied by RUS"], ["denial"]),
        (["RUS demands UKR by RUS", "RUS demands UKR denied"], []),
        (["RUS attacks UKR by RUS", "RUS attacks UKR denied"], ["denial"]),
        (["RUS claimsSovereigntyOver kurils", "JPN claimsSovereigntyOver kurils"], ["rival"]),
    ],
)
def test_one_voice_in_one_text_tells_of_a_change(lines: list[str], kinds: list[str]) -> None:
    assert [kind for kind, _, _ in _kinds(reading("a", *lines))] == kinds


def test_a_title_without_a_time_is_not_held_against_the_reference() -> None:
    world = _world(HEAD)
    assert _kinds(reading("a", "JPN headOfGovernment kishida", published="2015"), world=world) == []
    assert _kinds(reading("a", "JPN headOfGovernment kishida 2015", published="2015"), world=world) != []


def test_a_succession_contests_nothing() -> None:
    lines = ["SUN controls kurils", "RUS controls kurils", "RUS replaces SUN"]
    view = _view(*(reading(f"a{number}", line) for number, line in enumerate(lines)))
    assert _plain(view, "SUN controls kurils") == ["default"]
    assert _value(view, "RUS controls kurils", "status") == "reported"


def _world(*facts: Fact) -> World:
    names = {end for fact in facts for end in (fact.subject, fact.object)} | {"JPN"}
    return World(
        {one: Entity(one, LABELS.get(one, one), TYPES.get(one, "Entity"), f"Q{len(one)}") for one in names}, (), facts
    )


MEMBER = Fact("JPN", "memberOf", "nato", "1956-12-18", None)
HEAD = Fact("JPN", "headOfGovernment", "abe", "2012-12-26", "2020-09-16")
ALLY = Fact("JPN", "alliedWith", "USA", "1960")


@pytest.mark.parametrize(
    ("line", "published", "facts", "conflicts"),
    [
        ("JPN memberOf nato denied", "2024", [MEMBER], 1),
        ("JPN memberOf nato denied 1950", "2024", [MEMBER], 0),
        ("JPN memberOf nato denied", None, [MEMBER], 0),
        ("JPN memberOf nato denied planned", "2024", [MEMBER], 0),
        ("JPN memberOf nato denied past", "2024", [MEMBER], 0),
        ("JPN memberOf nato denied past 1960", "2024", [MEMBER], 1),
        ("nato hasMember JPN denied", "2024", [MEMBER], 1),
        ("JPN memberOf nato", "2024", [MEMBER], 0),
        ("JPN headOfGovernment kishida 2015", None, [HEAD], 1),
        ("JPN headOfGovernment kishida 2022", None, [HEAD], 0),
        ("JPN headOfGovernment abe 2015", None, [HEAD], 0),
        ("JPN headOfGovernment kishida 2015", None, [HEAD, HEAD._replace(object="kishida")], 0),
        ("USA inArmedConflictWith JPN", "2024", [ALLY], 1),
        ("USA inArmedConflictWith JPN 1944", "2024", [ALLY], 0),
        ("USA alliedWith JPN denied", "2024", [ALLY], 1),
    ],
)
def test_claims_against_the_reference(line: str, published: str | None, facts: list[Fact], conflicts: int) -> None:
    one = reading("a", line, published=published)
    assert _kinds(one, world=_world(*facts)) == [("againstReference", 1, 1)] * conflicts
    view = _view(one, world=_world(*facts))
    assert (_value(view, " ".join(line.split()[:3]), "status") == "againstReference") == bool(conflicts)
    assert sum(quad.predicate == kg("reference") for quad in view) == conflicts


def _default(view: Iterable[Quad], entity: str, predicate: NamedNode) -> list[NamedNode | Literal]:
    return [
        quad.object  # type: ignore[misc]
        for quad in view
        if quad.subject == iri("ent", entity) and quad.predicate == predicate and quad.graph_name == DefaultGraph()
    ]


def test_an_entity_has_one_label_and_one_class() -> None:
    one, other = reading("a", "e1 attacks JPN"), reading("b", "e1 attacks JPN")
    named = replace(other.claims[0], subject=replace(other.claims[0].subject, label="The First", type="Person"))
    view = _view(one, replace(other, claims=(named,), mentions=()), reading("c", "e1 attacks JPN"))
    assert _default(view, "e1", LABEL) == [Literal("e1")]
    assert _default(view, "e1", ALIAS) == [Literal("The First")]
    assert _default(view, "e1", TYPE) == [kg("Person")]


def test_the_reference_knows_better() -> None:
    world = World({"e1": Entity("e1", "Elbonia", "State", "Q1")}, (), ())
    view = _view(reading("a", "e1 attacks JPN"), world=world)
    assert _default(view, "e1", LABEL) == [Literal("Elbonia")]
    assert _default(view, "e1", TYPE) == [kg("State")]
    assert _default(view, "e1", MATCH) == [NamedNode("http://www.wikidata.org/entity/Q1")]


def test_holders_and_outlets_have_labels() -> None:
    view = _view(reading("a", "JPN alliedWith USA by abe", source="Kyodo News"))
    assert _default(view, "abe", LABEL) == [Literal("Shinzo Abe")]
    assert _default(view, "kyodo-news", TYPE) == [kg("MediaOutlet")]


def test_refresh_writes_only_what_changed(tmp_path: Path) -> None:
    with store.open_writer(tmp_path / "g") as graph:
        store.write_article(graph.store, reading_quads(reading("a", "JPN alliedWith USA")))
        assert refresh(graph)
        assert refresh(graph), "a view that was never published is to be published"
        store.publish(graph)
        assert not refresh(graph)
        first = store.dump(graph.store)
        store.write_article(graph.store, reading_quads(reading("b", "RUS attacks UKR")))
        assert refresh(graph)
        store.drop_article(graph.store, "b")
        assert not refresh(graph), "what readers see is right again"
        assert store.dump(graph.store) == first


def test_the_reference_is_kept_in_a_graph_of_its_own(tmp_path: Path) -> None:
    with store.open_writer(tmp_path / "g") as graph:
        for world in (_world(MEMBER), _world(HEAD), _world(HEAD)):
            refresh(graph, world)
            held = set(graph.store.quads_for_pattern(None, None, None, kg("world")))
            assert {quad for quad in held if quad.predicate != kg("digest")} == set(world_quads(world))
            assert len(held) == len(set(world_quads(world))) + 1


def test_the_digest_follows_articles_and_reference() -> None:
    held, more = _store(reading("a", "JPN alliedWith USA")), _store(reading("a", "JPN alliedWith CHN"))
    assert len({digest(held), digest(more), digest(held, "another reference")}) == 3
    assert digest(held) == digest(_store(reading("a", "JPN alliedWith USA")))


def test_disjointness_reaches_special_cases_and_both_ways() -> None:
    assert disjoint("alliedWith", "inArmedConflictWith")
    assert disjoint("inArmedConflictWith", "alliedWith")
    assert not disjoint("alliedWith", "partnerOf")
    assert not disjoint("alliedWith", "unknown")
    assert implied("warns") == {("warns", False), ("threatens", False)}


def test_each_nature_of_a_relation_has_a_law() -> None:
    assert set(laws()) == set(NATURES)
    assert {one.nature for one in relations().values()} == set(NATURES)


def test_unknown_times_may_overlap() -> None:
    year = ("1956-01-01", "1956-12-31")
    assert overlap(None, year)
    assert overlap(year, ("1956-12-31", "1957-01-01"))
    assert not overlap(year, ("1957-01-01", "1957-01-01"))


def test_conflicts_are_values() -> None:
    assert Conflict("denial", ("p",), ("c", "d")) == Conflict("denial", ("p",), ("c", "d"), None)
